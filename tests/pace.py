"""Processor time as the machine of docs/performance.md counts it: a crowded or slower one counts more for the same work."""

import gc
import time
from collections.abc import Callable

YARD_MS = 12.3  # what `_yard` takes on that machine while nobody else reckons


def cpu_ms(act: Callable[[], object], tries: int = 4, enough: float = 0) -> float:
    """Milliseconds of this process for one `act`, the quickest of some; no more tries once it took less than `enough`."""
    found = []
    for _ in range(tries):
        gc.collect()
        slowness = _yard()
        began = time.process_time()
        act()
        took = (time.process_time() - began) * 1000
        slowness = max(1.0, (slowness + _yard()) / 2 / YARD_MS)
        found.append(took / slowness)
        if found[-1] < enough:
            break
    return min(found)


def _yard() -> float:
    began = time.process_time()
    words: dict[str, int] = {}
    for n in range(60_000):
        word = f"w{n % 997}"
        words[word] = words.get(word, 0) + n
    return (time.process_time() - began) * 1000
