"""Acts that ask for a paper, with a worker that makes the papers meanwhile and without one: nobody may wait for a PDF."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import cycle
from typing import Any

from bench import machine
from bench.installing import Installation
from bench.playing import Pair, Played, percentile

PAPERS = ("agree", "ask-funding", "accept")  # an agreement, a deposit invoice, a final invoice
PACE = 0.12  # seconds from the beginning of an act to the next: a busy minute of many people


def measure(installation: Installation, seconds: float, rounds: int) -> dict[str, Any]:
    """The 95th percentile of these acts with and without a worker, by turns."""
    times: dict[str, list[float]] = {"without": [], "with": []}
    told = {name: installation.do("prepare", pairs=2, lives=20) for name in times}
    for _ in range(rounds):
        for name, found in times.items():
            lives = [{**pair, "lives": [pair["lives"].pop(0) for _ in range(5)]} for pair in told[name]]
            played = _paced(installation, lives, seconds, name == "with")
            found += [seconds for act in PAPERS for seconds in played.by_act.get(act, ())]
    papers = installation.do("papers_filed")
    p95 = {name: percentile(each, 0.95) for name, each in times.items()}
    return {**p95, "ratio": p95["with"] / p95["without"], "acts": len(times["with"]), "papers": papers}


def _paced(installation: Installation, told: list[dict[str, Any]], seconds: float, working: bool) -> Played:
    """Both pairs act by turns at the pace; on SQLite the worker is a thread of the server, else a process beside it."""
    inside = working and not installation.database
    installation.settings["TALLYSTONE_WORKER_INSIDE"] = "1" if inside else "0"
    with installation.serving() as served, _worker(installation) if working and not inside else nullcontext():
        pairs = [Pair(each, served.port, installation.look) for each in told]
        for pair in pairs:
            pair.sign()
        played, ends = Played(), time.perf_counter() + seconds
        for pair in cycle(pairs):
            began = time.perf_counter()
            if began > ends:
                break
            pair.act()
            time.sleep(max(0.0, began + PACE - time.perf_counter()))
    for pair in pairs:
        played.add(pair.played)
    if played.errors:
        raise RuntimeError(played.errors[0])
    return played


@contextmanager
def _worker(installation: Installation) -> Iterator[None]:
    command = [sys.executable, "-m", "bench.serve", "worker"]
    process = machine.start(command, installation.env(), installation.data / "worker.log")
    try:
        yield
    finally:
        machine.stop(process)
