"""What a pasted line looks like: a heading, an item, a row of a table, a name with a value, or just words."""

import re
from collections.abc import Iterator

from tallystone.core.value import value
from tallystone.planning import heads
from tallystone.planning.pieces import unified
from tallystone.planning.said import HIDDEN

LONGEST = 2_000  # a longer line is words
STAGE = re.compile(
    r"(?:milestone|phase|stage|step|sprint|part|work package|meilenstein|etappe|arbeitspaket|teil|hito|etapa|fase)[ ]*"
    r"(?:#|no\.?|nr\.?)?[ ]*([0-9]{1,3}|[ivx]{1,4}|[a-e])(?![\w%])[ ]*[:.)|–—-]*[ ]*(.*)",
    re.IGNORECASE,
)
BULLET = re.compile(r"(?:[-*+•–—·◦▪‣→✓☐☑●○]|o(?=[ ][^ ]))[ ]+(.*)")
NUMBERED = re.compile(r"\(?(?:[0-9]{1,2}|[a-h])[.)][ ]+(.*)")
HEADING = re.compile(r"(#{1,6})[ ]+(.*)")
NAMED = re.compile(r"[-*•]?[ ]?(?:\*\*)?([^\W\d_][\w ’'/-]{1,30}?)(?:\*\*)?[ ]?:(?:\*\*)?[ ]+(.+)")
RULE = re.compile(r"[-=_*|: +•–—·]+")
MARK = re.compile(r"([ \t]*(?:[-*+•–—·◦▪‣→✓☐☑●○o]|\(?[0-9a-h]{1,2}[.)]))\t+")
GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|liebe|lieber|sehr geehrte|guten tag|hola|estimad[oa]|buenos)\b[^.:;]{0,60}[,!–-]?",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:(?:best|kind|warm|many)[ ])?(?:regards|wishes|thanks|greetings)\b.{0,30}|best,|cheers\b.{0,20}|thank you.{0,40}"
    r"|sincerely\b.{0,20}|(?:viele|liebe|beste|mit freundlichen) gr(?:ü|ue)(?:ß|ss)en?.{0,20}|saludos.{0,20}"
    r"|sent from my .{0,30}|--",
    re.IGNORECASE,
)
PLAN = {
    "milestones", "plan", "timeline", "time line", "phases", "stages", "schedule", "steps", "milestones and payments",
    "project plan", "payment schedule", "milestones and prices", "meilensteine", "zeitplan", "phasen", "hitos", "cronograma",
}  # fmt: skip


@value
class Row:
    """A line and what it looks like. `kind`: stage, head, item, numbered, cells, named, greeting, closing, words, empty."""

    line: int
    kind: str
    text: str
    indent: int = 0
    name: str = ""
    cells: tuple[str, ...] = ()


def rows(text: str) -> Iterator[Row]:
    """Each line of a text; what cannot be seen is left out."""
    clean = HIDDEN.sub("", unified(text).replace("\u00a0", " ").replace("\u202f", " "))
    for line, raw in enumerate(clean.split("\n"), 1):
        yield row(line, raw)


def row(line: int, raw: str) -> Row:
    """One line."""
    if len(raw) > LONGEST:
        return Row(line, "words", raw.strip())
    raw = MARK.sub(r"\1 ", raw, count=1) if MARK.match(raw) else raw
    indent = len(raw) - len(raw.lstrip(" \t"))
    cells = _cells(raw)
    text = " ".join(raw.split())
    if not text or (RULE.fullmatch(text) and text != "--"):
        return Row(line, "empty", text)
    if len(cells) > 1:
        return Row(line, "cells", text, indent, cells=cells)
    return _shaped(line, text, indent)


def _shaped(line: int, text: str, indent: int) -> Row:
    if found := HEADING.match(text):
        inner = _bare(found[2])
        return _stage(line, inner, 0) or Row(line, "head", inner, len(found[1]), heads.same(inner))
    if stage := _stage(line, _bare(text), indent):
        return stage
    if GREETING.fullmatch(text):
        return Row(line, "greeting", text)
    if CLOSING.fullmatch(text):
        return Row(line, "closing", text)
    if found := NAMED.fullmatch(text):
        return Row(line, "named", found[2].strip(), indent, heads.same(found[1]))
    for kind, form in (("item", BULLET), ("numbered", NUMBERED)):
        if found := form.fullmatch(text):
            return _stage(line, _bare(found[1]), indent) or Row(line, kind, _bare(found[1]), indent)
    return _head(line, text, indent) or Row(line, "words", text, indent)


def _stage(line: int, text: str, indent: int) -> Row | None:
    found = STAGE.fullmatch(text)
    return Row(line, "stage", found[2], indent, text) if found else None


def _head(line: int, text: str, indent: int) -> Row | None:
    """A line on its own that stands over others: in bold, with a colon at its end, or a name that is known."""
    name = heads.same(_bare(text))
    bold = text.startswith("**") and text.endswith("**") and len(text) > 4
    known = name in heads.SECTIONS or name in heads.LISTS or name in PLAN
    if known or bold or (text.endswith(":") and len(text) < 80):
        return Row(line, "head", _bare(text).rstrip(":"), indent, name)
    return None


def _bare(text: str) -> str:
    return text.strip().strip("*").strip()


def _cells(raw: str) -> tuple[str, ...]:
    mark = "|" if raw.count("|") > 1 else "\t"
    if mark == "\t" and raw.strip().count("\t") < 1:
        return ()
    return tuple(cell for cell in (_bare(" ".join(cell.split())) for cell in raw.split(mark)) if cell)
