"""Milestones suggested: from a total, a start, a deadline and a kind of work or an outline to days and prices, with reasons."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tallystone.core.money import MOST_MINOR
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.shape import Duty, Milestone, Terms
from tallystone.core.value import value
from tallystone.core.writing import FURTHEST_YEARS, MOST_MILESTONES
from tallystone.planning import why
from tallystone.planning.days import DAY
from tallystone.planning.kinds import Part, Template
from tallystone.planning.outline import parts_of
from tallystone.planning.pricing import left_for, prices_of, weights_of
from tallystone.planning.said import Said
from tallystone.planning.schedule import Pace, Span, Track, lengths_for
from tallystone.planning.template import templates

FURTHEST = timedelta(days=366 * FURTHEST_YEARS)
USUAL = 10  # working days of a milestone of which nothing is known


@value
class Reason:
    """Why a number is what it is. `field` as in faults of terms: "milestones.2.due", "milestones.2.price"."""

    field: str
    said: Said


@value
class Suggested:
    """A plan to start from. `unknown`: lines of the outline that were not understood, with their numbers."""

    milestones: tuple[Milestone, ...]
    spans: tuple[Span, ...]
    currency: str
    reasons: tuple[Reason, ...]
    notes: tuple[Said, ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()

    def why(self, field: str) -> list[Said]:
        """The reasons of one field, to show beside it."""
        return [reason.said for reason in self.reasons if reason.field == field]

    @property
    def total_minor(self) -> int:
        return sum(m.price_minor for m in self.milestones)

    @property
    def done(self) -> date:
        """The day on which the last review is over."""
        return max(span.review_until for span in self.spans)


def suggest(
    total_minor: int,
    currency: str,
    start: date,
    deadline: date | None = None,
    kind: str = "",
    outline: str = "",
    pace: Pace | None = None,
) -> Suggested:
    """A dated, priced plan. Give the `kind` of a template, or an `outline` as text or Markdown.

    Refuses: "no_such_kind", "outline_empty", "too_many_milestones", "amount_negative", "amount_too_large", "date_past" (a
    deadline before the start), "date_far", "deadline_too_near" (told `earliest`), "no_such_wait".
    """
    if kind:
        refuse_if(kind not in templates(), "no_such_kind", "kind")
        return planned(templates()[kind].parts, total_minor, currency, start, deadline, pace)
    found = parts_of(outline, start, currency)
    refuse_if(not found.parts, "outline_empty", "outline")
    return planned(found.parts, total_minor, currency, start, deadline, pace, found.unknown)


def planned(
    parts: Sequence[Part],
    total_minor: int,
    currency: str,
    start: date,
    deadline: date | None = None,
    pace: Pace | None = None,
    unknown: tuple[tuple[int, str], ...] = (),
) -> Suggested:
    """The same from the parts of a template or of an outline."""
    pace = pace or Pace()
    _check(parts, total_minor, start, deadline, pace)
    known = [part.days for part in parts if part.days]
    usual = [part.days or (sum(known) // len(known) if known else USUAL) for part in parts]
    track = Track(start, pace)
    lengths = lengths_for(usual, track, deadline, stretch=not known)
    if isinstance(lengths, date):
        raise Refusal("deadline_too_near", "deadline", earliest=lengths)
    spans, prices = track.lay(lengths), prices_of(parts, lengths, total_minor)
    milestones = tuple(_milestone(part, span, price) for part, span, price in zip(parts, spans, prices, strict=True))
    reasons = [*_reasons(parts, usual, spans, pace, start), *_price_reasons(parts, lengths, total_minor, currency)]
    notes = [*why.past_total(prices, total_minor, currency), *why.notes(milestones, spans, deadline, usual, track)]
    return Suggested(milestones, tuple(spans), currency, tuple(reasons), tuple(notes), unknown)


def fill(
    template: Template, total_minor: int, currency: str, start: date, zone: str = "UTC", deadline: date | None = None,
    pace: Pace | None = None, tax_bp: int = 0,
) -> Terms:  # fmt: skip
    """Terms of this template with days and prices; refuses as `suggest` does. A pace that is given brings its review days."""
    template = template.in_currency(currency)
    pace = pace or Pace(review_days=template.review_days)
    if template.parallel and not pace.waits:
        pace = replace(pace, waits=dict.fromkeys(range(2, len(template.parts) + 1), ()))
    plan = planned(template.parts, total_minor, currency, start, deadline, pace)
    own = Track(start, pace).client
    duties = tuple(Duty(ask.text, own.after(start, ask.day) if ask.day else None) for ask in template.duties)
    words = {name: getattr(template, name) for name in ("title", "background", "in_scope", "out_of_scope")}
    rules = {**template.rules, "review_days": pace.review_days}
    return Terms(
        **words, duties=duties, milestones=plan.milestones, currency=currency, zone=zone, tax_bp=tax_bp, **rules,
    )  # fmt: skip


def _check(parts: Sequence[Part], total_minor: int, start: date, deadline: date | None, pace: Pace) -> None:
    refuse_if(len(parts) > MOST_MILESTONES, "too_many_milestones", "outline", most=MOST_MILESTONES)
    refuse_if(total_minor < 0, "amount_negative", "total")
    refuse_if(total_minor > MOST_MINOR, "amount_too_large", "total")
    refuse_if(date.max - start < 3 * FURTHEST, "date_far", "start", day=start)
    if deadline:
        refuse_if(deadline < start, "date_past", "deadline", day=deadline)
        refuse_if(deadline - start > FURTHEST, "date_far", "deadline", day=deadline)
    for number, waits in pace.waits.items():
        wrong = [wait for wait in waits if isinstance(wait, int) and not 0 < wait < number]
        refuse_if(bool(wrong) or not 0 < number <= len(parts), "no_such_wait", "waits", milestone=number)
        days = [wait for wait in waits if isinstance(wait, date)]
        refuse_if(any(day - start > FURTHEST for day in days), "date_far", "waits", milestone=number)


def _milestone(part: Part, span: Span, price: int) -> Milestone:
    return Milestone(span.number, part.title, part.deliverables, part.criteria, span.due, price, **part.more)


def _reasons(parts: Sequence[Part], usual: Sequence[int], spans: Sequence[Span], pace: Pace, start: date) -> list[Reason]:
    known = any(part.days for part in parts)
    found = []
    for part, length, span in zip(parts, usual, spans, strict=True):
        told = [
            why.begin(span),
            why.length(span, length if known else 0, bool(part.days)),
            *why.due(span, _free(span, spans, start), pace),
        ]
        found += [Reason(f"milestones.{span.number}.due", said) for said in told]
    return found


def _free(span: Span, spans: Sequence[Span], start: date) -> date:
    """The day from which on work on a milestone was possible, but for days off."""
    if isinstance(span.waited_for, date):
        return span.waited_for
    if span.waited_for:
        return spans[span.waited_for - 1].review_until + DAY
    return spans[span.number - 2].due + DAY if span.number > 1 else start


def _price_reasons(parts: Sequence[Part], lengths: Sequence[int], total: int, currency: str) -> list[Reason]:
    fixed, left = left_for(parts, total)
    by, weights = weights_of([parts[at] for at in fixed], [lengths[at] for at in fixed])
    said = {at: why.by_the_hour(part.more, currency) for at, part in enumerate(parts) if at not in fixed}
    for at, weight in zip(fixed, weights, strict=True):
        said[at] = why.price(by, weight, weights, left, currency, at == fixed[-1])
    return [Reason(f"milestones.{at + 1}.price", said[at]) for at in range(len(parts))]
