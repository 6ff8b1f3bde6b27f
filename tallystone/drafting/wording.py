"""What differs between two texts, word by word; bounded, however long they are."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

# A run of words: ("same" | "was" | "now", text).
Run = tuple[str, str]
WORD = re.compile(r"\s*\w+|\s*[^\w\s]+|\s+")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
MOST = 250_000  # pairs that may be compared at once: about a tenth of a second
MOST_IN_ALL = 1_000_000
MOST_LETTERS = 400_000  # that are parted into words


class Patience:
    """How much may still be compared word by word in one comparison of many texts; what is past it is shown whole."""

    def __init__(self, left: int = MOST_IN_ALL, letters: int = MOST_LETTERS) -> None:
        self.left, self.letters = left, letters

    def allows(self, pairs: int) -> bool:
        """May so many pairs still be compared? They then count as spent."""
        if pairs > min(MOST, self.left):
            return False
        self.left -= pairs
        return True

    def reads(self, was: str, now: str) -> bool:
        """May these two still be parted into words? Their letters then count as spent."""
        letters = len(was) + len(now)
        if letters > self.letters:
            return False
        self.letters -= letters
        return True


def word_runs(was: str, now: str, patience: Patience | None = None) -> list[Run]:
    """The later text with what went and what came; "same", "was" and "now" joined give both texts back exactly."""
    runs: list[Run] = []
    patience = patience or Patience()
    for kind, old, new in _pieces(LINE.findall(was), LINE.findall(now), patience):
        if kind == "same":
            runs.append(("same", new))
        else:
            runs.extend(_inside(old, new, patience))
    return _joined(runs)


def shortened(runs: list[Run], around: int = 160) -> list[Run]:
    """The same runs for reading: of long unchanged text only what stands around a change."""
    last = len(runs) - 1
    return [(kind, _short(text, around, n == 0, n == last) if kind == "same" else text) for n, (kind, text) in enumerate(runs)]


def _short(text: str, around: int, first: bool, last: bool) -> str:
    if len(text) <= 3 * around:
        return text
    head = "" if first else text[:around]
    tail = "" if last else text[-around:]
    return f"{head} … {tail}"


def lines(runs: Iterable[Run]) -> list[list[Run]]:
    """The same runs parted at the ends of lines."""
    found: list[list[Run]] = [[]]
    for kind, text in runs:
        first, *more = text.split("\n")
        found[-1].append((kind, first))
        found.extend([(kind, line)] for line in more)
    return [kept for line in found if (kept := [run for run in line if run[1]])]


def _inside(old: str, new: str, patience: Patience) -> list[Run]:
    runs: list[Run] = []
    if not patience.reads(old, new):
        return _trimmed(old, new)
    for kind, was, now in _pieces(WORD.findall(old), WORD.findall(new), patience):
        runs.extend([("same", now)] if kind == "same" else _trimmed(was, now))
    return runs


def _trimmed(was: str, now: str) -> list[Run]:
    """The space before a changed word is no change."""
    space = len(was) - len(was.lstrip())
    if not was or not now or was[:space] != now[:space]:
        return [("was", was), ("now", now)]
    return [("same", was[:space]), ("was", was[space:]), ("now", now[space:])]


def _pieces(was: list[str], now: list[str], patience: Patience) -> list[tuple[str, str, str]]:
    """("same" | "other", old text, new text) in order. What the ends have in common is set aside before comparing."""
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
        end += 1
    head, tail = "".join(now[:start]), "".join(now[len(now) - end :])
    middle = _compared(was[start : len(was) - end], now[start : len(now) - end], patience)
    pieces = [("same", head, head), *middle, ("same", tail, tail)]
    return [piece for piece in pieces if piece[1] or piece[2]]


def _compared(was: list[str], now: list[str], patience: Patience) -> list[tuple[str, str, str]]:
    if not patience.allows(len(was) * len(now)):
        return [("other", "".join(was), "".join(now))]
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return [
        ("same" if tag == "equal" else "other", "".join(was[a:b]), "".join(now[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    ]


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for kind, text in runs:
        if not text:
            continue
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    return joined
