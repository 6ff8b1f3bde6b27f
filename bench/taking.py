"""What a measure hands back: its numbers by the name of their goal, and everything else worth keeping."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Taking:
    """`numbers` are held against bench/goals.py; `told` goes into the results as it is."""

    told: dict[str, Any] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, number: float) -> None:
        self.numbers[name] = number
