"""`tallystone check`: reads a file as terms, and prints where they are fuzzy as text, JSON or SARIF."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tallystone import daysoff, scope
from tallystone.core.shape import Terms
from tallystone.planning.said import Faulty
from tallystone.planning.text import written_from_markdown
from tallystone.scope.finding import at_least
from tallystone.scope.language import language_of

MOST_BYTES = 20_000_000
LEVELS = {"note": "note", "warning": "warning", "error": "error"}
AUTO = "auto"
NAMES = ("rule", "family", "severity", "field", "line", "start", "end", "text", "why", "mend")
LOOK_AHEAD = timedelta(days=365 * 3)


class NotReadable(Exception):
    """This file cannot be checked; the text says why, for a person."""


def read(path: Path) -> tuple[Terms, dict[str, scope.Place]]:
    """The terms in a file, and both sides' places where it names them. Raises NotReadable."""
    if path.stat().st_size > MOST_BYTES:
        raise NotReadable(f"{path} is larger than {MOST_BYTES // 1_000_000} MB; terms never are.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise NotReadable(f"{path} is not text in UTF-8 (byte {trouble.start}).") from trouble
    if path.suffix == ".json":
        return _from_json(path, text)
    return _from_markdown(text) or (scope.terms_of(text), {})


def _from_json(path: Path, text: str) -> tuple[Terms, dict[str, scope.Place]]:
    try:
        data = json.loads(text)
        return scope.terms_of_data(data.get("terms", data)), _places(data.get("places") or {})
    except (ValueError, AttributeError, RecursionError) as trouble:
        raise NotReadable(f"{path}: {trouble}") from trouble


def _places(given: dict[str, Any]) -> dict[str, scope.Place]:
    """Both sides' places: a country, or a country and an address."""
    named = {side: {"country": place} if isinstance(place, str) else place for side, place in given.items()}
    return {side: scope.place_of(str(p.get("country", "")), str(p.get("address", ""))) for side, p in named.items()}


def _from_markdown(text: str) -> tuple[Terms, dict[str, scope.Place]] | None:
    """Terms and places in the text form, where this is one."""
    if not text.startswith("---"):
        return None
    try:
        written = written_from_markdown(text)
    except Faulty as trouble:
        raise NotReadable(str(trouble)) from trouble
    sides = {"freelancer": written.parties.freelancer, "client": written.parties.client}
    named = {side: scope.place_of(one.country, one.address) for side, one in sides.items() if one.country or one.address}
    return written.terms, named


def check(path: Path, language: str, today: date) -> list[scope.Finding]:
    """The findings in a file, in the language named, or ("auto") in its own. Raises NotReadable."""
    terms, places = read(path)
    language = language_of(terms) if language == AUTO else language
    where = {side: (place.country, place.region) for side, place in places.items()}
    off = daysoff.both_off(where, today, today + LOOK_AHEAD) if terms.milestones else {}
    return scope.check(terms, language, places or None, today if terms.milestones else None, off)


def as_text(path: Path, found: list[scope.Finding]) -> str:
    """A paragraph a finding: where, what, why, and how to mend it."""
    told = [
        f"{path}: {f.field}:{f.line}: {f.severity}: {f.rule}{f': “{_short(f.text)}”' if f.text.strip() else ''}\n"
        f"    {f.why}\n    {f.mend}"
        for f in found
    ]  # fmt: skip
    count = "Nothing was found." if not found else "1 finding." if len(found) == 1 else f"{len(found)} findings."
    return "\n".join([*told, count])


def _short(text: str) -> str:
    """One line of it that is safe to print: nothing hidden, not too long."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def as_json(_: Path, found: list[scope.Finding]) -> str:
    return json.dumps([{name: getattr(f, name) for name in NAMES} for f in found], indent=2, ensure_ascii=True)


def as_sarif(path: Path, found: list[scope.Finding]) -> str:
    """SARIF 2.1.0, as code hosts and editors read it. A place is the field's, so it counts within that field."""
    rules = [{"id": rule, "properties": {"family": family}} for rule, family in sorted({(f.rule, f.family) for f in found})]
    results = [_result(path, f) for f in found]
    tool = {"driver": {"name": "tallystone check", "version": version("tallystone"), "rules": rules}}
    log = {"version": "2.1.0", "runs": [{"tool": tool, "columnKind": "unicodeCodePoints", "results": results}]}
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", **log}, indent=2)


def _result(path: Path, f: scope.Finding) -> dict[str, Any]:
    region = {"startLine": f.line, "charOffset": f.start, "charLength": f.end - f.start}
    place = {"artifactLocation": {"uri": path.as_posix()}, "region": region}
    where = {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": f.field}]}
    return {"ruleId": f.rule, "level": LEVELS[f.severity], "message": {"text": f"{f.why} {f.mend}"}, "locations": [where]}


SHOWN: dict[str, Callable[[Path, list[scope.Finding]], str]] = {"text": as_text, "json": as_json, "sarif": as_sarif}


def fails(found: list[scope.Finding], severity: str) -> bool:
    """Is any finding at least this serious?"""
    return bool(at_least(found, severity))
