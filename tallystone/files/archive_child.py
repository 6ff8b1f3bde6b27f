"""Lists what is in an archive and unpacks nothing. Loaded by inside_child.py, which gives up all powers first."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib

ENTRIES, NAME, UNPACKED = 1_000, 300, 256 << 20  # of a compressed tar so much is looked through
PACKED = {b"\x1f\x8b": lambda source: gzip.GzipFile(fileobj=source), b"BZh": bz2.BZ2File, b"\xfd7zX": lzma.LZMAFile}


def read(source) -> dict:
    """The names and sizes in it, as far as it can be read."""
    head = source.read(4)
    source.seek(0)
    found, total, count, cut = [], 0, 0, False
    try:
        for name, size in zipped(source) if head.startswith(b"PK") else tarred(source, head):
            count, total = count + 1, total + max(size, 0)
            if len(found) < ENTRIES:
                found.append([name.encode("utf-8", "replace").decode()[:NAME], size])
    except (EOFError, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, MemoryError):
        cut = True  # what was seen until then is told
    if not found:
        raise ValueError("no list")
    return {"entries": found, "count": count, "total": min(total, 1 << 62), "cut": cut or count > len(found)}


def zipped(source):
    for each in zipfile.ZipFile(source).infolist():
        yield each.filename, each.file_size


class Bounded:
    """A stream of which no more than UNPACKED bytes can be read."""

    def __init__(self, stream) -> None:
        self.stream, self.left = stream, UNPACKED

    def read(self, size: int = -1) -> bytes:
        if self.left <= 0:
            raise EOFError("looked through far enough")
        chunk = self.stream.read(min(size if size >= 0 else self.left, self.left, 1 << 20))
        self.left -= len(chunk)
        return chunk


def tarred(source, head: bytes):
    opened = next((opener for mark, opener in PACKED.items() if head.startswith(mark)), None)
    stream, mode = (Bounded(opened(source)), "r|") if opened else (source, "r:")
    with tarfile.open(fileobj=stream, mode=mode) as file:
        for each in file:
            yield each.name, each.size
