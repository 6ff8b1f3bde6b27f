"""The most that a form may bring along as files. Deliveries have a limit of their own, in pages/uploads.py."""

from django.core.files.uploadhandler import FileUploadHandler

MOST = 6 * 1024 * 1024  # a logo may have 5 MB, and is told where it has more


class Bound(FileUploadHandler):
    """Drops what comes after MOST bytes of files in one request: anybody may send a form, nobody shall fill the disk."""

    taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        return raw_data if self.taken <= MOST else None

    def file_complete(self, file_size: int) -> None:
        return None
