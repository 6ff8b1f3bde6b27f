"""Where a contract stands: the fold of its facts, small and of one size however long its history."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tallystone.core.exit import Exit, Left
from tallystone.core.promise import Delay, Promise
from tallystone.core.shape import BEFORE, Parent, Plan, Stake
from tallystone.core.value import value


@value
class By:
    """Who acts: the side ("freelancer", "client" or "clock"), the person's id (0 for the clock), their role there."""

    side: str
    person: int = 0
    role: str = "owner"


CLOCK = By("clock")


def other(side: str) -> str:
    """The other party."""
    return "client" if side == "freelancer" else "freelancer"


DONE = ("accepted", "settled", "cancelled", "handed_over")  # no more work comes


@value
class Bill:
    """An invoice that is not paid yet."""

    number: str
    minor: int
    due: date


@value
class Deposit:
    """A deposit invoice less its credit notes; `open_minor` is what was not paid yet."""

    number: str
    net_minor: int
    tax_minor: int
    open_minor: int


@value
class Hand:
    """Somebody who works on a contract for a side; `lead` has it in their hands."""

    side: str
    person: int
    lead: bool = False


@value
class Split:
    """A side's number in a dispute: what goes to the freelancer of all that is at stake, and until which day it holds."""

    number: int
    side: str
    minor: int
    until: date
    answered: bool = False  # by another number, or by calling the mediator
    lapsed: bool = False
    noticed_at: datetime | None = None
    reminded_at: datetime | None = None


@value
class Dispute:
    """A milestone in dispute: who disputes which criteria, since when; the last number of each side; who decides.

    `mediator` is "operator" or the hash of an address; they may decide once they are `mediating`.
    """

    number: int
    by: str
    since: datetime
    criteria: tuple[int, ...]
    note: str
    splits: tuple[Split, ...] = ()
    offers: int = 0
    mediator: str = ""
    called_by: str = ""
    mediating: bool = False

    def split(self, side: str) -> Split | None:
        """The last number of this side."""
        return next((split for split in self.splits if split.side == side), None)


@value
class Stone:
    """A milestone as it stands, on its two tracks: work and money."""

    stake: Stake
    work: str = "planned"
    money: str = "unfunded"
    round: int = 0
    percent: int = 0
    next_on: date | None = None
    snapshot: str = ""
    unmet: tuple[int, ...] = ()
    started_at: datetime | None = None
    handed_at: datetime | None = None  # handed over for the first time
    delivered_at: datetime | None = None
    noticed_at: datetime | None = None
    reminded_at: datetime | None = None
    reminded: str = ""
    review_until: datetime | None = None
    accepted_at: datetime | None = None
    deemed: bool = False
    paid_on: date | None = None
    pay_by: date | None = None
    invoices: tuple[str, ...] = ()
    held_minor: int = 0
    received_minor: int = 0
    earned_minor: int = 0
    minutes: int = 0  # hours in the record; those that bind nobody are not there
    looked_at: datetime | None = None  # when the last snapshot was handed over of which a part is accepted
    sheets: int = 0  # of hours logged, corrections aside
    handed_minutes: int = 0  # the hours when it was last handed over: under review there cannot be more
    cap_told: tuple[int, int] = (0, 0)  # of this cap, this many per cent were told
    dated_on: date | None = None  # the day on which its date was agreed anew, where a change did that
    met: tuple[int, ...] = ()
    rest_due: date | None = None
    billed_net_minor: int = 0
    billed_tax_minor: int = 0
    bills: tuple[Bill, ...] = ()
    deposits: tuple[Deposit, ...] = ()
    owed_back_minor: int = 0
    refunded_minor: int = 0
    refund_by: date | None = None
    moved_from: date | None = None  # its due date before the change order that moved it last
    last_terms: str = ""  # of a milestone that ended unfinished: the terms that had it last
    reported_at: datetime | None = None
    claimed_minor: int = 0  # what the client said was sent, and was not seen to arrive yet
    billings: tuple[Deposit, ...] = ()  # invoices for accepted work, less their credit notes
    dispute: Dispute | None = None
    settled_at: datetime | None = None  # a dispute ended with a split

    @property
    def number(self) -> int:
        return self.stake.number

    @property
    def due(self) -> date:
        """The day by which it is to be delivered: once a part is accepted, that of the rest."""
        return self.rest_due or self.stake.due

    @property
    def open_criteria(self) -> tuple[int, ...]:
        """The criteria that are not accepted yet."""
        return tuple(n for n in range(1, self.stake.criteria + 1) if n not in self.met)

    @property
    def billed_minor(self) -> int:
        """What was invoiced for accepted work, with tax."""
        return self.billed_net_minor + self.billed_tax_minor

    @property
    def to_pay_minor(self) -> int:
        """What the next payment is about: the oldest open invoice, or what is left of the deposit where there is none."""
        return self.bills[0].minor if self.bills else self.claimed_minor if self.closed else self.left_minor

    @property
    def closed(self) -> bool:
        """Did it end unfinished: by a change order, or with an exit?"""
        return self.work in {"cancelled", "handed_over"}

    @property
    def settled(self) -> bool:
        """Accepted and paid, ended unfinished, or split in a dispute, and nothing owed: nothing more can come."""
        if self.dispute or self.owed_back_minor:
            return False
        if self.closed or self.work == "settled":
            return not self.bills and not (self.closed and self.money == "claimed_paid")
        return self.money in {"released", "paid"}

    @property
    def left_minor(self) -> int:
        """What is still to be paid for it."""
        return 0 if self.closed else max(0, self.stake.gross_minor - self.paid_minor)

    @property
    def paid_minor(self) -> int:
        """What was received for it and stays: not what went back, or is to go back."""
        return self.received_minor - self.owed_back_minor - self.refunded_minor


@value
class Change:
    """A change order on offer: the terms as they would be, which milestones it touches, who offers it, until when."""

    number: int
    version: int
    offered_by: str
    terms: str
    plan: Plan
    until: date
    touches: tuple[int, ...]


@value
class Question:
    """A question on a milestone: "open", "answered", "decided" or "withdrawn". `note` and `answer` are hashes of words."""

    number: int
    milestone: int
    by: str
    note: str
    until: date
    asked_at: datetime
    state: str = "open"
    answer: str = ""
    answered_at: datetime | None = None
    decided_at: datetime | None = None

    @property
    def asks(self) -> str:
        """The side that is asked."""
        return "client" if self.by == "freelancer" else "freelancer"


@value
class Remark:
    """A comment on a clause, made to this version of the terms; `by` is the side that spoke last in it."""

    number: int
    about: str
    version: int
    by: str
    open: bool = True


@value
class Show:
    """May a milestone's work be shown? "" (nobody asked), "asked", "allowed", "refused" or "withdrawn", since `at`.

    `word` is the hash of what the client says about the work, for publication; `word_named` with their name.
    """

    milestone: int
    state: str = ""
    named: int = 0
    priced: int = 0
    from_on: date | None = None
    at: datetime | None = None
    word: str = ""
    word_named: int = 0


@value
class Referral:
    """Somebody who could take over: "named", "chosen", "declined", "withdrawn" or "succeeded". `by` is who named them."""

    number: int
    person: int
    fee_minor: int
    by: int
    state: str = "named"
    prices: int = 0


@value
class HandedOn:
    """The last handover; `complete_at` is when there was a complete one for the first time."""

    version: int
    document: str
    at: datetime
    missing: tuple[str, ...]
    complete_at: datetime | None = None
    acknowledged_at: datetime | None = None


@value
class Request:
    """A request to give a milestone on: "open", "consented", "refused" or "replaced". `who` is the hash of a name."""

    number: int
    milestone: int
    worker: int
    who: str
    note: str
    asked_at: datetime
    state: str = "open"


@value
class Given:
    """A milestone of which a part or the whole was given on; to whom, where the terms show workers."""

    milestone: int
    worker: int
    who: str
    at: datetime


@value
class Above:
    """Of a subcontract: what it is a part of, and what became of the milestone there, and when."""

    parent: Parent
    accepted_at: datetime | None = None
    paid_at: datetime | None = None
    over_at: datetime | None = None


@value
class Contract:
    """One contract after `seq` entries. `touched` is the last entry that a reader of the page would want to know."""

    code: str
    state: str = "draft"
    seq: int = 0
    head: str = ""
    touched: int = 0
    freelancer: int = 0
    client: int = 0
    version: int = 0
    offered_by: str = ""
    terms: str = ""
    plan: Plan | None = None
    until: date | None = None
    agreed_at: datetime | None = None
    ended_at: datetime | None = None
    stones: tuple[Stone, ...] = ()
    hands: tuple[Hand, ...] = ()
    questions: tuple[Question, ...] = ()
    promises: tuple[Promise, ...] = ()
    delays: tuple[Delay, ...] = ()
    remarks: tuple[Remark, ...] = ()
    change: Change | None = None
    changes: int = 0  # how many change orders there have been
    shows: tuple[Show, ...] = ()
    handover: HandedOn | None = None
    disputes: int = 0  # how many disputes there have been
    referrals: tuple[Referral, ...] = ()
    succeeded_by: str = ""  # the contract of the successor, once it is agreed
    succeeds: str = ""  # the contract that somebody else left to this one
    fee_for: str = ""  # the contract for whose referral this one names the fee
    above: Above | None = None  # of a subcontract
    requests: tuple[Request, ...] = ()
    given: tuple[Given, ...] = ()
    exit: Exit | None = None
    exits: int = 0  # how many exits were offered
    left: Left | None = None

    @property
    def agreed_plan(self) -> Plan:
        if self.plan is None:
            raise ValueError("no terms yet")
        return self.plan

    @property
    def paid_before(self) -> bool:
        return self.agreed_plan.funding == BEFORE

    def funds(self, stake: Stake) -> bool:
        """Is this milestone paid before its work starts?"""
        return self.agreed_plan.funds(stake)

    @property
    def successor(self) -> Referral | None:
        """Who was chosen to take over, and has not yet."""
        return next((r for r in self.referrals if r.state == "chosen"), None)

    def team(self, side: str) -> tuple[int, ...]:
        """Who works on it for this side, persons' ids in the order in which they came."""
        return tuple(h.person for h in self.hands if h.side == side)

    def lead(self, side: str) -> int:
        """In whose hands it is on this side; 0 while nobody of it has acted."""
        return next((h.person for h in self.hands if h.side == side and h.lead), 0)

    def leaves(self, s: Stone) -> bool:
        """Would this milestone end unfinished by the exit that is on offer? Then it is not begun, and no money asked for it."""
        return self.exit is not None and s.number > self.exit.boundary

    def stone(self, number: int) -> Stone | None:
        return next((s for s in self.stones if s.number == number), None)

    def with_stone(self, number: int, **changes: Any) -> "Contract":
        stones = tuple(replace(s, **changes) if s.number == number else s for s in self.stones)
        return replace(self, stones=stones)
