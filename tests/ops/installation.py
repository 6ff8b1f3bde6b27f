"""An installation of its own: a data folder and a database, used as an operator does, through the command line."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

ROOT = Path(__file__).parents[2]
SERVER = os.environ.get("DATABASE_URL", "")  # of the test run: a PostgreSQL where it is one


@dataclass(frozen=True)
class Installation:
    """Where the data are, and how to run a command there."""

    data: Path
    database: str = ""

    def start(self, *arguments: str, stderr: int = subprocess.PIPE, **more: str) -> subprocess.Popen:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH"}}
        env = {**kept, "TALLYSTONE_DATA": str(self.data), "DATABASE_URL": self.database, "PYTHONPATH": str(ROOT), **more}
        command = [sys.executable, "-m", "tallystone.ops.command", *arguments]
        return subprocess.Popen(command, env=env, cwd=self.data, stdout=subprocess.PIPE, stderr=stderr, text=True)

    def run(self, *arguments: str, code: int = 0, **more: str) -> "Said":
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=120)
        assert process.returncode == code, (arguments, process.returncode, out[-2000:], err[-2000:])
        assert "Traceback" not in err
        return Said(out, err)

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """What somebody with the database's own password can do; the rows of the last statement."""
        if self.database:
            with psycopg.connect(self.database) as connection, connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
                return _rows(cursor, statements)
        with sqlite3.connect(self.data / "tallystone.sqlite3") as connection:
            return _rows(connection.cursor(), statements)


@dataclass(frozen=True)
class Said:
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output, which is JSON and nothing else."""
        return json.loads(self.out)


def _rows(cursor, statements: tuple[str, ...]) -> list[tuple[Any, ...]]:
    for statement in statements:
        cursor.execute(statement)
    return cursor.fetchall() if cursor.description else []


def new(folder: Path, sqlite: bool = not SERVER) -> Installation:
    """An empty installation in this folder, on a new database of the run's PostgreSQL or on SQLite."""
    data = folder / uuid4().hex[:8]
    data.mkdir(parents=True)
    if sqlite:
        return Installation(data)
    name = f"ops_{data.name}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    front, _, options = SERVER.partition("?")
    return Installation(data, f"{front.rpartition('/')[0]}/{name}" + (f"?{options}" if options else ""))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextmanager
def serving(installation: Installation, **more: str):
    """The product on a port of its own; ends with SIGTERM. Yields its address and the process."""
    port = str(free_port())
    process = installation.start("serve", PORT=port, **more)
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", process)
        yield f"http://127.0.0.1:{port}", process
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=60)


def wait_for(address: str, process: subprocess.Popen, patience: float = 180.0) -> None:
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        assert process.poll() is None, process.communicate()
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


def seconds_worked(process: subprocess.Popen) -> float:
    """Processor time of a process and its children: what a start costs, however busy the machine is."""
    pids = [process.pid, *map(int, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())]
    ticks = sum(sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])) for pid in pids)
    return ticks / os.sysconf("SC_CLK_TCK")
