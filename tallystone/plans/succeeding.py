"""Terms that go on from a contract which somebody else leaves: the milestones that are left, for the one who was chosen."""

from dataclasses import replace
from datetime import date

from tallystone.books.models import Contract
from tallystone.core.referring import remaining
from tallystone.core.shape import Terms, renumbered
from tallystone.drafting import keeping
from tallystone.drafting.checking import today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import fresh, spelled
from tallystone.drafting.typed import Typed, cut
from tallystone.journal import chain, prose
from tallystone.people.models import Business, Person


def client_of(code: str) -> Business:
    """The client of a contract that is left: the same business is that of the successor's."""
    return Business.objects.get(pk=Contract.objects.values_list("client_id", flat=True).get(code=code))


def left_of(code: str, prices: bool) -> Terms | None:
    """The terms of what is left, numbered anew; without prices where these are not shown, and without what was paid for
    the rest. None where the words were erased."""
    contract = chain.fold(code)
    terms = prose.terms(contract.terms)
    if terms is None:
        return None
    numbers = {s.number for s in remaining(contract)}
    left = renumbered(tuple(m for m in terms.milestones if m.number in numbers))
    bare = tuple(m if prices else replace(m, price_minor=0, rate_minor=None) for m in left)
    return replace(terms, milestones=bare, extra_round_minor=terms.extra_round_minor if prices else 0)


def begin(business: Business, person: Person, code: str, prices: bool, mark: str, act_id: str) -> Draft:
    """The successor's draft, prefilled; the one that is there already, where there is one that was not sent."""
    there = keeping.open_drafts(person).filter(succeeds=code, business=business).first()
    if there:
        return there
    act_id = act_id if keeping.ACT_ID.fullmatch(act_id) else ""
    draft = keeping.known(person, act_id) or Draft(business=business, person_id=person.pk, act_id=act_id, succeeds=code)
    if draft.pk is None:
        keeping.keep(draft, cut(_typed(business, code, prices, mark)), 0, act_id)
    return draft


def _typed(business: Business, code: str, prices: bool, mark: str) -> Typed:
    own, terms = fresh(business, mark, today_in(business.zone)), left_of(code, prices)
    if terms is None:
        return own | {"client": str(client_of(code).pk)}
    today = today_in(terms.zone)
    typed = spelled(terms, mark, today)
    rows = [{**row, "due": row["due"] if date.fromisoformat(row["due"]) >= today else ""} for row in typed["milestones"]]
    rows = rows if prices else [{**row, "price": ""} for row in rows]
    mine = {name: own[name] for name in ("tax", "zone")}
    return typed | mine | {"milestones": rows, "client": str(client_of(code).pk)}
