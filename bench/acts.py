"""Full acts over HTTP, whole lives, against the same statements sent by nothing but pgbench or the bare driver."""

from dataclasses import dataclass, field
from typing import Any

from bench import machine, plain
from bench.bare import Bare, Bench
from bench.browser import Browser
from bench.installing import Installation, Served
from bench.pages import cpu_ms
from bench.playing import Pair, Played, play
from bench.postgres import PostgreSQL

CLIENTS = (1, 8)
WARM = 0.5  # seconds that are not counted
PAGES = 60  # plain pages in each round: the measure of this machine's milliseconds
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
            "acts": len(self.http.times),
            "acts_per_second": round(self.http.rate, 1),
            "bare_per_second": round(self.bare_rate, 1),
            "cpu_ms": round(self.cpu_ms, 2),
            "p50_ms": round(self.http.percentile(0.5), 2),
            "p95_ms": round(self.http.percentile(0.95), 2),
            "mean_ms": by_act,
            "errors": self.http.errors[:5],
        }


def measure(installation: Installation, pg: PostgreSQL, project: plain.Plain, seconds: float, rounds: int) -> dict[str, Any]:
    """Both sides and a plain page by turns, with 1 client and with 8; the numbers by the names of their goals."""
    recorded = installation.do("statements")
    statements: Bench | Bare
    if installation.database:
        statements, database_cpu = Bench(pg, installation.database, recorded), pg.cpu_seconds
    else:
        statements, database_cpu = Bare(installation.data / "tallystone.sqlite3", recorded), float
    told = installation.do("prepare", pairs=max(CLIENTS), lives=_lives(seconds * rounds))
    found, page = {clients: Sides() for clients in CLIENTS}, 0.0
    with installation.serving() as served, plain.serving(project) as hello:
        pairs, rows = signed(installation, told, served), Browser(hello.port, project.session)
        play(pairs, WARM)
        for _ in range(rounds):
            page += cpu_ms(rows, "/rows", PAGES, lambda: machine.cpu_seconds(hello.pid)) / rounds
            for clients, sides in found.items():
                sides.bare.append(statements.run(clients, seconds))
                before = machine.cpu_seconds(served.pid) + database_cpu()
                sides.http.add(play(pairs[:clients], seconds))
                sides.cpu += machine.cpu_seconds(served.pid) + database_cpu() - before
    numbers = _numbers(found, page, bool(installation.database))
    return {
        "numbers": numbers,
        "plain page, ms": round(page, 2),
        **{f"{clients} clients": sides.told() for clients, sides in found.items()},
    }


def _numbers(found: dict[int, Sides], page: float, postgresql: bool) -> dict[str, float]:
    one, eight = found[1], found[8]
    if postgresql:
        return {
            "acts_8": eight.ratio,
            "acts_1": one.ratio,
            "act_ms_postgresql": eight.cpu_ms,
            "act_cpu_postgresql": eight.cpu_ms / page,
            "acts_8_of_1": eight.http.rate / one.http.rate,
            "errors": len(eight.http.errors) + len(one.http.errors),
        }
    return {
        "act_ms_sqlite": eight.cpu_ms,
        "act_cpu_sqlite": eight.cpu_ms / page,
        "sqlite_spread": eight.http.percentile(0.95) / eight.http.percentile(0.5),
        "sqlite_of_driver": eight.ratio,
        "errors": len(eight.http.errors) + len(one.http.errors),
    }


def signed(installation: Installation, told: list[dict[str, Any]], served: Served) -> list[Pair]:
    """The pairs with their browsers open."""
    pairs = [Pair(each, served.port, installation.look) for each in told]
    for pair in pairs:
        pair.sign()
    return pairs


def _lives(seconds: float) -> int:
    """For each of the pairs; the first one also plays alone."""
    return max(2, round(ACTS_A_SECOND * seconds * 1.5 / 25 / 2))
