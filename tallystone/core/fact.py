"""What every fact is."""

from tallystone.core.value import value


@value
class Fact:
    """Anything that happened to a contract."""


@value
class OnMilestone(Fact):
    milestone: int
