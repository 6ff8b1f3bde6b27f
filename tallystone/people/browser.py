"""Which browser asks: a random value in a cookie of its own, so that a mailed code works only where it was asked for."""

import re
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

COOKIE = "browser"
YEAR = 60 * 60 * 24 * 365
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def browser_hash(request) -> str:
    """The hash under which this browser is known; a browser without the cookie gets one with the answer."""
    if not hasattr(request, "browser"):
        given = request.COOKIES.get(COOKIE, "")
        request.browser_is_new = not SHAPE.fullmatch(given)
        request.browser = secrets.token_urlsafe(32) if request.browser_is_new else given
    return salted_hmac("tallystone.browser", request.browser, algorithm="sha256").hexdigest()


class Browsers:
    """Middleware: sets the cookie where a view has asked which browser this is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "browser_is_new", False):
            response.set_cookie(COOKIE, request.browser, max_age=YEAR, httponly=True, secure=settings.SECURE, samesite="Lax")
        return response
