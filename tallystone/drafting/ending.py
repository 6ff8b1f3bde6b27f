"""What terms say for an early end and for afterwards, as people choose it and read it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tallystone.core.shape import Terms
from tallystone.showing import percent

Choice = tuple[str, str]


def choices() -> dict[str, list[Choice]]:
    """What can be chosen for each field that is a choice, the usual first: value and words."""
    return {
        "ownership": [
            ("paid", _("when it is accepted and paid")),
            ("accepted", _("when it is accepted")),
            ("delivered", _("when it is handed over")),
        ],
        "exit_silence": [
            ("record", _("it is settled as the record works it out")),
            ("stay", _("the offer lapses and all stays as it was")),
        ],
        "mediator": [
            ("none", _("nobody: both sides settle it")),
            ("operator", _("who runs this installation")),
            ("person", _("a person whom both name here")),
        ],
        "subcontracting": [
            ("consent", _("with the client’s consent, each time")),
            ("free", _("freely")),
            ("excluded", _("not at all")),
        ],
        "workers_shown": [("1", _("yes")), ("0", _("no"))],
        "showcase": [
            ("ask", _("only if the client allows it, each time")),
            ("yes", _("yes")),
            ("no", _("no")),
        ],
    }


def chosen(terms: Terms, field: str) -> str:
    """The words for what these terms say."""
    value = str(getattr(terms, field))
    return dict(choices()[field]).get(value, value)


def ending_particulars(terms: Terms) -> Iterator[tuple[str, str, str]]:
    """Field, label and what is read, in the order of the editor."""
    yield "kill_planned_bp", _("Kill fee for what is not begun"), percent(terms.kill_planned_bp)
    yield "kill_started_bp", _("Kill fee for what is begun"), percent(terms.kill_started_bp)
    yield "ownership", _("Rights in the work pass to the client"), chosen(terms, "ownership")
    yield "exit_days", _("Days to answer an exit or a split"), str(terms.exit_days)
    yield "exit_silence", _("Without an answer"), chosen(terms, "exit_silence")
    yield "mediator", _("Who decides a dispute"), chosen(terms, "mediator")
    yield "mediator_name", _("The person who decides a dispute"), terms.mediator_name or _("nobody")
    yield "subcontracting", _("Work is passed on to others"), chosen(terms, "subcontracting")
    yield "workers_shown", _("The client sees who works on it"), chosen(terms, "workers_shown")
    yield "showcase", _("Accepted work is shown as a sample"), chosen(terms, "showcase")
    yield "embargo_days", _("Days before a sample is shown"), str(terms.embargo_days)
