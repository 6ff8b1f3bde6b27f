"""What differs between two versions of terms: plain sentences, and word by word in prose."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystone import reader
from tallystone.core.shape import Milestone, Terms
from tallystone.core.value import value
from tallystone.drafting.particulars import Particular, of_milestone, of_terms
from tallystone.drafting.wording import Patience, Run, shortened, word_runs
from tallystone.showing import day, money

PROSE = {
    "title": gettext_lazy("Title"),
    "background": gettext_lazy("Background"),
    "in_scope": gettext_lazy("In scope"),
    "out_of_scope": gettext_lazy("Out of scope"),
}
ALWAYS = {"due", "price"}  # what a sentence about a milestone names of it, changed or not
ALIKE = 0.8  # of two titles' letters


@value
class Difference:
    """One thing that is not as it was. `field` as in a Fault; `words` show prose word by word, else the sentence says all."""

    field: str
    sentence: str
    words: tuple[Run, ...] = ()


def differences(was: Terms, now: Terms, unread: frozenset[str] = frozenset()) -> list[Difference]:
    """Everything that differs, in the order of the terms; no differences, no list. What is `unread` is left out."""
    patience = Patience()
    return [*_prose(was, now, patience), *_stages(was, now, patience, unread), *_rules(was, now)]


def _prose(was: Terms, now: Terms, patience: Patience) -> Iterator[Difference]:
    for field, label in PROSE.items():
        yield from _words(field, str(label), getattr(was, field), getattr(now, field), patience)
    yield from _words("duties", _("The client’s duties"), duties_text(was), duties_text(now), patience)


def duties_text(terms: Terms) -> str:
    """The client's duties, one on each line, with their days."""
    return "\n".join(f"{d.text} ({day(d.due)})" if d.due else d.text for d in terms.duties)


def _rules(was: Terms, now: Terms) -> Iterator[Difference]:
    for before, after in zip(of_terms(was), of_terms(now), strict=True):
        if before.value != after.value:
            told = {"label": after.label, "now": after.shown, "was": before.shown}
            yield Difference(after.field, _("%(label)s: %(now)s, was %(was)s.") % told)


def _stages(was: Terms, now: Terms, patience: Patience, unread: frozenset[str]) -> Iterator[Difference]:
    pairs = matched(was.milestones, now.milestones)
    kept = {old.number for old, _new in pairs if old}
    all_kept = len(was.milestones) == len(now.milestones) == len(kept)
    for old, new in pairs:
        if old is None:
            yield _added(new, now.currency)
            continue
        if old.number != new.number and all_kept:
            told = {"title": new.title, "now": new.number, "was": old.number}
            yield Difference(f"milestones.{new.number}", _("“%(title)s” is now milestone %(now)s, was %(was)s.") % told)
        yield from _stage(old, new, (was.currency, now.currency), unread)
        yield from _stage_words(old, new, patience)
    for old in was.milestones:
        if old.number not in kept:
            yield Difference("milestones", _gone(old, was.currency))


def _added(new: Milestone, currency: str) -> Difference:
    told = {"number": new.number, "title": new.title, "day": day(new.due), "price": money(new.price_minor, currency)}
    sentence = _("Milestone %(number)s is new: %(title)s, due %(day)s, %(price)s.")
    if not reader.current().prices:
        sentence = _("Milestone %(number)s is new: %(title)s, due %(day)s.")
    return Difference(f"milestones.{new.number}", sentence % told)


def _gone(old: Milestone, currency: str) -> str:
    told = {"number": old.number, "title": old.title, "price": money(old.price_minor, currency)}
    if not reader.current().prices:
        return _("Milestone %(number)s is gone: %(title)s.") % told
    return _("Milestone %(number)s is gone: %(title)s, %(price)s.") % told


def _stage(old: Milestone, new: Milestone, coins: tuple[str, str], unread: frozenset[str]) -> Iterator[Difference]:
    """ "Milestone 2: due 3 March 2026, was 20 February 2026; price unchanged." """
    at = f"milestones.{new.number}"
    both = list(zip(of_milestone(old, coins[0]), of_milestone(new, coins[1]), strict=True))
    readable = [pair for pair in both if f"{at}.{pair[1].field}" not in unread]
    changed = [after.field for before, after in readable if before.value != after.value]
    if not changed:
        return
    named = [pair for pair in readable if pair[1].field in changed or pair[1].field in ALWAYS]
    told = {"label": _("Milestone %(number)s") % {"number": new.number}, "what": "; ".join(_clause(*pair) for pair in named)}
    yield Difference(f"{at}.{changed[0]}", _("%(label)s: %(what)s.") % told)


def _clause(before: Particular, after: Particular) -> str:
    told = {"label": after.label, "now": after.shown, "was": before.shown}
    if before.value == after.value:
        return _("%(label)s unchanged") % told
    return _("%(label)s %(now)s, was %(was)s") % told


def _stage_words(old: Milestone, new: Milestone, patience: Patience) -> Iterator[Difference]:
    at, label = f"milestones.{new.number}", _("Milestone %(number)s") % {"number": new.number}
    yield from _words(f"{at}.title", f"{label}, {_('title')}", old.title, new.title, patience)
    for field, name in (("deliverables", _("what is handed over")), ("criteria", _("accepted when"))):
        before, after = ("\n".join(getattr(m, field)) for m in (old, new))
        yield from _words(f"{at}.{field}", f"{label}, {name}", before, after, patience)


def matched(was: tuple[Milestone, ...], now: tuple[Milestone, ...]) -> list[tuple[Milestone | None, Milestone]]:
    """Each new milestone with the old one that it comes from: by title, then by what is in it, then by likeness."""
    left = {m.number: _Look(m) for m in was}
    open_ = [_Look(m) for m in now]
    found: dict[int, Milestone] = {}
    for same in (_same_title, _same_content, _alike):
        for new in open_:
            old = _first(left, new, same)
            if old:
                found[new.stone.number] = left.pop(old.stone.number).stone
        open_ = [new for new in open_ if new.stone.number not in found]
    return [(found.get(new.number), new) for new in now]


class _Look:
    """A milestone as it is looked at again and again: its lines, and the letters of its title."""

    def __init__(self, stone: Milestone) -> None:
        self.stone = stone
        self.title = stone.title.casefold()
        self.lines = frozenset((*stone.deliverables, *stone.criteria))
        self.letters = Counter(stone.title)


def _first(left: dict[int, _Look], new: _Look, same: Callable[[_Look, _Look], bool]) -> _Look | None:
    return next((old for old in left.values() if same(old, new)), None)


def _same_title(old: _Look, new: _Look) -> bool:
    return old.title == new.title


def _same_content(old: _Look, new: _Look) -> bool:
    was, now = old.stone, new.stone
    return (was.deliverables, was.criteria) == (now.deliverables, now.criteria)


def _alike(old: _Look, new: _Look) -> bool:
    """Much the same title, half of the same lines, or the same place with the same price or day."""
    was, now = old.stone, new.stone
    if was.number == now.number and (was.price_minor == now.price_minor or was.due == now.due):
        return True
    if not old.lines.isdisjoint(new.lines) and 2 * len(old.lines & new.lines) >= max(len(old.lines), len(new.lines)):
        return True
    return _common(old.letters, new.letters) > ALIKE * (len(was.title) + len(now.title)) / 2


def _common(one: Counter[str], other: Counter[str]) -> int:
    """How many letters two titles share, wherever they stand."""
    return sum(min(count, other[letter]) for letter, count in one.items() if letter in other)


def _words(field: str, label: str, was: str, now: str, patience: Patience) -> Iterator[Difference]:
    if was == now:
        return
    if not was or not now:
        told = {"label": label}
        sentence = _("%(label)s: new") % told if now else _("%(label)s: gone") % told
    else:
        sentence = _("%(label)s: other words") % {"label": label}
    yield Difference(field, sentence, tuple(shortened(word_runs(was, now, patience))))
