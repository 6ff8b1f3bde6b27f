"""A template of one's own, made of any contract."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tallystone.core.dates import days_after
from tallystone.core.shape import Milestone, Terms
from tallystone.planning.days import Calendar, Working
from tallystone.planning.kinds import OF_STAGE, RULES, Ask, Part, Template, amounts
from tallystone.planning.schedule import apportioned, spans_of
from tallystone.planning.template import LONGEST, WHOLE_BP

BLANKS = 3  # a shorter name is too likely to be a part of other words


def template_from(
    terms: Terms, start: date, kind: str, summary: str = "", calendar: Calendar | None = None,
    names: Mapping[str, str] | None = None,
) -> Template:  # fmt: skip
    """These terms as a template: amounts become shares, days become lengths in working days from `start` on.

    `names` are replaced in all words: {"Studio Almada": "the client"}.
    """
    working = Working(calendar or Calendar(), start)
    shares = apportioned(WHOLE_BP, [m.price_minor for m in terms.milestones])
    parts = tuple(
        Part(m.title, m.deliverables, m.criteria, min(span.work_days, LONGEST), share, more=_kept(m, OF_STAGE))
        for m, span, share in zip(terms.milestones, spans_of(terms, start, calendar), shares, strict=True)
    )
    asks = tuple(Ask(duty.text, _day(working, start, duty.due)) for duty in terms.duties)
    words = {name: getattr(terms, name) for name in ("title", "background", "in_scope", "out_of_scope")}
    rules = _kept(terms, RULES)
    currency = terms.currency if amounts(rules, *(part.more for part in parts)) else ""
    made = Template(
        kind=kind, parts=parts, duties=asks, summary=summary or terms.title, rules=rules, currency=currency, **words
    )
    return _without(made, {name: put for name, put in (names or {}).items() if len(name) >= BLANKS})


def _kept(told: Terms | Milestone, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(told, name) for name in names}


def _day(working: Working, start: date, due: date | None) -> int | None:
    return min(max(working.between(start, min(due, days_after(start, 2 * LONGEST))), 1), LONGEST) if due else None


def _without(template: Template, names: Mapping[str, str]) -> Template:
    """The same with these names replaced, the longest first."""

    def put(text: str) -> str:
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, names[name])
        return text

    parts = tuple(
        replace(p, title=put(p.title), deliverables=tuple(map(put, p.deliverables)), criteria=tuple(map(put, p.criteria)))
        for p in template.parts
    )
    texts: dict[str, Any] = {
        name: put(getattr(template, name)) for name in ("title", "summary", "background", "in_scope", "out_of_scope")
    }
    asks = tuple(replace(ask, text=put(ask.text)) for ask in template.duties)
    return replace(template, parts=parts, duties=asks, **texts)
