"""The reasons of a suggested plan, number by number, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from tallystone.core.shape import Milestone
from tallystone.daysoff import weekend
from tallystone.planning.days import DAY, Calendar, weekday
from tallystone.planning.said import Amount, Row, Said, _
from tallystone.planning.schedule import Pace, Span, Track
from tallystone.planning.spelling import hours, percent

MOST_NAMED = 6
LONG_STAGE = 30  # calendar days without anything handed over


def begin(span: Span) -> Said:
    """Why work begins on this day."""
    told = {"day": span.starts, "wait": span.waited_for}
    if isinstance(span.waited_for, date):
        return Said(_("Work begins on %(day)s, since it waits for what is due on %(wait)s."), told)
    if span.waited_for:
        return Said(_("Work begins on %(day)s, the first working day after the review of milestone %(wait)s."), told)
    if span.number == 1:
        return Said(_("Work begins on %(day)s, the first working day from the start on."), told)
    return Said(_("Work begins on %(day)s, the first working day after the milestone before it is handed over."), told)


def length(span: Span, usual: int, stated: bool) -> Said:
    """Why it takes so many days. `usual` is 0 where nothing was known of any milestone."""
    told = {"days": span.work_days, "usual": usual}
    if not usual:
        return Said(_("Working days of work: %(days)s, the time until the deadline divided evenly."), told)
    if span.work_days < usual:
        return Said(_("Working days of work: %(days)s instead of %(usual)s, so that all is accepted by the deadline."), told)
    if stated:
        return Said(_("Working days of work: %(days)s, the length that is stated for it."), told)
    return Said(_("Working days of work: %(days)s, as much as the other milestones on average."), told)


def due(span: Span, free: date, pace: Pace) -> Iterator[Said]:
    """What else moves the day: days off from `free` on, the day on which work could begin, spare time, and the review."""
    if span.buffer_days:
        told = {"days": span.buffer_days, "percent": percent(pace.buffer_bp)}
        yield Said(_("Working days of spare time: %(days)s (%(percent)s of the work, rounded up)."), told)
    yield from _skipped(free, span.ready, pace.freelancer, _("The freelancer does not work on these days: %(days)s."))
    if span.due != span.ready:
        told = {"ready": span.ready, "day": span.due, "weekday": weekday(span.due)}
        yield Said(_("Handed over on %(weekday)s %(day)s instead of %(ready)s, since both sides work on that day."), told)
    yield from _skipped(span.due + DAY, span.review_until, pace.client, _("The client does not work on these days: %(days)s."))
    told = {"days": pace.review_days, "day": span.review_until}
    yield Said(_("The review of %(days)s days is over on %(day)s at the latest, a working day of the client."), told)


def price(by: str, weight: int, weights: Sequence[int], total: int, currency: str, last: bool) -> Said:
    """Why it costs so much."""
    whole = sum(weights)
    told = {"total": Amount(total, currency), "weight": weight, "whole": whole, "share": percent(weight)}
    if last and len(weights) > 1:
        return Said(
            _("What the other milestones leave of %(total)s: the remainder of the division goes to the last one."), told
        )
    if by == "price":
        told |= {"weight": Amount(weight, currency), "whole": Amount(whole, currency)}
        return Said(_("%(weight)s of %(whole)s in the outline, as a part of %(total)s."), told)
    if by == "share":
        return Said(_("%(share)s of %(total)s, the share that is stated for it; rounded down."), told)
    return Said(_("Its %(weight)s of %(whole)s working days, as a part of %(total)s; rounded down."), told)


def by_the_hour(more: Mapping[str, Any], currency: str) -> Said:
    """Why what is billed by the hour costs so much: its price follows, whatever the total is."""
    told = {"hours": hours(more["cap_minutes"]), "rate": Amount(more["rate_minor"], currency)}
    return Said(_("By the hour: %(hours)s at most, at %(rate)s an hour. The total does not change that."), told)


def past_total(prices: Sequence[int], total: int, currency: str) -> Iterator[Said]:
    """Where hours alone come to another sum than the total that was asked for."""
    if total and sum(prices) != total:
        told = {"sum": Amount(sum(prices), currency), "total": Amount(total, currency)}
        yield Said(_("With what is billed by the hour, the plan comes to %(sum)s instead of %(total)s."), told)


def notes(
    milestones: Sequence[Milestone], spans: Sequence[Span], deadline: date | None, usual: Sequence[int], track: Track
) -> Iterator[Said]:
    """What to look at in the plan as a whole."""
    if deadline:
        left = track.own.between(spans[-1].review_until + DAY, deadline)
        told = {"day": spans[-1].review_until, "deadline": deadline, "left": left}
        yield Said(_("All is accepted by %(day)s; working days left until %(deadline)s: %(left)s."), told)
    worked, wanted = sum(span.work_days for span in spans), sum(usual)
    if worked * 10 < wanted * 8:
        told = {"worked": worked, "wanted": wanted}
        yield Said(
            _("There are %(worked)s working days for work that takes %(wanted)s: leave something out, or take longer."), told
        )
    total = sum(m.price_minor for m in milestones)
    for m, span in zip(milestones, spans, strict=True):
        if (span.due - span.starts).days > LONG_STAGE:
            told = {"number": m.number, "days": (span.due - span.starts).days}
            yield Said(_("Milestone %(number)s hands nothing over for %(days)s days: two smaller ones are safer."), told)
        if len(milestones) > 1 and m.price_minor * 2 > total:
            yield Said(_("Milestone %(number)s holds more than half of the money."), {"number": m.number})


def _skipped(first: date, last: date, calendar: Calendar, text: str) -> Iterator[Said]:
    """The days off between two days, other than weekends, by name; days in a row with one reason make one."""
    resting = weekend(calendar.country, calendar.region)
    days = (first + n * DAY for n in range((last - first).days + 1))
    off = [(day, why) for day in days if day.weekday() not in resting and (why := calendar.why_off(day)) is not None]
    named = []
    for why, row in groupby(off, key=lambda pair: pair[1]):
        span = [day for day, _why in row]
        shown = _("%(first)s – %(last)s: %(why)s") if len(span) > 1 else _("%(first)s: %(why)s")
        named.append(Said(shown, {"first": span[0], "last": span[-1], "why": why}))
    if named:
        more = [Said(_("and %(count)s more"), {"count": len(named) - MOST_NAMED})] if len(named) > MOST_NAMED else []
        yield Said(text, {"days": Row([*named[:MOST_NAMED], *more])})
