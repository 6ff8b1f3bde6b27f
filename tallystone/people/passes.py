"""Passes: mailed codes and links that let a person in, once. Sign-in, sign-up, step-up, a new address, an invitation.

A code has eight digits, lives 15 minutes, and works only in the browser that asked for it; five tries. A link has 256
bits and lives 30 days. Of both only a keyed hash is kept.
"""

import hmac
import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tallystone.core.refusal import Refusal, refuse_if
from tallystone.people import limits
from tallystone.people.browser import browser_hash
from tallystone.people.models import Pass, Person

CODE_LIVES = timedelta(minutes=15)
LINK_LIVES = timedelta(days=30)
TRIES = 5
DIGITS = re.compile(r"[0-9]{8}")


def make_code(request, email: str, purpose: str) -> str:
    """A new code for this address, purpose and browser, to be mailed at once. Earlier ones of the same no longer count."""
    browser = browser_hash(request)
    limits.count("mail-place", limits.place_of(request), limits.MAILS_FROM_A_PLACE)
    limits.count("mail-address", _asker(email, browser), limits.MAILS_TO_AN_ADDRESS)
    code, now = f"{secrets.randbelow(10**8):08d}", timezone.now()
    with transaction.atomic():
        Pass.objects.create(
            purpose=purpose, email=email, browser_hash=browser, made=now, ends=now + CODE_LIVES,
            secret_hash=_code_hash(code, email, purpose, browser, now),
        )  # fmt: skip
    return code


def _asker(email: str, browser: str) -> str:
    """Whose mails are counted: a browser that has signed in with this address is not locked out by strangers who ask for it."""
    known = Pass.objects.filter(email=email, browser_hash=browser, used__isnull=False).exists()
    return f"{email} {browser}" if known else email


def check_code(request, email: str, purpose: str, typed: str) -> None:
    """Consumes the code of this address, purpose and browser; of any number at once, one succeeds.

    Raises Refusal: code_missing, code_wrong, code_over, code_other_browser, code_used_up, too_many_tries.
    """
    code = re.sub(r"[ \u00a0-]", "", typed)
    refuse_if(not code, "code_missing")
    limits.count("try-place", limits.place_of(request), limits.TRIES_FROM_A_PLACE)
    found = _latest(email, purpose, browser_hash(request))
    now = timezone.now()
    refuse_if(found.used is not None or found.ends <= now, "code_over")
    # The try is counted before the code is compared, so that many guesses at once are still five.
    live = Pass.objects.filter(pk=found.pk, used__isnull=True)
    refuse_if(not live.filter(tries__lt=TRIES).update(tries=F("tries") + 1), "code_used_up")
    right = _code_hash(code, email, purpose, found.browser_hash, found.made)
    if not DIGITS.fullmatch(code) or not hmac.compare_digest(right, found.secret_hash):
        raise Refusal("code_used_up" if found.tries + 1 >= TRIES else "code_wrong")
    refuse_if(not live.filter(ends__gt=now).update(used=now), "code_over")


def _latest(email: str, purpose: str, browser: str) -> Pass:
    asked = Pass.objects.filter(email=email, purpose=purpose).order_by("-made", "-id")
    found = asked.filter(browser_hash=browser).first()
    if found is None:
        elsewhere = asked.filter(used__isnull=True, ends__gt=timezone.now()).exists()
        raise Refusal("code_other_browser" if elsewhere else "code_over")
    return found


def _code_hash(code: str, email: str, purpose: str, browser: str, made: datetime) -> str:
    """Keyed, since eight digits alone could be guessed from a stolen table."""
    said = f"{purpose} {email} {browser} {made.timestamp():.6f} {code}"
    return salted_hmac("tallystone.passes.code", said, algorithm="sha256").hexdigest()


def invite(email: str, code: str) -> str:
    """An address that signs this person in, once, and leads to the contract. For letters to people without a password."""
    return settings.BASE_URL + reverse("invite", args=[make_link(Pass.INVITE, email, code=code)])


def make_link(purpose: str, email: str, **about: object) -> str:
    """The secret part of a new link for this address; only its hash is kept."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        Pass.objects.create(
            purpose=purpose, email=email, secret_hash=_link_hash(token), made=now, ends=now + LINK_LIVES, **about
        )
    return token


def open_link(purpose: str, token: str) -> Pass | None:
    """What is behind a link of this purpose, whether or not it still works; None where there never was one. Changes nothing."""
    return Pass.objects.filter(secret_hash=_link_hash(token), purpose=purpose).first()


def use_link(request, found: Pass) -> None:
    """Consumes what is behind a link and binds it to this browser; of any number at once, one succeeds, the others get
    Refusal: link_over, link_used."""
    now = timezone.now()
    refuse_if(found.used is None and found.ends <= now, "link_over")
    unused = Pass.objects.filter(pk=found.pk, used__isnull=True, ends__gt=now)
    refuse_if(not unused.update(used=now, browser_hash=browser_hash(request)), "link_used")


def open_invite(token: str) -> Pass | None:
    """The invitation to a contract behind a link, as `open_link` gives it."""
    return open_link(Pass.INVITE, token)


def redeem_invite(request, token: str) -> Person:
    """Consumes an invitation and binds it to this browser; the invited person. Raises Refusal: link_over, link_used."""
    found = open_invite(token)
    person = Person.objects.filter(email=found.email).first() if found else None
    if found is None or person is None:
        raise Refusal("link_over")
    use_link(request, found)
    return person


def revoke_invites(email: str, code: str = "") -> None:
    """Ends the invitations that wait at this address (for one contract, or all)."""
    waiting = Pass.objects.filter(email=email, purpose=Pass.INVITE, used__isnull=True, ends__gt=timezone.now())
    (waiting.filter(code=code) if code else waiting).update(ends=timezone.now())


def _link_hash(token: str) -> str:
    return salted_hmac("tallystone.passes.link", token, algorithm="sha256").hexdigest()
