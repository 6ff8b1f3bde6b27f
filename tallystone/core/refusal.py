"""How the rules say no: a name, the field it concerns, and the numbers that a sentence about it needs."""

from typing import Any


class Refusal(Exception):
    """An act that may not be done (now, by this party, like this). Nothing has changed."""

    def __init__(self, name: str, field: str = "", **told: Any) -> None:
        super().__init__(name)
        self.name, self.field, self.told = name, field, told


def refuse_if(wrong: bool, name: str, field: str = "", **told: Any) -> None:
    if wrong:
        raise Refusal(name, field, **told)
