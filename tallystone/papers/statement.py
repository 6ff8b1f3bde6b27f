"""The closing statement as data for the typesetter."""

from django.utils.translation import gettext as _

from tallystone.books.models import Contract, Invoice, Milestone
from tallystone.core.state import Stone
from tallystone.journal import chain
from tallystone.papers import data
from tallystone.papers.parties import businesses, party
from tallystone.papers.road import places
from tallystone.showing import day, money, short_day


def statement(row: Contract, seq: int) -> data.StatementData:
    """What was agreed, done and paid, as of the entry `seq`; names and addresses as they are when the paper is made."""
    contract = chain.fold(row.code)
    told = next(chain.entries(row.code, after=seq - 1, up_to=seq))
    freelancer, client = businesses(row)
    sides = {"freelancer": freelancer.name, "client": client.name}
    paid = sum(s.received_minor - s.refunded_minor for s in contract.stones)
    total = row.net_minor + row.tax_minor
    left = contract.left
    return data.StatementData(
        lang="en",
        issued=int(told.at.timestamp()),
        code=row.code,
        title=row.title,
        subtitle=_("Closing statement for %(freelancer)s and %(client)s") % sides,
        parties=(party(freelancer, "freelancer"), party(client, "client")),
        agreed=_agreed(row, contract, total),
        milestones=tuple(_settled(row, contract, client.name)),
        totals=(
            data.Amount(label=_("Agreed"), amount=money(total, row.currency)),
            data.Amount(label=_("Paid"), amount=money(paid, row.currency)),
            data.Amount(label=_("Settled for what was left"), amount=money(left.minor, row.currency))
            if left
            else data.Amount(label=_("Left to pay"), amount=money(total - paid, row.currency)),
        ),
        head=told.hash,
        terms_hash=contract.terms,
        start=short_day(row.agreed_at),
        closing=_closing(left is not None) % {"day": day(told.at)},
    )


def _closing(left: bool) -> str:
    if left:
        return _("Ended early on %(day)s. What was left is settled: nothing is left to pay.")
    return _("Completed on %(day)s. Nothing is left to do or to pay.")


def _agreed(row: Contract, contract, total: int) -> tuple[data.Fact, ...]:
    stones = len(contract.stones)
    return (
        data.Fact(label=_("Agreed"), value=day(row.agreed_at)),
        data.Fact(label=_("Milestones"), value=str(stones)),
        data.Fact(label=_("Price in all"), value=money(total, row.currency)),
    )


def _settled(row: Contract, contract, client: str):
    titles = dict(Milestone.objects.filter(code=row.code).values_list("number", "title"))
    invoices: dict[int, list[str]] = {}
    for number, milestone in Invoice.objects.filter(code=row.code).order_by("issued_at").values_list("number", "milestone"):
        invoices.setdefault(milestone, []).append(number)
    stand = places(contract.agreed_at.date(), [s.stake.due for s in contract.stones])
    for stone, place in zip(contract.stones, stand, strict=True):
        yield _line(stone, titles.get(stone.number, ""), invoices.get(stone.number, []), place, row.currency, client)


def _line(s: Stone, title: str, invoices: list[str], place: float, currency: str, client: str) -> data.Settled:
    how = _("Accepted by %(client)s") % {"client": client}
    if s.deemed:
        how = _("Deemed accepted: the review time ended in silence")
    if s.closed:
        how = _("Ended unfinished") if s.work == "handed_over" else _("Not begun")
    stake = s.stake
    return data.Settled(
        number=str(s.number),
        title=title,
        price=money(stake.price_minor, currency),
        tax=money(stake.tax_minor, currency) if stake.tax_minor else "",
        total=money(stake.gross_minor, currency) if stake.tax_minor else "",
        accepted=day(s.accepted_at),
        how=how,
        invoices=", ".join(invoices),
        paid=day(s.paid_on),
        date=short_day(s.accepted_at),
        place=place,
    )
