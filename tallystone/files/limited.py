"""Runs a browser or git for a capture: in a folder of its own, through the gate, with little power, and never for long."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CHILD = Path(__file__).with_name("capture_child.py")
NOBODY = 65534


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder that the limited process may write to, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="capture-", ignore_cleanup_errors=True) as name:
        if os.geteuid() == 0:
            os.chown(name, NOBODY, NOBODY)
        yield Path(name)


@contextmanager
def started(command: list[str], folder: Path, largest: int, pipes: tuple[int, int] | None = None, **env: str) -> Iterator:
    """The process; it and everything that it started ends with the `with`."""
    come, go = pipes or (-1, -1)
    whole = [sys.executable, "-I", str(CHILD), str(largest), str(come), str(go), *command]
    given = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "TMPDIR": str(folder), "LANG": "C.UTF-8", **env}
    process = subprocess.Popen(
        whole, cwd=folder, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        pass_fds=[each for each in (come, go) if each >= 0],
    )  # fmt: skip
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def path_of(setting: str, *names: str) -> str:
    """The program that the setting names ("off": none), or else the first of these that is installed, or ""."""
    if setting == "off":
        return ""
    return setting or next((found for name in names if (found := shutil.which(name))), "")
