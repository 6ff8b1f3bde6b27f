"""Tokens of standing addresses: made anew from a nonce whenever the address is written, and found again by a hash."""

import base64
import secrets

from django.utils.crypto import salted_hmac


def new_nonce() -> str:
    return secrets.token_urlsafe(32)


def token(purpose: str, nonce: str) -> str:
    """The secret part of an address: 32 letters and digits in lower case, since mail servers may not keep capitals."""
    digest = salted_hmac(f"tallystone.{purpose}.token", nonce, algorithm="sha256").digest()[:20]
    return base64.b32encode(digest).decode().lower()


def hashed(purpose: str, given: str) -> str:
    """What is kept of a token, of this purpose alone."""
    return salted_hmac(f"tallystone.{purpose}.hash", given.lower(), algorithm="sha256").hexdigest()
