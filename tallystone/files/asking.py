"""Asking the worker for what a page shows of a file: pictures of it, and what is inside."""

from django.utils import timezone

from tallystone.acting import outbox
from tallystone.files.insides import form_of
from tallystone.files.models import Blob, Upload


def ask_previews(upload: Upload) -> None:
    """Have the worker draw what waits to be drawn, and read what is inside; asked twice, it is done once."""
    blob, form = upload.blob, form_of(upload.blob.kind, upload.name)
    if form:
        outbox.put("inside", f"inside:{blob.hash[:40]}:{form}", {"file": blob.hash, "form": form}, timezone.now())
    if blob.preview_state == Blob.PreviewState.WAITING:
        key = f"preview:{blob.hash[:40]}:{int(blob.created.timestamp() * 1_000_000)}"
        outbox.put("preview", key, {"file": blob.hash}, timezone.now())
