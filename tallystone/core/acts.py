"""The acts: what a party, or the clock, asks to be done. Imperative; the rules answer with facts."""

from datetime import date

from tallystone.core.act import Act, OnMilestone
from tallystone.core.delegating_acts import (
    AcceptAlong,
    AskSubcontract,
    ConsentSubcontract,
    FollowParent,
    GiveOn,
    RefuseSubcontract,
)
from tallystone.core.disputing_acts import (
    AcceptSplit,
    AgreeMediator,
    CallMediator,
    Chargeback,
    Dispute,
    LapseSplit,
    Mediate,
    NoticeSplit,
    OfferSplit,
    WithdrawDispute,
)
from tallystone.core.handing_acts import (
    AcknowledgeHandover,
    ConsentSuccessor,
    DeclineSuccessor,
    EarnReferral,
    HandOver,
    Refer,
    Succeed,
    WithdrawReferral,
)
from tallystone.core.leaving_acts import AcceptExit, CounterExit, DeclineExit, EndForCause, LapseExit, OfferExit, WithdrawExit
from tallystone.core.shape import NOWHERE, Parent, Terms
from tallystone.core.showing_acts import (
    AllowShowcase,
    AskShowcase,
    Recommend,
    RefuseShowcase,
    WithdrawRecommendation,
    WithdrawShowcase,
)
from tallystone.core.value import value
from tallystone.core.words import Words


@value
class Propose(Act):
    """Put terms to a client for the first time. `succeeds` is the contract that somebody else leaves to the proposer,
    `fee_for` the one for whose referral these terms name the fee."""

    freelancer: int
    client: int
    terms: Terms
    words: Words
    until: date
    note: Words | None = None
    succeeds: str = ""
    fee_for: str = ""


@value
class Counter(Act):
    """Put other terms in place of those on offer: an answer to the other side's, or a change of one's own offer."""

    terms: Terms
    words: Words
    answers: str
    until: date
    note: Words | None = None


@value
class Withdraw(Act):
    """Take back one's own proposal before it is agreed."""

    reason: Words | None = None


@value
class Decline(Act):
    """Say no to a proposal, with a reason."""

    reason: Words


@value
class Agree(Act):
    """Agree to exactly the terms with this hash, with one's name."""

    terms: str
    name: Words
    method: str


@value
class AskFunding(OnMilestone):
    """Ask for a milestone's deposit; a deposit invoice goes with it."""


@value
class ClaimPaid(OnMilestone):
    """Say that the money for a milestone was sent."""

    on: date


@value
class ConfirmFunding(OnMilestone):
    """Say that a deposit was seen to arrive."""

    on: date


@value
class ConfirmPayment(OnMilestone):
    """Say that the payment of an invoice was seen to arrive."""

    on: date


@value
class Start(OnMilestone):
    """Begin work on a milestone."""


@value
class Report(OnMilestone):
    """Say how far a milestone is, and when the next word will come."""

    percent: int
    note: Words
    next_on: date


@value
class Deliver(OnMilestone):
    """Hand over a snapshot: the manifest (JSON words) and the hashes of its files."""

    snapshot: Words
    files: tuple[str, ...]
    ticked: tuple[int, ...]


@value
class Retract(OnMilestone):
    """Take back a delivery before it is answered."""


@value
class AskChanges(OnMilestone):
    """Say which criteria a delivery does not meet, and why; a new round follows."""

    snapshot: str
    unmet: tuple[int, ...]
    reasons: Words


@value
class Accept(OnMilestone):
    """Accept exactly the delivered snapshot with this hash."""

    snapshot: str
    note: Words | None = None


@value
class AcceptPart(OnMilestone):
    """Accept some criteria of exactly the delivered snapshot with this hash; the others are delivered by a day of their own."""

    snapshot: str
    criteria: tuple[int, ...]
    rest_due: date
    reasons: Words | None = None


@value
class LogHours(OnMilestone):
    """Put hours into the record: a sheet of entries (`core.sheet`), one or many thousand."""

    sheet: Words


@value
class CorrectHours(OnMilestone):
    """Put hours right that are in the record: a sheet of what they were and of what they are now."""

    sheet: Words
    reason: Words | None = None


@value
class Notice(OnMilestone):
    """The clock: a letter was taken by the client's mail server: that of a delivery ("delivered") or a reminder of its
    review (at its "half", the "day" before its end, or in its last "hours")."""

    round: int
    kind: str


@value
class Lapse(Act):
    """The clock: review time is over (deemed acceptance), or a proposal has expired (milestone 0)."""

    milestone: int = 0


@value
class OfferChange(Act):
    """Offer a change order: the whole terms as they would be, made from the terms in force (`was`), or in answer to one."""

    terms: Terms
    words: Words
    was: Words
    until: date
    answers: str = ""
    note: Words | None = None
    grew_from: str | None = None


@value
class AcceptChange(Act):
    """Agree to exactly the change order whose terms have this hash, with one's name."""

    terms: str
    name: Words
    method: str


@value
class DeclineChange(Act):
    """Say no to a change order, with a reason; the terms in force stay."""

    reason: Words


@value
class WithdrawChange(Act):
    """Take back one's own change order before it is accepted."""

    reason: Words | None = None


@value
class LapseChange(Act):
    """The clock: a change order has expired without an answer."""


@value
class PriceRound(OnMilestone):
    """The clock: offer a round beyond the agreed number for the price that the terms name, as a change order."""

    terms: Terms
    words: Words
    was: Words


@value
class Refund(OnMilestone):
    """Say that money owed back was sent."""

    on: date


@value
class FilePaper(Act):
    """The clock: a paper was typeset and sealed; its file hash joins the chain."""

    kind: str
    about: str
    file: str


@value
class Erase(Act):
    """The clock: delivered files (by hash) are erased here, by the contract's "rule" or on "request"; their hashes stay."""

    files: tuple[str, ...]
    why: str


@value
class Ask(OnMilestone):
    """Ask the other side a question about a milestone, to be answered by a day."""

    note: Words
    until: date


@value
class Answer(OnMilestone):
    """Answer a question of the other side, by its number in the contract."""

    question: int
    note: Words


@value
class Decide(OnMilestone):
    """Take the answer with this hash, word for word, as decided: one side wrote it, the other confirms it."""

    question: int
    answer: str


@value
class WithdrawQuestion(OnMilestone):
    """Take back a question of one's own that is not answered yet."""

    question: int


@value
class FulfilDuty(Act):
    """Say that a client's duty, by its number in the terms, is done."""

    duty: int
    note: Words | None = None


@value
class ReopenDuty(Act):
    """Say that a duty that was called done is not complete, and what is missing."""

    duty: int
    reason: Words


@value
class Comment(Act):
    """Say something about a clause ("in_scope", "milestone:2"), or answer the comment with this number."""

    about: str
    words: Words
    answers: int = 0


@value
class ResolveComment(Act):
    """Say that a comment is settled."""

    comment: int


@value
class ReopenComment(Act):
    """Take a comment up again that was resolved."""

    comment: int


@value
class IntroduceMember(Act):
    """Introduce a member of one's own business, with their role there, to the other side: they will work on this contract."""

    member: int
    role: str
    note: Words | None = None


@value
class HandToMember(Act):
    """Put the contract into the hands of another member of one's own business."""

    member: int
    role: str
    note: Words | None = None


@value
class Subcontract(Propose):
    """Put terms to a subcontractor, as their client, for a milestone (`parent`) or a part of it that one has oneself."""

    parent: Parent = NOWHERE


ACTS: dict[str, type[Act]] = {
    act.__name__: act
    for act in (
        Propose, Counter, Withdraw, Decline, Agree, AskFunding, ClaimPaid, ConfirmFunding, ConfirmPayment, Start,
        Report, Deliver, Retract, AskChanges, Accept, AcceptPart, Notice, Lapse, FilePaper, Erase,
        LogHours, CorrectHours,
        Ask, Answer, Decide, WithdrawQuestion, FulfilDuty, ReopenDuty,
        Comment, ResolveComment, ReopenComment,
        OfferChange, AcceptChange, DeclineChange, WithdrawChange, LapseChange, PriceRound, Refund,
        IntroduceMember, HandToMember,
        AskShowcase, AllowShowcase, RefuseShowcase, WithdrawShowcase, Recommend, WithdrawRecommendation,
        HandOver, AcknowledgeHandover, Refer, WithdrawReferral, ConsentSuccessor, DeclineSuccessor, Succeed, EarnReferral,
        Dispute, OfferSplit, AcceptSplit, WithdrawDispute, CallMediator, AgreeMediator, Mediate, Chargeback,
        NoticeSplit, LapseSplit,
        Subcontract, AskSubcontract, ConsentSubcontract, RefuseSubcontract, GiveOn, FollowParent, AcceptAlong,
        OfferExit, CounterExit, AcceptExit, DeclineExit, WithdrawExit, LapseExit, EndForCause,
    )
}  # fmt: skip
