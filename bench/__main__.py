"""`make bench`: measure everything, print the table, write bench/out/results.json. FULL=1 takes longer and goes further."""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import acts, asked, at_once, depth, pages, plain, starting, weighing
from bench.goals import GOALS
from bench.installing import ROOT, Installation
from bench.postgres import PostgreSQL

OUT = ROOT / "bench" / "out"


class Run:
    """One run of all measures, in a folder that is gone afterwards; a measure that fails is told and not met."""

    def __init__(self, folder: Path, full: bool):
        self.folder, self.full = folder, full
        self.seconds, self.rounds, self.many = (4.0, 6, 100_000) if full else (0.5, 3, 2_000)
        self.pg = PostgreSQL(folder / "pg")
        self.hello, self.project = plain.prepare(folder), plain.prepare(folder, project=True)
        self.numbers: dict[str, float] = {}
        self.told: dict[str, Any] = {}
        Installation(folder / "empty", self.pg.database("empty")).do("migrate")
        Installation(folder / "template").do("migrate")

    def installation(self, name: str, kind: str) -> Installation:
        """A new installation: a copy of an empty one."""
        if kind == "sqlite":
            shutil.copytree(self.folder / "template", self.folder / name)
            return Installation(self.folder / name)
        shutil.copytree(self.folder / "empty", self.folder / name)
        return Installation(self.folder / name, self.pg.database(name.replace("-", "_"), like="empty"), workers=2)

    def take(self, name: str, measure: Callable[[], Any]) -> Any:
        """Run one measure, keep what it tells, and say how long it took."""
        began = time.perf_counter()
        try:
            self.told[name] = measure()
        except Exception as trouble:
            self.told[name] = {"trouble": f"{type(trouble).__name__}: {trouble}"[:3000]}
            sys.stderr.write(f"{name}: {self.told[name]['trouble'][:600]}\n")
        sys.stderr.write(f"  {name}, {time.perf_counter() - began:.0f} s\n")
        return self.told[name]

    def all(self) -> None:
        for kind in ("postgresql", "sqlite"):
            self.acts(kind)
            self.lists(kind)
            self.alone(kind)
        self.around()

    def acts(self, kind: str) -> None:
        where = self.installation(f"acts-{kind}", kind)
        told = self.take(f"acts_{kind}", lambda: acts.measure(where, self.pg, self.project, self.seconds, self.rounds))
        numbers = told.get("numbers", {"errors": 1})
        self.numbers |= numbers | {"errors": self.numbers.get("errors", 0) + numbers.pop("errors")}
        once = self.take(
            f"at_once_{kind}", lambda: at_once.measure(self.installation(f"once-{kind}", kind), 4 if self.full else 1)
        )
        self.numbers["at_once_errors"] = self.numbers.get("at_once_errors", 0) + len(once.get("errors", ["it failed"]))
        found = self.take(
            f"depth_{kind}", lambda: depth.measure(self.installation(f"depth-{kind}", kind), 60 if self.full else 30)
        )
        self.keep(f"depth_{kind}", found, "ratio")

    def lists(self, kind: str) -> None:
        few, many = self.installation(f"few-{kind}", kind), self.installation(f"many-{kind}", kind)
        cpu = self.pg.cpu_seconds if kind == "postgresql" else lambda: 0.0
        rounds = 60 if self.full else 10
        found = self.take(f"pages_{kind}", lambda: pages.measure(few, many, self.many, rounds, self.project, cpu))
        if "cpu" in found:
            self.numbers[f"lists_{kind}"] = max(found[page]["ratio"] for page in found if "ratio" in found[page])
            self.numbers["desk_cpu"] = found["cpu"]["desk"] / found["cpu"]["plain"]
            self.numbers["contract_cpu"] = found["cpu"]["contract"] / found["cpu"]["plain"]
        self.keep(f"prove_{kind}", self.take(f"prove_{kind}", lambda: many.do("prove")), "ratio")
        if kind == "sqlite" and "told" in found:
            weights = self.take("weight", lambda: weighing.weigh(many, found["told"]))
            self.keep("weight", weights, "all")

    def alone(self, kind: str) -> None:
        where = {name: self.installation(f"{name}-{kind}", kind) for name in ("without", "with")}
        acts, rounds = (60, 3) if self.full else (14, 2)
        self.keep(f"asked_{kind}", self.take(f"asked_{kind}", lambda: asked.measure(where, acts, rounds)), "ratio")

    def around(self) -> None:
        made = self.take("papers", lambda: self.installation("papers", "sqlite").do("papers", rounds=60 if self.full else 10))
        self.keep("invoice", made, "ratio")
        read = self.take("scope", lambda: self.installation("scope", "sqlite").do("scope", rounds=15 if self.full else 3))
        self.keep("scope", read, "pages")
        self.keep("scope_hostile", read, "hostile")
        where = self.installation("start", "postgresql")
        first = self.take("start", lambda: starting.first_answers(where, self.hello, 5 if self.full else 3))
        self.keep("first_answer", first, "ratio")
        self.keep("second_start", first, "tallystone")
        self.keep("memory", self.take("memory", lambda: starting.memory(where, self.hello)), "ratio")

    def keep(self, name: str, found: dict[str, Any], key: str) -> None:
        if key in found:
            self.numbers[name] = found[key]


def table(numbers: dict[str, float]) -> list[dict[str, Any]]:
    """Each goal with what was measured."""
    rows = []
    for goal in GOALS:
        measured = numbers.get(goal.name)
        met = {"must": False, "stretch": False}
        if measured is not None:
            met = {"must": goal.met(measured, goal.must), "stretch": goal.met(measured, goal.stretch)}
        bounds = {"must": goal.must, "stretch": goal.stretch, "more": goal.more, "unit": goal.unit}
        rows.append({"name": goal.name, "words": goal.words, "measured": measured, **bounds, "met": met})
    return rows


def shown(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'':76} {'measured':>10} {'must':>8} {'stretch':>8}  met"]
    for row in rows:
        sign = "≥ " if row["more"] else "≤ "
        bounds = ["–" if row[b] is None else f"{sign}{row[b]:g}" for b in ("must", "stretch")]
        number = "–" if row["measured"] is None else f"{row['measured']:.2f} {row['unit']}".rstrip()
        met = {True: "stretch", False: "must", None: ""}[row["met"]["stretch"]] if row["met"]["must"] is not False else "NO"
        lines.append(f"{row['words']:76} {number:>10} {bounds[0]:>8} {bounds[1]:>8}  {met}")
    return "\n".join(lines)


def main() -> None:
    full, began = os.environ.get("FULL", "") not in {"", "0"}, time.perf_counter()
    folder = Path(tempfile.mkdtemp(prefix="tb-"))  # short: a socket's path may have 107 bytes
    try:
        run = Run(folder, full)
        run.all()
        rows = table(run.numbers)
        OUT.mkdir(exist_ok=True)
        results = {"full": full, "seconds": round(time.perf_counter() - began), "goals": rows, "told": run.told}
        (OUT / "results.json").write_text(json.dumps(results, indent=1, default=str))
        sys.stdout.write(f"{shown(rows)}\n\n{results['seconds']} s; all numbers in bench/out/results.json\n")
    finally:
        if "run" in locals():
            run.pg.stop()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(any(row["met"]["must"] is False for row in rows))


if __name__ == "__main__":
    main()
