"""Two files beside each other: what differs, worked out by a limited child process, kept until one of them is erased."""

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tallystone.files import store
from tallystone.files.kinds import PDF, PICTURES, TEXT
from tallystone.files.models import Blob, Comparison
from tallystone.files.previews import MOST_SIDE, SECONDS

CHILD = Path(__file__).with_name("difference_child.py")
MOST_TOLD, MOST_PICTURE = 8 << 20, 48 << 20
# What is larger is not compared, and the page says so.
MOST_BYTES = {"PICTURE": 50 << 20, "PDF": 50 << 20, "TEXT": 1 << 20}


def kind_of_pair(before: Blob, after: Blob) -> str:
    """PICTURE, PDF or TEXT where both files are that, else ""."""
    for kind, media in (("PICTURE", set(PICTURES)), ("PDF", {PDF}), ("TEXT", {TEXT})):
        if {before.kind, after.kind} <= media:
            return kind
    return ""


def too_large(before: Blob, after: Blob) -> bool:
    """Is one of them larger than what is compared?"""
    kind = kind_of_pair(before, after)
    return bool(kind) and max(before.size, after.size) > MOST_BYTES[kind]


def compare(before: str, after: str) -> str:
    """Work out what differs, once however often it is asked for; the new state."""
    found = {blob.hash: blob for blob in Blob.objects.filter(pk__in=[before, after], state=Blob.State.READY)}
    if len(found) < 2:
        return Comparison.State.FAILED
    known = Comparison.objects.filter(before_id=before, after_id=after).first()
    if known and known.state != Comparison.State.WAITING:
        return known.state
    pictures, told = [], None
    if kind_of_pair(found[before], found[after]) and not too_large(found[before], found[after]):
        pictures, told = _ask(found[before], found[after])
    return _keep(before, after, pictures, told)


def _keep(before: str, after: str, pictures: list[tuple[dict[str, int], bytes]], told: Any) -> str:
    state = Comparison.State.FAILED if told is None else Comparison.State.READY
    row = Comparison(before_id=before, after_id=after)
    for head, data in pictures:
        key = row.key(head["page"])
        if not default_storage.exists(key):
            default_storage.save(key, ContentFile(data))
    whole = {**(told or {}), "pictures": [head for head, _data in pictures]}
    with transaction.atomic():
        there = Blob.objects.select_for_update().filter(pk__in=[before, after], state=Blob.State.READY)
        if len(there) == 2:
            Comparison.objects.update_or_create(before_id=before, after_id=after, defaults={"state": state, "told": whole})
            return state
    row.told = whole
    row.forget_pictures()  # one of them was erased meanwhile
    return Comparison.State.FAILED


def _ask(before: Blob, after: Blob) -> tuple[list[tuple[dict[str, int], bytes]], Any]:
    """The child's pictures and what it tells; None where it did not come to its end."""
    decoders = [PICTURES.get(blob.kind, "") for blob in (before, after)]
    asked = {"kind": kind_of_pair(before, after), "decoders": decoders, "sizes": [before.size, after.size]}
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out:
        source.write(json.dumps(asked).encode() + b"\n")
        for blob in (before, after):
            with store.open_blob(blob.hash) as file:
                for chunk in file.chunks(store.CHUNK):
                    source.write(chunk)
        source.seek(0)
        command = [sys.executable, "-I", str(CHILD)]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(
                command, stdin=source, stdout=out, stderr=subprocess.DEVNULL, env={}, cwd="/", timeout=SECONDS, check=False
            )
        out.seek(0)
        return _answer(out)


def _answer(out: Any) -> tuple[list[tuple[dict[str, int], bytes]], Any]:
    """Reads the child's answer without trusting it."""
    pictures: list[tuple[dict[str, int], bytes]] = []
    for _ in range(20):
        try:
            head = json.loads(out.readline(200))
            size = head["size"]
            if head.get("told") is True:
                return pictures, _told(out.read(size)) if type(size) is int and 0 < size <= MOST_TOLD else None
            kept = {name: head[name] for name in ("page", "width", "height", "changed")}
        except (ValueError, KeyError, TypeError, AttributeError):
            return pictures, None
        sound = {type(value) for value in (*kept.values(), size)} == {int} and 0 < size <= MOST_PICTURE
        if not (sound and 0 < kept["page"] <= 10 and 0 <= kept["changed"] <= 1000):
            return pictures, None
        if not (0 < kept["width"] <= 2 * MOST_SIDE and 0 < kept["height"] <= 2 * MOST_SIDE):
            return pictures, None
        data = out.read(size)
        if len(data) != size or not data.startswith(b"RIFF"):
            return pictures, None
        pictures.append((kept, data))
    return pictures, None


def _told(data: bytes) -> Any:
    told = json.loads(data)
    return told if isinstance(told, dict) else None
