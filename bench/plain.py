"""The plain Django of bench/hello, served as Tallystone is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import machine
from bench.installing import ROOT, Served


@contextmanager
def serving(folder: Path, workers: int = 1) -> Iterator[Served]:
    """Granian with bench/hello, until the block ends."""
    port, log = machine.free_port(), folder / "hello.log"
    env = {"HELLO_DATABASE": str(folder / "hello.sqlite3"), "PYTHONPATH": str(ROOT)}
    if not (folder / "hello.sqlite3").exists():
        subprocess.run([sys.executable, "-m", "bench.hello.wsgi"], env={**os.environ, **env}, check=True)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "8", "--backpressure", "256", "--no-ws", "--log-level", "critical", "bench.hello.wsgi:application",
    ]  # fmt: skip
    process = machine.start(command, env, log)
    try:
        yield Served(port, process.pid, machine.wait_for(port, process, log))
    finally:
        machine.stop(process)
