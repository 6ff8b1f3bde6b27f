"""An installation of its own for a measure: data folder, database, settings; the product's server on it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import machine
from bench.sqlite import driver

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Installation:
    """Where the data are and which settings it has; `database` is an address, or nothing for SQLite."""

    data: Path
    database: str = ""
    workers: int = 1
    settings: dict[str, str] = field(default_factory=dict)
    _looking: threading.local = field(default_factory=threading.local, repr=False)

    def env(self, port: int = 0) -> dict[str, str]:
        own = {
            "TALLYSTONE_DATA": str(self.data),
            "DATABASE_URL": self.database,
            "TALLYSTONE_WORKERS": str(self.workers),
            "TALLYSTONE_WORKER_INSIDE": "0",
            "TALLYSTONE_URL": f"http://127.0.0.1:{port}",
            "PYTHONPATH": str(ROOT),
            "PORT": str(port),
        }
        return own | self.settings

    def do(self, command: str, **given: Any) -> Any:
        """Run a command of bench/inside.py here; its answer."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.inside", command, json.dumps(given)],
            env={**os.environ, **self.env()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr[-3000:]}")
        return json.loads(done.stdout.splitlines()[-1])

    def look(self, code: str, seq: int) -> str:
        """The hash of the snapshot that an entry brought, as the page of the review would show it."""
        text = self.ask("SELECT text FROM journal_entry WHERE code = %s AND seq = %s", code, seq)[0]
        return next(fact["snapshot"] for fact in json.loads(text)["facts"] if "snapshot" in fact)

    def ask(self, sql: str, *asked: Any) -> Any:
        """One row of the database, past the product."""
        return self._connection().execute(sql if self.database else sql.replace("%s", "?"), asked).fetchone()

    def _connection(self) -> Any:
        """This thread's own connection for looking."""
        if not hasattr(self._looking, "connection"):
            self._looking.connection = self._connect()
        return self._looking.connection

    def _connect(self) -> Any:
        if self.database:
            import psycopg

            return psycopg.connect(self.database, autocommit=True)
        return driver().connect(self.data / "tallystone.sqlite3", isolation_level=None)

    @contextmanager
    def serving(self) -> Iterator["Served"]:
        """The product, served as an operator would, until the block ends."""
        port, log = machine.free_port(), self.data / "server.log"
        command = [sys.executable, "-m", "bench.serve", "serve"]
        process = machine.start(command, self.env(port), log)
        try:
            first = machine.wait_for(port, process, log, "/")
            yield Served(port, process.pid, first)
        finally:
            machine.stop(process)


@dataclass(frozen=True)
class Served:
    port: int
    pid: int
    first_answer: float  # seconds after the start


def migrate(given: dict[str, Any]) -> bool:
    """Make the tables and the static files."""
    from tallystone.ops import serving

    serving.migrate()
    serving.collect_static()
    return True
