"""A local folder as storage: a file appears under its name whole and on disk, or not at all."""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

STEP = 32 << 20


@deconstructible(path="tallystone.files.folder.Folder")
class Folder(FileSystemStorage):
    """Django's file storage, crash-safe: written beside, synced, then renamed. A name once given is written over."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The same name: names say what is in them, so whoever writes one again writes the same bytes."""
        return name

    def delete(self, name: str) -> None:
        """Removes the file, and the folder of its own that pieces of a file have, with the last of them."""
        super().delete(name)
        if name.startswith("pieces/"):
            with suppress(OSError):
                Path(self.path(name)).parent.rmdir()

    def clear_arriving(self, older_than_seconds: float = 86_400) -> int:
        """Removes what a crash left half written; how many files that were."""
        before = time.time() - older_than_seconds
        left = [path for path in Path(self.path("arriving")).glob("*") if path.stat().st_mtime < before]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _save(self, name: str, content: File) -> str:
        final = Path(self.path(name))
        final.parent.mkdir(parents=True, exist_ok=True)
        arriving = Path(self.path("arriving"))
        arriving.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=arriving)
        try:
            with os.fdopen(handle, "wb") as target:
                content.seek(0)
                _copy(content, target)
                os.fsync(target.fileno())
            Path(beside).replace(final)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        for folder in (final.parent, final.parent.parent, final.parent.parent.parent):
            _sync(folder)
        return name


def _copy(content: File, target) -> None:
    """In steps that reach the disk: gigabytes that wait in memory would keep everybody waiting who brings a row to disk."""
    while True:
        begun = target.tell()
        while target.tell() - begun < STEP and (chunk := content.read(1 << 18)):
            target.write(chunk)
        target.flush()
        if target.tell() - begun < STEP:
            return
        os.fdatasync(target.fileno())
        os.posix_fadvise(target.fileno(), 0, target.tell(), os.POSIX_FADV_DONTNEED)


def _sync(folder: Path) -> None:
    """Brings the folder's own list of names to disk; without it a power cut may lose the rename."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
