"""A plan that keeps what either side could lose below a limit: smaller milestones, or another way of paying."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tallystone.core.refusal import refuse_if
from tallystone.core.shape import BEFORE, Milestone
from tallystone.core.value import value
from tallystone.core.writing import MOST_MILESTONES, TITLE_LENGTH
from tallystone.planning.said import Amount, Said, _
from tallystone.planning.schedule import Pace, Span, Track, apportioned
from tallystone.planning.simulate import Simulation, Way, simulate

MOST_PARTS = 12


@value
class Offer:
    """The plan offered. `keeps`: does it keep both below the limit? If not it is the one that comes nearest.

    `to_fill`: numbers of milestones without a criterion of their own yet. `said`: what changes, in sentences.
    """

    milestones: tuple[Milestone, ...]
    spans: tuple[Span, ...]
    way: Way
    simulation: Simulation
    keeps: bool
    to_fill: tuple[int, ...]
    said: tuple[Said, ...]


def offer_below(
    limit_minor: int, milestones: Sequence[Milestone], spans: Sequence[Span], way: Way, currency: str,
    pace: Pace | None = None, freelancer_limit: int | None = None,
) -> Offer:  # fmt: skip
    """The plan with the fewest milestones that keeps the client's loss (and the freelancer's) at or below the limit."""
    refuse_if(limit_minor <= 0 or (freelancer_limit or 1) <= 0, "out_of_range", "limit", least=1, most="")
    limits = (limit_minor, freelancer_limit or limit_minor)
    nearest: tuple[int, Offer] | None = None
    for offer in _tries(milestones, spans, way, pace or Pace()):
        over = max(_most(offer.simulation)[side] - limits[side] for side in (0, 1))
        if over <= 0:
            return _told(replace(offer, keeps=True), milestones, spans, way, limits, currency)
        if nearest is None or over < nearest[0]:
            nearest = (over, offer)
    assert nearest is not None
    return _told(nearest[1], milestones, spans, way, limits, currency)


def _tries(milestones: Sequence[Milestone], spans: Sequence[Span], way: Way, pace: Pace) -> Iterator[Offer]:
    """Plans with more and more milestones, each with both ways of paying."""
    highest, seen = max(m.price_minor for m in milestones) or 1, set()
    for parts in range(1, MOST_PARTS + 1):
        counts = tuple(
            min(max(-(-m.price_minor * parts // highest), 1), span.work_days) if m.rate_minor is None else 1
            for m, span in zip(milestones, spans, strict=True)
        )
        if counts in seen or sum(counts) > MOST_MILESTONES:
            continue
        seen.add(counts)
        made, laid, unfilled = _split(milestones, spans, counts, pace)
        for tried in (way, way.other()):
            played = simulate(made, laid, tried, pace.freelancer)
            yield Offer(tuple(made), tuple(laid), tried, played, False, unfilled, ())


def _split(
    milestones: Sequence[Milestone], spans: Sequence[Span], counts: Sequence[int], pace: Pace
) -> tuple[list[Milestone], list[Span], tuple[int, ...]]:
    """Each milestone in so many parts, laid out anew; a part waits for the part before it."""
    if max(counts) == 1:
        return list(milestones), list(spans), ()
    lengths = [days for span, count in zip(spans, counts, strict=True) for days in apportioned(span.work_days, [1] * count, 1)]
    laid = Track(spans[0].starts, replace(pace, waits=_waits(counts, pace))).lay(lengths)
    parts = [part for m, count in zip(milestones, counts, strict=True) for part in _parts(m, count)]
    made = [replace(part, number=span.number, due=span.due) for part, span in zip(parts, laid, strict=True)]
    return made, laid, tuple(part.number for part in made if not part.criteria)


def _waits(counts: Sequence[int], pace: Pace) -> dict[int, tuple[int | date, ...]]:
    """What each part waits for: the whole of what its milestone waited for, or the part before it."""
    ends = [sum(counts[: n + 1]) for n in range(len(counts))]
    found: dict[int, tuple[int | date, ...]] = {}
    for number, (end, count) in enumerate(zip(ends, counts, strict=True), 1):
        first = end - count + 1
        waits = pace.waits_for(number)
        found[first] = tuple(ends[wait - 1] if isinstance(wait, int) else wait for wait in waits)
        found |= {part: (part - 1,) for part in range(first + 1, end + 1)}
    return found


def _parts(m: Milestone, count: int) -> Iterator[Milestone]:
    """Parts of a milestone: its lists are dealt out in order, the price to the cent."""
    if count == 1:
        yield m
        return
    prices = apportioned(m.price_minor, [1] * count)
    lists = [_dealt(row, count) for row in (m.deliverables, m.criteria)]
    for n in range(count):
        mark = f" ({n + 1}/{count})"
        title = m.title[: TITLE_LENGTH - len(mark)] + mark
        yield replace(m, title=title, deliverables=lists[0][n], criteria=lists[1][n], price_minor=prices[n], cap_minutes=None)


def _dealt(row: tuple[str, ...], count: int) -> list[tuple[str, ...]]:
    sizes = apportioned(len(row), [1] * count)
    return [row[sum(sizes[:n]) : sum(sizes[: n + 1])] for n in range(count)]


def _most(played: Simulation) -> tuple[int, int]:
    return played.client_most.client_minor, played.freelancer_most.freelancer_minor


def _told(
    offer: Offer, was: Sequence[Milestone], spans: Sequence[Span], way: Way, limits: tuple[int, int], currency: str
) -> Offer:
    """The offer with its sentences."""
    client, freelancer = (Amount(minor, currency) for minor in _most(offer.simulation))
    said = [Said(_("At most %(client)s of the client's and %(freelancer)s of the freelancer's would be lost on any day."),
                 {"client": client, "freelancer": freelancer})]  # fmt: skip
    if not offer.keeps:
        told: dict[str, Any] = {"limit": Amount(min(limits), currency)}
        said.append(Said(_("No division of these milestones keeps both at or below %(limit)s; this one comes nearest."), told))
    if len(offer.milestones) > len(was):
        told = {"count": len(offer.milestones), "was": len(was), "day": offer.spans[-1].due, "earlier": spans[-1].due}
        said.append(
            Said(_("%(count)s milestones instead of %(was)s; the last one is due on %(day)s instead of %(earlier)s."), told)
        )
    if offer.way != way:
        before = offer.way.funding == BEFORE
        said.append(Said(_("Each is paid before it begins.") if before else _("Each is paid after it is accepted.")))
    if offer.to_fill:
        numbers = ", ".join(map(str, offer.to_fill))
        said.append(Said(_("These milestones need a criterion of their own: %(numbers)s."), {"numbers": numbers}))
    return replace(offer, said=tuple(said))
