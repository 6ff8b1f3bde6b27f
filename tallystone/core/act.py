"""What every act is."""

from tallystone.core.value import value


@value
class Act:
    """Anything that can be asked of a contract."""


@value
class OnMilestone(Act):
    milestone: int
