"""What was handed in: bytes by their content hash, who put them where, and the pictures made of them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tallystone.files.drawn import Comparison, Inside, Preview
from tallystone.files.incoming import Arriving, Capture, Piece, Retention

__all__ = ["Arriving", "Blob", "Capture", "Comparison", "Inside", "Piece", "Preview", "Retention", "Upload"]


class Blob(models.Model):
    """Bytes, named by the sha256 of their content. The row and the hash stay when the bytes are erased."""

    class State(models.TextChoices):
        READY = "ready", _("ready")
        ERASED = "erased", _("erased")

    class PreviewState(models.TextChoices):
        NONE = "none", _("no preview")
        WAITING = "waiting", _("waiting")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    hash = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    preview_state = models.CharField(max_length=8, choices=PreviewState.choices, default=PreviewState.NONE)
    # Something beyond an Upload rests on these bytes (a delivery, a paper): taking an upload away must not drop them.
    bound = models.BooleanField(default=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="blob_has_bytes")]
        indexes = [models.Index(fields=["created"], condition=Q(preview_state="waiting"), name="blob_waits_for_preview")]

    def __str__(self) -> str:
        return self.hash

    @property
    def key(self) -> str:
        """Where the bytes lie in the storage."""
        return f"{self.hash[:2]}/{self.hash[2:4]}/{self.hash}"


class Upload(models.Model):
    """A file that a person put to a milestone, under the name they gave it. Once taken into a delivery it stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16)
    milestone = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="uploads")
    created = models.DateTimeField(auto_now_add=True)
    taken = models.BooleanField(default=False)
    # When it was erased from this contract; the same content may still lie here for another one.
    erased = models.DateTimeField(null=True, blank=True)
    capture = models.ForeignKey("Capture", on_delete=models.SET_NULL, null=True, blank=True, related_name="uploads")

    class Meta:
        ordering = ["created", "id"]
        indexes = [
            models.Index(fields=["code", "milestone"], name="upload_by_milestone"),
            models.Index(fields=["code", "blob"], name="upload_by_content"),
        ]

    def __str__(self) -> str:
        return self.name
