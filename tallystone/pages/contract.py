"""The page of one contract: where it stands, the one thing asked of the reader, and everything that happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from tallystone.pages import history as told
from tallystone.pages.history import changes_since
from tallystone.pages.hours_exposed import hours_at
from tallystone.pages.place import Place
from tallystone.pages.standing import Standing
from tallystone.people.reach import contract_for

__all__ = ["changes_since", "contract", "history", "news"]
STOP_ASKING = 286  # htmx: this answer ends the polling


@require_safe
def contract(request: HttpRequest, code: str) -> HttpResponse:
    """The contract as it stands; terms on offer are a page to read and answer."""
    it = Standing(request, code)
    name = "proposed" if it.contract.state == "proposed" else "page" if it.contract.agreed_at else "ended"
    context = {"it": it, "c": it.contract, "row": it.row, "code": it.code, **hours_at(it)}
    return render(request, f"contract/{name}.html", context)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """The history from before an entry (`?before=`), as a page of its own or, for htmx, as the piece that is added."""
    place = Place(request, code)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    lines, earlier = told.lines_before(code, before, place.names)
    context = {"lines": lines, "earlier": earlier, "row": place.row, "code": code}
    piece = request.headers.get("HX-Request") == "true"
    return render(request, "contract/_history.html" if piece else "contract/history.html", context)


@require_safe
def news(request: HttpRequest, code: str) -> HttpResponse:
    """A quiet bar when something happened since the page was made (`?since=` its last movement), else nothing."""
    row, _side = contract_for(request.user, code)
    try:
        since = parse_datetime(request.GET.get("since", ""))
    except ValueError:
        since = None
    if since is None or since.tzinfo is None or row.moved_at <= since:
        return HttpResponse(status=204)
    return render(request, "contract/_news.html", {"code": code}, status=STOP_ASKING)
