"""The logo of a business: taken in, drawn anew as a bare PNG, and shown to who has to do with the business."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.files import store
from tallystone.files.kinds import HEAD, kind_of
from tallystone.files.previews import clean_picture
from tallystone.pages.settings_pages import done, keep, own_business
from tallystone.pages.signed import Signed
from tallystone.people.reach import business_seen

MOST_BYTES = 5 * 1024 * 1024
KINDS = ("image/png", "image/jpeg", "image/webp")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings_logo(request: Signed) -> HttpResponse:
    """Takes a logo, or takes it away."""
    own = own_business(request)
    refusal = None
    if request.method == "POST":
        try:
            keep(own, {"logo": "" if "remove" in request.POST else read_logo(request.FILES.get("logo"))})
            return done("logo")
        except Refusal as wrong:
            refusal = wrong
    told = {"own": own, "error": sentence(refusal) if refusal else ""}
    return render(request, "account/logo.html", told, status=422 if refusal else 200)


def read_logo(given) -> str:
    """The content hash of this picture as a PNG made of its pixels alone. Raises Refusal with field "logo"."""
    if given is None:
        raise Refusal("file_missing", "logo")
    refuse_if(given.size == 0, "file_empty", "logo")
    refuse_if(given.size > MOST_BYTES, "logo_too_large", "logo")
    given.seek(0)
    picture = clean_picture(given) if kind_of(given.read(HEAD)) in KINDS else None
    if picture is None:
        raise Refusal("logo_unreadable", "logo")
    return store.keep(picture).hash


@require_safe
def logo(request: HttpRequest, business_id: int) -> FileResponse:
    """The picture, to its own people and to the other side of their contracts; 404 to everybody else."""
    found = business_seen(request.user, business_id)
    try:
        picture = store.open_blob(found.logo)
    except FileNotFoundError:
        raise Http404 from None
    headers = {
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, max-age=3600",
    }
    return FileResponse(picture, content_type="image/png", headers=headers)
