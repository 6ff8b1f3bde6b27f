"""What terms say for the case that it ends early, and for afterwards: agreed at the beginning, while nobody wants to leave."""

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from tallystone.core.value import named_value

USUAL = {"usual": True}  # the record leaves such a field out where it says the usual, as it was before there was one

PAID, ACCEPTED, DELIVERED = "paid", "accepted", "delivered"
RECORD, STAY = "record", "stay"
NOBODY, OPERATOR, PERSON = "none", "operator", "person"
CONSENT, FREE, EXCLUDED = "consent", "free", "excluded"
ASK, YES, NO = "ask", "yes", "no"
CHOICES = {
    "ownership": (PAID, ACCEPTED, DELIVERED),
    "exit_silence": (RECORD, STAY),
    "mediator": (NOBODY, OPERATOR, PERSON),
    "subcontracting": (CONSENT, FREE, EXCLUDED),
    "workers_shown": (1, 0),
    "showcase": (ASK, YES, NO),
}
RANGES = {
    "kill_planned_bp": (0, 10_000),
    "kill_started_bp": (0, 10_000),
    "exit_days": (1, 30),
    "embargo_days": (0, 1_825),
}
NAME_LENGTH = 120


def usual(value: Any) -> Any:
    """A field with this default, which the record leaves out where it says no more."""
    return field(default=value, metadata=USUAL)


@named_value
class Ending:
    """Kill fees in hundredths of a per cent of the net price of a milestone not begun, or begun: owed where the client
    leaves without cause. `ownership` says when the rights in a
    milestone's work pass to the client. Who is offered an exit or a split has `exit_days` to answer; `exit_silence` says
    whether the record settles it then, or it stays as it was. `embargo_days` after acceptance a sample may be shown."""

    kill_planned_bp: int = usual(0)
    kill_started_bp: int = usual(0)
    ownership: str = usual(PAID)
    exit_days: int = usual(7)
    exit_silence: str = usual(RECORD)
    mediator: str = usual(NOBODY)
    subcontracting: str = usual(CONSENT)
    workers_shown: int = usual(1)  # 0: the client does not see who works on it for the freelancer
    showcase: str = usual(ASK)
    embargo_days: int = usual(0)


ENDING: dict[str, Any] = {name: told.default for name, told in Ending.__dataclass_fields__.items()}


def ending_faults(said: Ending, mediator_name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Field, name of the fault and numbers to tell, for each that is wrong; per cents are told as such."""
    for name, (least, most) in RANGES.items():
        if not least <= getattr(said, name) <= most:
            yield name, "out_of_range", {"least": least, "most": most // 100 if name.endswith("_bp") else most}
    for name, known in CHOICES.items():
        if getattr(said, name) not in known:
            yield name, "choose_one", {}
    if said.mediator == PERSON and not mediator_name.strip():
        yield "mediator_name", "mediator_missing", {}
    if len(mediator_name) > NAME_LENGTH:
        yield "mediator_name", "text_too_long", {"most": NAME_LENGTH, "given": len(mediator_name)}
