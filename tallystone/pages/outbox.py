"""The letters of a demo, which no mail server takes: a list, and each as its reader would see it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tallystone.notices.models import Letter

PIECE = 50
# A letter's own styles, and nothing else: no script, no form, no request to anywhere.
LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
)
FRAMED = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "form-action 'self'", "frame-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
))  # fmt: skip


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest letters first; `?before=` goes on."""
    _only_in_a_demo()
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 15 else 0
    rows = Letter.objects.filter(**({"id__lt": before} if before else {})).order_by("-id").defer("text", "html")
    found = list(rows[: PIECE + 1])
    earlier = f"?before={found[PIECE - 1].pk}" if len(found) > PIECE else ""
    return render(request, "public/outbox.html", {"letters": found[:PIECE], "earlier": earlier})


@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """One letter, its text and its HTML."""
    _only_in_a_demo()
    found = get_object_or_404(Letter, pk=number)
    answer = render(request, "public/letter.html", {"letter": found, "papers": _papers(found)})
    answer["Content-Security-Policy"] = FRAMED
    return answer


@require_safe
def letter_html(request: HttpRequest, number: int) -> HttpResponse:
    """The HTML of a letter alone, in a sandbox; its links open in the whole window."""
    _only_in_a_demo()
    found = get_object_or_404(Letter, pk=number)
    html = found.html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": LETTER, "X-Frame-Options": "SAMEORIGIN"})


def _papers(found: Letter) -> list[dict[str, str]]:
    """What goes with the letter; whoever is signed in opens what is within their reach."""
    named = ((name, *name.removesuffix(".pdf").split("-", 1)) for _file, name in found.papers)
    return [{"name": name, "address": reverse("paper", args=[found.code, kind, about])} for name, kind, about in named]


def _only_in_a_demo() -> None:
    if not settings.DEMO:
        raise Http404
