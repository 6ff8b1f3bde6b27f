"""What is asked of whom: one sentence, one button with the act and its result, by when, and what happens otherwise."""

import re
from datetime import date, datetime, timedelta
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_
from django.utils.translation import ngettext

from tallystone.books.writing import NEVER
from tallystone.core.dates import day_of
from tallystone.core.value import value
from tallystone.core.waiting import Wait
from tallystone.notices.telling import Names
from tallystone.showing import day, moment, money

MINE = {  # act: sentence, button, what follows
    "Agree": (
        n_("Read the terms that %(other)s offers, and answer."),
        n_("Read the terms and answer"),
        n_("Until then you can agree, answer with your own version, or decline. After that the proposal expires."),
    ),
    "AskFunding": (
        n_("Ask %(other)s for the deposit for %(milestone)s."),
        n_("Ask for %(amount)s"),
        n_("A deposit invoice goes with it. Work can begin when the money has arrived."),
    ),
    "ClaimPaid": (
        n_("Send %(amount)s for %(milestone)s."),
        n_("See how to pay %(amount)s"),
        n_("When it is on its way, say so here: %(other)s then looks for it."),
    ),
    "ConfirmFunding": (
        n_("%(other)s says that %(amount)s for %(milestone)s was sent. Look at your account."),
        n_("Confirm that %(amount)s arrived"),
        n_("You hold it until the milestone is accepted, and work can begin."),
    ),
    "ConfirmPayment": (
        n_("%(other)s says that %(amount)s for %(milestone)s was sent. Look at your account."),
        n_("Confirm that %(amount)s arrived"),
        n_("With that the milestone is accepted and paid."),
    ),
    "Answer": (
        n_("%(other)s asked you a question about %(milestone)s."),
        n_("Answer the question"),
        n_("Your answer stays in the record, where both find it again."),
    ),
    "FulfilDuty": (
        n_("From you: %(duty)s."),
        n_("Say that it is done"),
        n_("%(other)s counts on it by that day. Each day after it moves the dates that depend on it by a day."),
    ),
    "Report": (
        n_("Report on %(milestone)s: you announced the next word."),
        n_("Report on milestone %(number)s"),
        n_("%(other)s sees how far it is, and when the word after that comes."),
    ),
    "Start": (n_("Start %(milestone)s."), n_("Start milestone %(number)s"), n_("%(other)s sees that work has begun.")),
    "Deliver": (
        n_("Work on %(milestone)s, and hand it over."),
        n_("Deliver milestone %(number)s"),
        n_("%(other)s then has %(days)s days to review it against the criteria."),
    ),
    "Accept": (
        n_("Review %(milestone)s."),
        n_("Review, then accept and release %(amount)s"),
        n_("If you say nothing until then, it counts as accepted and %(amount)s is released to %(other)s."),
    ),
    "Comment": (
        n_("%(other)s wrote about a clause. Read it, and answer."),
        n_("Read the comments"),
        n_("A comment binds nobody and stops nothing."),
    ),
}
ACCEPT_PAID_AFTER = (
    n_("Review %(milestone)s."),
    n_("Review, then accept for %(amount)s"),
    n_("If you say nothing until then, it counts as accepted and the invoice over %(amount)s follows."),
)
MINE["AcceptChange"] = (
    n_("Read what %(other)s would like to change, and answer."),
    n_("Read the change order and answer"),
    n_("Until then you can accept it, answer with your own version, or decline. After that the terms stay as they are."),
)
MINE["Refund"] = (
    n_("Send %(amount)s back for %(milestone)s."),
    n_("Say that %(amount)s was sent back"),
    n_("A change or the end of the contract left it over. %(other)s is told when it is on its way."),
)
MINE["AllowShowcase"] = (
    n_("%(other)s asks whether the work of %(milestone)s may be shown as a sample."),
    n_("Look at it and answer"),
    n_("You decide: with your name or without, from which day on. You can take it back at any time."),
)
MINE["ConsentSuccessor"] = (
    n_("%(other)s named somebody who could take over what is left."),
    n_("Look at it, and choose or decline"),
    n_("Whoever you choose reads the handover and proposes terms of their own. Nothing binds you before you agree to them."),
)
MINE["AcknowledgeHandover"] = (
    n_("%(other)s handed over what the next person needs."),
    n_("Read the handover"),
    n_("Say that it has arrived, so that both know."),
)
MINE["ConsentSubcontract"] = (
    n_("%(other)s asks whether %(milestone)s may be given to somebody else."),
    n_("Read the request and answer"),
    n_("The agreement, its price and its dates stay as they are, and %(other)s answers to you for all of it."),
)
MINE["AcceptExit"] = (
    n_("%(other)s would like to end the contract, with %(amount)s for what is left."),
    n_("See where you stand, and answer"),
    n_("You can agree, state your own number, or decline. After that day what the terms say for silence happens."),
)
MINE["AcceptSplit"] = (
    n_("%(other)s would settle the dispute about %(milestone)s with %(amount)s for the work."),
    n_("See the dispute and answer"),
    n_("Answer with your number, or settle at theirs. The page says what silence means."),
)
MINE["OfferSplit"] = (
    n_("%(milestone)s is in dispute, and no number of yours stands."),
    n_("Say your number"),
    n_("Where both numbers meet, it is settled at once."),
)
MINE["AgreeMediator"] = (
    n_("%(other)s has named a mediator for %(milestone)s."),
    n_("Look, and agree"),
    n_("Once you agree, the mediator decides. Until then you can both still settle it yourselves."),
)
NOT_YET_TOLD = n_("Your review time begins when the letter about it has reached you.")
THEIRS = {  # act: sentence with a date, without
    "Agree": (n_("%(who)s has until %(by)s to answer the proposal."), n_("%(who)s is asked to answer the proposal.")),
    "AskFunding": ("", n_("%(who)s asks for the deposit for %(milestone)s next.")),
    "ClaimPaid": (
        n_("%(who)s is asked to send %(amount)s for %(milestone)s by %(by)s."),
        n_("%(who)s is asked to send %(amount)s for %(milestone)s."),
    ),
    "ConfirmFunding": ("", n_("%(who)s looks whether %(amount)s for %(milestone)s has arrived.")),
    "ConfirmPayment": ("", n_("%(who)s looks whether %(amount)s for %(milestone)s has arrived.")),
    "Start": ("", n_("%(who)s starts %(milestone)s next.")),
    "Answer": (
        n_("%(who)s is asked to answer a question about %(milestone)s by %(by)s."),
        n_("%(who)s is asked to answer a question about %(milestone)s."),
    ),
    "FulfilDuty": (n_("By %(by)s from %(who)s: %(duty)s."), n_("From %(who)s: %(duty)s.")),
    "Report": (n_("%(who)s sends the next word on %(milestone)s by %(by)s."), ""),
    "Deliver": (
        n_("%(who)s works on %(milestone)s and hands it over by %(by)s."),
        n_("%(who)s works on %(milestone)s."),
    ),
    "Accept": (
        n_("%(who)s has until %(by)s to review %(milestone)s. After that it counts as accepted."),
        n_("%(who)s is asked to review %(milestone)s."),
    ),
    "Comment": ("", n_("%(who)s is asked to answer a comment.")),
}
THEIRS["AcceptChange"] = (
    n_("%(who)s has until %(by)s to answer the change order."),
    n_("%(who)s is asked to answer the change order."),
)
THEIRS["Refund"] = (
    n_("%(who)s sends %(amount)s back for %(milestone)s by %(by)s."),
    n_("%(who)s sends %(amount)s back for %(milestone)s."),
)
THEIRS["AllowShowcase"] = ("", n_("%(who)s is asked whether %(milestone)s may be shown as a sample."))
THEIRS["ConsentSubcontract"] = ("", n_("%(who)s is asked whether %(milestone)s may be given to somebody else."))
THEIRS["AcceptExit"] = (
    n_("%(who)s has until %(by)s to answer the exit."),
    n_("%(who)s is asked to answer the exit."),
)
THEIRS["ConsentSuccessor"] = ("", n_("%(who)s is asked to choose who takes over what is left."))
THEIRS["AcknowledgeHandover"] = ("", n_("%(who)s is asked to say that the handover has arrived."))
THEIRS["AcceptSplit"] = (
    n_("%(who)s has until %(by)s to answer your number for %(milestone)s."),
    n_("%(who)s is asked to answer your number for %(milestone)s."),
)
THEIRS["OfferSplit"] = ("", n_("%(who)s is asked for a number for %(milestone)s, which is in dispute."))
THEIRS["AgreeMediator"] = ("", n_("%(who)s is asked to agree to the mediator for %(milestone)s."))
# What holds the other side up comes first, what could begin beside other work last.
RANK = {act: rank for rank, act in enumerate((
    "Agree", "AcceptExit", "AcceptSplit", "AcceptChange", "Accept", "Refund", "OfferSplit", "AgreeMediator",
    "ConfirmFunding", "ConfirmPayment", "ClaimPaid", "ConsentSubcontract", "Answer", "FulfilDuty",
    "Deliver", "Start", "AskFunding", "Report", "ConsentSuccessor", "AcknowledgeHandover", "Comment", "AllowShowcase",
))}  # fmt: skip

CODE = "0CODE0"  # has a 0, which no code has


@value
class Case:
    """The contract that a wait is about, as far as a sentence needs it: the same from the books and from the journal."""

    code: str
    paid_before: bool
    zone: str
    names: Names
    gross: dict[int, int]  # by milestone
    review_days: int = 0
    hourly: frozenset[int] = frozenset()  # milestones by the hour, which are paid after their acceptance

    def before(self, milestone: int) -> bool:
        """Is this milestone paid before its work?"""
        return self.paid_before and milestone not in self.hourly


@value
class Ask:
    """One thing that is asked of the reader. `until` may be None; `by` and `left` are then empty."""

    act: str
    milestone: int
    sentence: str
    button: str
    then: str
    href: str
    until: datetime | None
    by: str
    left: str
    late: bool

    @property
    def when(self) -> str:
        """By when, and how long that is."""
        return f"{self.by} · {self.left}" if self.late else _("By %(by)s · %(left)s") % {"by": self.by, "left": self.left}


def ask_of(wait: Wait, case: Case, now: datetime) -> Ask:
    """What this wait asks of the one who reads; it is theirs to answer."""
    sentence, button, then = MINE[wait.act]
    if wait.act == "Accept" and not case.before(wait.milestone):
        sentence, button, then = ACCEPT_PAID_AFTER
    if wait.act == "Accept" and not wait.until:
        then = NOT_YET_TOLD
    told = _told(wait, case)
    if not case.review_days and wait.act == "Deliver":
        then = ""
    return Ask(
        act=wait.act,
        milestone=wait.milestone,
        sentence=_(sentence) % told,
        button=_(button) % told,
        then=_(then) % told if then else "",
        href=address(case.code, wait.act, wait.milestone, wait.about),
        until=wait.until,
        by=by_when(wait, case.zone),
        left=days_left(wait.until, case.zone, now),
        late=bool(wait.until and wait.until <= now),
    )


def awaited(wait: Wait, case: Case) -> str:
    """Whom everybody waits for, e.g. "Studio Almada has until Thursday, 12 March, 18:00 (Lisbon) to review ..."."""
    dated, plain = THEIRS[wait.act]
    return _(dated if wait.until and dated else plain) % _told(wait, case)


def by_when(wait: Wait, zone: str) -> str:
    """The last moment of a review with its hour; of everything else the last day."""
    if wait.until is None or wait.until >= NEVER:
        return ""
    return moment(wait.until, zone) if wait.act == "Accept" else day(last_day(wait.until, zone))


def last_day(until: datetime, zone: str) -> date:
    """The last day on which there is still time (a day ends at midnight, which is already the next)."""
    return day_of(until - timedelta(seconds=1), zone)


def days_left(until: datetime | None, zone: str, now: datetime) -> str:
    """How long that is from now: today, tomorrow, in 3 days, 2 days ago."""
    if until is None or until >= NEVER:
        return ""
    days = (last_day(until, zone) - day_of(now, zone)).days
    if until <= now:
        return ngettext("%(n)s day over", "%(n)s days over", -days) % {"n": -days} if days else _("over since today")
    if days < 2:
        return _("tomorrow") if days else _("today")
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}


def address(code: str, act: str, milestone: int = 0, about: int = 0) -> str:
    """Where an act is done: its own page, or where it is done after reading (terms, a delivery)."""
    if act in {"AcceptSplit", "AgreeMediator"}:
        return _there("dispute-case", milestone).replace(CODE, code)
    if about:
        return f"{address(code, act, milestone)}?{'duty' if act == 'FulfilDuty' else 'question'}={about}"
    if act == "Agree":
        return _there("contract").replace(CODE, code)
    if act == "Comment":
        return _there("comments").replace(CODE, code)
    if act in {"OfferChange", "AcceptChange"}:
        return _there("change" if act == "AcceptChange" else "offer-change").replace(CODE, code)
    if act == "ConsentSuccessor":
        return _there("successors").replace(CODE, code)
    if act in {"AcceptExit", "CounterExit", "OfferExit"}:
        return _there("leave" if act == "OfferExit" else "standing").replace(CODE, code)
    if act == "AcknowledgeHandover":
        return _there("handover").replace(CODE, code)
    if act == "Counter":
        return _there("counter").replace(CODE, code)
    if act in {"Accept", "AskChanges"}:
        return _there("milestone", milestone).replace(CODE, code)
    if milestone:
        return _there("milestone-act", milestone, kebab(act)).replace(CODE, code)
    return _there("act", kebab(act)).replace(CODE, code)


@cache
def _there(name: str, *rest: str | int) -> str:
    """The address with CODE for the contract: a desk shows a hundred, and Django searches all addresses for each."""
    return reverse(name, args=[CODE, *rest])


@cache
def kebab(act: str) -> str:
    """AskFunding -> ask-funding."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", act).lower()


def pressing(waiting: list[Wait]) -> list[Wait]:
    """The same waits, what holds the other side up first, then what is due first."""
    return sorted(waiting, key=lambda w: (RANK[w.act], w.until or NEVER, w.milestone))


def firsts(waiting: list[Wait], side: str) -> list[Wait]:
    """What one side is asked for, the most pressing first; of the same act on many milestones only the first.

    What differs each time it is asked (a question, a duty) is not left out for another of its kind.
    """
    found: dict[tuple[str, int], Wait] = {}
    for wait in pressing(waiting):
        if wait.side == side:
            found.setdefault((wait.act, wait.about), wait)
    return list(found.values())


def wait_from(told: dict) -> Wait:
    """A wait as the books keep it."""
    until = datetime.fromisoformat(told["until"]) if told["until"] else None
    return Wait(told["side"], told["act"], told["milestone"], until, told.get("about", 0), told.get("minor"))


def _told(wait: Wait, case: Case) -> dict[str, str | int]:
    names = case.names
    return {
        "who": names.side(wait.side),
        "other": names.client if wait.side == "freelancer" else names.freelancer,
        "milestone": names.milestone(wait.milestone) if wait.milestone else "",
        "number": wait.milestone,
        "duty": names.duty(wait.about) if wait.act == "FulfilDuty" else "",
        "amount": money(case.gross.get(wait.milestone, 0) if wait.minor is None else wait.minor, names.currency),
        "by": by_when(wait, case.zone),
        "days": case.review_days,
    }
