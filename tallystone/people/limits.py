"""How often: mails asked for and codes tried, counted against an address and against the place they come from."""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tallystone.core.refusal import Refusal
from tallystone.people.models import Attempt

WINDOW = timedelta(minutes=15)
MAILS_TO_AN_ADDRESS = 5
MAILS_FROM_A_PLACE = 30
TRIES_FROM_A_PLACE = 60


def count(what: str, who: str, most: int) -> None:
    """Counts one more; raises Refusal("too_many_tries") where that is more than `most` within a quarter of an hour.

    Each writes its own row first and then counts all: of any number at once, no more than `most` get through.
    """
    key = f"{what}:{salted_hmac('tallystone.limits', who, algorithm='sha256').hexdigest()[:40]}"
    _refuse_beyond(key, most - 1)
    with transaction.atomic():
        mine = Attempt.objects.create(key=key, at=timezone.now())
    try:
        _refuse_beyond(key, most)
    except Refusal:
        mine.delete()  # who is refused does not lengthen their own wait
        raise


def _refuse_beyond(key: str, most: int) -> None:
    if Attempt.objects.filter(key=key, at__gt=timezone.now() - WINDOW).count() > most:
        raise Refusal("too_many_tries")


def place_of(request) -> str:
    """The network address that asks. Of X-Forwarded-For only what our own proxies wrote counts (settings.PROXIES of them)."""
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.PROXIES:
        return _network(direct) or "here"
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    told = hops[-settings.PROXIES] if len(hops) >= settings.PROXIES else ""
    return _network(told) or _network(direct) or "here"


def _network(text: str) -> str:
    """One IPv4 address, or the /64 that an IPv6 customer is given whole; empty for what is neither."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), 64), strict=False).network_address)
    return str(address)
