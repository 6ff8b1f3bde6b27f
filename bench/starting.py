"""Start and memory, against a Django that says hello, served the same way."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from statistics import median

from bench import machine, plain
from bench.browser import Browser
from bench.installing import Installation, Served
from bench.playing import Pair, play

WORKERS = 2


def first_answers(installation: Installation, hello: plain.Plain, rounds: int) -> dict[str, float]:
    """Seconds from the start of the command to the first answer, by turns; nothing is installed anew."""
    ways: dict[str, Callable[[], AbstractContextManager[Served]]] = {
        "tallystone": installation.serving,
        "hello": lambda: plain.serving(hello, installation.workers),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, serving in ways.items():
            with serving() as served:
                if turn:
                    times[name].append(served.first_answer)
    medians = {name: median(each) for name, each in times.items()}
    return {**medians, "ratio": medians["tallystone"] / medians["hello"]}


def memory(installation: Installation, hello: plain.Plain) -> dict[str, float]:
    """Megabytes of two processes and what starts them, after pages and acts."""
    told = installation.do("prepare", pairs=4, lives=6)
    with installation.serving() as served:
        pairs = [Pair(each, served.port, installation.look) for each in told]
        for pair in pairs:
            pair.sign()
        play(pairs, 2)
        for pair in pairs:
            for path in ("/", f"/contracts/{pair.told['lives'][0]['code']}"):
                for _ in range(5):
                    pair.browsers["client"].get(path)
        ours = machine.memory_mb(served.pid)
    with plain.serving(hello, WORKERS) as served:
        browser = Browser(served.port)
        for n in range(200):
            browser.get("/" if n % 2 else "/rows")
        theirs = machine.memory_mb(served.pid)
    return {"tallystone": ours, "hello": theirs, "ratio": ours / theirs}
