"""The pieces of a file on its way, read as the one file that they make."""

import io
from itertools import pairwise
from typing import Any

from django.core.files.storage import default_storage


class Whole(io.RawIOBase):
    """The pieces, one after the other, as one file that can be read and read anew."""

    def __init__(self, pieces) -> None:
        self.pieces = list(pieces)
        ends = [(one.start, one.start + one.size) for one in self.pieces]
        if not ends or ends[0][0] or any(one[1] != next_[0] for one, next_ in pairwise(ends)):
            raise FileNotFoundError("a piece is missing")
        self.size, self.at, self.index, self.file = ends[-1][1], 0, -1, None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self._leave()
        return self.at

    def readinto(self, buffer: Any) -> int:
        if self.at >= self.size:
            return 0
        source = self._source()
        chunk = source.read(len(buffer))
        if not chunk:
            raise FileNotFoundError("a piece is shorter than it was")
        buffer[: len(chunk)] = chunk
        self.at += len(chunk)
        if self.at == self.pieces[self.index].start + self.pieces[self.index].size:
            self._leave()
        return len(chunk)

    def _source(self):
        """The piece in which we are, opened at this place."""
        if self.file is None:
            self.index = next(n for n, one in enumerate(self.pieces) if one.start <= self.at < one.start + one.size)
            self.file = default_storage.open(self.pieces[self.index].key)
            self.file.seek(self.at - self.pieces[self.index].start)
        return self.file

    def _leave(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None

    def close(self) -> None:
        self._leave()
        super().close()
