"""What happened, in plain sentences: for the history on pages, for letters, for the command line."""

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tallystone.core import facts
from tallystone.core.state import By
from tallystone.core.value import value
from tallystone.journal import prose
from tallystone.journal.chain import Told
from tallystone.notices import delegated, handing, leaving
from tallystone.notices.clauses import clause_told
from tallystone.notices.telling_disputes import SENTENCES as DISPUTES
from tallystone.notices.telling_files import erased
from tallystone.people.models import Business, Person
from tallystone.showing import day, duration, moment, money, role_word


@value
class Names:
    """What the two sides and the milestones are called, and how money and time are written."""

    freelancer: str
    client: str
    currency: str
    zone: str
    titles: dict[int, str] = field(default_factory=dict)
    duties: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)

    def person(self, number: int) -> str:
        """What a member is called; looked up where nobody has said it."""
        return self.people.get(number) or str(Person.objects.filter(pk=number).first() or _("somebody who has left"))

    def side(self, side: str) -> str:
        return {"freelancer": self.freelancer, "client": self.client, "mediator": _("the mediator")}.get(side, "Tallystone")

    def milestone(self, number: int) -> str:
        title = self.titles.get(number)
        told = {"number": number, "title": title}
        return _("milestone %(number)s, “%(title)s”") % told if title else _("milestone %(number)s") % told

    def duty(self, number: int) -> str:
        """What the client has promised, in its own words, e.g. “The logo”; its number where these are not known."""
        text = self.duties.get(number)
        return f"“{text}”" if text else _("duty %(number)s") % {"number": number}


@value
class Line:
    """One sentence of the history; `words` are the hashes of what people wrote with it."""

    seq: int
    at: datetime
    by: By
    fact: str
    sentence: str
    milestone: int
    words: tuple[str, ...]
    hash: str


def names_of(contract: Any, titles: dict[int, str], duties: dict[int, str] | None = None) -> Names:
    """Names for a books.Contract row; one query."""
    found = dict(Business.objects.filter(id__in=[contract.freelancer_id, contract.client_id]).values_list("id", "name"))
    return Names(
        found.get(contract.freelancer_id, _("the freelancer")),
        found.get(contract.client_id, _("the client")),
        contract.currency,
        contract.zone,
        titles,
        duties or {},
    )


def tell(told: Told, names: Names) -> list[Line]:
    """The sentences of one entry, in order; none for what only the clock cares about."""
    lines = []
    for fact in told.facts:
        sentence = SENTENCES[type(fact)](fact, told.by, names)
        if sentence:
            number = getattr(fact, "milestone", 0)
            words = tuple(w for w in (getattr(fact, name, None) for name in ("who", "note", "reason", "reasons", "words")) if w)
            lines.append(Line(told.seq, told.at, told.by, type(fact).__name__, sentence, number, words, told.hash))
    return lines


def words_in(lines: Iterable[Line]) -> dict[str, str]:
    """The texts that these lines name; one query."""
    return prose.read(h for line in lines for h in line.words)


def _countered(fact: facts.Countered, by: By, names: Names) -> str:
    told = {"who": names.side(by.side), "until": day(fact.until)}
    if fact.own:
        return _("%(who)s changed the offer, open until %(until)s.") % told
    return _("%(who)s answered with other terms, open until %(until)s.") % told


def _accepted(fact: facts.Accepted, by: By, names: Names) -> str:
    told = {"who": names.side(by.side), "milestone": names.milestone(fact.milestone)}
    if by.side == "clock":
        return _("%(milestone)s is accepted, as the work above was.") % {"milestone": _begun(told["milestone"])}
    return _("%(who)s accepted %(milestone)s.") % told


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lapsed(fact: facts.Lapsed, by: By, names: Names) -> str:
    if not fact.milestone:
        return _("The proposal expired without an answer.")
    told = {"milestone": names.milestone(fact.milestone), "client": names.client}
    return _("The review time for %(milestone)s ended without a word from %(client)s: it counts as accepted.") % told


def _invoiced(fact: facts.InvoiceIssued, by: By, names: Names) -> str:
    total = fact.net_minor + fact.tax_minor
    told = {
        "number": fact.number, "milestone": names.milestone(fact.milestone), "amount": money(total, names.currency),
        "open": money(fact.open_minor, names.currency), "due": day(fact.due),
    }  # fmt: skip
    if fact.kind == "deposit" and not fact.open_minor:
        return _("Deposit invoice %(number)s over %(amount)s for %(milestone)s, paid by money that was held.") % told
    if fact.kind == "deposit":
        return _("Deposit invoice %(number)s over %(amount)s for %(milestone)s, to be paid by %(due)s.") % told
    if fact.kind == "part" and not fact.open_minor:
        return _("Invoice %(number)s over %(amount)s for a part of %(milestone)s: fully paid by the deposit.") % told
    if fact.kind == "part":
        return _("Invoice %(number)s over %(amount)s for a part of %(milestone)s, to be paid by %(due)s.") % told
    if fact.kind == "credit":
        told["corrects"] = fact.corrects or ""
        if fact.open_minor:
            return _("Credit note %(number)s over %(amount)s corrects invoice %(corrects)s for %(milestone)s.") % told
        return _("Credit note %(number)s over %(amount)s corrects deposit invoice %(corrects)s for %(milestone)s.") % told
    if fact.open_minor:
        return _("Invoice %(number)s over %(amount)s for %(milestone)s, to be paid by %(due)s.") % told
    return _("Invoice %(number)s over %(amount)s for %(milestone)s: fully paid by the deposit.") % told


def _noticed(fact: facts.Noticed, by: By, names: Names) -> str:
    told = {
        "client": names.client, "milestone": names.milestone(fact.milestone), "until": moment(fact.until, names.zone)
    }  # fmt: skip
    if fact.kind == "delivered":
        return _("%(client)s was told about the delivery of %(milestone)s. The review time ends on %(until)s.") % told
    return _("%(client)s was reminded of the review of %(milestone)s. It ends on %(until)s.") % told


def _paper(fact: facts.PaperFiled, by: By, names: Names) -> str:
    if fact.kind == "invoice":
        return _("Invoice %(number)s was typeset and sealed.") % {"number": fact.about}
    if fact.kind == "handover":
        return _("Handover %(number)s was typeset and sealed.") % {"number": fact.about}
    if fact.kind == "change":
        return _("Change order %(number)s was typeset and sealed.") % {"number": fact.about}
    return _("The agreement was typeset and sealed.") if fact.kind == "agreement" else _("The closing statement was sealed.")


def _introduced(fact: facts.MemberIntroduced, by: By, names: Names) -> str:
    told = {"person": names.person(fact.person), "role": role_word(fact.role).lower(), "who": names.side(by.side)}
    if fact.person == by.person:
        return _("%(person)s (%(role)s) works on this contract for %(who)s from now on.") % told
    return _("%(who)s introduced %(person)s (%(role)s), who works on this contract from now on.") % told


def _handed(fact: facts.MemberHanded, by: By, names: Names) -> str:
    told = {"person": names.person(fact.person), "role": role_word(fact.role).lower(), "who": names.side(by.side)}
    return _("At %(who)s, this contract is in the hands of %(person)s (%(role)s) from now on.") % told


def _with(template: str, **extra: Callable[[Any, Names], str]) -> Callable[[Any, By, Names], str]:
    """A sentence with %(who)s, %(milestone)s and what the fact adds. Translated when it is told, not when it is defined."""

    def told(fact: Any, by: By, names: Names) -> str:
        values = {name: get(fact, names) for name, get in extra.items()}
        number = getattr(fact, "milestone", 0)
        return _(template) % {"who": names.side(by.side), "milestone": names.milestone(number), **values}

    return told


def n_(text: str) -> str:
    """Marks a text for translation."""
    return text


def _hours(fact: facts.HoursLogged, by: By, names: Names) -> str:
    told = {
        "who": names.side(by.side), "hours": duration(fact.minutes), "milestone": names.milestone(fact.milestone),
        "first": day(fact.first), "last": day(fact.last), "count": fact.entries,
    }  # fmt: skip
    if fact.first == fact.last:
        return _("%(who)s logged %(hours)s for %(milestone)s on %(first)s.") % told
    return _("%(who)s logged %(hours)s for %(milestone)s, %(first)s to %(last)s (%(count)s entries).") % told


def _hours_corrected(fact: facts.HoursCorrected, by: By, names: Names) -> str:
    told = {
        "who": names.side(by.side), "milestone": names.milestone(fact.milestone), "was": duration(fact.was_minutes),
        "hours": duration(fact.minutes),
    }  # fmt: skip
    if not fact.minutes:
        return _("%(who)s took back %(was)s that were logged for %(milestone)s.") % told
    if not fact.was_minutes:
        return _("%(who)s put back %(hours)s for %(milestone)s.") % told
    if fact.minutes == fact.was_minutes:
        return _("%(who)s put an entry of %(hours)s for %(milestone)s right.") % told
    return _("%(who)s corrected hours for %(milestone)s: %(hours)s, where it had been %(was)s.") % told


def _cap_reached(fact: facts.CapReached, by: By, names: Names) -> str:
    told = {
        "percent": fact.percent, "hours": duration(fact.minutes), "cap": duration(fact.cap_minutes),
        "milestone": names.milestone(fact.milestone),
    }  # fmt: skip
    if fact.minutes > fact.cap_minutes:
        return _("The hours for %(milestone)s are past their cap: %(hours)s of %(cap)s.") % told
    return _("The hours for %(milestone)s have reached %(percent)s %% of their cap: %(hours)s of %(cap)s.") % told


def _number(fact: Any, names: Names) -> str:
    return str(fact.number)


def _change_offered(fact: facts.ChangeOffered, by: By, names: Names) -> str:
    told = {"who": names.side(fact.side), "number": fact.number, "until": day(fact.until)}
    if by.side == "clock":
        sentence = _(
            "Changes were asked for once more than agreed: change order %(number)s offers that round, until %(until)s."
        )
        return sentence % told
    return _("%(who)s offered change order %(number)s, open until %(until)s.") % told


def _showcase_allowed(fact: facts.ShowcaseAllowed, by: By, names: Names) -> str:
    told = {"who": names.side(by.side), "milestone": names.milestone(fact.milestone), "day": day(fact.from_on)}
    if fact.named and fact.priced:
        return _("%(who)s allows %(milestone)s to be shown from %(day)s on, with their name and the price.") % told
    if fact.named:
        return _("%(who)s allows %(milestone)s to be shown from %(day)s on, with their name and without the price.") % told
    if fact.priced:
        return _("%(who)s allows %(milestone)s to be shown from %(day)s on, without their name and with the price.") % told
    return _("%(who)s allows %(milestone)s to be shown from %(day)s on, without their name and without the price.") % told


SENTENCES: dict[type[facts.Fact], Callable[[Any, By, Names], str]] = {
    **DISPUTES,
    facts.Proposed: delegated.proposed,
    facts.Countered: _countered,
    facts.Withdrawn: _with(n_("%(who)s withdrew the proposal.")),
    facts.Declined: _with(n_("%(who)s declined the proposal.")),
    facts.Agreed: _with(n_("%(who)s agreed to the terms. They are in force.")),
    facts.FundingAsked: _with(n_("%(who)s asked for the funding of %(milestone)s, by %(due)s."), due=lambda f, n: day(f.due)),
    facts.InvoiceIssued: _invoiced,
    facts.PaymentClaimed: _with(
        n_("%(who)s says that the money for %(milestone)s was sent on %(on)s."), on=lambda f, n: day(f.on)
    ),
    facts.FundingConfirmed: _with(
        n_("%(who)s saw the deposit of %(amount)s for %(milestone)s arrive on %(on)s. It is held until acceptance."),
        amount=lambda f, n: money(f.minor, n.currency),
        on=lambda f, n: day(f.on),
    ),
    facts.PaymentConfirmed: _with(
        n_("%(who)s saw the payment of %(amount)s for %(milestone)s arrive on %(on)s."),
        amount=lambda f, n: money(f.minor, n.currency),
        on=lambda f, n: day(f.on),
    ),
    facts.Started: _with(n_("%(who)s started %(milestone)s.")),
    facts.Reported: _with(
        n_("%(who)s reported on %(milestone)s: %(percent)s %% done. The next word comes by %(next)s."),
        percent=lambda f, n: str(f.percent),
        next=lambda f, n: day(f.next_on),
    ),
    facts.Delivered: _with(n_("%(who)s delivered %(milestone)s (delivery %(round)s)."), round=lambda f, n: str(f.round)),
    facts.Retracted: _with(n_("%(who)s took back the delivery of %(milestone)s.")),
    facts.Noticed: _noticed,
    facts.ChangesAsked: _with(
        n_("%(who)s asked for changes to %(milestone)s: criterion %(unmet)s is not met yet."),
        unmet=lambda f, n: ", ".join(map(str, f.unmet)),
    ),
    facts.Accepted: _accepted,
    **delegated.SENTENCES,
    facts.PartAccepted: _with(
        n_("%(who)s accepted a part of %(milestone)s: criterion %(met)s is met. The rest comes by %(rest)s."),
        met=lambda f, n: ", ".join(map(str, f.criteria)),
        rest=lambda f, n: day(f.rest_due),
    ),
    facts.Lapsed: _lapsed,
    facts.Released: _with(
        n_("%(amount)s for %(milestone)s was released to %(freelancer)s."),
        amount=lambda f, n: money(f.minor, n.currency),
        freelancer=lambda f, n: n.freelancer,
    ),
    facts.PaperFiled: _paper,
    facts.Erased: erased,
    facts.HoursLogged: _hours,
    facts.HoursCorrected: _hours_corrected,
    facts.CapReached: _cap_reached,
    facts.Asked: _with(
        n_("%(who)s asked a question about %(milestone)s, to be answered by %(until)s."), until=lambda f, n: day(f.until)
    ),
    facts.Answered: _with(n_("%(who)s answered a question about %(milestone)s.")),
    facts.Decided: _with(n_("%(who)s took the answer as decided, for %(milestone)s.")),
    facts.QuestionWithdrawn: _with(n_("%(who)s withdrew a question about %(milestone)s.")),
    facts.DutyFulfilled: _with(n_("%(who)s says that this is done: %(duty)s."), duty=lambda f, n: n.duty(f.duty)),
    facts.DutyReopened: _with(n_("%(who)s says that this is not complete: %(duty)s."), duty=lambda f, n: n.duty(f.duty)),
    facts.Commented: _with(n_("%(who)s commented on %(about)s."), about=lambda f, n: clause_told(f.about, n)),
    facts.CommentResolved: _with(n_("%(who)s marked comment %(number)s as resolved."), number=lambda f, n: str(f.comment)),
    facts.CommentReopened: _with(n_("%(who)s opened comment %(number)s again."), number=lambda f, n: str(f.comment)),
    facts.ChangeOffered: _change_offered,
    facts.ChangeAccepted: _with(n_("%(who)s accepted change order %(number)s. It is in force."), number=_number),
    facts.ChangeDeclined: _with(n_("%(who)s declined change order %(number)s. The terms stay as they are."), number=_number),
    facts.ChangeWithdrawn: _with(n_("%(who)s withdrew change order %(number)s."), number=_number),
    facts.ChangeLapsed: _with(
        n_("Change order %(number)s expired without an answer. The terms stay as they are."), number=_number
    ),
    facts.DepositMoved: _with(
        n_("%(amount)s of the deposit for %(milestone)s is now held for %(to)s."),
        amount=lambda f, n: money(f.minor, n.currency),
        to=lambda f, n: n.milestone(f.to),
    ),
    facts.RefundOwed: _with(
        n_("%(amount)s of the deposit for %(milestone)s is to be given back to %(client)s by %(due)s."),
        amount=lambda f, n: money(f.minor, n.currency),
        client=lambda f, n: n.client,
        due=lambda f, n: day(f.due),
    ),
    facts.Refunded: _with(
        n_("%(who)s sent %(amount)s for %(milestone)s back on %(on)s."),
        amount=lambda f, n: money(f.minor, n.currency),
        on=lambda f, n: day(f.on),
    ),
    facts.MemberIntroduced: _introduced,
    facts.MemberHanded: _handed,
    facts.ShowcaseAsked: _with(n_("%(who)s asked whether %(milestone)s may be shown as a sample.")),
    facts.ShowcaseAllowed: _showcase_allowed,
    facts.ShowcaseRefused: _with(n_("%(who)s does not want %(milestone)s to be shown as a sample.")),
    facts.ShowcaseWithdrawn: _with(n_("%(who)s no longer allows %(milestone)s to be shown. It is taken down.")),
    facts.Recommended: _with(n_("%(who)s said a word about %(milestone)s that may be published.")),
    facts.RecommendationWithdrawn: _with(n_("%(who)s took back the word about %(milestone)s.")),
    **handing.SENTENCES,
    **leaving.SENTENCES,
    facts.Completed: _with(n_("Every milestone is accepted and paid. The contract is complete.")),
}
