"""Two deliveries as lists of files: which stayed the same, which changed, which came and which went."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from tallystone.core import facts
from tallystone.core.manifest import File, manifest_from
from tallystone.core.value import value
from tallystone.journal import chain, prose

ALIKE = 0.6  # names that are this much alike (wireframes.png, wireframes-2.png) are one file, where nothing fits better
MOST_COMPARED = 40


@value
class Pair:
    """A file before and after; `state` is same, changed, added or removed. `file` names it in an address."""

    before: File | None
    after: File | None

    @property
    def state(self) -> str:
        if self.before is None or self.after is None:
            return "removed" if self.before else "added"
        return "same" if self.before.hash == self.after.hash else "changed"

    @property
    def file(self) -> str:
        found = self.after or self.before
        return found.hash if found else ""

    @property
    def renamed(self) -> bool:
        return self.before is not None and self.after is not None and self.before.name != self.after.name


def pairs(before: Iterable[File], after: Iterable[File]) -> list[Pair]:
    """The files of two deliveries, what changed first: paired by content, else by name, else by the most similar name."""
    old, new = list(before), list(after)
    found = [*_taken(old, new, "hash"), *_taken(old, new, "name"), *_similar(old, new)]
    found += [Pair(file, None) for file in old] + [Pair(None, file) for file in new]
    order = ("changed", "added", "removed", "same")
    return sorted(found, key=lambda pair: order.index(pair.state))


def _taken(old: list[File], new: list[File], what: str) -> Iterator[Pair]:
    """The pairs that agree in this; they are taken out of both lists. One with the same name comes first."""
    for file in list(new):
        same = [one for one in old if getattr(one, what) == getattr(file, what)]
        if same:
            best = next((one for one in same if one.name == file.name), same[0])
            old.remove(best)
            new.remove(file)
            yield Pair(best, file)


def _similar(old: list[File], new: list[File]) -> Iterator[Pair]:
    scored = [
        (SequenceMatcher(None, a.name, b.name, autojunk=False).ratio(), a, b)
        for a in old[:MOST_COMPARED]
        for b in new[:MOST_COMPARED]
        if a.kind == b.kind
    ]
    for score, a, b in sorted(scored, key=lambda each: -each[0]):
        if score >= ALIKE and a in old and b in new:
            old.remove(a)
            new.remove(b)
            yield Pair(a, b)


def changed_with(code: str, milestone: int, seq: int) -> list[Pair]:
    """What the delivery of this entry changed against the one before it, as far as it is compared by itself."""
    snapshots: list[str] = []
    for told in chain.entries(code, up_to=seq):
        for fact in told.facts:
            if isinstance(fact, facts.Delivered) and fact.milestone == milestone:
                snapshots.append(fact.snapshot)
            elif isinstance(fact, facts.Retracted) and fact.milestone == milestone:
                snapshots.pop()
    texts = prose.read(snapshots[-2:])
    if len(snapshots) < 2:
        return []
    before, after = (manifest_from(texts.get(each)).files for each in snapshots[-2:])
    return [pair for pair in pairs(before, after) if pair.state == "changed"][:MOST_COMPARED]
