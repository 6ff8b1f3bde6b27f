"""Text as a row of words: read once, from left to right, whatever somebody pastes."""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

# What cannot be seen and changes what is read: soft hyphens, zero-width signs, marks of direction and their overrides, tags.
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TOKEN = re.compile(
    r"(?P<n>\d+(?:[.,:’]\d+)*)|(?P<w>(?:[^\W\d_]|[\u0300-\u036f])(?:[^\W_]|[\u0300-\u036f])*(?:['’][^\W\d_]+)*)|(?P<b>\n\s*)|(?P<p>[^\w\s])"
)
_BULLET = re.compile(r"(?:[-*•–—▪◦#>|]|\d{1,3}[.)]|[a-zA-Z][.)])\s")
_NUMBER, _WORD, _BREAK = "n", "w", "b"
END = {".", "!", "?", ";", "…"}
QUOTES = {'"', "“", "”", "„", "«", "»"}
HYPHENS = {"-", "‐", "‑"}
SHORT = {
    "e.g",
    "i.e",
    "etc",
    "approx",
    "no",
    "nr",
    "vs",
    "incl",
    "max",
    "min",
    "z",
    "b",
    "bzw",
    "ca",
    "usw",
    "ggf",
    "inkl",
    "p",
    "ej",
    "aprox",
    "pág",
    "g",
    "e",
    "i",
    "d",
    "h",
    "u",
    "a",
    "st",
    "dr",
    "mr",
    "ms",
}


@dataclass
class Tokens:
    """The words, numbers and marks of one text. Sentences are numbered; `spans` are places in the text as it was given."""

    text: str
    words: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    quoting: set[int] = field(default_factory=set)
    memory: dict[tuple[object, int], bool] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self.words):
            found[word].append(at)
        return found

    def line(self, place: int) -> int:
        """The line of this character, from 1."""
        return bisect_right(self.lines, place)

    def raw(self, at: int) -> str:
        start, end = self.spans[at]
        return self.text[start:end]

    def whole(self, end: int) -> int:
        """This end, moved behind the hyphenated word that it would cut: behind "friendly" of "user-friendly"."""
        while end < len(self.spans) and self.text[self.spans[end - 1][1] : self.spans[end][0]] in HYPHENS:
            end += 1
        return end

    def same(self, at: int, other: int) -> bool:
        """Do both stand in one sentence? False past either end of the text."""
        return 0 <= at < len(self.words) and self.sentences[at] == self.sentences[other]


def tokens(text: str, by_line: bool = False) -> Tokens:
    """Read a text; `by_line` where each line is an item of its own."""
    seen, places = _visible(text)
    row = Tokens(text, lines=[0, *(m.end() for m in re.finditer("\n", text))])
    words, kinds, spans, sentences, sentence = row.words, row.kinds, row.spans, row.sentences, 0
    spelled: dict[str, str] = {}
    for match in _TOKEN.finditer(seen):
        kind, word = match.lastgroup or "", match[0]
        if kind == _BREAK:
            sentence += by_line or _starts_anew(seen, match)
            continue
        if word in HYPHENS and _inside(seen, match):
            continue
        if kind == _WORD:
            word = spelled.get(word) or spelled.setdefault(word, _spelled(word))
        words.append(word)
        kinds.append(kind)
        spans.append(match.span())
        sentences.append(sentence)
        if word in END and _ends(seen, match.end(), row):
            sentence += 1
    if places is not None:
        row.spans = [(places[start], places[end - 1] + 1) for start, end in spans]
    row.quoting = {sentences[at] for at, word in enumerate(words) if word in QUOTES}
    return row


def _visible(text: str) -> tuple[str, list[int] | None]:
    """The text without hidden characters, and where each one left stood; None where nothing was hidden."""
    if not HIDDEN.search(text):
        return text, None
    hidden = set(HIDDEN.findall(text))
    places = [at for at, sign in enumerate(text) if sign not in hidden]
    return HIDDEN.sub("", text), places


def _spelled(word: str) -> str:
    word = word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).lower()
    return word.replace("’", "'")


def _inside(text: str, match: re.Match[str]) -> bool:
    """Is this a hyphen between two letters, as in user-friendly?"""
    before, after = match.start() - 1, match.end()
    return before >= 0 and after < len(text) and text[before].isalnum() and text[after].isalnum()


def _starts_anew(text: str, match: re.Match[str]) -> bool:
    """Does a new sentence begin after this line break? Not where a sentence was only wrapped."""
    if match[0].count("\n") > 1 or _BULLET.match(text, match.end()):
        return True
    return not (text[match.end() : match.end() + 1].islower() or text[match.start() - 1 : match.start()] in {",", "("})


def _ends(text: str, after: int, row: Tokens) -> bool:
    """Is this mark the end of a sentence, and not of an abbreviation?"""
    rest = text[after : after + 2]
    if rest and not rest[0].isspace() and rest[0] not in "\"'”’»)":
        return False
    if row.words[-1] != "." or len(row.words) < 2:
        return True
    if len(row.words[-2]) == 1 and row.kinds[-2] == "w":
        return not rest.strip()
    short = row.words[-2] in SHORT
    return not (short and (rest[1:2].islower() or rest[:1] in set("\"'”’»)")))
