"""The other side of the acts: recorded statements, sent again by pgbench or by the bare driver, each life under its own ids."""

import time
from pathlib import Path
from typing import Any

from bench.postgres import PostgreSQL
from bench.sqlite import driver


class Bench:
    """pgbench with the statements of whole lives."""

    def __init__(self, pg: PostgreSQL, database: str, recorded: dict[str, Any]):
        self.pg, self.database = pg, database
        self.acts = len(recorded["acts"])
        self.proposal, self.life = _script(recorded, [recorded["proposal"]]), _script(recorded, recorded["acts"])
        self.used, self.rates = 0, {1: 25.0, 8: 45.0}  # lives a second, at first as far as one can guess

    def run(self, clients: int, seconds: float) -> float:
        """Acts a second."""
        times = max(2, round(self.rates[clients] * seconds / clients))
        self.pg.bench(self.database, self.proposal, clients, times, self.used)
        rate = self.pg.bench(self.database, self.life, clients, times, self.used)
        self.used += times
        self.rates[clients] = rate
        return rate * self.acts


def _script(recorded: dict[str, Any], acts: list[list[str]]) -> str:
    """These statements as a script of pgbench: each run of it is a contract of its own."""
    lines = ["\\set zi :zi + 1", "\\set zc :client_id * 100000 + :zi + 1000000", "\\set zu :zc + 100000000000"]
    lines += [varied(each, recorded, ":zc", ":zu").rstrip(";") + ";" for act in acts for each in act]
    return "\n".join(lines) + "\n"


def varied(statement: str, recorded: dict[str, Any], code: str, ending: str) -> str:
    """The statement with what must differ from life to life put differently: the code, ids, hashes, numbers of invoices."""
    for n, value in enumerate(recorded["unique"]):
        statement = statement.replace(value, f"{value[:-12]}{ending}" if len(value) > 20 else f"{code}-{n}")
    return statement.replace(recorded["code"], code)


class Bare:
    """The driver of SQLite alone, one thread, the product's settings of durability."""

    def __init__(self, file: Path, recorded: dict[str, Any]):
        self.recorded, self.used = recorded, 1_000_000
        self.connection = driver().connect(file, isolation_level=None)
        self.connection.execute("PRAGMA synchronous=FULL")

    def run(self, clients: int, seconds: float) -> float:
        """Acts a second; it writes alone, whatever number of clients is asked for."""
        took, done = 0.0, 0
        while took < seconds:
            self.used += 1
            proposal, *acts = [
                [varied(s, self.recorded, str(self.used), str(self.used + 100_000_000_000)) for s in act]
                for act in (self.recorded["proposal"], *self.recorded["acts"])
            ]
            self._send(proposal)
            began = time.perf_counter()
            for act in acts:
                self._send(act)
            took += time.perf_counter() - began
            done += len(acts)
        return done / took

    def _send(self, statements: list[str]) -> None:
        for statement in statements:
            self.connection.execute(statement).fetchall()
