"""Pages and commits put to a milestone before it is delivered: have one captured, see what became of it, take one away."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tallystone.files import capturing, store
from tallystone.files.models import Capture
from tallystone.pages.uploads import back_to, milestone_or_404, panel, sentence


@require_http_methods(["GET", "HEAD", "POST"])
def captures(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """POST `address` (and `commit`) has a page or a commit captured; GET is the part of the page that shows what there is."""
    milestone_or_404(request, code, number)
    if request.method != "POST":
        return render(request, "parts/captured.html", {"panel": panel(request, code, number), "alone": True})
    address, commit = (request.POST.get(name, "").replace("\0", "") for name in ("address", "commit"))
    try:
        capturing.begin(request.user, code, number, address, commit)
    except store.Refused as refusal:
        typed = urlencode({"capture": refusal.name, "address": address[:2000], "commit": commit[:80]})
        return back_to(request, code, query=f"?{typed}", part="captures")
    return back_to(request, code, part="captures")


@require_http_methods(["POST", "DELETE"])
def capture(request: HttpRequest, code: str, number: int, capture) -> HttpResponse:
    """Takes one away that no delivery has taken."""
    milestone_or_404(request, code, number)
    row = Capture.objects.filter(pk=capture, code=code, milestone=number, taken=False).first()
    if row is None:
        raise Http404
    capturing.remove(row)
    return HttpResponse(status=204) if request.method == "DELETE" else back_to(request, code, part="captures")


def why(name: str) -> str:
    """Why something is only named, in words."""
    return sentence(name)
