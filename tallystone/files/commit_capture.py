"""A Git commit, frozen: everything that leads to it, fetched through the gate, as one bundle file that git can clone."""

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings

from tallystone.files import limited
from tallystone.files.gate import Gate
from tallystone.files.page_capture import Frozen, NotCaptured

SECONDS = 90
COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
SAFE = (
    "http.followRedirects=initial", "protocol.allow=never", "protocol.http.allow=always", "protocol.https.allow=always",
    "transfer.fsckObjects=true", "credential.helper=", "core.hooksPath=/dev/null", "gc.auto=0",
)  # fmt: skip


def capture(address: str, commit: str) -> Frozen:
    """The commit as a bundle. Raises NotCaptured."""
    git = limited.path_of(settings.GIT, "git")
    if not git or not COMMIT.fullmatch(commit):
        raise NotCaptured("no_git")
    most = min(settings.FILE_LIMIT, 1 << 30)
    with Gate(most, SECONDS) as gate, limited.own_folder() as folder:
        run = _runner(git, folder, gate, most)
        run("init", "--bare", "--quiet", "kept")
        # Many servers give a commit only by the branch that it lies on.
        if run("-C", "kept", "fetch", "--quiet", "--no-tags", address, f"{commit}:refs/heads/delivered") is None:
            run("-C", "kept", "fetch", "--quiet", "--no-tags", address, "+refs/heads/*:refs/heads/*")
            if run("-C", "kept", "cat-file", "-e", f"{commit}^{{commit}}") is None:
                raise NotCaptured("inside" if gate.inside else "too_much" if gate.over else "unreachable")
            run("-C", "kept", "update-ref", "refs/heads/delivered", commit)
        title = run("-C", "kept", "log", "-1", "--format=%s", "delivered") or b""
        if run("-C", "kept", "bundle", "create", "--quiet", f"{folder}/bundle", "refs/heads/delivered") is None:
            raise NotCaptured("too_much")
        return Frozen(title.decode("utf-8", "replace").replace("\0", "").strip()[:200], {"bundle": _copy(folder / "bundle")})


def _runner(git: str, folder: Path, gate: Gate, most: int) -> Any:
    settings_ = [part for each in (*SAFE, f"http.proxy={gate.address}") for part in ("-c", each)]

    def run(*command: str) -> bytes | None:
        """What it says, or None where it failed."""
        env = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "/bin/false"}
        with limited.started([git, *settings_, *command], folder, most, **env) as process:
            try:
                out = process.communicate(timeout=SECONDS)[0]
            except limited.subprocess.TimeoutExpired:
                return None
            return out if process.returncode == 0 else None

    return run


def _copy(file: Path) -> Any:
    """The file's bytes where they stay when its folder goes."""
    handle = os.open(file, os.O_RDONLY)  # it stays readable when its name is gone
    return os.fdopen(handle, "rb")
