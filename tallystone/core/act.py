"""What every act is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """Anything that can be asked of a contract."""


@dataclass(frozen=True, slots=True)
class OnMilestone(Act):
    milestone: int
