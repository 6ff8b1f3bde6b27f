"""What the scope check hands back: one finding a place."""

from tallystone.core.value import value

FAMILIES = ("words", "structure", "plan", "law")
SEVERITIES = ("note", "warning", "error")


@value
class Finding:
    """One place in terms that is fuzzy, why it matters, and how to mend it.

    `field` is named as in the editor ("in_scope", "milestones.2.criteria"); `line` counts from 1 within it; `start` and `end`
    are characters of the field's text as it was given. A finding about something that is missing has an empty `text`.
    `rewrites` are texts to put in its place at once, with blanks (___) to fill: of `text`, or, where that is empty, a line
    to add to prose and the value of a date or number.
    """

    rule: str
    family: str
    severity: str
    field: str
    line: int
    start: int
    end: int
    text: str
    why: str
    mend: str
    rewrites: tuple[str, ...] = ()


def at_least(findings: list[Finding], severity: str) -> list[Finding]:
    """The findings that are as serious as this, or more."""
    least = SEVERITIES.index(severity)
    return [f for f in findings if SEVERITIES.index(f.severity) >= least]
