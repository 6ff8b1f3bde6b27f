"""Contexts: what around a word makes it fine. Each is a name that a pack's `unless` may hold."""

from collections.abc import Callable, Iterator

from tallystone.scope.pack import Entry, Pack
from tallystone.scope.tokens import Tokens

Context = Callable[[Pack, Tokens, int, int], bool]
NEAR = 14
OPENING, CLOSING, STRAIGHT = {"“", "„", "«", "»"}, {"”", "“", "»", "«"}, '"'


def fine(pack: Pack, entry: Entry, row: Tokens, start: int, end: int) -> bool:
    """Do the words from `start` to `end` (exclusive) need no mending here?"""
    if any(CONTEXTS[name](pack, row, start, end) for name in entry.unless):
        return True
    if entry.instead and entry.instead.at(row, start):
        return True
    if entry.after and row.same(end, end - 1) and entry.after.at(row, end):
        return True
    return bool(entry.before) and any(_ends_at(entry, row, at, start) for at in range(max(0, start - 5), start))


def _ends_at(entry: Entry, row: Tokens, at: int, start: int) -> bool:
    return bool(entry.before) and row.same(at, start) and any(end == start for end, _ in entry.before.matches(row, at))


def _after(row: Tokens, end: int, near: int = NEAR) -> Iterator[int]:
    """The next words of the same sentence."""
    at = end
    while at < end + near and row.same(at, end - 1):
        yield at
        at += 1


def _before(row: Tokens, start: int, near: int = NEAR) -> Iterator[int]:
    at = start - 1
    while at >= start - near and row.same(at, start):
        yield at
        at -= 1


def measure(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """A number with a unit, a limit or a named standard follows: "fast: under 2 seconds"."""
    return any(_measures(pack, row, at) for at in _after(row, end)) or any(
        _measures(pack, row, at, strict=True) for at in _before(row, start, 8)
    )


def _measures(pack: Pack, row: Tokens, at: int, strict: bool = False) -> bool:
    """Does a measure begin at this word? Remembered, since neighbours ask again."""
    asked = ("strictly measures" if strict else "measures", at)
    if asked not in row.memory:
        row.memory[asked] = _measured(pack, row, at, strict)
    return row.memory[asked]


def _measured(pack: Pack, row: Tokens, at: int, strict: bool) -> bool:
    contexts = pack.contexts
    if contexts["standards"].at(row, at):
        return True
    if row.kinds[at] == "n":
        return row.same(at + 1, at) and contexts["units"].at(row, at + 1)
    limits = [end for end, _ in contexts["limits"].matches(row, at)]
    return not strict and any(_counts(pack, row, n, at) for end in limits for n in range(end, end + 3))


def _counts(pack: Pack, row: Tokens, at: int, of: int) -> bool:
    """Is this a number, and not a year?"""
    if not row.same(at, of) or (len(row.words[at]) == 4 and row.words[at][:2] in {"19", "20"}):
        return False
    return row.kinds[at] == "n" or pack.contexts["numbers"].at(row, at)


def limited(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """The sentence says how many: "ongoing support of 5 hours a month"."""
    around = [*_after(row, end, 20), *_before(row, start, 20)]
    return any(row.kinds[at] == "n" and row.same(at + 1, at) and pack.contexts["amounts"].at(row, at + 1) for at in around)


def number(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """A number stands beside: "some 40", "several (5)"."""
    beside = [start - 1, end, end + 1 if end < len(row.words) and row.words[end] in {"(", ":"} else end]
    return any(row.same(at, start) and (row.kinds[at] == "n" or pack.contexts["numbers"].at(row, at)) for at in beside)


def listed(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """What is meant is listed or defined: "all browsers in annex A", "all browsers: Firefox and Chrome"."""
    if any(row.words[at] == ":" and row.same(at + 1, at) for at in _after(row, end, 3)):
        return True
    return any(pack.contexts["defined"].at(row, at) for at in _after(row, end, 8))


def explained(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """It is said right behind, in brackets: "modern (that is: like the draft of 3 March)"."""
    return row.same(end, start) and row.words[end] == "(" and pack.contexts["explained"].at(row, end + 1)


def dated(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """A day is named all the same: "as soon as possible, by 3 March at the latest"."""
    around = [*_after(row, end, 10), *_before(row, start, 6)]
    return any(pack.contexts["days"].at(row, at) for at in around)


def inside(_: Pack, row: Tokens, start: int, end: int) -> bool:
    """Something stands before it in the same sentence."""
    return row.same(start - 1, start)


def quoted(_: Pack, row: Tokens, start: int, end: int) -> bool:
    """The words are quoted: a button called "Show more"."""
    if row.sentences[start] not in row.quoting:
        return False
    before, after = list(_before(row, start, 30)), list(_after(row, end, 30))
    straight = sum(row.words[at] == STRAIGHT for at in before) % 2 == 1 and any(row.words[at] == STRAIGHT for at in after)
    nearest = next((row.words[at] for at in before if row.words[at] in OPENING | CLOSING), "")
    return straight or (nearest in OPENING and any(row.words[at] in CLOSING for at in after))


def name(_: Pack, row: Tokens, start: int, end: int) -> bool:
    """The words are part of a name: the Modern Art Museum."""
    if not row.raw(start)[0].isupper() or (start + 1 < len(row.words) and row.raw(start).isupper() and len(row.raw(start)) > 1):
        return False
    before, after = _capital(row, start - 1, start), _capital(row, end, start)
    first = not row.same(start - 1, start) or row.kinds[start - 1] == "p"
    return (before or after) and not (first and not after) and not _heading(row, start)


def _capital(row: Tokens, at: int, of: int) -> bool:
    return row.same(at, of) and row.kinds[at] == "w" and row.raw(at)[0].isupper()


def _heading(row: Tokens, at: int) -> bool:
    """Is nearly every word of this sentence capitalised, as in a title?"""
    around = [n for n in (*_before(row, at, 12), at, *_after(row, at + 1, 12)) if row.kinds[n] == "w" and len(row.words[n]) > 3]
    return len(around) < 2 or sum(row.raw(n)[0].isupper() for n in around) > 0.7 * len(around)


def noun(_: Pack, row: Tokens, start: int, end: int) -> bool:
    """A word in the middle of a sentence that is written with a capital, where only nouns are: "die Felder werden"."""
    return row.same(start - 1, start) and row.kinds[start - 1] in "wn" and row.raw(start)[0].isupper()


def negated(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """It is said that there is none: "no unlimited revisions"."""
    return any(pack.contexts["negations"].at(row, at) for at in _before(row, start, 4))


def excluded(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """The sentence says that this is not included, or paid apart."""
    return any(pack.contexts["excluded"].at(row, at) for at in (*_after(row, end, 25), *_before(row, start, 25)))


def agent(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """Somebody is named who does it: "approved by the client"; not "approved by Friday"."""
    return any(
        pack.contexts["agents"].at(row, at) and not pack.contexts["not_agents"].at(row, at + 1)
        for at in (*range(start, end), *_after(row, end, 16)) if row.same(at + 1, at) and row.kinds[at + 1] != "n"
    )  # fmt: skip


def owner(pack: Pack, row: Tokens, start: int, end: int) -> bool:
    """Somebody is named in the same sentence who sees to it."""
    return any(pack.contexts["owners"].at(row, at) for at in (*_after(row, end, 25), *_before(row, start, 25)))


CONTEXTS: dict[str, Context] = {
    made.__name__: made
    for made in (
        measure,
        limited,
        number,
        listed,
        explained,
        dated,
        inside,
        quoted,
        name,
        noun,
        negated,
        excluded,
        agent,
        owner,
    )
}
