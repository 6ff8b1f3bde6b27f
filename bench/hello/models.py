"""One table."""

from django.db import models


class Row(models.Model):
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12)
    minor = models.BigIntegerField()
    moved_at = models.DateTimeField()
