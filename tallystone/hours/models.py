"""Entries of hours, the timers that run, imports, and how much unreviewed work a freelancer allows on a contract."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q


class Worked(models.Model):
    """Somebody worked on a milestone. `seq` is the contract's journal entry that binds it; None where hours bind nobody."""

    key = models.CharField(max_length=60, unique=True)
    code = models.CharField(max_length=8)
    milestone = models.PositiveIntegerField()
    person_id = models.BigIntegerField()
    start = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=12)
    mark = models.CharField(max_length=64, null=True)  # the row of an export that it came from
    seq = models.PositiveIntegerField(null=True)
    made = models.DateTimeField()
    gone = models.DateTimeField(null=True)  # removed; can be brought back

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "mark"], name="hours_imported_once")]
        indexes = [
            models.Index(fields=["code", "milestone", "-start"], condition=Q(gone=None), name="hours_of_milestone"),
            models.Index(fields=["person_id", "start"], condition=Q(gone=None), name="hours_of_person"),
        ]

    @property
    def until(self) -> datetime:
        """When it ended."""
        return self.start + timedelta(minutes=self.minutes)


class Timer(models.Model):
    """The one timer of a person, running since `start`."""

    person_id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=8)
    milestone = models.PositiveIntegerField()
    start = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)


class Limit(models.Model):
    """How many minutes of unreviewed work the freelancer allows on a contract; without a row, `exposure.USUAL_LIMIT`."""

    code = models.CharField(max_length=8, primary_key=True)
    minutes = models.PositiveIntegerField()
    rate_minor = models.BigIntegerField(null=True)  # what an hour is worth to the freelancer, where no rate is agreed


class Import(models.Model):
    """A file of hours on its way in. `text` is compressed, and dropped when all is done."""

    key = models.CharField(max_length=32, primary_key=True)
    code = models.CharField(max_length=8)
    person_id = models.BigIntegerField()
    role = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    text = models.BinaryField()
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default="new")  # new, waiting, done, failed
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    made = models.DateTimeField()
