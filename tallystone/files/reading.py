"""A part of a kept file, read as it is sent: from the folder, or from the object storage by a ranged request of its own."""

from django.core.files.storage import default_storage


class Slice:
    """Bytes first to last of a file that can be sought in, to be read once."""

    def __init__(self, file, first: int, last: int):
        self.file, self.left = file, last - first + 1
        file.seek(first)

    def read(self, size: int) -> bytes:
        piece = self.file.read(min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.file.close()


def part(key: str, first: int, last: int):
    """A stream (read, close) of bytes first to last; FileNotFoundError where they are not there."""
    if not hasattr(default_storage, "bucket"):
        return Slice(default_storage.open(key), first, last)
    from botocore.exceptions import ClientError

    try:
        return default_storage.bucket.Object(key).get(Range=f"bytes={first}-{last}")["Body"]
    except ClientError as trouble:
        if trouble.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            raise FileNotFoundError(key) from None
        raise
