"""The agreement as data for the typesetter."""

from datetime import datetime

from django.utils.translation import gettext as _

from tallystone.core.facts import Agreed, Countered, Proposed
from tallystone.core.money import share
from tallystone.core.shape import BEFORE, Milestone, Terms
from tallystone.journal import chain, prose
from tallystone.papers import data
from tallystone.papers.parties import businesses, party
from tallystone.papers.road import places
from tallystone.showing import day, moment, money, short_day


def agreement(row, seq: int) -> data.AgreementData:
    """The agreement of a contract, whose `Agreed` is the entry `seq`."""
    offer, consent = _offer_and_consent(row.code, seq)
    agreed = next(f for f in consent.facts if isinstance(f, Agreed))
    terms = prose.terms(agreed.terms)
    if terms is None:
        raise LookupError("the terms were erased")
    freelancer, client = businesses(row)
    total = terms.total_minor + terms.tax_minor
    return data.AgreementData(
        lang="en",
        issued=int(consent.at.timestamp()),
        code=row.code,
        title=terms.title,
        subtitle=_("Agreement between %(freelancer)s and %(client)s") % {"freelancer": freelancer.name, "client": client.name},
        parties=(party(freelancer, "freelancer"), party(client, "client")),
        clauses=tuple(clauses(terms)),
        milestones=_milestones(terms, consent.at),
        totals=_totals(terms, total),
        agreed=_consents(offer, consent, agreed, row, (freelancer, client)),
        terms_hash=agreed.terms,
        head=consent.hash,
        calendar=_calendar(terms),
        start=short_day(consent.at),
    )


def clauses(terms: Terms) -> list[data.Clause]:
    """The clauses in the order in which they are read; empty ones left out."""
    duties = tuple(data.Point(text=d.text, due=day(d.due) if d.due else "") for d in terms.duties)
    written = [
        data.Clause(title=_("Background"), text=terms.background),
        data.Clause(title=_("In scope"), text=terms.in_scope),
        data.Clause(title=_("Out of scope"), text=terms.out_of_scope),
        data.Clause(title=_("What the client does"), points=duties),
    ]
    return [c for c in written if c.text.strip() or c.points] + _rules(terms)


def _rules(terms: Terms) -> list[data.Clause]:
    funding = _(
        "Each milestone is funded before its work starts. The freelancer holds the deposit until the milestone is accepted."
    )
    after = _("Each milestone is invoiced when it is accepted.")
    told = {
        "review": terms.review_days, "rounds": terms.rounds, "pay": terms.payment_days, "notice": terms.notice_days,
        "zone": terms.zone,
    }  # fmt: skip
    payment = _("Invoices are paid within %(pay)s days.") % told
    review = _(
        "The client reviews each delivery within %(review)s days, until 18:00 (%(zone)s) of the last day, and accepts it or"
        " names the criteria that are not met. After notice and reminder, silence counts as acceptance."
    )
    return [
        data.Clause(title=_("Payment"), text=f"{funding if terms.funding == BEFORE else after} {payment}"),
        data.Clause(title=_("Review"), text=review % told),
        data.Clause(title=_("Revision"), text=_("Each milestone includes %(rounds)s rounds of revision.") % told),
        data.Clause(
            title=_("Leaving"),
            text=_("Either side can end the contract between two milestones with %(notice)s days of notice.") % told,
        ),
    ]


def _offer_and_consent(code: str, seq: int):
    entries = list(chain.entries(code, up_to=seq))
    offers = [e for e in entries if any(isinstance(f, Proposed | Countered) for f in e.facts)]
    return offers[-1], entries[-1]


def _milestones(terms: Terms, start: datetime) -> tuple[data.Milestone, ...]:
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
        hours=_("at most %(hours)s hours") % {"hours": round(m.cap_minutes / 60, 2)} if m.cap_minutes else "",
        place=place,
    )


def _totals(terms: Terms, total: int) -> tuple[data.Amount, ...]:
    last = data.Amount(label=_("Total"), amount=money(total, terms.currency))
    if not terms.tax_bp:
        return (last,)
    tax = _("Tax %(percent)s %%") % {"percent": f"{terms.tax_bp / 100:g}"}
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
    how = _("Signed in, and confirmed with a code mailed at that moment (%(method)s)") % {"method": agreed.method}
    named_as = f"{typed}, {named[consent.by.side].name}"
    said = _("Proposed these terms, word for word, while signed in")
    proposer = named[offer.by.side].name
    return (
        data.Consent(role=roles[offer.by.side], name=proposer, at=moment(offer.at, row.zone), how=said),
        data.Consent(role=roles[consent.by.side], name=named_as, at=moment(consent.at, row.zone), how=how),
    )
