"""What a forecast is about: the milestones of a draft or of a contract, laid out in time, with both sides' calendars."""

from dataclasses import field, replace
from datetime import date

from django.http import Http404, HttpRequest

from tallystone.core.refusal import Refusal
from tallystone.core.shape import Milestone, Terms, renumbered
from tallystone.core.value import value
from tallystone.drafting.checking import today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.reading import read, read_day
from tallystone.drafting.typed import Typed, is_blank
from tallystone.pages.place import Place
from tallystone.people.models import Business
from tallystone.planning.schedule import Pace, Span, spans_of
from tallystone.planning.simulate import Way
from tallystone.plans import asking
from tallystone.plans.applying import plan_of
from tallystone.plans.calendars import Both, both_of, calendar_of

OVER = {"accepted", "settled", "cancelled", "handed_over"}


@value
class Course:
    """Milestones numbered from 1, as plans need them. `numbers`: what they are called where they come from."""

    terms: Terms
    start: date
    spans: tuple[Span, ...] = ()
    pace: Pace = field(default_factory=Pace)
    numbers: tuple[int, ...] = ()
    business: Business | None = None
    trouble: Refusal | None = None  # why there are no spans

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        return self.terms.milestones

    @property
    def way(self) -> Way:
        return Way(self.terms.funding, self.terms.payment_days, self.terms.tax_bp)


def of_draft(request: HttpRequest, draft: Draft, typed: Typed, priced: bool = False) -> Course:
    """The course of a draft's milestones whose days (and prices) can be read."""
    today = today_in(typed["zone"])
    rows = [row for row in typed["milestones"] if not is_blank(row)]
    reading = read({**typed, "milestones": rows}, today)
    needed = ("due", "price") if priced else ("due",)
    known = [m for m in reading.terms.milestones if not {f"milestones.{m.number}.{n}" for n in needed} & reading.unread]
    terms = replace(reading.terms, milestones=renumbered(tuple(known)))
    plan = plan_of(draft)
    start = _start(request, plan.asked, today)
    both = _both(draft, typed, plan.asked, today)
    pace = _pace(terms, Pace(both.freelancer, both.client, terms.review_days))
    course = Course(terms, start, (), pace, tuple(m.number for m in known), draft.business)
    if not known:
        return course
    return _as_asked(request, draft, typed, plan.asked, course) or _laid(course)


def of_contract(request: HttpRequest, place: Place, left_only: bool = False) -> Course:
    """The course of a contract's milestones, from its agreement on; with `left_only` of those still to do, from today on."""
    terms = place.terms
    if terms is None:
        raise Refusal("words_erased")
    agreed = place.contract.agreed_at
    over = {s.number for s in place.contract.stones if s.work in OVER or s.handed_at} if left_only else set()
    known = tuple(m for m in terms.milestones if m.number not in over)
    began = agreed.date() if agreed and not left_only else place.today
    start = _start(request, {}, began)
    own, client = place.business("freelancer"), place.business("client")
    whole = replace(terms, milestones=renumbered(known))
    pace = _pace(whole, Pace(calendar_of(own), calendar_of(client), terms.review_days))
    course = Course(whole, start, (), pace, tuple(m.number for m in known), own)
    return _laid(course) if known else course


def _pace(terms: Terms, pace: Pace) -> Pace:
    """Milestones that run in parallel wait for nothing."""
    count = len(terms.milestones)
    return replace(pace, waits=dict.fromkeys(range(2, count + 1), ())) if terms.parallel else pace


def _both(draft: Draft, typed: Typed, asked: dict[str, str], today: date) -> Both:
    """Both calendars; days off of the client's that can no longer be read are left out."""
    try:
        return both_of(draft, typed, asked.get("away", ""), today)
    except Refusal:
        return both_of(draft, typed, "", today)


def _laid(course: Course) -> Course:
    """Work begins when it can, but before the first day that is named."""
    start = min(course.start, *(m.due for m in course.milestones))
    try:
        spans = tuple(spans_of(course.terms, start, course.pace.freelancer))
    except Refusal as trouble:
        return replace(course, trouble=trouble)
    return replace(course, spans=spans, start=start)


def _as_asked(request: HttpRequest, draft: Draft, typed: Typed, asked: dict[str, str], course: Course) -> Course | None:
    """The plan that was suggested, with its spare time, where the draft still has its days."""
    if not asked or "start" in request.GET:
        return None
    try:
        answer = asking.answer(request.user, draft, typed, {**asked, "total": asked["total"] or "0"})
    except (Refusal, Http404):  # what was asked once no longer fits, or its template is gone
        return None
    if [m.due for m in answer.plan.milestones] != [m.due for m in course.milestones]:
        return None
    return replace(course, spans=answer.plan.spans, pace=answer.pace, start=answer.plan.spans[0].starts)


def _start(request: HttpRequest, asked: dict[str, str], otherwise: date) -> date:
    """The day on which work can begin: asked for here, or beside the draft, else today."""
    for text in (request.GET.get("start", ""), asked.get("start", "")):
        try:
            return max(read_day(text), otherwise)
        except Refusal:
            continue
    return otherwise
