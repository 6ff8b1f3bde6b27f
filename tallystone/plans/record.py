"""The freelancer's own record: what milestones were planned to take, and what they took."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tallystone.books.models import Contract, Milestone
from tallystone.people.models import Business
from tallystone.planning.course import Past, Range, Record
from tallystone.planning.days import Calendar, Working

MOST = 200  # the latest ones: how one works today


def record_of(business: Business, calendar: Calendar, stated: Range | None = None) -> Record:
    """From the start to the due day against the start to the first handing over, in working days; and how long reviews took."""
    own = Contract.objects.filter(freelancer_id=business.pk).values("code")
    rows = Milestone.objects.filter(code__in=own, started_at__isnull=False, handed_at__isnull=False)
    found = list(rows.order_by("-handed_at").values_list("started_at", "due", "handed_at", "accepted_at")[:MOST])
    if not found:
        return Record(stated=stated or Range())
    zone = ZoneInfo(business.zone)
    working = Working(calendar, min(started for started, *_rest in found).astimezone(zone).date())
    past = tuple(_past(working, zone, started, due, handed) for started, due, handed, _accepted in found)
    reviews = tuple((accepted - handed).days for _started, _due, handed, accepted in found if accepted)
    return Record(past, reviews, stated or Range())


def _past(working: Working, zone: ZoneInfo, started: datetime, due, handed: datetime) -> Past:
    first, last = started.astimezone(zone).date(), handed.astimezone(zone).date()
    return Past(max(working.between(first, due), 1), max(working.between(first, last), 1))
