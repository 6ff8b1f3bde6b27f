"""The road of a contract: from its fold for its own page, from the books' rows for lists."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.urls import reverse

from tallystone.books import models as books
from tallystone.core import state as core
from tallystone.core.dates import day_of, end_of
from tallystone.core.invoicing import comes_to
from tallystone.core.moving import moved, movings
from tallystone.core.state import DONE
from tallystone.core.value import value
from tallystone.core.waiting import Wait
from tallystone.pages import asks
from tallystone.pages.road import Laid, Road, Stone, lay

UNFINISHED = {"planned", "started", "changes_asked", "part_accepted"}


@value
class Piece:
    """One milestone, wherever it was read from. `gross_minor` is what moves: the price with its tax."""

    number: int
    title: str
    due: date
    gross_minor: int
    work: str
    money: str
    held_minor: int = 0
    paid_minor: int = 0  # received, and neither sent back nor owed back
    billed_minor: int = 0
    owed_back_minor: int = 0
    moved_from: date | None = None
    percent: int = 0
    agreed: date | None = None  # the agreed date, where `due` was moved from it
    disputed: bool = False


@value
class Sums:
    """The money of a contract. earned + held + to_come is the whole; `owed` is earned and not yet received."""

    whole: int
    received: int
    held: int
    earned: int
    owed_back: int = 0

    @property
    def to_come(self) -> int:
        return self.whole - self.earned - self.held

    @property
    def owed(self) -> int:
        return max(0, self.earned - (self.received - self.held))


@value
class View:
    """Who looks at the road: `names` by side, `mine` the reader's own side or "" for nobody's, `links` to milestones."""

    names: dict[str, str]
    mine: str = ""
    links: bool = True


def pieces_of(contract: core.Contract, titles: dict[int, str], today: date) -> list[Piece]:
    """The milestones of a folded contract; before it is agreed, as they are planned. Dates are those that count today."""
    if not contract.stones:
        plan = contract.agreed_plan
        return [
            Piece(s.number, titles.get(s.number, ""), s.due, s.gross_minor, "planned", plan.money_at_first(s))
            for s in plan.milestones
        ]
    dates = {number: each.on(today) for number, each in movings(contract).items()}
    return [
        Piece(
            s.number, titles.get(s.number, ""), dates[s.number], comes_to(s), s.work, s.money, s.held_minor,
            s.paid_minor, s.billed_minor, s.owed_back_minor, s.moved_from,
            s.percent, s.due if dates[s.number] != s.due else None, s.dispute is not None,
        )
        for s in contract.stones
    ]  # fmt: skip


def pieces_from(rows: Iterable[books.Milestone], today: date) -> list[Piece]:
    """The milestones of a contract as the books keep them."""
    return [
        Piece(
            m.number, m.title, due, m.comes_to_minor, m.work, m.money, m.held_minor,
            m.received_minor - m.owed_back_minor - m.refunded_minor, m.billed_minor, m.owed_back_minor, m.moved_from,
            m.percent, m.due if due != m.due else None, m.disputed,
        )
        for m in rows
        for due in [due_of(m, today)]
    ]  # fmt: skip


def due_of(row: books.Milestone, today: date) -> date:
    """The date of a milestone that counts today."""
    return moved(row.moved_due or row.due, row.rests_on, today)


def waits_of(row: books.Contract, rows: Iterable[books.Milestone], today: date) -> list[Wait]:
    """What a contract waits for as the books keep it, with the dates that count today."""
    due = {m.number: end_of(due_of(m, today), row.zone) for m in rows if m.rests_on}
    found = (asks.wait_from(told) for told in row.waits)
    return [replace(w, until=due[w.milestone]) if w.act == "Deliver" and w.milestone in due else w for w in found]


def sums_of(pieces: Sequence[Piece]) -> Sums:
    return Sums(
        sum(p.gross_minor for p in pieces if p.work != "cancelled"),
        sum(p.paid_minor for p in pieces),
        sum(p.held_minor for p in pieces),
        sum(p.billed_minor for p in pieces),
        sum(p.owed_back_minor for p in pieces),
    )


def road_of(row: books.Contract, pieces: Sequence[Piece], waiting: Iterable[Wait], view: View, now: datetime) -> Laid:
    """The road, laid, from the books' row and its milestones."""
    today, sums = day_of(now, row.zone), sums_of(pieces)
    sides: dict[int, set[str]] = {}
    for wait in waiting:
        sides.setdefault(wait.milestone, set()).add(wait.side)
    waits_for = {n: "you" if view.mine in who else view.names[min(who)] for n, who in sides.items()}
    stones = [_stone(row, piece, today, waits_for.get(piece.number), view.links) for piece in pieces]
    road = Road(
        begins=day_of(row.agreed_at or row.begun, row.zone),
        today=today,
        stones=stones,
        held_minor=sums.held,
        earned_minor=sums.earned,
        paid_in_minor=sums.received,
        to_come_minor=sums.to_come,
        currency=row.currency,
        ends=day_of(row.ended_at, row.zone) if row.ended_at and row.state in {"completed", "ended"} else None,
    )
    return lay(road)


def _stone(row: books.Contract, piece: Piece, today: date, waits_for: str | None, link: bool) -> Stone:
    late = (today - piece.due).days if piece.work in UNFINISHED and row.state == "agreed" else 0
    return Stone(
        number=piece.number,
        title=piece.title,
        due=piece.due,
        price_minor=piece.gross_minor,
        currency=row.currency,
        work=piece.work,
        money=piece.money,
        href=reverse("milestone", args=[row.code, piece.number]) if link and row.agreed_at else "",
        late_days=max(0, late),
        waits_for=waits_for,
        agreed=piece.agreed,
        disputed=piece.disputed,
        moved_from=piece.moved_from if piece.work not in DONE else None,
    )
