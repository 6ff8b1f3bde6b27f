"""Makes people's text fit for paper: what cannot be seen, or reorders what is seen, is taken out."""

import re
import unicodedata

# Overrides could show an amount or a name backwards; left-to-right and right-to-left marks only help and stay.
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SUSPECT = re.compile("[^\\n\x20-\x7e\xa0-\u02ff\u0370-\u1fff\u2010-\u2027\u2030-\u205f\u20a0-\ud7ff]")


def plain(value):
    """The same nested data with every string cleaned; numbers, flags and None stay, tuples become lists."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def plain_text(text: str) -> str:
    """The text with line ends as \\n, without control and reordering characters; what no font may hold becomes U+FFFD."""
    return _SUSPECT.sub(_judge, _LINE_ENDS.sub("\n", text).replace("\t", " "))


def _judge(found: re.Match[str]) -> str:
    character = found.group()
    category = unicodedata.category(character)
    if category == "Cc" or character in _REORDERING:
        return ""
    if category in {"Co", "Cs"} or ord(character) & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return character
