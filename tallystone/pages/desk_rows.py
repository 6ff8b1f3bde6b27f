"""What the desk shows, read from the books in a number of queries that does not grow with what is in them."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tallystone import reader
from tallystone.books.models import Contract, Duty, Milestone
from tallystone.core.dates import day_of
from tallystone.core.roles import may, sees
from tallystone.core.value import value
from tallystone.core.waiting import Wait
from tallystone.notices.telling import Names
from tallystone.notices.warning import Warned, risk_from, warned
from tallystone.pages import asks, roads
from tallystone.people.models import Business, Person
from tallystone.people.reach import seen_by

PAGE = 20
WAITS_SHOWN = 12
SEARCHED = 1_000  # so many of the newest contracts are searched, so that a search costs the same in any installation
SHOWN = ("code", "number", "title", "due", "price_minor", "tax_minor", "work", "money", "held_minor", "received_minor",
         "comes_to_minor", "rate_minor", "billed_minor", "owed_back_minor", "refunded_minor", "moved_from",
         "percent", "moved_due", "rests_on", "disputed")  # fmt: skip
UNSHOWN = ("net_minor", "tax_minor", "change_until", "exit_until", "freelancer_until", "client_until", "seq")
Mine = dict[str, list[int]]  # ids of the reader's businesses by the side on which they stand
OTHER = {"freelancer": "client", "client": "freelancer"}
STATES = {
    "live": ["agreed", "leaving"],
    "proposed": ["proposed"],
    "done": ["completed", "ended"],
    "ended": ["declined", "withdrawn", "expired"],
}


@value
class Who:
    """Who reads: their id, and their role in each of their businesses."""

    person: int
    roles: dict[int, str]


@value
class Asked:
    """What the address asks for: a state, words to search, the row to go on from on one side's list."""

    state: str = ""
    search: str = ""
    side: str = ""
    after: tuple[datetime, str] | None = None


@value
class Row:
    """A contract as the desk shows it."""

    contract: Contract
    other: str
    road: roads.Laid
    sums: roads.Sums
    yours: bool  # something waits for the reader
    prices: bool  # the reader's role sees them
    warned: list[Warned]


@value
class Listed:
    """One side's contracts; `more` is the row to go on from, or None."""

    side: str
    rows: list[Row] = field(default_factory=list)
    more: Row | None = None


@value
class Waiting:
    """Something that waits, and the contract that it is about."""

    ask: asks.Ask
    contract: Contract
    other: str
    hands: str = ""  # whose hands it is in, where these are another member's


@value
class Awaited:
    """Something that others are asked for."""

    sentence: str
    contract: Contract
    other: str


@value
class Desk:
    waiting: list[Waiting]
    lists: list[Listed]
    awaited: list[Awaited]
    more_waiting: bool


def desk(mine: Mine, asked: Asked, now: datetime, who: Who) -> Desk:
    """Everything that the desk of these businesses shows."""
    first, sides = asked.after is None and not asked.state and not asked.search, [side for side in OTHER if mine[side]]
    waiting = [row for side in sides for row in _mine_first(mine, side, who)] if first else []
    awaited = [row for side in sides for row in _waiting(mine, side, OTHER[side])] if first else []
    lists = {side: _listed(mine, side, asked) for side in sides if asked.side in {"", side}}
    shown = {row.code: row for rows in (waiting, awaited, *lists.values()) for row in rows}
    reading = _Reading(shown.values(), mine, now, who)
    return Desk(
        waiting=reading.waiting(waiting)[:WAITS_SHOWN],
        lists=[_cut(side, [reading.row(row) for row in rows]) for side, rows in lists.items()],
        awaited=reading.awaited(awaited, waiting)[:WAITS_SHOWN],
        more_waiting=len(waiting) > WAITS_SHOWN,
    )


def _cut(side: str, rows: list[Row]) -> Listed:
    return Listed(side, rows[:PAGE], rows[PAGE - 1] if len(rows) > PAGE else None)


def _of(mine: Mine, side: str) -> QuerySet[Contract]:
    """Contracts in which one of these businesses stands on this side."""
    name, ours = f"{side}_id", mine[side]
    return Contract.objects.defer(*UNSHOWN).filter(**({name: ours[0]} if len(ours) == 1 else {f"{name}__in": ours}))


def _waiting(mine: Mine, side: str, asked: str) -> list[Contract]:
    """Contracts on this side where something is asked of `asked`, what is due first first."""
    until = f"{asked}_until"
    return list(_of(mine, side).filter(**{f"{until}__isnull": False}).order_by(until)[: WAITS_SHOWN + 1])


def _mine_first(mine: Mine, side: str, who: Who) -> list[Contract]:
    """The same for the reader's own side; where it is more than is shown, at least all that is in the reader's hands."""
    rows = _waiting(mine, side, side)
    if len(rows) <= WAITS_SHOWN or all(getattr(row, f"{side}_lead") == who.person for row in rows):
        return rows
    held = _of(mine, side).filter(**{f"{side}_until__isnull": False, f"{side}_lead": who.person}).order_by(f"{side}_until")
    own = list(held[: WAITS_SHOWN + 1])
    return [*own, *(row for row in rows if row.code not in {each.code for each in own})]


def _listed(mine: Mine, side: str, asked: Asked) -> list[Contract]:
    """One page, newest first, by key; each state by its own index."""
    found = [row for state in STATES.get(asked.state, [""]) for row in _page(mine, side, state, asked)]
    return sorted(found, key=lambda row: (row.moved_at, row.code), reverse=True)[: PAGE + 1]


def _page(mine: Mine, side: str, state: str, asked: Asked) -> list[Contract]:
    rows = _of(mine, side).order_by("-moved_at", "-code")
    if state:
        rows = rows.filter(state=state)
    if asked.search:
        rows = _matching(rows, side, asked.search)
    if asked.after:
        moved, code = asked.after
        rows = rows.filter(Q(moved_at__lt=moved) | Q(moved_at=moved, code__lt=code), moved_at__lte=moved)
    return list(rows[: PAGE + 1])


def _matching(rows: QuerySet[Contract], side: str, search: str) -> QuerySet[Contract]:
    """Among the newest: this code, or these words in the title or in the other side's name."""
    newest = rows.values("code")[:SEARCHED]
    named = Business.objects.filter(name__icontains=search, pk__in=rows.values(f"{OTHER[side]}_id")[:SEARCHED])
    words = Q(title__icontains=search) | Q(**{f"{OTHER[side]}_id__in": list(named.values_list("pk", flat=True)[:PAGE])})
    return rows.filter(Q(code=search.upper()) | (Q(code__in=list(newest.values_list("code", flat=True))) & words))


class _Reading:
    """The milestones and names of the contracts that are shown: two queries for all of them."""

    def __init__(self, shown: Iterable[Contract], mine: Mine, now: datetime, who: Who):
        rows = list(shown)
        self.mine, self.now, self.who = mine, now, who
        self.milestones: dict[str, list[Any]] = {row.code: [] for row in rows}  # named as the model's columns
        found = Milestone.objects.filter(code__in=self.milestones).order_by("code", "number")
        for milestone in found.values_list(*SHOWN, named=True) if rows else ():
            self.milestones[milestone.code].append(milestone)
        self.waits = {row.code: roads.waits_of(row, self.milestones[row.code], day_of(now, row.zone)) for row in rows}
        self.duties = _duties(rows)
        ids = {business for row in rows for business in (row.freelancer_id, row.client_id)}
        self.businesses = dict(Business.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}

    def side(self, row: Contract) -> str:
        return "freelancer" if row.freelancer_id in self.mine["freelancer"] else "client"

    def role(self, row: Contract) -> str:
        return self.who.roles.get(row.freelancer_id if self.side(row) == "freelancer" else row.client_id, "")

    def names(self, row: Contract) -> Names:
        titles = {m.number: m.title for m in self.milestones[row.code]}
        freelancer, client = (self.businesses.get(each, "–") for each in (row.freelancer_id, row.client_id))
        return Names(freelancer, client, row.currency, row.zone, titles, self.duties.get(row.code, {}))

    def row(self, row: Contract) -> Row:
        names, side = self.names(row), self.side(row)
        pieces = roads.pieces_from(self.milestones[row.code], day_of(self.now, row.zone))
        view = roads.View({"freelancer": names.freelancer, "client": names.client}, side, links=False)
        waits = self.waits[row.code]
        return Row(
            contract=row,
            other=names.side(OTHER[side]),
            road=roads.road_of(row, pieces, waits, view, self.now),
            sums=roads.sums_of(pieces),
            yours=any(wait.side == side and may(self.role(row), wait.act) for wait in waits),
            prices=sees(self.role(row), "prices"),
            warned=warned(map(risk_from, row.risks), names, self.now),
        )

    def waiting(self, rows: Iterable[Contract]) -> list[Waiting]:
        """What the reader may do: what is in their own hands first, then what is due first."""
        shown = list(rows)
        hands = _hands({self.lead(row) for row in shown} - {0, self.who.person})
        found = [waiting for row in shown for waiting in self._asked(row, hands.get(self.lead(row), ""))]
        return sorted(found, key=lambda each: (bool(each.hands), each.ask.until or asks.NEVER, each.contract.code))

    def _asked(self, row: Contract, hands: str) -> Iterator[Waiting]:
        names, side = self.names(row), self.side(row)
        for wait in asks.firsts(self.waits[row.code], side):
            if may(self.role(row), wait.act):
                with reader.reading(seen_by(self.role(row))):
                    ask = asks.ask_of(wait, self._case(row, names), self.now)
                yield Waiting(ask, row, names.side(OTHER[side]), hands)

    def awaited(self, rows: Iterable[Contract], ours: Iterable[Contract]) -> list[Awaited]:
        """What the other sides are asked for; and one's own, where it is for others in it to do."""
        found = [(row, wait) for row in rows for wait in asks.firsts(self.waits[row.code], OTHER[self.side(row)])]
        own = ((row, wait) for row in ours for wait in asks.firsts(self.waits[row.code], self.side(row)))
        found += [(row, wait) for row, wait in own if not may(self.role(row), wait.act)]
        found.sort(key=lambda pair: pair[1].until or asks.NEVER)
        return [self._awaited(row, wait) for row, wait in found[:WAITS_SHOWN]]

    def _awaited(self, row: Contract, wait: Wait) -> Awaited:
        names = self.names(row)
        with reader.reading(seen_by(self.role(row))):
            return Awaited(asks.awaited(wait, self._case(row, names)), row, names.side(wait.side))

    def lead(self, row: Contract) -> int:
        """The person in whose hands it is on the reader's side."""
        return int(row.freelancer_lead if self.side(row) == "freelancer" else row.client_lead)

    def _case(self, row: Contract, names: Names) -> asks.Case:
        rows = self.milestones[row.code]
        hourly = frozenset(m.number for m in rows if m.rate_minor is not None)
        gross = {m.number: m.comes_to_minor for m in rows}
        return asks.Case(row.code, row.funding == "before", row.zone, names, gross, hourly=hourly)


def _hands(leads: set[int]) -> dict[int, str]:
    """What the members are called in whose hands something is; no query where it is all in the reader's own."""
    return {person.pk: str(person) for person in Person.objects.filter(pk__in=leads)} if leads else {}


def _duties(rows: list[Contract]) -> dict[str, dict[int, str]]:
    """The words of the clients' duties, where one is waited for; no query where none is."""
    codes = [row.code for row in rows if any(told["act"] == "FulfilDuty" for told in row.waits)]
    found: dict[str, dict[int, str]] = {code: {} for code in codes}
    for code, number, text in Duty.objects.filter(code__in=codes).values_list("code", "number", "text") if codes else ():
        found[code][number] = text
    return found
