"""Rules as data: the entries of a language's pack, read once and kept."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from tallystone.core.value import value
from tallystone.scope.finding import FAMILIES, SEVERITIES
from tallystone.scope.pattern import Patterns, patterns
from tallystone.scope.tokens import Tokens

RULES = Path(__file__).parent / "rules"
FALLBACK = "en"
_FILES = ("words", "structure", "plan")


@dataclass(frozen=True, eq=False)
class Rewrites:
    """What can stand in place of the words found: `special` for those that a pattern fits, else `usual`."""

    usual: tuple[str, ...] = ()
    special: tuple[tuple[Patterns, tuple[str, ...]], ...] = ()

    def of(self, row: Tokens, start: int, end: int) -> tuple[str, ...]:
        """The rewrites of the words from `start` to `end` (exclusive), with the words put in."""
        given = next((to for fits, to in self.special if fits.at(row, start)), self.usual)
        text = row.text[row.spans[start][0] : row.spans[end - 1][1]]
        return tuple(to.format(text=text, last=row.raw(end - 1)) for to in given)


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
    rewrites: "Rewrites"
    unless: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    before: Patterns | None = None
    after: Patterns | None = None
    instead: Patterns | None = None
    order: int = 0  # of two that fit the same words, the one written first is told


@dataclass(frozen=True, eq=False)
class Told:
    """A rule about numbers or about something missing: what to tell, with {blanks} that the rule fills."""

    rule: str
    family: str
    severity: str
    why: str
    mend: str
    source: str
    rewrites: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Pronouns:
    """Pronouns and what they may point to. `words` gives each its kind; `genders` the determiners that a kind agrees with,
    `ends` the endings of its nouns. `objects` are looked at wherever they stand, `demonstratives` only before `modals`."""

    told: Told
    words: dict[str, str]
    determiners: frozenset[str]
    stops: frozenset[str]
    people: frozenset[str]
    leads: frozenset[str]
    parties: frozenset[str]
    genders: dict[str, frozenset[str]]
    ends: dict[str, tuple[str, ...]]
    objects: frozenset[str]
    demonstratives: frozenset[str]
    modals: frozenset[str]


@value
class Pack:
    """The rules of a language. `found` holds all patterns of words; `contexts` and `evidence` are sets of patterns by name."""

    language: str
    found: Patterns
    entries: tuple[Entry, ...]
    told: dict[str, Told]
    contexts: dict[str, Patterns]
    evidence: dict[str, Patterns]
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    pronouns: Pronouns | None = None
    say: Callable[[str], str] = str  # puts what is told into the reader's language, its {blanks} left in


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
            entry = replace(_entry(given, name), order=len(entries))
            entries.append(entry)
            for written in given["patterns"]:
                found.add(written, entry)
    own = {key: told for name, data in files.items() for key, told in _tolds(data, name)}
    parent = _read(FALLBACK) if language != FALLBACK else None
    merged = {section: _merged(files, section) for section in ("contexts", "evidence")}
    return Pack(
        language, found, tuple(entries), {**(parent.told if parent else {}), **own},
        *({name: patterns(given) for name, given in merged[s].items()} for s in ("contexts", "evidence")),
        {name: frozenset(given) for name, given in _merged(files, "lists").items()}, _pronouns(files["words"].get("pronouns")),
    )  # fmt: skip


def _file(language: str, name: str) -> dict[str, Any]:
    path = RULES / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _merged(files: dict[str, dict[str, Any]], section: str) -> dict[str, list[str]]:
    return {name: given for data in files.values() for name, given in data.get(section, {}).items()}


def _entry(given: dict[str, Any], family: str) -> Entry:
    around = {side: patterns(given[f"unless_{side}"]) for side in ("before", "after", "as") if f"unless_{side}" in given}
    plain = {k: given[k] for k in ("id", "rule", "severity", "why", "mend", "source")}
    held = {"unless": tuple(given.get("unless", ())), "fields": tuple(given.get("fields", ()))}
    around = {{"as": "instead"}.get(side, side): made for side, made in around.items()}
    special = tuple((patterns([first]), tuple(to)) for first, *to in given.get("rewrites_for", ()))
    rewrites = Rewrites(tuple(given.get("rewrites", ())), special)
    return Entry(**_checked({**plain, "family": given.get("family", family)}), rewrites=rewrites, **held, **around)


def _tolds(data: dict[str, Any], family: str) -> list[tuple[str, Told]]:
    names = ("rule", "severity", "why", "mend", "source")
    given = [
        (g.get("id", g["rule"]), {**{k: g[k] for k in names}, "family": g.get("family", family)}, tuple(g.get("rewrites", ())))
        for g in data.get("told", [])
    ]
    return [(key, Told(**_checked(told), rewrites=rewrites)) for key, told, rewrites in given]


AGREE = {
    "one_feminine": "feminine",
    "one_masculine": "masculine",
    "many_feminine": "feminine_many",
    "many_masculine": "masculine_many",
}


def _pronouns(given: dict[str, Any] | None) -> Pronouns | None:
    if given is None:
        return None
    told = Told(family="words", **{k: given[k] for k in ("rule", "severity", "why", "mend", "source")})
    ends = {kind: tuple(found) for kind, found in given.get("ends", {}).items()}
    kinds = ("many", "many_people", "one_thing", "one_person", *AGREE, *ends)
    words = {word: kind for kind in kinds for word in given.get(kind, ())}
    genders = {kind: frozenset(given[by]) for kind, by in AGREE.items() if by in given}
    sets = [frozenset(given[name]) for name in ("determiners", "stops", "people", "leads")]
    sets.append(frozenset(given.get("parties", ())))
    more = (frozenset(given.get(name, ())) for name in ("objects", "demonstratives", "modals"))
    return Pronouns(told, words, *sets, genders, ends, *more)


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    if given["family"] not in FAMILIES or given["severity"] not in SEVERITIES:
        raise ValueError(f"{given['rule']}: no such family or seriousness")
    return given
