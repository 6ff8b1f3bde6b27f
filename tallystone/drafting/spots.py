"""Spots: where in what was typed a finding stands, since terms leave out spaces, empty lines and the dashes before items."""

from collections.abc import Sequence

from tallystone.core.value import value
from tallystone.drafting.reading import LISTED
from tallystone.drafting.typed import ROWS, Typed, field_name, is_blank
from tallystone.scope.fields import LISTS
from tallystone.scope.finding import Finding

RENAMED = {"tax_bp": "tax"}
PROSE = {"background", "in_scope", "out_of_scope"}
LEFT_TEXT = 80
LONGEST = 400


@value
class Edit:
    """A rewrite ready to be put in: the characters that go, and what comes in their place. `said` is empty for taking out."""

    start: int
    end: int
    to: str
    said: str


@value
class Spot:
    """A finding and its place: the form field's name, and the characters of what was typed there (none: the whole field)."""

    finding: Finding
    name: str
    start: int
    end: int
    text: str
    edits: tuple[Edit, ...] = ()
    why: str = ""  # the writer's reason to leave it as it is

    @property
    def key(self) -> str:
        """Names this finding within one form."""
        return f"{self.finding.rule}:{self.name}:{self.start}"

    @property
    def left(self) -> str:
        """Names it for as long as the same words stand in the same kind of field, wherever they are moved."""
        words = " ".join(self.finding.text.lower().split())[:LEFT_TEXT]
        kind = self.finding.field.rpartition(".")[2] if words else self.name
        return f"{self.finding.rule}\t{kind}\t{words}"


def spots(typed: Typed, findings: list[Finding]) -> list[Spot]:
    """Each finding with its place in what was typed."""
    rows = [n for n, row in enumerate(typed["duties"], 1) if not is_blank(row)]
    known: dict[str, Sequence[int]] = {}
    ends: dict[str, int] = {}
    for f in findings:
        ends[f.field] = max(f.end, ends.get(f.field, 0))
    return [_spot(typed, finding, rows, known, ends[finding.field]) for finding in findings]


def _spot(typed: Typed, f: Finding, duties: list[int], known: dict[str, Sequence[int]], most: int) -> Spot:
    kind, _, rest = f.field.partition(".")
    number, _, part = rest.partition(".")
    field = f"duties.{duties[int(number) - 1]}.{part}" if kind == "duties" and number else f.field
    name = RENAMED.get(field) or field_name(field)
    text = value(typed, name)
    if f.end <= f.start:
        prose = name in PROSE or part in LISTS
        return Spot(f, name, 0, 0, "", tuple(_line(text, to) if prose else Edit(0, len(text), to, to) for to in f.rewrites))
    if f.end - f.start > LONGEST:  # too much to be marked, or to be written anew by a button
        return Spot(f, name, 0, 0, "")
    if name not in known:
        known[name] = places(text, part or kind, most)
    return _within(f, name, text, known[name][f.start], known[name][f.end - 1] + 1)


def _within(f: Finding, name: str, text: str, start: int, end: int) -> Spot:
    edits = tuple(Edit(start, end, to, to) if to else _out(text, start, end) for to in f.rewrites)
    return Spot(f, name, start, end, text[start:end], edits)


def _line(text: str, to: str) -> Edit:
    """A line more, after what is there."""
    end = len(text.rstrip())
    return Edit(end, len(text), f"\n{to}" if end else to, to)


def _out(text: str, start: int, end: int) -> Edit:
    """The words are taken out: with the comma behind them where the sentence or a comma is before, and one space."""
    before = text[:start].rstrip(" ")
    opens = not before or before[-1] in ".!?;:\n"
    if text[end : end + 1] == "," and (opens or before[-1] == ","):
        end += 1
    if not opens:
        return Edit(len(before), end, "", "")
    rest = text[end:]
    end += len(rest) - len(rest.lstrip(" "))
    return Edit(start, end + 1, text[end].upper(), "") if end < len(text) else Edit(len(before), end, "", "")


def value(typed: Typed, name: str) -> str:
    """What was typed into the form field of this name; nothing where there is no such field."""
    kind, at, field = _row(name)
    rows = typed.get(kind, []) if kind else []
    if kind:
        return rows[at - 1].get(field, "") if 0 < at <= len(rows) else ""
    found = typed.get(name, "")
    return found if isinstance(found, str) else ""


def with_value(typed: Typed, name: str, text: str) -> Typed:
    """The same draft with this text in the form field of this name."""
    kind, at, field = _row(name)
    if not kind:
        return {**typed, name: text}
    rows = [{**row, field: text} if n == at else row for n, row in enumerate(typed[kind], 1)]
    return {**typed, kind: rows}


def _row(name: str) -> tuple[str, int, str]:
    """The kind of row, its number and its field: "m-2-due" is ("milestones", 2, "due"); a single field has no kind."""
    letter, _, rest = name.partition("-")
    number, _, field = rest.partition("-")
    kind = next((kind for kind, (own, fields, _) in ROWS.items() if own == letter and field in fields), "")
    return (kind, int(number), field) if kind and number.isascii() and number.isdigit() else ("", 0, "")


def places(text: str, kind: str, most: int) -> Sequence[int]:
    """For the first `most` characters of a field as the terms have it, where each was typed. `kind`: "criteria", ..."""
    if kind in LISTS:
        return _of_lines(text, most)
    if kind in PROSE:
        first = len(text) - len(text.lstrip())
        return range(first, first + len(text.strip()))
    return _of_words(text, most)


def _of_lines(text: str, most: int) -> list[int]:
    found: list[int] = []
    at = 0
    for line in text.split("\n"):
        item = LISTED.sub("", line)
        kept = item.strip()
        first = at + len(line) - len(item.lstrip())
        if kept:
            found += [found[-1] + 1] if found else []
            found += range(first, first + min(len(kept), most))
        at += len(line) + 1
        if len(found) >= most:
            break
    return found


def _of_words(text: str, most: int) -> list[int]:
    """Where white space was made one: each space stands at the first of those that were typed."""
    found: list[int] = []
    for at, sign in enumerate(text):
        space = sign.isspace()
        if not space or (found and not text[at - 1].isspace()):
            found.append(at)
            if len(found) >= most:
                break
    return found
