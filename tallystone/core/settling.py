"""Settling: what is left when a contract ends early, what the record says that it comes to, and a number dealt out.

Everything is with tax, unless it says net. What is accepted is no part of it: that is paid as it was invoiced.
"""

from tallystone.core.invoicing import bill
from tallystone.core.money import share
from tallystone.core.state import DONE, Contract, Stone
from tallystone.core.value import value

Amount = tuple[int, int]  # net, tax
NOTHING: Amount = (0, 0)


def closing(c: Contract, boundary: int) -> tuple[Stone, ...]:
    """The milestones that end unfinished where a contract ends after this one (0: now). What is in dispute is settled there."""
    return tuple(s for s in c.stones if s.number > boundary and s.work not in DONE and not s.dispute)


@value
class Share:
    """One milestone that ends unfinished. `rest` is what was not invoiced, `figure` what the record says is due of that,
    `fee` how much of the figure is kill fee."""

    stone: Stone
    rest: Amount
    figure: Amount
    fee: Amount = NOTHING

    @property
    def most_minor(self) -> int:
        """More than that was never agreed for it: its price; by the hour also the hours that were worked."""
        return max(sum(self.rest), sum(self.figure))

    @property
    def kind(self) -> str:
        """ "delivered", "begun" or "planned"."""
        return {"delivered": "delivered", "planned": "planned"}.get(self.stone.work, "begun")


def shares(c: Contract, boundary: int, leaver: str, cause: bool = False) -> list[Share]:
    """What each of them comes to by the record alone, where this side leaves: with a kill fee if it is the client who leaves
    without cause, or the freelancer who leaves for one."""
    fees = (leaver == "client") != cause
    return [_share(c, s, fees) for s in closing(c, boundary)]


def _share(c: Contract, s: Stone, fees: bool) -> Share:
    rest = (s.stake.price_minor - s.billed_net_minor, s.stake.tax_minor - s.billed_tax_minor)
    if s.work == "delivered":
        return Share(s, rest, bill(s) if s.stake.hourly else rest)
    plan, begun = c.agreed_plan, s.work != "planned"
    worked = bill(s) if s.stake.hourly and begun else NOTHING
    net = share(rest[0], plan.kill_started_bp if begun else plan.kill_planned_bp) if fees else 0
    fee = (net, taxed(s, net))
    if sum(fee) <= sum(worked):
        return Share(s, rest, worked)
    return Share(s, rest, fee, (fee[0] - worked[0], fee[1] - worked[1]))


def taxed(s: Stone, net_minor: int) -> int:
    """The tax of a part of a milestone's net price."""
    stake = s.stake
    if stake.tax_bp is not None:
        return share(net_minor, stake.tax_bp)
    return (net_minor * stake.tax_minor + stake.price_minor // 2) // stake.price_minor if stake.price_minor else 0


def figure_minor(told: list[Share]) -> int:
    """The record's figure for all of them together."""
    return sum(sum(each.figure) for each in told)


def most_minor(told: list[Share]) -> int:
    """The most that a number can be: all that was agreed for them."""
    return sum(each.most_minor for each in told)


def allotted(told: list[Share], minor: int) -> list[Amount]:
    """A number dealt out: each milestone as the record says, from the first one on; what is more, again from the first on."""
    given = []
    for each in told:
        given.append(min(minor, sum(each.figure)))
        minor -= given[-1]
    for at, each in enumerate(told):
        more = min(minor, each.most_minor - given[at])
        given[at], minor = given[at] + more, minor - more
    return [_parted(each, gross) for each, gross in zip(told, given, strict=True)]


def _parted(each: Share, gross: int) -> Amount:
    """Net and tax of an amount with tax: those of the record where they are known, else in the same proportion."""
    for known in (each.figure, each.rest):
        if sum(known) == gross:
            return known
    net, tax = each.rest if sum(each.rest) else each.figure
    part = (gross * tax + (net + tax) // 2) // (net + tax) if net + tax else 0
    return gross - part, part
