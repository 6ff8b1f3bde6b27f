"""Acts that ask for a paper, with a worker that makes the papers meanwhile and without one: nobody may wait for a PDF."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import Any

from bench import machine
from bench.installing import Installation
from bench.lives import life
from bench.playing import Pair, percentile

PACE = 0.25  # seconds from one agreement to the next: more than a busy day brings
WARM = 2  # agreements that are not counted


def measure(installations: dict[str, Installation], acts: int, rounds: int) -> dict[str, Any]:
    """The 95th percentile of agreeing, which asks for the agreement as a PDF, by turns where no worker is and "with" one."""
    times: dict[str, list[float]] = {name: [] for name in installations}
    told = {name: each.do("prepare", pairs=1, lives=rounds * (acts + WARM))[0] for name, each in installations.items()}
    for _ in range(rounds):
        for name, found in times.items():
            lives = [told[name]["lives"].pop() for _ in range(acts + WARM)]
            found += _agreed(installations[name], {**told[name], "lives": lives}, name == "with")
    papers = installations["with"].ask("SELECT COUNT(*) FROM books_paper")[0]
    if not papers:
        raise RuntimeError("the worker made no paper")
    p50, p95 = ({name: percentile(each, part) for name, each in times.items()} for part in (0.5, 0.95))
    return {"p50": p50, "p95": p95, "ratio": p95["with"] / p95["without"], "acts": len(times["with"]), "papers": papers}


def _agreed(installation: Installation, told: dict[str, Any], working: bool) -> list[float]:
    """Seconds that each agreement took. On SQLite the worker is a thread of the server, else a process beside it."""
    inside = working and not installation.database
    installation.settings["TALLYSTONE_WORKER_INSIDE"] = "1" if inside else "0"
    with installation.serving() as served, _worker(installation) if working and not inside else nullcontext():
        pair = Pair(told, served.port, installation.look)
        pair.sign()
        agreements = ((one["code"], next(life(one["funding"])), 1, {"terms": one["terms"]}) for one in told["lives"])
        times = [_act(pair, step) for step in islice(agreements, WARM)]
        while working and installation.ask("SELECT COUNT(*) FROM acting_job WHERE done IS NULL")[0]:
            time.sleep(0.1)
        pair.browsers["client"].connection.close()  # the server may have hung up meanwhile
        return [_act(pair, step) for step in agreements] if times else []


def _act(pair: Pair, step: tuple[str, Any, int, dict[str, str]]) -> float:
    began = time.perf_counter()
    pair.steps = iter([step])
    if not pair.act():
        raise RuntimeError(pair.played.errors[0])
    time.sleep(max(0.0, began + PACE - time.perf_counter()))
    return pair.played.times[-1]


@contextmanager
def _worker(installation: Installation) -> Iterator[None]:
    command = [sys.executable, "-m", "bench.serve", "worker"]
    process = machine.start(command, installation.env(), installation.data / "worker.log")
    try:
        yield
    finally:
        machine.stop(process)
