"""Values that software like ours has fallen over: numbers, texts, markup, formats."""

import random
import re
from html import unescape

NUMBERS = (
    "1e400", "-1e400", "NaN", "Infinity", "-0", "0x10", "1_000", "１２", "٣", "²", "½", "1,2,3", "1.005", "--1", "+1", "1 e3",
    "9" * 30, "9" * 5000, "-1", "true", "null", "1000000000001", "0.001", "10000000000.00", "1\u00a0000",
)  # fmt: skip
DAYS = (
    "0000-00-00",
    "9999-12-31",
    "2027-02-30",
    "２０２７-01-01",
    "1-1-1",
    "-2027-01-01",
    "2027-W01-1",
    "10000-01-01",
    "0001-01-01",
)
TEXTS = (
    "", " ", "\x00", "a\x00b", "\x01\x1b[31m", "\ud800", "\udfff\ud800", "\u202egnp.exe", "\u200b\u200b", "\ufeff",
    "\u2028\u2029", "\r\nBcc: all@outside.example", "a\nb\tc", "\U0001f469\u200d\U0001f469", "z" * 10_000,
    "a" + "\u0308" * 500, "\uffff", "\U0010ffff",
)  # fmt: skip
MARKUP = (
    "<script>window.hit=1</script>", "\"><img src=x onerror=window.hit=1>", "'-alert(1)-'",
    "javascript:alert(1)", "{{ 7|add:7 }}", "{% debug %}", "%(email)s %s %d", "{0.__class__}", "${7*7}",
    "#read(\"/etc/passwd\")", "]]>", "<!--", "-->", "&lt;b&gt;", "\\",
)  # fmt: skip
SHAPES = (
    "[]",
    "{}",
    "[" * 3000,
    '{"a":' * 500,
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\x",
    "a" * 64,
    "0" * 64,
    "%00",
    "'; DROP TABLE x;--",
)
ALL = (*NUMBERS, *DAYS, *TEXTS, *MARKUP, *SHAPES)
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*?\sname="([^"]+)"[^>]*?(?:\svalue="([^"]*)")?[^>]*>')


def fields_of(page: str) -> dict[str, str]:
    """The names of everything that this page's forms send, with the values that stand in their tags."""
    return {name: unescape(value or "") for name, value in FIELD.findall(page)}


def mangled(fields: dict[str, str], chance: random.Random) -> dict[str, str | list[str]]:
    """A body as nobody would type it: some fields kept, some nasty, some gone, some twice, some new."""
    sent: dict[str, str | list[str]] = {}
    for name, value in fields.items():
        dice = chance.random()
        if dice < 0.35:
            sent[name] = value
        elif dice < 0.9:
            sent[name] = chance.choice(ALL)
        elif dice < 0.95:
            sent[name] = [chance.choice(ALL), chance.choice(ALL)]
    for _ in range(chance.randrange(3)):
        sent[chance.choice(("do", "links", "resend", "paste", "window", "x\x00", "m-1-price", "d-9999-text", "verdict-1"))] = (
            chance.choice(ALL)
        )
    return sent


def encoded(sent: dict[str, str | list[str]]) -> bytes:
    """As a browser would send it, half surrogates included."""
    pairs = ((name, each) for name, value in sent.items() for each in (value if isinstance(value, list) else [value]))
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode()


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
