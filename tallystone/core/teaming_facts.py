"""The facts of who works on a contract."""

from tallystone.core.fact import Fact
from tallystone.core.value import value


@value
class MemberIntroduced(Fact):
    """A person works on the contract for the side that acts, in this role; they may be the one who acts."""

    person: int
    role: str
    note: str | None = None


@value
class MemberHanded(Fact):
    """The contract is in this person's hands from now on, on the side that acts."""

    person: int
    role: str
    note: str | None = None
