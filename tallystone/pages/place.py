"""Where an act or a review happens: one contract as it stands, one milestone of it, and the side of the one who reads."""

from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest

from tallystone import reader
from tallystone.books import models as books
from tallystone.core.above import review_days
from tallystone.core.dates import day_of
from tallystone.core.moving import moving
from tallystone.core.shape import Milestone, Plan, Terms
from tallystone.core.state import Stone
from tallystone.journal import chain, prose
from tallystone.notices.telling import Names, names_of
from tallystone.people.models import Business
from tallystone.people.reach import party_for


class Place:
    """Within reach of this person, or Http404. `number` is the milestone's, 0 for the contract as a whole."""

    def __init__(self, request: HttpRequest, code: str, number: int = 0):
        self.row, self.by = party_for(request.user, code)
        self.side = self.by.side
        self.request, self.code, self.number = request, self.row.code, number
        self.contract = chain.fold(self.code, self.row.seq)
        self.now = datetime.now(UTC)
        self.kept: dict[str, Any] = {}  # what was read already for this page
        if number and not self.plan.stake(number) and not self.contract.stone(number):
            raise Http404

    @property
    def plan(self) -> Plan:
        return self.contract.agreed_plan

    @property
    def currency(self) -> str:
        return self.plan.currency

    @property
    def zone(self) -> str:
        return self.plan.zone

    @property
    def today(self) -> date:
        """The day it is now, where the contract lives."""
        return day_of(self.now, self.zone)

    @cached_property
    def stone(self) -> Stone:
        """The milestone as it stands; as planned, where nothing is agreed yet."""
        stone, stake = self.contract.stone(self.number), self.plan.stake(self.number)
        if stone is None and stake is None:
            raise Http404
        return stone or Stone(stake, money=self.plan.money_at_first(stake))

    @property
    def of(self) -> int:
        """How many milestones there are; 0 once one was removed and the numbers no longer count them."""
        numbers = [stake.number for stake in self.plan.milestones]
        return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0

    @cached_property
    def due(self) -> date:
        """The date of the milestone that counts today: the agreed one, moved by what the client held up."""
        return moving(self.contract, self.stone).on(self.today)

    @cached_property
    def terms(self) -> Terms | None:
        """The terms in force or on offer, or None where their words were erased."""
        return prose.terms(self.contract.terms)

    @cached_property
    def milestone(self) -> Milestone | None:
        """The milestone's words; of a cancelled one from the terms that had it last."""
        stone = self.contract.stone(self.number)
        terms = prose.terms(stone.last_terms) if stone and stone.last_terms else self.terms
        return terms.milestone(self.number) if terms else None

    @cached_property
    def titles(self) -> dict[int, str]:
        in_force = {each.number: each.title for each in self.terms.milestones} if self.terms else {}
        if in_force and not any(stone.work == "cancelled" for stone in self.contract.stones):
            return in_force
        return in_force | dict(books.Milestone.objects.filter(code=self.code).values_list("number", "title"))

    @cached_property
    def duties(self) -> dict[int, str]:
        """What the client has promised, by its number in the terms."""
        return {n: duty.text for n, duty in enumerate(self.terms.duties, 1)} if self.terms else {}

    @cached_property
    def names(self) -> Names:
        return names_of(self.row, self.titles, self.duties)

    @cached_property
    def other(self) -> str:
        """What the other side is called."""
        return self.names.client if self.side == "freelancer" else self.names.freelancer

    def need_prices(self) -> None:
        """Http404 for who may not see what it costs: what is shown here is nothing but prices."""
        if not reader.current().prices:
            raise Http404

    def need_agreed(self) -> None:
        """Http404 for what was never agreed."""
        if self.contract.agreed_at is None:
            raise Http404

    @property
    def review_days(self) -> int:
        """The days of a review that begins now."""
        return review_days(self.contract)

    @property
    def own_id(self) -> int:
        """The business for which the reader is here."""
        return self.contract.freelancer if self.side == "freelancer" else self.contract.client

    def business(self, side: str) -> Business:
        """The business of a side, with its address and bank details."""
        return Business.objects.get(pk=self.contract.freelancer if side == "freelancer" else self.contract.client)

    @property
    def criteria(self) -> list[tuple[int, str]]:
        """The criteria, numbered; without words where these were erased."""
        texts = self.milestone.criteria if self.milestone else ("",) * self.stone.stake.criteria
        return list(enumerate(texts, 1))

    def criterion(self, number: int) -> str:
        return dict(self.criteria)[number]

    @property
    def open_criteria(self) -> list[tuple[int, str]]:
        """Those that are not accepted yet."""
        return [(number, text) for number, text in self.criteria if number not in self.stone.met]
