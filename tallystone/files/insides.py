"""What is inside of a file (a table, a list, text with its markup), read by a limited child process, kept beside the file."""

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import transaction

from tallystone.files import store
from tallystone.files.kinds import TEXT
from tallystone.files.models import Blob, Inside
from tallystone.files.previews import SECONDS, near

CHILD = Path(__file__).with_name("inside_child.py")
MOST_TOLD = 8 << 20
SHEETS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.ms-excel",
}
ARCHIVES = {"application/zip", "application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz"}
# What a text is called says how it is shown, no more: it stays text for whoever downloads it.
MARKDOWN, TABLES = {"md", "markdown"}, {"csv", "tsv"}
CODE = {
    "py": "python", "js": "javascript", "mjs": "javascript", "jsx": "jsx", "ts": "typescript", "tsx": "tsx", "css": "css",
    "scss": "scss", "html": "html", "htm": "html", "xml": "xml", "svg": "xml", "json": "json", "yaml": "yaml", "yml": "yaml",
    "toml": "toml", "ini": "ini", "sh": "bash", "bash": "bash", "sql": "sql", "java": "java", "kt": "kotlin", "swift": "swift",
    "c": "c", "h": "c", "cpp": "cpp", "hpp": "cpp", "cs": "csharp", "go": "go", "rs": "rust", "rb": "ruby", "php": "php",
    "pl": "perl", "lua": "lua", "r": "r", "tex": "latex", "dockerfile": "docker", "diff": "diff", "patch": "diff", "vue": "vue",
}  # fmt: skip


def form_of(kind: str, name: str) -> str:
    """In which form a file of this kind and name is read: "markdown", "table", "sheets", "archive", "code:python", or ""."""
    ending = name.rpartition(".")[2].lower()
    if kind in SHEETS:
        return "sheets"
    if kind in ARCHIVES:
        return "archive"
    if kind != TEXT:
        return ""
    if ending in MARKDOWN:
        return "markdown"
    return "table" if ending in TABLES else f"code:{CODE[ending]}" if ending in CODE else ""


def read(digest: str, form: str) -> str:
    """Read it, once however often it is asked for; the new state."""
    blob = Blob.objects.filter(pk=digest, state=Blob.State.READY).first()
    if blob is None:
        return Blob.PreviewState.NONE
    known = Inside.objects.filter(blob=blob, form=form).first()
    if known and known.state == Blob.PreviewState.READY:
        return known.state
    told = _ask(blob, form) if near(blob) else None
    state = Blob.PreviewState.READY if told else Blob.PreviewState.FAILED
    with transaction.atomic():
        if not Blob.objects.select_for_update().filter(pk=digest, state=Blob.State.READY).exists():
            return Blob.PreviewState.NONE  # erased meanwhile
        Inside.objects.update_or_create(blob=blob, form=form, defaults={"state": state, "told": told or {}})
    return state


def _ask(blob: Blob, form: str) -> dict[str, Any] | None:
    """What the child tells; None where it did not come to its end."""
    with store.open_blob(blob.hash) as source, tempfile.TemporaryFile() as out:
        source.seek(0)
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [sys.executable, "-I", str(CHILD), form],
                stdin=source, stdout=out, stderr=subprocess.DEVNULL, env={}, cwd="/", timeout=SECONDS, check=False,
            )  # fmt: skip
        out.seek(0)
        return _answer(out, form)


def _answer(out: Any, form: str) -> dict[str, Any] | None:
    """Reads the child's answer without trusting it."""
    try:
        size = json.loads(out.readline(200))["size"]
        if type(size) is not int or not 0 < size <= MOST_TOLD:
            return None
        told = json.loads(out.read(size).replace(b"\\u0000", b""))
        return told if SOUND[form.partition(":")[0]](told) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _is_table(told: Any) -> bool:
    return all(
        type(sheet["name"]) is str and all(type(cell) is str for row in sheet["rows"] for cell in row)
        for sheet in told["sheets"]
    )


SOUND: dict[str, Any] = {
    "markdown": lambda told: type(told["html"]) is str,
    "code": lambda told: all(type(part[0]) is type(part[1]) is str for line in told["lines"] for part in line),
    "table": _is_table,
    "sheets": _is_table,
    "archive": lambda told: all(type(name) is str and type(size) is int for name, size in told["entries"]),
}
