"""What is asked of somebody now, in one plain sentence, for each act that a contract may wait for."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tallystone.core.above import review_days
from tallystone.core.dates import review_end
from tallystone.core.state import Contract, other
from tallystone.core.waiting import Wait, waits
from tallystone.notices.telling import Names
from tallystone.showing import day, moment, money


def n_(text: str) -> str:
    """Marks a text for translation."""
    return text


ASKED = {
    "Agree": n_("Read the terms, then agree, answer with your own, or decline."),
    "AskFunding": n_("Ask %(client)s for the funding of %(milestone)s, %(amount)s."),
    "ClaimPaid": n_("Send %(amount)s for %(milestone)s, then say that it was sent."),
    "ConfirmFunding": n_("Look whether %(amount)s for %(milestone)s has arrived, and confirm it."),
    "ConfirmPayment": n_("Look whether %(amount)s for %(milestone)s has arrived, and confirm it."),
    "Start": n_("Start %(milestone)s."),
    "Answer": n_("Answer the question about %(milestone)s."),
    "FulfilDuty": n_("You promised %(duty)s. Say so when it is done."),
    "Report": n_("Report on %(milestone)s, as announced."),
    "Deliver": n_("Deliver %(milestone)s."),
    "Accept": n_("Review %(milestone)s: accept it, or ask for changes."),
    "Comment": n_("Read what was written about a clause, and answer."),
    "AcceptSplit": n_(
        "Answer the number for %(milestone)s: %(other)s would settle the dispute with %(amount)s for %(freelancer)s."
    ),
    "OfferSplit": n_("Say your number for %(milestone)s, which is in dispute."),
    "AgreeMediator": n_("Agree to the mediator for %(milestone)s, or say your own number."),
    "AcceptChange": n_("Read what would change, then accept it, answer with your own version, or decline."),
    "ConsentSuccessor": n_("Look who could take over what is left, and choose somebody, or decline."),
    "AcknowledgeHandover": n_("Read the handover, and say that it has arrived."),
    "AcceptExit": n_("Look at what ending the contract comes to, then agree, state your own number, or decline."),
    "Refund": n_("Send %(amount)s back for %(milestone)s, then say that it was sent."),
    "AllowShowcase": n_("Say whether %(milestone)s may be shown as a sample, with your name or without."),
    "ConsentSubcontract": n_("Say whether %(milestone)s may be given to somebody else."),
}
AFTERWARDS = {
    "AcceptSplit": n_("What silence means then, the page of the dispute says."),
    "Agree": n_("After that the proposal expires."),
    "Accept": n_("After that it counts as accepted."),
    "AcceptExit": n_("After that what the terms say for silence happens."),
    "AcceptChange": n_("After that the change order expires, and the terms stay as they are."),
}


def ask(wait: Wait, contract: Contract, names: Names) -> str:
    """The sentence for one wait, e.g. "Review milestone 2, “Design”: accept it, or ask for changes."."""
    stone = contract.stone(wait.milestone)
    told = {
        "client": names.client,
        "freelancer": names.freelancer,
        "other": names.side(other(wait.side)),
        "milestone": names.milestone(wait.milestone) if wait.milestone else "",
        "duty": names.duty(wait.about) if wait.act == "FulfilDuty" else "",
        "amount": money(stone.stake.gross_minor if wait.minor is None else wait.minor, names.currency) if stone else "",
    }
    return _(ASKED[wait.act]) % told


def by_when(wait: Wait, names: Names) -> str:
    """ "By Thursday, 12 March 2026, 18:00 (Lisbon). After that it counts as accepted." or nothing."""
    if wait.until is None:
        return ""
    sentence = deadline(wait.until, names.zone)
    after = AFTERWARDS.get(wait.act)
    return f"{sentence} {_(after)}" if after else sentence


def review_time(contract: Contract, names: Names, now: datetime) -> str:
    """When the review ends at the earliest, for the letter that starts it: the time runs from when it was sent."""
    until = review_end(now, review_days(contract), names.zone)
    told = {"moment": moment(until, names.zone)}
    return _("The review time ends on %(moment)s at the earliest. After that it counts as accepted.") % told


def deadline(until: datetime, zone: str) -> str:
    """A moment as people name it: a day that ends is that day, not the first minute of the next one."""
    local = until.astimezone(ZoneInfo(zone))
    if local.time() == time():
        return _("By the end of %(day)s.") % {"day": day(local.date() - timedelta(days=1))}
    return _("By %(moment)s.") % {"moment": moment(until, zone)}


ASIDE = (
    "FulfilDuty",
    "Answer",
    "Report",
    "AllowShowcase",
    "AcknowledgeHandover",
    "ConsentSuccessor",
)  # what goes on beside the work does not come before it in a letter about the work


def asked_of(contract: Contract, side: str) -> Wait | None:
    """The most pressing thing that waits for this side."""
    mine = [w for w in waits(contract) if w.side == side]
    return min(mine, key=lambda w: (w.act in ASIDE, w.until is None, w.until.timestamp() if w.until else 0), default=None)
