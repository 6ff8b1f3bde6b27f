"""What is on its way to a milestone: files that come piece by piece, pages and commits that are being captured."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
    upload = models.ForeignKey("files.Upload", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
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


class Retention(models.Model):
    """A contract's rule: its delivered files are erased so many days after its end; 0 keeps them."""

    code = models.CharField(max_length=16, primary_key=True)
    days = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    set = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.code}: {self.days}"
