"""The fact of erasing."""

from dataclasses import dataclass

from tallystone.core.fact import Fact


@dataclass(frozen=True, slots=True)
class Erased(Fact):
    """These delivered files lie here no longer; `why` is "rule" or "request". What names them still proves."""

    files: tuple[str, ...]
    why: str
