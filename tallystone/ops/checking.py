"""`tallystone check`: reads a file as terms, and prints where they are fuzzy as text, JSON or SARIF."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tallystone import daysoff, scope
from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.planning.said import Faulty
from tallystone.planning.text import written_from_markdown
from tallystone.planning.whereabouts import Lines, line_in, lines_of
from tallystone.scope.fields import texts
from tallystone.scope.finding import at_least
from tallystone.scope.language import language_of

MOST_BYTES = 20_000_000
LEVELS = {"note": "note", "warning": "warning", "error": "error"}
AUTO = "auto"
NAMES = ("rule", "family", "severity", "field", "line", "start", "end", "text", "why", "mend")
LOOK_AHEAD = timedelta(days=365 * 3)


class NotReadable(Exception):
    """This file cannot be checked; the text says why, for a person."""


@value
class Checked:
    """What was found in a file. `rows` are the lines of a text, in which findings count; of data they count in their field."""

    path: Path
    found: list[scope.Finding]
    fields: Mapping[str, str]
    rows: Sequence[str] = ()


@value
class Given:
    """A file as read: its terms, both sides' places where it names them, its text unless it is data, and where what stands."""

    terms: Terms
    places: dict[str, scope.Place]
    text: str = ""
    lines: Lines | None = None


def read(path: Path) -> Given:
    """The terms in a file. Raises NotReadable."""
    if path.stat().st_size > MOST_BYTES:
        raise NotReadable(f"{path} is larger than {MOST_BYTES // 1_000_000} MB; terms never are.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise NotReadable(f"{path} is not text in UTF-8 (byte {trouble.start}).") from trouble
    if path.suffix == ".json":
        return _from_json(path, text)
    return _from_markdown(text) or Given(scope.terms_of(text), {}, text)


def _from_json(path: Path, text: str) -> Given:
    try:
        data = json.loads(text)
        return Given(scope.terms_of_data(data.get("terms", data)), _places(data.get("places") or {}))
    except (ValueError, AttributeError, RecursionError) as trouble:
        raise NotReadable(f"{path}: {trouble}") from trouble


def _places(given: dict[str, Any]) -> dict[str, scope.Place]:
    """Both sides' places: a country, or a country and an address."""
    named = {side: {"country": place} if isinstance(place, str) else place for side, place in given.items()}
    return {side: scope.place_of(str(p.get("country", "")), str(p.get("address", ""))) for side, p in named.items()}


def _from_markdown(text: str) -> Given | None:
    """Terms in the text form, where this is one."""
    if not text.startswith("---"):
        return None
    try:
        written = written_from_markdown(text)
    except Faulty as trouble:
        raise NotReadable(str(trouble)) from trouble
    sides = {"freelancer": written.parties.freelancer, "client": written.parties.client}
    named = {side: scope.place_of(one.country, one.address) for side, one in sides.items() if one.country or one.address}
    return Given(written.terms, named, text, lines_of(text))


def check(path: Path, language: str, today: date) -> Checked:
    """The findings in a file, in the language named, or ("auto") in its own. Raises NotReadable."""
    given = read(path)
    terms, places = given.terms, given.places
    language = language_of(terms) if language == AUTO else language
    where = {side: (place.country, place.region) for side, place in places.items()}
    off = daysoff.both_off(where, today, today + LOOK_AHEAD) if terms.milestones else {}
    found = scope.check(terms, language, places or None, today if terms.milestones else None, off)
    if given.lines is not None:
        found = [replace(f, line=line_in(given.lines, f.field, f.line)) for f in found]
    return Checked(path, found, dict(texts(terms)), given.text.split("\n") if given.text else ())


def as_text(checked: Checked) -> str:
    """A paragraph a finding: where, what, why, and how to mend it."""
    found = checked.found
    told = [
        f"{_where(checked, f)}: {f.severity}: {f.rule}{f': “{_short(f.text)}”' if f.text.strip() else ''}\n"
        f"    {f.why}\n    {f.mend}"
        for f in found
    ]  # fmt: skip
    count = "Nothing was found." if not found else "1 finding." if len(found) == 1 else f"{len(found)} findings."
    return "\n".join([*told, count])


def _short(text: str) -> str:
    """One line of it that is safe to print: nothing hidden, not too long."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def _where(checked: Checked, f: scope.Finding) -> str:
    """File, line and field, as compilers say it; of data the line is the field's."""
    return f"{checked.path}:{f.line}: {f.field}" if checked.rows else f"{checked.path}: {f.field}:{f.line}"


def as_json(checked: Checked) -> str:
    return json.dumps([{name: getattr(f, name) for name in NAMES} for f in checked.found], indent=2, ensure_ascii=True)


def as_sarif(checked: Checked) -> str:
    """SARIF 2.1.0, as code hosts and editors read it: line and column of the file, or the field alone where it is data."""
    named = sorted({(f.rule, f.family) for f in checked.found})
    rules = [{"id": rule, "properties": {"family": family}} for rule, family in named]
    results = [_result(checked, f) for f in checked.found]
    tool = {"driver": {"name": "tallystone check", "version": version("tallystone"), "rules": rules}}
    log = {"version": "2.1.0", "runs": [{"tool": tool, "columnKind": "unicodeCodePoints", "results": results}]}
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", **log}, indent=2)


def _result(checked: Checked, f: scope.Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": checked.path.as_posix()}}
    if checked.rows:
        place["region"] = _region(checked, f)
    where = {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": f.field}]}
    return {"ruleId": f.rule, "level": LEVELS[f.severity], "message": {"text": f"{f.why} {f.mend}"}, "locations": [where]}


def _region(checked: Checked, f: scope.Finding) -> dict[str, int]:
    """The line, and the columns where the words stand in it. Marks of Markdown only push them to the right, or part them."""
    row = checked.rows[f.line - 1] if f.line <= len(checked.rows) else ""
    before = checked.fields.get(f.field, "")[: f.start]
    at = row.find(f.text, len(before) - before.rfind("\n") - 1) if f.text else -1
    return {"startLine": f.line} | ({"startColumn": at + 1, "endColumn": at + 1 + len(f.text)} if at >= 0 else {})


SHOWN: dict[str, Callable[[Checked], str]] = {"text": as_text, "json": as_json, "sarif": as_sarif}


def fails(checked: Checked, severity: str) -> bool:
    """Is any finding at least this serious?"""
    return bool(at_least(checked.found, severity))
