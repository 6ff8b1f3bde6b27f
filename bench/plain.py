"""The plain Django of bench/hello, served as Tallystone is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import machine
from bench.installing import ROOT, Served


@dataclass(frozen=True)
class Plain:
    """Bare, or with accounts as `startproject` sets a project up; `session` is signed in."""

    env: dict[str, str]
    folder: Path
    session: str


def prepare(folder: Path, project: bool = False) -> Plain:
    """Make its tables and rows."""
    name = "project" if project else "hello"
    env = {"HELLO_DATABASE": str(folder / f"{name}.sqlite3"), "HELLO_PROJECT": "1" if project else "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bench.hello.filling"]
    made = subprocess.run(command, env={**os.environ, **env}, check=True, capture_output=True, text=True)
    return Plain(env, folder, made.stdout)


@contextmanager
def serving(plain: Plain, workers: int = 1) -> Iterator[Served]:
    """Granian with the plain Django, until the block ends."""
    port, log = machine.free_port(), plain.folder / "hello.log"
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "8",
        "--backpressure",
        "256",
        "--no-ws",
        "--log-level",
        "critical",
        "bench.hello.wsgi:application",
    ]
    process = machine.start(command, plain.env, log)
    try:
        yield Served(port, process.pid, machine.wait_for(port, process, log))
    finally:
        machine.stop(process)
