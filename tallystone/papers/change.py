"""An accepted change order as data for the typesetter."""

from datetime import datetime

from django.utils.translation import gettext as _

from tallystone.acting.weighed import weighed
from tallystone.books.models import Contract
from tallystone.core import state
from tallystone.core.contract import evolve
from tallystone.core.facts import ChangeAccepted, ChangeOffered
from tallystone.core.shape import BEFORE, Terms
from tallystone.core.weighing import weigh
from tallystone.drafting.comparison import Row, comparison
from tallystone.drafting.differences import differences
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.papers import data
from tallystone.papers.agreement import milestones, totals
from tallystone.papers.parties import businesses, party
from tallystone.showing import moment


def change(row: Contract, seq: int) -> data.ChangeData:
    """The change order whose acceptance is the entry `seq`: what differs, what followed, and who agreed."""
    entries = list(chain.entries(row.code, up_to=seq))
    consent, before = entries[-1], _before(row.code, entries)
    accepted = next(f for f in consent.facts if isinstance(f, ChangeAccepted))
    was, now = prose.terms(before.terms), prose.terms(accepted.terms)
    if was is None or now is None or before.change is None:
        raise LookupError("the terms were erased")
    freelancer, client = businesses(row)
    sides = {"freelancer": freelancer.name, "client": client.name, "title": now.title}
    return data.ChangeData(
        lang="en",
        issued=int(consent.at.timestamp()),
        code=row.code,
        number=str(accepted.number),
        title=_("Change order %(number)s") % {"number": accepted.number},
        subtitle=_("%(title)s, between %(freelancer)s and %(client)s") % sides,
        parties=(party(freelancer, "freelancer"), party(client, "client")),
        short=tuple(one.sentence for one in differences(was, now)),
        effects=_effects(before, was, now, consent.at),
        fields=_fields(was, now),
        milestones=milestones(now, consent.at),
        totals=totals(now),
        agreed=_consents(entries, accepted, row, {"freelancer": freelancer.name, "client": client.name}),
        terms_was=before.terms,
        terms_hash=accepted.terms,
        head=consent.hash,
    )


def _before(code: str, entries: list[Told]) -> state.Contract:
    """The contract as it stood when the change order was accepted."""
    contract = state.Contract(code, head=chain.GENESIS)
    for told in entries[:-1]:
        contract = evolve(contract, told.facts, told.by, told.at, told.seq, told.hash)
    return contract


def _effects(before: state.Contract, was: Terms, now: Terms, at: datetime) -> tuple[data.Effect, ...]:
    told = weigh(before, now.plan(), at)
    titles = {m.number: m.title for terms in (was, now) for m in terms.milestones}
    groups = weighed(told, now.currency, before.agreed_plan.funding == BEFORE, titles)
    return tuple(data.Effect(label=g.label, sentences=g.sentences) for g in groups if g.kind not in {"risks", "exposure"})


def _fields(was: Terms, now: Terms) -> tuple[data.Changed, ...]:
    """Every field that is not as it was, before and after."""
    parts = [part for part in comparison(was, now) if part.changed]
    return tuple(
        data.Changed(part=p.title, label=r.label, was=_side(r, "was"), now=_side(r, "now")) for p in parts for r in p.different
    )


def _side(row: Row, which: str) -> str:
    lines = row.was if which == "was" else row.now
    return "\n".join("".join(text for _kind, text in line) for line in lines)


def _consents(entries: list[Told], accepted: ChangeAccepted, row: Contract, names: dict[str, str]) -> tuple[data.Consent, ...]:
    offers = [(told, f) for told in entries for f in told.facts if isinstance(f, ChangeOffered) and f.number == accepted.number]
    (offer, offered), consent = offers[-1], entries[-1]
    typed = prose.read([accepted.name]).get(accepted.name, "")
    roles = {"freelancer": _("Freelancer"), "client": _("Client")}
    said = _("Offered this change, word for word, while signed in")
    if offer.by.side == "clock":
        said = _("Offered by the terms: a round beyond the agreed number, at the agreed price")
    how = _("Accepted it, word for word, and confirmed it with a fresh code mailed to this person")
    return (
        data.Consent(role=roles[offered.side], name=names[offered.side], at=moment(offer.at, row.zone), how=said),
        data.Consent(
            role=roles[consent.by.side], name=f"{typed}, {names[consent.by.side]}", at=moment(consent.at, row.zone), how=how
        ),
    )
