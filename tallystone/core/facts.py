"""The facts: what has happened. Past tense, numbers and hashes only, kept for ever."""

from datetime import date, datetime

from tallystone.core.delegating_facts import DELEGATING
from tallystone.core.disputing_facts import (
    ChargedBack,
    Disputed,
    DisputeSettled,
    DisputeWithdrawn,
    MediatorAgreed,
    MediatorCalled,
    SplitLapsed,
    SplitNoticed,
    SplitOffered,
)
from tallystone.core.erasing_facts import Erased
from tallystone.core.fact import Fact, OnMilestone
from tallystone.core.handing_facts import (
    HandedOver,
    HandoverAcknowledged,
    ReferralEarned,
    ReferralWithdrawn,
    Referred,
    Succeeded,
    SuccessorConsented,
    SuccessorDeclined,
)
from tallystone.core.leaving_facts import (
    Ended,
    EndedForCause,
    ExitAccepted,
    ExitCountered,
    ExitDeclined,
    ExitLapsed,
    ExitOffered,
    ExitSettled,
    ExitWithdrawn,
)
from tallystone.core.shape import Parent, Plan
from tallystone.core.showing_facts import (
    RecommendationWithdrawn,
    Recommended,
    ShowcaseAllowed,
    ShowcaseAsked,
    ShowcaseRefused,
    ShowcaseWithdrawn,
)
from tallystone.core.teaming_facts import MemberHanded, MemberIntroduced
from tallystone.core.value import value


@value
class Proposed(Fact):
    """With a `parent`, a subcontract: its client is the freelancer of that contract."""

    freelancer: int
    client: int
    terms: str
    plan: Plan
    until: date
    note: str | None = None
    succeeds: str | None = None
    fee_for: str | None = None
    parent: Parent | None = None


@value
class Countered(Fact):
    """`own` is 1 where a side changed the offer that it had made itself."""

    terms: str
    plan: Plan
    until: date
    note: str | None = None
    own: int | None = None


@value
class Withdrawn(Fact):
    reason: str | None = None


@value
class Declined(Fact):
    reason: str


@value
class Agreed(Fact):
    terms: str
    name: str
    method: str


@value
class FundingAsked(OnMilestone):
    due: date


@value
class InvoiceIssued(OnMilestone):
    """A gapless number of the freelancer's; `open_minor` is what is left to pay.

    `kind` is "deposit", "part", "final" or "credit": a note that takes its amounts back from the invoice that it `corrects`.
    Where that is one for accepted work, `open_minor` is what is no longer to be paid of it.
    """

    kind: str
    number: str
    net_minor: int
    tax_minor: int
    open_minor: int
    due: date
    corrects: str | None = None


@value
class PaymentClaimed(OnMilestone):
    on: date


@value
class FundingConfirmed(OnMilestone):
    minor: int
    on: date


@value
class PaymentConfirmed(OnMilestone):
    """`number` is that of the invoice that was paid."""

    minor: int
    on: date
    number: str | None = None


@value
class Started(OnMilestone):
    pass


@value
class Reported(OnMilestone):
    percent: int
    note: str
    next_on: date


@value
class Delivered(OnMilestone):
    round: int
    snapshot: str
    files: tuple[str, ...]
    ticked: tuple[int, ...]


@value
class Retracted(OnMilestone):
    pass


@value
class Noticed(OnMilestone):
    """A letter was taken by the client's mail server; the review time ends at `until`."""

    round: int
    kind: str
    until: datetime


@value
class ChangesAsked(OnMilestone):
    round: int
    unmet: tuple[int, ...]
    reasons: str


@value
class Accepted(OnMilestone):
    snapshot: str
    note: str | None = None


@value
class PartAccepted(OnMilestone):
    """These criteria are accepted; the others are delivered by `rest_due`."""

    round: int
    snapshot: str
    criteria: tuple[int, ...]
    rest_due: date
    reasons: str | None = None


@value
class Lapsed(Fact):
    """Silence: milestone 0 is a proposal that expired, any other is deemed accepted."""

    milestone: int
    snapshot: str | None = None


@value
class Released(OnMilestone):
    minor: int


@value
class HoursLogged(OnMilestone):
    """So many entries of hours, from one day to another; the sheet's hash binds each of them."""

    minutes: int
    entries: int
    first: date
    last: date
    sheet: str


@value
class HoursCorrected(OnMilestone):
    """These entries came to `was_minutes` and come to `minutes` now."""

    was_minutes: int
    minutes: int
    entries: int
    sheet: str
    reason: str | None = None


@value
class CapReached(OnMilestone):
    """The hours in the record have reached so many per cent of the cap, for the first time."""

    percent: int
    minutes: int
    cap_minutes: int


@value
class PaperFiled(Fact):
    kind: str
    about: str
    file: str


@value
class ChangeOffered(Fact):
    """A change order, or another version of it: the terms as they would be, and the milestones that they touch."""

    number: int
    side: str
    terms: str
    plan: Plan
    until: date
    touches: tuple[int, ...]
    note: str | None = None
    grew_from: str | None = None


@value
class ChangeAccepted(Fact):
    number: int
    terms: str
    name: str
    method: str


@value
class ChangeDeclined(Fact):
    number: int
    reason: str


@value
class ChangeWithdrawn(Fact):
    number: int
    reason: str | None = None


@value
class ChangeLapsed(Fact):
    number: int


@value
class DepositMoved(OnMilestone):
    """Money held for a milestone is held for another one (`to`) from now on."""

    to: int
    minor: int


@value
class RefundOwed(OnMilestone):
    """Money held for a milestone is to be given back, by `due`."""

    minor: int
    due: date


@value
class Refunded(OnMilestone):
    minor: int
    on: date


@value
class Completed(Fact):
    pass


@value
class Asked(OnMilestone):
    """A question, numbered in its contract, to be answered by the other side until the end of a day."""

    question: int
    note: str
    until: date


@value
class Answered(OnMilestone):
    question: int
    note: str


@value
class Decided(OnMilestone):
    """The answer with the hash `note` is what both sides go by."""

    question: int
    note: str


@value
class QuestionWithdrawn(OnMilestone):
    question: int


@value
class DutyFulfilled(Fact):
    duty: int
    note: str | None = None


@value
class DutyReopened(Fact):
    duty: int
    reason: str


@value
class Commented(Fact):
    """A comment was begun with a new number, or answered where the number is there already."""

    comment: int
    about: str
    words: str


@value
class CommentResolved(Fact):
    comment: int


@value
class CommentReopened(Fact):
    comment: int


FACTS: dict[str, type[Fact]] = {
    fact.__name__: fact
    for fact in (
        Proposed, Countered, Withdrawn, Declined, Agreed, FundingAsked, InvoiceIssued, PaymentClaimed, FundingConfirmed,
        PaymentConfirmed, Started, Reported, Delivered, Retracted, Noticed, ChangesAsked, Accepted, PartAccepted, Lapsed,
        Released, PaperFiled, Completed, Erased,
        HoursLogged, HoursCorrected, CapReached,
        Asked, Answered, Decided, QuestionWithdrawn, DutyFulfilled, DutyReopened,
        Commented, CommentResolved, CommentReopened,
        ChangeOffered, ChangeAccepted, ChangeDeclined, ChangeWithdrawn, ChangeLapsed, DepositMoved, RefundOwed, Refunded,
        MemberIntroduced, MemberHanded,
        ShowcaseAsked, ShowcaseAllowed, ShowcaseRefused, ShowcaseWithdrawn, Recommended, RecommendationWithdrawn,
        HandedOver, HandoverAcknowledged,
        Disputed, SplitOffered, SplitNoticed, SplitLapsed, MediatorCalled, MediatorAgreed, DisputeSettled, DisputeWithdrawn,
        ChargedBack,
        Referred, ReferralWithdrawn, SuccessorConsented, SuccessorDeclined, Succeeded, ReferralEarned,
        *DELEGATING,
        ExitOffered, ExitCountered, ExitAccepted, ExitDeclined, ExitWithdrawn, ExitLapsed, EndedForCause, ExitSettled, Ended,
    )
}  # fmt: skip
QUIET = (Noticed, PaperFiled, HoursLogged, SplitNoticed)  # no page becomes stale by it
TALK = (Commented, CommentResolved, CommentReopened)  # makes no page stale, except terms that wait to be agreed to
