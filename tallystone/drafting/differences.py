"""What differs between two versions of terms: plain sentences, field by field, and word by word in prose."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystone.core.shape import BEFORE, Milestone, Terms
from tallystone.drafting.spelling import hundredths
from tallystone.drafting.wording import Run, shortened, word_runs
from tallystone.showing import day, money

PROSE = {
    "title": gettext_lazy("Title"),
    "background": gettext_lazy("Background"),
    "in_scope": gettext_lazy("In scope"),
    "out_of_scope": gettext_lazy("Out of scope"),
}
NUMBERS = {
    "payment_days": gettext_lazy("Days to pay"),
    "review_days": gettext_lazy("Days to review"),
    "rounds": gettext_lazy("Rounds of changes"),
    "notice_days": gettext_lazy("Days of notice for leaving"),
    "zone": gettext_lazy("Time zone"),
    "currency": gettext_lazy("Currency"),
}
ALIKE = 0.8  # of two titles' letters


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was. `field` as in a Fault; `words` show prose word by word, else the sentence says all."""

    field: str
    sentence: str
    words: tuple[Run, ...] = ()


def differences(was: Terms, now: Terms) -> list[Difference]:
    """Everything that differs, in the order of the terms; no differences, no list."""
    return [*_prose(was, now), *_duties(was, now), *_stages(was, now), *_sums(was, now), *_rules(was, now)]


def _prose(was: Terms, now: Terms) -> Iterator[Difference]:
    for field, label in PROSE.items():
        yield from _words(field, str(label), getattr(was, field), getattr(now, field))


def _duties(was: Terms, now: Terms) -> Iterator[Difference]:
    yield from _words("duties", _("The client’s duties"), _spelled(was), _spelled(now))


def _spelled(terms: Terms) -> str:
    return "\n".join(f"{d.text} ({day(d.due)})" if d.due else d.text for d in terms.duties)


def _rules(was: Terms, now: Terms) -> Iterator[Difference]:
    if was.funding != now.funding:
        told = {"now": _funding(now), "was": _funding(was)}
        yield Difference("funding", _("Payment: %(now)s, was %(was)s.") % told)
    for field, label in NUMBERS.items():
        yield from _value(field, str(label), getattr(was, field), getattr(now, field))
    if was.parallel != now.parallel:
        one, many = _("Milestones now follow one another."), _("Milestones may now run at the same time.")
        yield Difference("parallel", many if now.parallel else one)


def _funding(terms: Terms) -> str:
    return _("before the work starts") if terms.funding == BEFORE else _("when a milestone is accepted")


def _sums(was: Terms, now: Terms) -> Iterator[Difference]:
    yield from _value("tax_bp", _("Tax"), f"{hundredths(was.tax_bp, '.') or 0} %", f"{hundredths(now.tax_bp, '.') or 0} %")
    before, after = (money(t.total_minor + t.tax_minor, t.currency) for t in (was, now))
    yield from _value("total", _("The whole price with tax"), before, after)


def _stages(was: Terms, now: Terms) -> Iterator[Difference]:
    pairs = matched(was.milestones, now.milestones)
    kept = {old.number for old, _new in pairs if old}
    for old, new in pairs:
        if old is None:
            told = {
                "number": new.number,
                "title": new.title,
                "day": day(new.due),
                "price": money(new.price_minor, now.currency),
            }
            yield Difference(
                f"milestones.{new.number}", _("Milestone %(number)s is new: %(title)s, due %(day)s, %(price)s.") % told
            )
        else:
            yield from _stage(old, new, was.currency, now.currency, len(was.milestones) == len(now.milestones) == len(kept))
    for old in was.milestones:
        if old.number not in kept:
            told = {"number": old.number, "title": old.title, "price": money(old.price_minor, was.currency)}
            yield Difference("milestones", _("Milestone %(number)s is gone: %(title)s, %(price)s.") % told)


def _stage(old: Milestone, new: Milestone, coin_was: str, coin_now: str, all_kept: bool) -> Iterator[Difference]:
    at, label = f"milestones.{new.number}", _("Milestone %(number)s") % {"number": new.number}
    if old.number != new.number and all_kept:
        told = {"title": new.title, "now": new.number, "was": old.number}
        yield Difference(at, _("“%(title)s” is now milestone %(now)s, was %(was)s.") % told)
    yield from _words(f"{at}.title", f"{label}, {_('title')}", old.title, new.title)
    for field, name in (("deliverables", _("what is handed over")), ("criteria", _("accepted when"))):
        before, after = ("\n".join(getattr(m, field)) for m in (old, new))
        yield from _words(f"{at}.{field}", f"{label}, {name}", before, after)
    told = {"label": label, "now": day(new.due), "was": day(old.due)}
    if old.due != new.due:
        yield Difference(f"{at}.due", _("%(label)s: due %(now)s, was %(was)s.") % told)
    yield from _value(
        f"{at}.price", f"{label}, {_('price')}", money(old.price_minor, coin_was), money(new.price_minor, coin_now)
    )
    yield from _value(f"{at}.cap", f"{label}, {_('hours at most')}", _hours(old), _hours(new))


def _hours(m: Milestone) -> str:
    return hundredths((m.cap_minutes * 100 + 30) // 60, ".") if m.cap_minutes else _("no limit")


def matched(was: tuple[Milestone, ...], now: tuple[Milestone, ...]) -> list[tuple[Milestone | None, Milestone]]:
    """Each new milestone with the old one that it comes from: by title, then by what is in it, then by its place."""
    left = {m.number: m for m in was}
    found: dict[int, Milestone] = {}
    for same in (_same_title, _same_content, _alike):
        for new in now:
            old = next((m for m in left.values() if new.number not in found and same(m, new)), None)
            if old:
                found[new.number] = left.pop(old.number)
    return [(found.get(new.number), new) for new in now]


def _same_title(old: Milestone, new: Milestone) -> bool:
    return old.title.casefold() == new.title.casefold()


def _same_content(old: Milestone, new: Milestone) -> bool:
    return (old.deliverables, old.criteria) == (new.deliverables, new.criteria)


def _alike(old: Milestone, new: Milestone) -> bool:
    return old.number == new.number or SequenceMatcher(None, old.title, new.title, autojunk=False).quick_ratio() > ALIKE


def _words(field: str, label: str, was: str, now: str) -> Iterator[Difference]:
    if was == now:
        return
    if not was or not now:
        told = {"label": label}
        sentence = _("%(label)s: new") % told if now else _("%(label)s: gone") % told
    else:
        sentence = _("%(label)s: other words") % {"label": label}
    yield Difference(field, sentence, tuple(shortened(word_runs(was, now))))


def _value(field: str, label: str, was: Any, now: Any) -> Iterator[Difference]:
    if was != now:
        yield Difference(field, _("%(label)s: %(now)s, was %(was)s.") % {"label": label, "now": now, "was": was})
