"""Makes people's text fit for paper: what cannot be seen, or reorders what is seen, is taken out."""

import re
import unicodedata

# Overrides could show an amount or a name backwards; left-to-right and right-to-left marks only help and stay.
_REORDERING = "\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
EXACT = {"terms_hash", "head", "code", "number", "qr", "email", "iban", "lang"}  # copied from the paper as they are
PROSE = {"text", "detail", "deliverables", "criteria", "note", "qr", "verify", "verify_sentence"}  # as long as they are
MOST = 1000  # letters of any other field: a title or a name stands on many pages, or in a heading that must fit on one
_LONG = re.compile(r"[^\s/-]{25,}")
_PART = re.compile("(\\S{8})(?=[^\\s\u0300-\u036f\u200d\ufe0e\ufe0f])")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SUSPECT = re.compile("[^\\n\x20-\x7e\xa0-\u02ff\u0370-\u1fff\u2010-\u2027\u2030-\u205f\u20a0-\ud7ff]")


def plain(value, field: str = ""):
    """The same nested data with every string cleaned; numbers, flags and None stay, tuples become lists."""
    if isinstance(value, str):
        return _fitted(plain_text(value), field)
    if isinstance(value, dict):
        return {key: plain(inner, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, field) for inner in value]
    return value


def plain_text(text: str) -> str:
    """The text with line ends as \\n, without control and reordering characters; what no font may hold becomes U+FFFD."""
    return _SUSPECT.sub(_judge, _LINE_ENDS.sub("\n", text).replace("\t", " "))


def _fitted(text: str, field: str) -> str:
    if field not in PROSE and len(text) > MOST:
        text = text[: MOST - 1] + "…"
    return text if field in EXACT else breakable(text)


def breakable(text: str) -> str:
    """The text with places to break (zero-width spaces) in words that fit into no line, so that none runs off the page."""
    return _LONG.sub(lambda found: _PART.sub("\\1\u200b", found.group()), text)


def _judge(found: re.Match[str]) -> str:
    character = found.group()
    category = unicodedata.category(character)
    if category == "Cc" or character in _REORDERING:
        return ""
    if category in {"Co", "Cs"} or ord(character) & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return character
