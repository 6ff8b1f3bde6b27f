"""Chance that is the same every time: numbers from a seed, alike on every machine and in every version of Python."""

from collections.abc import Sequence
from typing import TypeVar

MASK = (1 << 64) - 1
One = TypeVar("One")


class Chance:
    """A row of numbers that look drawn (splitmix64: Steele, Lea, Flood, 2014). For forecasts, never for secrets."""

    def __init__(self, seed: int) -> None:
        self.state = seed & MASK

    def number(self) -> float:
        """From 0 up to, but not, 1."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((self.state ^ (self.state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)

    def one_of(self, row: Sequence[One]) -> One:
        return row[int(self.number() * len(row))]
