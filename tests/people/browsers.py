"""Requests and letters, for tests of codes and links."""

import re
from datetime import timedelta

from django.test import Client, RequestFactory
from django.utils import timezone

from tallystone.notices.models import Letter
from tallystone.people.browser import COOKIE

HERE, THERE = "a" * 43, "b" * 43


def request(browser: str = HERE, **meta):
    """A request from this browser; `meta` as in request.META."""
    asked = RequestFactory().post("/", **meta)
    asked.COOKIES[COOKIE] = browser
    return asked


def letters_to(email: str) -> list[Letter]:
    return list(Letter.objects.filter(to=email).order_by("id"))


def last_code(email: str) -> str:
    """The code in the last letter that went to this address."""
    letter = [one for one in letters_to(email) if one.kind == "Code"][-1]
    return re.search(r"[0-9]{8}", letter.subject).group()


def sign_in(browser: Client, email: str, **more):
    """Signs in over the pages; the answer to the typed code."""
    browser.post("/sign-in", {"email": email, **more})
    return browser.post("/sign-in/code", {"code": last_code(email)})


def later(time_machine, by: timedelta) -> None:
    """Moves the clock on."""
    time_machine.move_to(timezone.now() + by)
