"""The fact of erasing."""

from tallystone.core.fact import Fact
from tallystone.core.value import value


@value
class Erased(Fact):
    """These delivered files lie here no longer; `why` is "rule" or "request". What names them still proves."""

    files: tuple[str, ...]
    why: str
