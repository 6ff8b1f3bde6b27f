"""The pages for what does not exist, is not allowed, or broke."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

OF_MEMBERS = ("/contracts/", "/drafts")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what never was and for what is out of reach. Who is not signed in is asked to, there as here."""
    if request.method in {"GET", "HEAD"} and request.path.startswith(OF_MEMBERS) and not request.user.is_authenticated:
        return HttpResponseRedirect(f"{resolve_url('sign-in')}?{urlencode({'next': request.get_full_path()})}")
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403; also for a form that was open longer than the sign-in, or that another site sent (`reason` is for the log)."""
    return render(request, "errors/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500, without asking the database for anything: it may be what broke."""
    told = {"request_id": getattr(request, "id", "")}
    return HttpResponse(render_to_string("errors/500.html", told), status=500)
