"""The agreement as data for the typesetter."""

from datetime import datetime

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone import reader
from tallystone.core.facts import Agreed, Countered, Proposed
from tallystone.core.money import share
from tallystone.core.shape import HARD, Milestone, Terms
from tallystone.journal import chain, prose
from tallystone.papers import data
from tallystone.papers.clauses import clauses
from tallystone.papers.parties import businesses, party
from tallystone.papers.road import places
from tallystone.showing import day, locale_of, moment, money, percent, short_day


def agreement(row, seq: int) -> data.AgreementData:
    """The agreement of a contract, whose `Agreed` is the entry `seq`.

    Names and addresses are those of the moment at which the paper is made; later changes in the settings change no paper.
    """
    offer, consent = _offer_and_consent(row.code, seq)
    agreed = next(f for f in consent.facts if isinstance(f, Agreed))
    terms = prose.terms(agreed.terms)
    if terms is None:
        raise LookupError("the terms were erased")
    freelancer, client = businesses(row)
    return data.AgreementData(
        lang="en",
        issued=int(consent.at.timestamp()),
        code=row.code,
        title=terms.title,
        subtitle=_("Agreement between %(freelancer)s and %(client)s") % {"freelancer": freelancer.name, "client": client.name},
        parties=(party(freelancer, "freelancer"), party(client, "client")),
        clauses=clauses(terms, freelancer=freelancer.name, client=client.name, day=day),
        milestones=milestones(terms, consent.at),
        totals=totals(terms),
        agreed=_consents(offer, consent, agreed, row, (freelancer, client)),
        terms_hash=agreed.terms,
        head=consent.hash,
        calendar=_calendar(terms),
        start=short_day(consent.at),
    )


def _offer_and_consent(code: str, seq: int):
    entries = list(chain.entries(code, up_to=seq))
    offers = [e for e in entries if any(isinstance(f, Proposed | Countered) for f in e.facts)]
    return offers[-1], entries[-1]


def milestones(terms: Terms, start: datetime) -> tuple[data.Milestone, ...]:
    stand = places(start.date(), [m.due for m in terms.milestones])
    return tuple(_milestone(m, terms, place) for m, place in zip(terms.milestones, stand, strict=True))


def _milestone(m: Milestone, terms: Terms, place: float) -> data.Milestone:
    tax = share(m.price_minor, terms.tax_bp)
    return data.Milestone(
        number=str(m.number),
        title=m.title,
        due=day(m.due),
        price=money(m.price_minor, terms.currency),
        deliverables="\n".join(m.deliverables),
        criteria=m.criteria,
        tax=money(tax, terms.currency) if tax else "",
        total=money(m.price_minor + tax, terms.currency) if tax else "",
        hours=_beside(m, terms.currency),
        place=place,
    )


def _beside(m: Milestone, currency: str) -> str:
    """By the hour, at most so many, its own rounds of changes: in one line."""
    said = [_("by the hour, %(rate)s each") % {"rate": money(m.rate_minor, currency)}] if m.rate_minor is not None else []
    if m.cap_minutes:
        said.append(_hours(m.cap_minutes))
        said += [_("not one more")] if m.cap_kind == HARD else []
    if m.rounds is not None:
        said.append(ngettext("%(n)s round of changes", "%(n)s rounds of changes", m.rounds) % {"n": m.rounds})
    return ", ".join(said)


def _hours(minutes: int) -> str:
    hours = format_decimal(round(minutes / 60, 2), locale=locale_of(reader.current().locale))
    return ngettext("at most %(hours)s hour", "at most %(hours)s hours", 1 if minutes == 60 else 2) % {"hours": hours}


def totals(terms: Terms) -> tuple[data.Amount, ...]:
    total = terms.total_minor + terms.tax_minor
    last = data.Amount(label=_("Total"), amount=money(total, terms.currency))
    if not terms.tax_bp:
        return (last,)
    tax = _("Tax %(percent)s") % {"percent": percent(terms.tax_bp)}
    return (
        data.Amount(label=_("Net"), amount=money(terms.total_minor, terms.currency)),
        data.Amount(label=tax, amount=money(terms.tax_minor, terms.currency)),
        last,
    )


def _calendar(terms: Terms) -> tuple[data.Day, ...]:
    days = [(d.due, d.text, _("Client")) for d in terms.duties if d.due]
    days += [(m.due, f"{m.number}. {m.title}", _("Freelancer")) for m in terms.milestones]
    return tuple(data.Day(date=day(due), what=what, who=who) for due, what, who in sorted(days, key=lambda d: d[0]))


def _consents(offer, consent, agreed: Agreed, row, sides) -> tuple[data.Consent, data.Consent]:
    """Who proposed the words that were agreed to, and who agreed, with the name as typed."""
    named = dict(zip(("freelancer", "client"), sides, strict=True))
    typed = prose.read([agreed.name]).get(agreed.name, "")
    roles = {"freelancer": _("Freelancer"), "client": _("Client")}
    how = _("Agreed to these terms, word for word, and confirmed it with a fresh code mailed to this person")
    named_as = f"{typed}, {named[consent.by.side].name}"
    said = _("Proposed these terms, word for word, while signed in")
    proposer = named[offer.by.side].name
    return (
        data.Consent(role=roles[offer.by.side], name=proposer, at=moment(offer.at, row.zone), how=said),
        data.Consent(role=roles[consent.by.side], name=named_as, at=moment(consent.at, row.zone), how=how),
    )
