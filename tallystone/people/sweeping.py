"""Sweeping: what nobody needs any more, for the worker to call once a day."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore

from tallystone.people.models import Attempt, Pass


def sweep(now: datetime) -> None:
    """Forgets counted tries after a day, passes 90 days after their end, and sessions that ended."""
    Attempt.objects.filter(at__lt=now - timedelta(days=1)).delete()
    Pass.objects.filter(ends__lt=now - timedelta(days=90)).delete()
    SessionStore.clear_expired()
