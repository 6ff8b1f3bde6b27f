"""The desk: first what waits for the reader, then every contract as a road. For strangers, what Tallystone is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystone.pages.desk_rows import OTHER, STATES, Asked, Listed, Who
from tallystone.pages.desk_rows import desk as rows_of
from tallystone.pages.hours_exposed import exposed
from tallystone.pages.hours_logging import block as timer_block
from tallystone.pages.hours_reach import counts_hours, places_of
from tallystone.pages.road import Road, Stone, lay
from tallystone.people.reach import business_for, businesses_by_side, roles_of

SEARCH_LENGTH = 80
PLACES = 12  # milestones to log hours on; the week offers all


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of who is signed in; otherwise the first page that a stranger sees."""
    if not request.user.is_authenticated:
        return render(request, "public/landing.html", {"road": _sample(datetime.now(UTC).date())})
    mine = businesses_by_side(request.user)
    asked = _asked(request)
    found = rows_of(mine, asked, datetime.now(UTC), Who(int(request.user.pk or 0), roles_of(request.user)))
    shown = [listed for listed in found.lists if listed.rows]
    narrowed = bool(asked.state or asked.search or asked.after)
    context = {
        "desk": found,
        "lists": [{"side": listed.side, "rows": listed.rows, "more": _more(asked, listed)} for listed in shown],
        "both": len(shown) > 1,
        "asked": asked,
        "states": _states(asked),
        **_hours(request, mine, bool(asked.state or asked.search or asked.after)),
        "narrowed": narrowed,
        "is_freelancer": business_for(request.user) is not None if not shown and not narrowed else None,
    }
    return render(request, "desk/page.html", context)


def _hours(request: HttpRequest, mine: dict[str, list[int]], narrowed: bool) -> dict[str, Any]:
    """The timer, the form, where too much is unreviewed: for who counts hours, on the desk's first page. For others a link."""
    if narrowed or not mine["freelancer"]:
        return {}
    places = places_of(request.user)
    counts = counts_hours(request.user, places)
    timer = timer_block(request, reverse("desk"), places[:PLACES] if counts else [])
    log_hours = bool(places) or bool(timer["timer"])
    return {
        **timer,
        "log_hours": log_hours and (counts or bool(timer["timer"])),
        "may_log_hours": log_hours,
        "more_places": len(places) > PLACES,
        "exposed": exposed(request, places) if counts else [],
    }


def _asked(request: HttpRequest) -> Asked:
    """What can be read of the address; the rest is left out."""
    state, search = request.GET.get("state", ""), request.GET.get("search", "").strip()[:SEARCH_LENGTH]
    side = request.GET.get("side", "")
    return Asked(
        state=state if state in STATES else "",
        search=search.replace("\0", ""),
        side=side if side in OTHER else "",
        after=_after(request.GET.get("after", "")),
    )


def _after(given: str) -> tuple[datetime, str] | None:
    moved, _sep, code = given.rpartition("~")
    try:
        at = parse_datetime(moved)
        at = at.astimezone(UTC) if at is not None and at.tzinfo else None
    except (ValueError, OverflowError):
        return None
    return (at, code[:8].replace("\0", "")) if at else None


def _more(asked: Asked, listed: Listed) -> str:
    if listed.more is None:
        return ""
    last = listed.more.contract
    told = {"state": asked.state, "search": asked.search, "side": listed.side}
    return "?" + urlencode({k: v for k, v in told.items() if v} | {"after": f"{last.moved_at.isoformat()}~{last.code}"})


def _states(asked: Asked) -> list[dict[str, str | bool]]:
    words = {"": _("All"), "live": _("Under way"), "proposed": _("Proposed"), "done": _("Over"), "ended": _("Not agreed")}
    keep = {"search": asked.search} if asked.search else {}
    return [
        {"word": word, "href": "?" + urlencode({**({"state": state} if state else {}), **keep}), "here": state == asked.state}
        for state, word in words.items()
    ]


def _sample(today: date) -> object:
    """A road to look at: a made-up job, half way through."""

    def stone(number: int, title: str, days: int, price: int, work: str, money: str, waits_for: str | None = None) -> Stone:
        return Stone(number, title, today + timedelta(days=days), price, "EUR", work, money, waits_for=waits_for)

    stones = [
        stone(1, _("Sketches"), -24, 60_000, "accepted", "released"),
        stone(2, _("Design"), -3, 120_000, "delivered", "funded", _("the client")),
        stone(3, _("Website"), 18, 180_000, "planned", "unfunded"),
        stone(4, _("Launch"), 32, 40_000, "planned", "unfunded"),
    ]
    return lay(Road(today - timedelta(days=38), today, stones, 120_000, 60_000, 180_000, 220_000, "EUR"))
