"""Letters: what was mailed to whom, about which entry."""

from django.db import models


class Letter(models.Model):
    """One mail. Its text is blanked once a mail server has taken it, since it may carry links; without one it is kept."""

    key = models.CharField(max_length=80, unique=True)
    to = models.EmailField(max_length=254)
    code = models.CharField(max_length=8, blank=True, db_index=True)
    seq = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    papers = models.JSONField(default=list)  # [[file hash, name], ...] to attach
    made = models.DateTimeField()
    sent = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-made"], name="letter_newest")]
