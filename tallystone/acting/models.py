"""What is to be done after an act, kept in the act's own transaction; and the row that gives invoice numbers."""

from django.db import models


class Job(models.Model):
    """Work for the worker: done at least once, tried again later when it fails, never lost."""

    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=80, unique=True)
    payload = models.JSONField(default=dict)
    due = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    done = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due"], name="job_waiting", condition=models.Q(done__isnull=True))]


class InvoiceNumber(models.Model):
    """The last number given to a freelancer's invoices. Its row is locked until the act that takes one is done."""

    business_id = models.BigIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
