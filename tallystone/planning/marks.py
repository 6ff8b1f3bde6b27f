"""How a text stands inside a Markdown file, so that it comes back letter by letter: CommonMark's own escapes, where needed.

A backslash is doubled; what would begin a heading or a list gets one before it; what cannot be seen, and a blank at an
edge, is written as its number (`&#8203;`).
"""

import re
from functools import cache

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
BEGINS = re.compile(r"[-#>*+=_`~|\[<]")
HEADING = re.compile(r"^( {0,3})(#{1,2})(?=[ \t]|$)", re.MULTILINE)
BLANK_END = re.compile(r"[^\S\n](?=\n|\Z)")
BY = re.compile(r"(?:^|[ \t])(\(by[ \t]+([^()]{0,40})\))$")
LAST_CHARACTER = 0x10FFFF


def item(text: str) -> str:
    """A text as one line of a list, or as a heading's words."""
    if not text:
        return ""
    first = "\\" if BEGINS.match(text) else ""
    return first + _edges(_plain(text).replace("\n", "&#10;"))


def duty(text: str, due: str) -> str:
    """An item with its day behind it; words that look like such a day are no day."""
    written = item(text)
    if found := BY.search(written):
        written = f"{written[: found.start(1)]}\\{written[found.start(1) :]}"
    return f"{written} (by {due})".strip() if due else written


def prose(text: str) -> str:
    """A text of many lines: they stay as they are, and none of them opens a section."""
    lines = HEADING.sub(r"\1\\\2", _plain(text))
    return BLANK_END.sub(lambda found: _number(found[0]), _edges(lines))


def unmarked(text: str) -> str:
    """The text that was meant."""
    return ESCAPED.sub(_meant, text) if "\\" in text or "&#" in text else text


def _plain(text: str) -> str:
    doubled = text.replace("\\", "\\\\").replace("&#", "\\&#")
    return doubled.translate(_numbers()) if UNSEEN.search(doubled) else doubled


def _edges(text: str) -> str:
    """Blanks at the beginning and at the end survive only as numbers."""
    if text and text[-1].isspace():
        text = text[:-1] + _number(text[-1])
    if text and text[0].isspace():
        text = _number(text[0]) + text[1:]
    return text


@cache
def _numbers() -> dict[int, str]:
    """What cannot be seen, each as its number."""
    return {ord(unseen): _number(unseen) for unseen in UNSEEN.findall("".join(map(chr, range(0x10000))))}


def _number(character: str) -> str:
    return f"&#{ord(character)};"


def _meant(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    code = int(found[2], 16) if found[2] else int(found[3])
    return chr(code) if code <= LAST_CHARACTER else found[0]
