"""Signing in and out. The same page signs up: a new mail address gets its account when its code is typed."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.pages.codes import send_code
from tallystone.people.addresses import masked, read_address
from tallystone.people.arriving import arrive, person_at
from tallystone.people.models import Pass
from tallystone.people.passes import check_code
from tallystone.people.reach import businesses_of

PENDING = "signing_in"  # in the session: whose code is awaited, where to go then, whether the address may be shown whole


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for a mail address and mails it a code; the same answer whether or not the address is known."""
    next_page = inside(request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(next_page or home(request.user))
        return _ask_address(request, next_page)
    try:
        email = read_address(request.POST.get("email", ""))
        await_code(request, email, next_page)
    except Refusal as refusal:
        return _ask_address(request, next_page, refusal)
    return see(reverse("sign-in-code"))


def await_code(request: HttpRequest, email: str, next_page: str, *, hidden: bool = False) -> None:
    """Mails a code for signing in and remembers in this session for whom. `hidden`: the address is shown masked only."""
    send_code(request, email, Pass.SIGN_IN)
    request.session[PENDING] = {"email": email, "next": next_page, "hidden": hidden}


def _ask_address(request: HttpRequest, next_page: str, refusal: Refusal | None = None) -> HttpResponse:
    told = {"next": next_page, "typed": request.POST.get("email", "")[:400], "error": sentence(refusal) if refusal else ""}
    return render(request, "account/sign_in.html", told, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Takes the code, signs in, and goes where the person wanted to go."""
    pending = request.session.get(PENDING)
    if pending is None:
        return redirect(home(request.user) if request.user.is_authenticated else "sign-in")
    try:
        if "resend" in request.POST:
            send_code(request, pending["email"], Pass.SIGN_IN)
            return see(reverse("sign-in-code") + "?sent=again")
        if request.method == "POST":
            check_code(request, pending["email"], Pass.SIGN_IN, request.POST.get("code", "")[:40])
            return _let_in(request, pending)
    except Refusal as refusal:
        return _ask_code(request, pending, refusal)
    return _ask_code(request, pending)


def _ask_code(request: HttpRequest, pending: dict, refusal: Refusal | None = None) -> HttpResponse:
    email = masked(pending["email"]) if pending["hidden"] else pending["email"]
    told = {
        "email": email,
        "hidden": pending["hidden"],
        "again": request.GET.get("sent") == "again",
        "error": sentence(refusal) if refusal else "",
    }
    return render(request, "account/code.html", told, status=422 if refusal else 200)


def _let_in(request: HttpRequest, pending: dict) -> HttpResponse:
    person = person_at(pending["email"])
    arrive(request, person, proved=True)
    request.session.pop(PENDING, None)
    return see(pending["next"] or home(person))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this session; the browser stays known."""
    logout(request)
    return see(reverse("sign-in"))


def home(person) -> str:
    """Where somebody begins who wanted nothing else: the desk, or the welcome for who has neither business nor contract."""
    return reverse("desk" if businesses_of(person) else "welcome")


def inside(address: str) -> str:
    """The address if it is one of ours, without a host; else nothing."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else ""


def see(address: str) -> HttpResponse:
    """303: go there and read (after a POST, so that going back repeats nothing)."""
    response = redirect(address)
    response.status_code = 303
    return response
