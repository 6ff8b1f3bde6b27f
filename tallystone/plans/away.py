"""Time off: entered once for a business, respected by every plan. And days off as somebody types them in a line."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from tallystone import daysoff
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.people.models import Business
from tallystone.people.reach import businesses_kept
from tallystone.planning import numbers
from tallystone.planning.days import TimeOff as Days
from tallystone.planning.said import short
from tallystone.plans.models import TimeOff

MOST = 200
LONGEST = timedelta(days=366)
WHY_LENGTH = 120
MOST_TYPED = 10_000
EDGES = " \t,;:–—-()."


def within_reach(person) -> QuerySet[TimeOff]:
    """The days off of the businesses for which this person acts."""
    return TimeOff.objects.filter(business_id__in=businesses_kept(person, "time_off"))


def row_for(person, number: int) -> TimeOff:
    found = within_reach(person).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def coming(business_ids: list[int], today: date) -> QuerySet[TimeOff]:
    """What is not over yet, the next first."""
    found = TimeOff.objects.filter(business_id__in=business_ids, deleted=None, last__gte=today)
    return found.select_related("business").order_by("first", "pk")


def add(business: Business, first: date, last: date, why: str) -> TimeOff:
    """Days off; entered twice they are there once. Refuses an end before the beginning, and more than a year."""
    refuse_if(last < first, "ends_before_it_begins", "last", first=first)
    refuse_if(last - first > LONGEST, "too_long_away", "last")
    refuse_if(len(why) > WHY_LENGTH, "text_too_long", "why", most=WHY_LENGTH, given=len(why))
    refuse_if(TimeOff.objects.filter(business=business, deleted=None).count() >= MOST, "too_many_away", "first", most=MOST)
    return TimeOff.objects.get_or_create(business=business, first=first, last=last, why=why, deleted=None)[0]


def choose_region(business: Business, region: str, field: str) -> None:
    """Whose public holidays hold for a business: a part of its country, or "" for those of the whole country alone."""
    refuse_if(bool(region) and region not in daysoff.regions(business.country), "choose_one", field)
    chosen = f"{business.country}-{region}" if region else ""
    Business.objects.filter(pk=business.pk).update(region=chosen)


def delete(row: TimeOff) -> None:
    TimeOff.objects.filter(pk=row.pk).update(deleted=timezone.now())


def bring_back(row: TimeOff) -> None:
    TimeOff.objects.filter(pk=row.pk).update(deleted=None)


def days_of(business_id: int | None) -> tuple[Days, ...]:
    """A business's days off as a calendar takes them."""
    if not business_id:
        return ()
    rows = TimeOff.objects.filter(business_id=business_id, deleted=None).order_by("first")
    return tuple(Days(row.first, row.last, row.why) for row in rows)


def typed_days(text: str, field: str, today: date) -> tuple[Days, ...]:
    """One span a line: "2026-12-21 to 2027-01-03 Closed", "24 December". Refuses a line without a day."""
    refuse_if(len(text) > MOST_TYPED, "text_too_long", field, most=MOST_TYPED, given=len(text))
    return tuple(_span(line, field, today) for line in text.split("\n") if line.strip())


def _span(line: str, field: str, today: date) -> Days:
    found = list(numbers.days(line, today))
    if not 1 <= len(found) <= 2:
        raise Refusal("away_unreadable", field, text=short(line.strip()))
    first, last = found[0].value, found[-1].value
    if last < first and found[-1].unsure:  # "28 December to 3 January", asked in January
        last = last.replace(year=last.year + 1)
    refuse_if(last < first, "ends_before_it_begins", field, first=first)
    refuse_if(last - first > LONGEST, "too_long_away", field)
    why = f"{line[: found[0].start].removesuffix('from ').strip(EDGES)} {line[found[-1].end :].strip(EDGES)}".strip()
    return Days(first, last, why[:WHY_LENGTH])
