"""Full acts over HTTP, whole lives, against the same statements sent by nothing but pgbench or the bare driver."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import machine
from bench.bare import Bare, Bench
from bench.installing import Installation, Served
from bench.playing import Pair, Played, play
from bench.postgres import PostgreSQL
from bench.taking import Taking

CLIENTS = (1, 8)
ACTS_A_SECOND = 400  # more than any server here will do: so many lives are got ready


@dataclass
class Sides:
    """What one number of clients managed: over HTTP, and with the statements alone."""

    http: Played = field(default_factory=Played)
    bare: list[float] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def bare_rate(self) -> float:
        return sum(self.bare) / len(self.bare)

    @property
    def ratio(self) -> float:
        return self.http.rate / self.bare_rate

    @property
    def cpu_ms(self) -> float:
        return self.cpu * 1000 / max(1, len(self.http.times))

    def told(self) -> dict[str, Any]:
        by_act = {act: round(sum(times) / len(times) * 1000, 2) for act, times in sorted(self.http.by_act.items())}
        return {
            "acts": len(self.http.times), "acts_per_second": round(self.http.rate, 1), "bare_per_second": round(self.bare_rate, 1),
            "cpu_ms": round(self.cpu_ms, 2), "p50_ms": round(self.http.percentile(0.5), 2),
            "p95_ms": round(self.http.percentile(0.95), 2), "mean_ms": by_act, "errors": self.http.errors[:5],
        }  # fmt: skip


def on_postgresql(pg: PostgreSQL, folder: Path, seconds: float, rounds: int) -> dict[int, Sides]:
    """Two server processes; pgbench and HTTP by turns, with 1 client and with 8."""
    installation = Installation(folder / "acts-pg", pg.database("acts"), workers=2)
    return _measure(installation, lambda recorded: Bench(pg, installation.database, recorded), pg.cpu_seconds, seconds, rounds)


def on_sqlite(folder: Path, seconds: float, rounds: int) -> dict[int, Sides]:
    """One server process with threads; the bare driver and HTTP by turns."""
    installation = Installation(folder / "acts-sqlite")
    file = installation.data / "tallystone.sqlite3"
    return _measure(installation, lambda recorded: Bare(file, recorded), lambda: 0.0, seconds, rounds)


def _measure(
    installation: Installation, bare: Callable[[Any], Any], database_cpu: Callable[[], float], seconds: float, rounds: int
) -> dict[int, Sides]:
    installation.do("migrate")
    statements = bare(installation.do("statements"))
    told = installation.do("prepare", pairs=max(CLIENTS), lives=_lives(seconds * rounds))
    found = {clients: Sides() for clients in CLIENTS}
    with installation.serving() as served:
        pairs = signed(installation, told, served)
        play(pairs, 0.5)  # warm
        for _ in range(rounds):
            for clients, sides in found.items():
                sides.bare.append(statements.run(clients, seconds))
                before = machine.cpu_seconds(served.pid) + database_cpu()
                sides.http.add(play(pairs[:clients], seconds))
                sides.cpu += machine.cpu_seconds(served.pid) + database_cpu() - before
    return found


def signed(installation: Installation, told: list[dict[str, Any]], served: Served) -> list[Pair]:
    """The pairs with their browsers open."""
    pairs = [Pair(each, served.port, installation.look) for each in told]
    for pair in pairs:
        pair.sign()
    return pairs


def _lives(seconds: float) -> int:
    """For each of the pairs; the first one also plays alone."""
    return max(2, round(ACTS_A_SECOND * seconds * 1.5 / 25 / 2))


def taking(pg: PostgreSQL, folder: Path, seconds: float, rounds: int) -> Taking:
    """All ratios of acts."""
    postgresql, sqlite = on_postgresql(pg, folder, seconds, rounds), on_sqlite(folder, seconds, rounds)
    one, eight = postgresql[1], postgresql[8]
    taken = Taking({"postgresql": {n: s.told() for n, s in postgresql.items()}, "sqlite": {n: s.told() for n, s in sqlite.items()}})
    taken.add("acts_8", eight.ratio)
    taken.add("acts_1", one.ratio)
    taken.add("act_cpu_postgresql", eight.cpu_ms)
    taken.add("act_cpu_sqlite", sqlite[8].cpu_ms)
    taken.add("sqlite_spread", sqlite[8].http.percentile(0.95) / sqlite[8].http.percentile(0.5))
    taken.add("sqlite_errors", len(sqlite[8].http.errors) + len(sqlite[1].http.errors))
    taken.add("postgresql_errors", len(eight.http.errors) + len(one.http.errors))
    taken.add("acts_8_of_1", eight.http.rate / one.http.rate)
    taken.add("sqlite_of_driver", sqlite[8].ratio)
    return taken
