"""What every fact is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Anything that happened to a contract."""


@dataclass(frozen=True, slots=True)
class OnMilestone(Fact):
    milestone: int
