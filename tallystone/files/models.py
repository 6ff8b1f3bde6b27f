"""What was handed in: bytes by their content hash, who put them where, and the pictures made of them."""

import uuid

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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


class Arriving(models.Model):
    """A file on its way to a milestone, which comes piece by piece and may be broken off at any moment."""

    class State(models.TextChoices):
        ARRIVING = "arriving", _("on its way")
        WHOLE = "whole", _("being checked")
        DONE = "done", _("here")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=16)
    milestone = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)  # so many bytes are on disk
    fingerprint = models.CharField(max_length=200, blank=True)  # by which the same file is known again, after a reload
    state = models.CharField(max_length=8, choices=State.choices, default=State.ARRIVING)
    why = models.CharField(max_length=20, blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    touched = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["touched"]
        indexes = [
            models.Index(fields=["person", "code", "milestone"], name="arriving_by_place"),
            models.Index(fields=["touched"], name="arriving_by_age"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> str:
        """Where its pieces lie in the storage."""
        return f"pieces/{self.pk}"


class Piece(models.Model):
    """Some bytes of a file on its way, from `start` on."""

    arriving = models.ForeignKey(Arriving, on_delete=models.CASCADE, related_name="pieces")
    start = models.BigIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["arriving", "start"], name="piece_once")]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Where it lies in the storage."""
        return f"pieces/{self.arriving_id}/{self.start}-{self.size}"


class Capture(models.Model):
    """Something elsewhere that a delivery names: a web page or a Git commit. Frozen into files, or only named, and why."""

    class Kind(models.TextChoices):
        PAGE = "page", _("web page")
        COMMIT = "commit", _("Git commit")

    class State(models.TextChoices):
        WAITING = "waiting", _("being captured")
        FROZEN = "frozen", _("frozen")
        NAMED = "named", _("named only")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16)
    milestone = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    address = models.CharField(max_length=2000)
    commit = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)  # asked for; once settled, captured
    taken = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["code", "milestone"], name="capture_by_milestone")]

    def __str__(self) -> str:
        return self.address


class Inside(models.Model):
    """What a limited process read out of a file, in one form: a table, a list, text with its markup. Not to be trusted."""

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="insides")
    form = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=Blob.PreviewState.choices, default=Blob.PreviewState.WAITING)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blob", "form"], name="inside_once")]

    def __str__(self) -> str:
        return f"{self.blob_id} {self.form}"


class Preview(models.Model):
    """One re-encoded WebP picture of a page: the large one, or the thumb."""

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="previews")
    page = models.PositiveSmallIntegerField()
    thumb = models.BooleanField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["page", "thumb"]
        constraints = [models.UniqueConstraint(fields=["blob", "page", "thumb"], name="preview_once")]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Where the picture lies in the storage."""
        digest, size = self.blob_id, "thumb" if self.thumb else "large"
        return f"previews/{digest[:2]}/{digest[2:4]}/{digest}/{self.page}-{size}.webp"


class Comparison(models.Model):
    """What differs between two files: pictures of it, and rows of text. Gone as soon as one of the files is erased."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    before = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="comparison_once")]

    def __str__(self) -> str:
        return f"{self.before_id}-{self.after_id}"

    def key(self, page: int) -> str:
        """Where the picture of a page lies in the storage."""
        old, new = self.before_id, self.after_id
        return f"differences/{old[:2]}/{old[2:4]}/{old}-{new[:32]}/{page}.webp"

    def forget_pictures(self) -> None:
        for head in self.told.get("pictures", []):
            default_storage.delete(self.key(head["page"]))
