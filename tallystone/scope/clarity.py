"""The clarity mark: one word, and the counts that it is made of."""

from collections import Counter

from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.scope.finding import FAMILIES, SEVERITIES, Finding

EMPTY, OPEN, FUZZY, NEARLY, CLEAR = "empty", "open", "fuzzy", "nearly clear", "clear"


@value
class Mark:
    """`level` is one word; `families`, `severities`, `milestones` say what it is made of. Law is told, and does not count."""

    level: str
    families: dict[str, int]
    severities: dict[str, int]
    milestones: dict[int, int]


def clarity(findings: list[Finding], terms: Terms) -> Mark:
    """How clear are these terms?

    empty: nothing is written. open: there is an error, so something has no bound, date or criterion at all. fuzzy: more
    warnings than milestones. nearly clear: at most one warning a milestone. clear: notes at most. No points are added up.
    """
    counted = [f for f in findings if f.family != "law"]
    severities = Counter(f.severity for f in counted)
    families, stages = Counter(f.family for f in findings), Counter(number for f in counted if (number := _number(f.field)))
    level = _level(severities, max(1, len(terms.milestones))) if _written(terms) else EMPTY
    return Mark(
        level, {name: families[name] for name in FAMILIES}, {name: severities[name] for name in SEVERITIES},
        {m.number: stages[m.number] for m in terms.milestones},
    )  # fmt: skip


def _written(terms: Terms) -> bool:
    return bool(terms.in_scope.strip()) or any(m.title or m.deliverables or m.criteria for m in terms.milestones)


def _level(severities: Counter[str], milestones: int) -> str:
    if severities["error"]:
        return OPEN
    if severities["warning"] > milestones:
        return FUZZY
    return NEARLY if severities["warning"] else CLEAR


def _number(field: str) -> int:
    name, _, rest = field.partition(".")
    number = rest.partition(".")[0]
    return int(number) if name == "milestones" and number.isdigit() else 0
