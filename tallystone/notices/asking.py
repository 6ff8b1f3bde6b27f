"""What is asked of somebody now, in one plain sentence, for each act that a contract may wait for."""

from datetime import datetime

from django.utils.translation import gettext as _

from tallystone.core.state import Contract
from tallystone.core.waiting import Wait, waits
from tallystone.notices.telling import Names
from tallystone.showing import moment, money


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
    "Deliver": n_("Deliver %(milestone)s."),
    "Accept": n_("Review %(milestone)s: accept it, or ask for changes."),
}
AFTERWARDS = {
    "Agree": n_("After that the proposal expires."),
    "Accept": n_("After that it counts as accepted."),
}


def ask(wait: Wait, contract: Contract, names: Names) -> str:
    """The sentence for one wait, e.g. "Review milestone 2, “Design”: accept it, or ask for changes."."""
    stone = contract.stone(wait.milestone)
    told = {
        "client": names.client,
        "milestone": names.milestone(wait.milestone) if wait.milestone else "",
        "amount": money(stone.stake.gross_minor, names.currency) if stone else "",
    }
    return _(ASKED[wait.act]) % told


def by_when(wait: Wait, names: Names) -> str:
    """ "By Thursday, 12 March 2026, 18:00 (Lisbon). After that it counts as accepted." or nothing."""
    if wait.until is None:
        return ""
    sentence = _("By %(moment)s.") % {"moment": last_minute(wait.until, names.zone)}
    after = AFTERWARDS.get(wait.act)
    return f"{sentence} {_(after)}" if after else sentence


def last_minute(until: datetime, zone: str) -> str:
    """A moment as people name a deadline."""
    return moment(until, zone)


def asked_of(contract: Contract, side: str) -> Wait | None:
    """The most pressing thing that waits for this side."""
    mine = [w for w in waits(contract) if w.side == side]
    return min(mine, key=lambda w: (w.until is None, w.until.timestamp() if w.until else 0), default=None)
