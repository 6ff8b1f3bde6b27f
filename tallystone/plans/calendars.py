"""The calendars of both sides of a draft: public holidays by where they are, and their time off."""

from dataclasses import replace
from datetime import date

from tallystone.books.models import Contract
from tallystone.core.value import value
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import Typed
from tallystone.people.models import Business
from tallystone.planning.days import Calendar
from tallystone.planning.days import TimeOff as Days
from tallystone.plans.away import days_of, typed_days
from tallystone.scope.place import Place, place_of


@value
class Both:
    """Both sides' calendars, and the client's business where it is known here."""

    freelancer: Calendar
    client: Calendar
    theirs: Business | None = None


def calendar_of(business: Business | None, more: tuple[Days, ...] = ()) -> Calendar:
    """A business's calendar; without a business only weekends, and `more`."""
    if business is None:
        return Calendar(off=more)
    place = where(business)
    return Calendar(place.country, place.region, (*days_of(business.pk), *more))


def where(business: Business) -> Place:
    """Where a business is: the region that its address proves, else the one that it chose for its public holidays."""
    place = place_of(business.country, business.address)
    chosen = business.region.removeprefix(f"{place.country}-")
    return place if place.region or chosen == business.region else replace(place, region=chosen)


def both_of(draft: Draft, typed: Typed, away: str, today: date) -> Both:
    """The calendars with which a draft is planned; `away`: more days off of the client's, as typed. Refuses as `typed_days`."""
    theirs, more = client_of(draft, typed), typed_days(away, "away", today)
    if theirs is not None:
        return Both(calendar_of(draft.business), calendar_of(theirs, more), theirs)
    place = place_of(typed["client_country"][:2], typed["client_address"])
    return Both(calendar_of(draft.business), Calendar(place.country, place.region, more))


def client_of(draft: Draft, typed: Typed) -> Business | None:
    """The client's business, where the draft names one that is known."""
    if draft.counters:
        return Business.objects.filter(pk__in=Contract.objects.filter(code=draft.code).values("client_id")).first()
    chosen = typed["client"]
    if draft.business_id is None or not (chosen.isascii() and chosen.isdigit() and len(chosen) < 16):
        return None
    return Business.objects.filter(pk=int(chosen), kept_by=draft.business_id).first()
