"""What was just done with hours, and the way to undo it: a signed word in the address of the page that follows."""

import re
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.core.value import value
from tallystone.hours import keeping
from tallystone.hours.keeping import Keeper, New
from tallystone.hours.models import Worked
from tallystone.pages.account import see
from tallystone.pages.hours_forms import BACKS
from tallystone.pages.hours_reach import own_entry
from tallystone.showing import duration

SALT = "hours"
DAY = 24 * 60 * 60


@value
class Happened:
    """What a page says after hours were logged, changed or removed. `token` undoes it; `act_id` is for that form."""

    text: str
    token: str
    act_id: str
    wrong: str = ""


def told(there: str, did: str, entry: Worked, was: Worked | None = None) -> HttpResponse:
    """Go back and say it. `did`: logged, changed, removed, brought_back."""
    before = [was.start.isoformat(), was.minutes, was.note] if was else None
    token = signing.dumps([did, entry.key, entry.minutes, before], salt=SALT, compress=True)
    return see(f"{there}{'&' if '?' in there else '?'}{urlencode({'hours': token})}")


def happened(request: HttpRequest) -> Happened | None:
    """What this address says has just happened, if it says so."""
    found = _read(request.GET.get("hours", ""))
    if not found:
        return None
    did, _key, minutes, _was = found
    texts = {
        "logged": _("%(hours)s are logged."), "changed": _("The entry is changed; it says %(hours)s now."),
        "removed": _("%(hours)s are removed."), "brought_back": _("%(hours)s are back."),
    }  # fmt: skip
    return Happened(texts[did] % {"hours": duration(minutes)}, request.GET["hours"], new_act_id())


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Undo it, once; what has changed since stays as it is, and is said."""
    found = _read(request.POST.get("token", ""))
    if not found:
        return see("/hours")
    did, key, _minutes, was = found
    entry, _row, by = own_entry(request.user, key)
    keeper, act_id = Keeper.of(entry.code, entry.milestone, by), request.POST.get("act_id", "")
    try:
        _reverse(did, keeper, entry, was, act_id)
    except Refusal as refusal:
        return see(f"/hours?{urlencode({'trouble': refusal.name})}")
    entry.refresh_from_db()
    after = {"logged": "removed", "brought_back": "removed", "removed": "brought_back", "changed": "changed"}[did]
    return told(back(request), after, entry)


def _reverse(did: str, keeper: Keeper, entry: Worked, was: list[Any], act_id: str) -> None:
    if did in {"logged", "brought_back"}:
        keeping.remove(keeper, entry, act_id)
    elif did == "removed":
        keeping.bring_back(keeper, entry, act_id)
    else:
        keeping.change(keeper, entry, New(datetime.fromisoformat(was[0]), was[1], was[2]), act_id)


def trouble(request: HttpRequest) -> str:
    """Why the last thing asked for was not done."""
    names = ("hours_gone", "hours_settled", "hours_under_review", "timer_runs", "hours_of_other", "not_now")
    name = request.GET.get("trouble", "")
    return sentence(Refusal(name, state="completed")) if name in names else sentence(Refusal("?")) if name else ""


def _read(token: str) -> list[Any] | None:
    try:
        found: list[Any] = signing.loads(token, salt=SALT, max_age=DAY)
    except signing.BadSignature:
        return None
    return found


def back(request: HttpRequest) -> str:
    """The page of ours from which the form was sent."""
    there = request.POST.get("back", "")
    return there if re.fullmatch(BACKS, there) and not there.startswith("//") else "/hours"


def came(request: HttpRequest) -> str:
    """The page of ours from which this one was opened (`?back=`), for its form and its way back."""
    there = request.POST.get("back", "") or request.GET.get("back", "")
    return there if re.fullmatch(BACKS, there) else "/hours"
