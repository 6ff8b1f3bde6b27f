"""What was made of files for a page: pictures, what is inside, what differs between two of them."""

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

READING = [("none", _("no preview")), ("waiting", _("waiting")), ("ready", _("ready")), ("failed", _("failed"))]


class Preview(models.Model):
    """One re-encoded WebP picture of a page: the large one, or the thumb."""

    blob = models.ForeignKey("files.Blob", on_delete=models.CASCADE, related_name="previews")
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

    before = models.ForeignKey("files.Blob", on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey("files.Blob", on_delete=models.CASCADE, related_name="+")
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


class Inside(models.Model):
    """What a limited process read out of a file, in one form: a table, a list, text with its markup. Not to be trusted."""

    blob = models.ForeignKey("files.Blob", on_delete=models.CASCADE, related_name="insides")
    form = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=READING, default="waiting")
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blob", "form"], name="inside_once")]

    def __str__(self) -> str:
        return f"{self.blob_id} {self.form}"
