"""Asking the worker for what a page shows of a file: pictures of it, and what is inside."""

from django.utils import timezone

from tallystone.acting import outbox
from tallystone.files.models import Blob, Upload


def ask_previews(upload: Upload) -> None:
    """Have the worker draw the previews of a file that waits for them; asked twice, it is done once."""
    blob = upload.blob
    if blob.preview_state == Blob.PreviewState.WAITING:
        key = f"preview:{blob.hash[:40]}:{int(blob.created.timestamp() * 1_000_000)}"
        outbox.put("preview", key, {"file": blob.hash}, timezone.now())
