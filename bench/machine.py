"""Processes of this machine: start and stop one, its CPU seconds, its memory, free ports."""

import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """This process and all that come from it."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def cpu_seconds(*pids: int) -> float:
    """CPU that these processes and all that come from them have used, ended children included."""
    return sum(_cpu(each) for pid in pids for each in family(pid))


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS  # its own and its ended children's, user and system


def memory_mb(pid: int) -> float:
    """Proportional set size of a process and all that come from it: shared pages counted once in all."""
    return sum(_pss(each) for each in family(pid)) / 1024


def _pss(pid: int) -> int:
    try:
        return int(re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])
    except OSError:
        return 0


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


def start(command: list[str], env: dict[str, str], log: Path) -> subprocess.Popen:
    """Start a command in a session of its own; what it prints goes to `log`."""
    with log.open("ab") as out:
        return subprocess.Popen(command, env={**os.environ, **env}, stdout=out, stderr=out, start_new_session=True)


def stop(process: subprocess.Popen) -> None:
    """End a process that `start` began, and all that come from it."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(2)  # a web process that is still starting does not hear it
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(port: int, process: subprocess.Popen, log: Path, path: str = "/", most: float = 30) -> float:
    """Seconds until the server answers `path`; what it had printed is told where it does not."""
    began = time.perf_counter()
    while time.perf_counter() - began < most:
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as made:
                made.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
                if made.recv(12).startswith(b"HTTP/1.1"):
                    return time.perf_counter() - began
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"The server did not answer:\n{log.read_text()[-3000:]}")
