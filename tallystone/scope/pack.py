"""Rules as data: the entries of a language's pack, read once and kept."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tallystone.scope.finding import FAMILIES, SEVERITIES
from tallystone.scope.pattern import Patterns, patterns

RULES = Path(__file__).parent / "rules"
FALLBACK = "en"
_FILES = ("words", "structure", "plan")


@dataclass(frozen=True, eq=False)
class Entry:
    """One rule for some words: the patterns, when they are fine after all (`unless`), and what to tell."""

    id: str
    rule: str
    family: str
    severity: str
    why: str
    mend: str
    source: str
    unless: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    before: Patterns | None = None
    after: Patterns | None = None


@dataclass(frozen=True, eq=False)
class Told:
    """A rule about numbers or about something missing: what to tell, with {blanks} that the rule fills."""

    rule: str
    family: str
    severity: str
    why: str
    mend: str
    source: str


@dataclass(frozen=True)
class Pack:
    """The rules of a language. `found` holds all patterns of words; `contexts` and `evidence` are sets of patterns by name."""

    language: str
    found: Patterns
    entries: tuple[Entry, ...]
    told: dict[str, Told]
    contexts: dict[str, Patterns]
    evidence: dict[str, Patterns]
    lists: dict[str, frozenset[str]] = field(default_factory=dict)


def languages() -> list[str]:
    """The languages that have rules."""
    return sorted(folder.name for folder in RULES.iterdir() if (folder / "words.toml").exists())


@cache
def pack(language: str) -> Pack:
    """The pack of this language ("de", "de-AT"); English where there is none. What a pack leaves out is told in English."""
    short = language.lower().replace("_", "-").partition("-")[0]
    return _read(short if short in languages() else FALLBACK)


@cache
def _read(language: str) -> Pack:
    files = {name: _file(language, name) for name in _FILES}
    found, entries = Patterns(), []
    for name, data in files.items():
        for given in data.get("entry", []):
            entry = _entry(given, name)
            entries.append(entry)
            for written in given["patterns"]:
                found.add(written, entry)
    own = {told.rule: told for name, data in files.items() for told in _tolds(data, name)}
    parent = _read(FALLBACK) if language != FALLBACK else None
    merged = {section: _merged(files, section) for section in ("contexts", "evidence")}
    return Pack(
        language, found, tuple(entries), {**(parent.told if parent else {}), **own},
        *({name: patterns(given) for name, given in merged[s].items()} for s in ("contexts", "evidence")),
        {name: frozenset(given) for name, given in _merged(files, "lists").items()},
    )  # fmt: skip


def _file(language: str, name: str) -> dict[str, Any]:
    path = RULES / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _merged(files: dict[str, dict[str, Any]], section: str) -> dict[str, list[str]]:
    return {name: given for data in files.values() for name, given in data.get(section, {}).items()}


def _entry(given: dict[str, Any], family: str) -> Entry:
    around = {side: patterns(given[f"unless_{side}"]) for side in ("before", "after") if f"unless_{side}" in given}
    plain = {k: given[k] for k in ("id", "rule", "severity", "why", "mend", "source")}
    held = {"unless": tuple(given.get("unless", ())), "fields": tuple(given.get("fields", ()))}
    return Entry(**_checked({**plain, "family": given.get("family", family)}), **held, **around)


def _tolds(data: dict[str, Any], family: str) -> list[Told]:
    names = ("rule", "severity", "why", "mend", "source")
    return [Told(**_checked({**{k: g[k] for k in names}, "family": g.get("family", family)})) for g in data.get("told", [])]


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    if given["family"] not in FAMILIES or given["severity"] not in SEVERITIES:
        raise ValueError(f"{given['rule']}: no such family or seriousness")
    return given
