"""Plays whole lives over HTTP with several pairs of people at once, and writes down how long each act took."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.browser import Browser, hidden
from bench.lives import Step, life

Look = Callable[[str, int], str]  # the hash of the snapshot that an entry brought


@dataclass
class Played:
    """What came of a stretch of playing."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    by_act: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, part: float) -> float:
        """Milliseconds that this part of all acts stayed under."""
        return percentile(self.times, part)

    def add(self, other: "Played") -> None:
        self.seconds += other.seconds
        self.times += other.times
        self.errors += other.errors
        for act, times in other.by_act.items():
            self.by_act.setdefault(act, []).extend(times)


def percentile(times: list[float], part: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000 if ordered else 0.0


class Pair:
    """A freelancer and a client who play their contracts one after the other, each act as soon as the last is answered."""

    def __init__(self, told: dict[str, Any], port: int, look: Look):
        self.told, self.look = told, look
        self.browsers = {side: Browser(port, told[side]["session"]) for side in ("freelancer", "client")}
        self.steps = self._steps()
        self.played = Played()

    def sign(self) -> None:
        """Open a page with a form in each browser, as people have done before they act."""
        code = self.told["lives"][0]["code"]
        self.browsers["client"].sign(f"/contracts/{code}/agree")
        self.browsers["freelancer"].sign(f"/contracts/{code}/withdraw")

    def _steps(self) -> Iterator[tuple[str, Step, int, dict[str, str]]]:
        """Every act of every life: the contract, the form, the last entry shown, what else the page had shown."""
        for one in self.told["lives"]:
            seen, snapshot = 1, ""
            for step in life(one["funding"]):
                yield one["code"], step, seen, step.shown(one["terms"], snapshot)
                seen += 1
                snapshot = self.look(one["code"], seen) if step.act == "deliver" else snapshot

    def play(self, until: float) -> None:
        """Act until then; where a life goes wrong, stop."""
        while time.perf_counter() < until and self.act():
            pass

    def act(self) -> bool:
        """Do the next act; False where it went wrong or all lives are over."""
        code, step, seen, shown = next(self.steps, (None, None, 0, None))
        if step is None:
            return False
        try:
            answer = self.browsers[step.side].post(step.path(code), {**hidden(seen, shown), **step.fields})
        except OSError as trouble:
            self.played.errors.append(f"{step.act} of {code}: {trouble!r}")
            return False
        if answer.status != 303:
            self.played.errors.append(f"{step.act}: {answer.status} {answer.body[:2000].decode(errors='replace')}")
            return False
        self.played.times.append(answer.seconds)
        self.played.by_act.setdefault(step.act, []).append(answer.seconds)
        return True


def play(pairs: list[Pair], seconds: float) -> Played:
    """All these pairs at once, for so long."""
    began = time.perf_counter()
    threads = [threading.Thread(target=pair.play, args=(began + seconds,)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = Played(time.perf_counter() - began)
    for pair in pairs:
        pair.played.seconds = 0
        whole.add(pair.played)
        pair.played = Played()
    return whole
