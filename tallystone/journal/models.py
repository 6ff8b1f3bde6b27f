"""The append-only record: one hash chain a contract, and people's words beside it."""

from django.db import models


class Head(models.Model):
    """The end of a contract's chain. Its row is the lock under which the chain grows."""

    code = models.CharField(max_length=8, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class Entry(models.Model):
    """One act and its facts, as exact text. Triggers refuse every change."""

    code = models.CharField(max_length=8)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    act_id = models.CharField(max_length=40, unique=True)
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "seq"], name="entry_in_order")]


class Prose(models.Model):
    """Words that an entry binds by hash. Erasing blanks text and salt and leaves the hash."""

    hash = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=8, db_index=True)
    salt = models.CharField(max_length=64)
    text = models.TextField()
    erased = models.DateTimeField(null=True, blank=True)
