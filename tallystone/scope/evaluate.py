"""How good the rules are: precision and recall against passages that were labelled by hand.

    python -m tallystone.scope.evaluate tests/scope/corpus [--part report] [--missed]

A finding meets a label of the same rule in the same place (in prose, one character in common). Every finding that meets no
label is wrong, every label that no finding meets is missed.
"""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tallystone.scope.checking import check
from tallystone.scope.finding import Finding
from tallystone.scope.plain import terms_of, terms_of_data

WHOLE = {"no-exclusions", "no-round-limit", "no-review-time", "no-way-to-leave", "no-ownership", "money-late", "sum-mismatch"}


@dataclass
class Tally:
    """Counts of one rule or family."""

    right: int = 0
    wrong: int = 0
    met: int = 0
    missed: int = 0

    def line(self, name: str) -> str:
        rates = f"{_rate(self.right, self.wrong):>9} {_rate(self.met, self.missed):>7}"
        return f"{name:30} {rates} {self.met + self.missed:>7} {self.wrong:>6} {self.missed:>7}"


@dataclass
class Result:
    """Tallies by name ("words", "words/subjective", "words (de)") and every disagreement, as a line."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def count(self, names: list[str], **counts: int) -> None:
        for name in names:
            tally = self.tallies.setdefault(name, Tally())
            for count, more in counts.items():
                setattr(tally, count, getattr(tally, count) + more)


def evaluate(passages: list[dict[str, Any]]) -> Result:
    """Compare every passage's findings with its labels."""
    result = Result()
    for passage in passages:
        found = [f for f in _check(passage) if f.family in passage["families"]]
        labels = passage["labels"]
        for f in found:
            good = any(_meet(passage, f, label) for label in labels)
            result.count(_names(passage, f.family, f.rule), right=int(good), wrong=int(not good))
            if not good:
                result.told.append(f"wrong   {passage['id']:22} {f.rule:22} {f.field}: {f.text!r}")
        for label in labels:
            good = any(_meet(passage, f, label) for f in found)
            result.count(_names(passage, label["family"], label["rule"]), met=int(good), missed=int(not good))
            if not good:
                result.told.append(f"missed  {passage['id']:22} {label['rule']:22} {label.get('quote', label.get('field'))!r}")
    return result


def _names(passage: dict[str, Any], family: str, rule: str) -> list[str]:
    return [family, f"{family}/{rule}", *([f"{family} ({passage['language']})"] if family == "words" else [])]


def _check(passage: dict[str, Any]) -> list[Finding]:
    language = passage["language"]
    if passage["kind"] == "prose":
        return check(terms_of(passage["text"]), language)
    terms, start = terms_of_data(passage["terms"]), date.fromisoformat(passage["start"])
    from tallystone.daysoff import both_off

    places = {side: (country, "") for side, country in passage["places"].items()}
    return check(terms, language, today=start, days_off=both_off(places, start, start + timedelta(days=800)))


def _meet(passage: dict[str, Any], f: Finding, label: dict[str, Any]) -> bool:
    if (f.family, f.rule) != (label["family"], label["rule"]):
        return False
    if "quote" in label:
        start = _place(passage["text"], label["quote"], label.get("nth", 1))
        return f.start < start + len(label["quote"]) and start < f.end
    return f.rule in WHOLE or label["field"] in (f.field, f"{f.field}.{f.line}") or label["field"] == f.field.rpartition(".")[0]


def _place(text: str, quote: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.index(quote, at + 1)
    return at


def _rate(good: int, bad: int) -> str:
    return f"{100 * good / (good + bad):.0f} %" if good + bad else "-"


def read(folder: Path, part: str) -> list[dict[str, Any]]:
    """The passages of one part, by their id."""
    passages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [passage for passage in passages if passage["part"] == part]


def table(passages: list[dict[str, Any]], result: Result) -> str:
    """The figures, as docs/scope.md has them."""
    kinds = Counter(p["kind"] for p in passages)
    head = f"{len(passages)} passages ({', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))})"
    columns = f"{'':30} {'precision':>9} {'recall':>7} {'labels':>7} {'wrong':>6} {'missed':>7}"
    return "\n".join([head, "", columns, *(result.tallies[name].line(name) for name in sorted(result.tallies))])


def main(given: list[str]) -> None:
    parser = ArgumentParser(prog="python -m tallystone.scope.evaluate", description="Precision and recall of the scope check.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", default="tune", choices=("tune", "report"))
    parser.add_argument("--missed", action="store_true", help="print every disagreement too")
    asked = parser.parse_args(given)
    passages = read(asked.corpus, asked.part)
    result = evaluate(passages)
    sys.stdout.write("\n".join([table(passages, result), *(["", *sorted(result.told)] if asked.missed else []), ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
