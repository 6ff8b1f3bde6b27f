"""What is given on, one level down: where it stands, for the freelancer above; for the client above nothing but the effect."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from tallystone.books.models import Contract, Milestone
from tallystone.core.dates import day_of, end_of
from tallystone.core.delegating import AT_WORK
from tallystone.core.state import Given
from tallystone.core.value import value
from tallystone.journal import prose
from tallystone.notices.warning import Warned
from tallystone.pages import roads
from tallystone.pages.place import Place
from tallystone.people.models import Business
from tallystone.showing import day

SHOWN_STATES = ("proposed", "agreed", "completed", "leaving", "ended")
MOST = 50


@value
class Step:
    """A milestone one level down, with the way to pass it up where that can be done now."""

    row: Milestone
    due: date
    late_days: int
    passable: bool
    news: bool  # it is further than the milestone above says


@value
class Below:
    """A subcontract as the one who gave the work on sees it."""

    contract: Contract
    worker: str
    steps: list[Step]
    road: roads.Laid

    @property
    def gross_minor(self) -> int:
        return self.contract.net_minor + self.contract.tax_minor


def below(place: Place, number: int = 0) -> list[Below]:
    """The subcontracts of this milestone, or of the whole contract; three queries, one where there are none."""
    if place.side != "freelancer" or place.contract.agreed_at is None:
        return []
    rows, milestones = _read(place, number)
    names = dict(Business.objects.filter(pk__in={row.freelancer_id for row in rows}).values_list("pk", "name")) if rows else {}
    return [_below(place, row, milestones[row.code], names.get(row.freelancer_id, "–")) for row in rows]


def _read(place: Place, number: int) -> tuple[list[Contract], dict[str, list[Milestone]]]:
    found = Contract.objects.filter(parent=place.code, state__in=SHOWN_STATES).order_by("parent_milestone", "begun", "code")
    rows = list((found.filter(parent_milestone=number) if number else found)[:MOST])
    milestones: dict[str, list[Milestone]] = {row.code: [] for row in rows}
    for each in Milestone.objects.filter(code__in=milestones).order_by("code", "number") if rows else ():
        milestones[each.code].append(each)
    return rows, milestones


def _below(place: Place, row: Contract, milestones: list[Milestone], worker: str) -> Below:
    today = day_of(place.now, row.zone)
    view = roads.View({"freelancer": worker, "client": _("you")}, "client", links=False)
    waits = roads.waits_of(row, milestones, today)
    road = roads.road_of(row, roads.pieces_from(milestones, today), waits, view, place.now)
    return Below(row, worker, [_step(place, row, each, today) for each in milestones], road)


def _step(place: Place, row: Contract, each: Milestone, today: date) -> Step:
    above = place.contract.stone(row.parent_milestone)
    due = roads.due_of(each, today)
    open_ = row.state == "agreed" and each.work in roads.UNFINISHED
    at_work = above is not None and above.work in AT_WORK and above.work != "planned" and place.contract.state == "agreed"
    passable = at_work and each.work in {"delivered", "accepted"}
    news = at_work and each.work == "started" and above is not None and each.percent > above.percent
    return Step(each, due, max(0, (today - due).days) if open_ else 0, passable, news)


def warnings_of(found: Iterable[Below], place: Place) -> list[Warned]:
    """What is late one level down, as a risk of the milestone above; for the one who gave it on."""
    made = []
    for each in found:
        for step in each.steps:
            if not step.late_days:
                continue
            told = {
                "worker": each.worker, "title": step.row.title, "day": day(step.due),
                "milestone": place.names.milestone(each.contract.parent_milestone),
            }  # fmt: skip
            cause = _("%(worker)s was to deliver “%(title)s” by %(day)s, and %(milestone)s rests on it.") % told
            helps = _("Ask %(worker)s how far it is. You can tell your own client while there is time.") % told
            at = end_of(step.due, each.contract.zone)
            made.append(Warned("below", each.contract.parent_milestone, 0, cause, helps, "freelancer", at))
    return made


def effect(place: Place, number: int = 0) -> list[Warned]:
    """For the client: that a milestone is behind, where what was given on is late; neither who, nor what, nor for how much."""
    if place.side != "client" or place.contract.state != "agreed" or not place.contract.given:
        return []
    rows, milestones = _read(place, number)
    late: dict[int, datetime] = {}
    for row in rows:
        today = day_of(place.now, row.zone)
        for each in milestones[row.code]:
            if row.state == "agreed" and each.work in roads.UNFINISHED and roads.due_of(each, today) < today:
                at = end_of(roads.due_of(each, today), row.zone)
                late[row.parent_milestone] = min(at, late.get(row.parent_milestone, at))
    return [_effect(place, n, at) for n, at in sorted(late.items()) if _still_due(place, n)]


def _still_due(place: Place, number: int) -> bool:
    """Past its own date a milestone says itself that it is late."""
    stone = place.contract.stone(number)
    return stone is not None and stone.work in AT_WORK and stone.due >= place.today


def _effect(place: Place, number: int, at: datetime) -> Warned:
    stone = place.contract.stone(number)
    told = {
        "milestone": place.names.milestone(number), "day": day(stone.due if stone else place.today),
        "freelancer": place.names.freelancer,
    }  # fmt: skip
    cause = _("Work on %(milestone)s is behind. Its date is %(day)s.") % told
    helps = _("%(freelancer)s knows of it and can report how far it is.") % told
    return Warned("behind", number, 0, cause[:1].upper() + cause[1:], helps, "freelancer", at)


@value
class Worker:
    """Somebody who works on a milestone for the freelancer; `name` is empty where the terms do not show it."""

    given: Given
    name: str


def workers(place: Place, number: int = 0) -> list[Worker]:
    """To whom milestones were given on, as the record above says it: the same for both sides."""
    found = [given for given in place.contract.given if number in (0, given.milestone)]
    texts = prose.read(given.who for given in found) if found else {}
    return [Worker(given, texts.get(given.who, "")) for given in found]
