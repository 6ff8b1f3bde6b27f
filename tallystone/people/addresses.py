"""Mail addresses as people type them: one address, plain letters, or a refusal that says what is wrong."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tallystone.core.refusal import Refusal, refuse_if
from tallystone.people.models import one_address

LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
SEVERAL = re.compile(r"[,;\s]")


def read_address(typed: str, field: str = "email") -> str:
    """The canonical form of one typed mail address.

    Letters beyond ASCII are refused, not folded: two addresses that look alike would else become one account.
    """
    text = typed.strip(" ")
    refuse_if(not text, "email_unreadable", field)
    refuse_if(not text.isascii(), "email_letters", field)
    refuse_if(not text.isprintable(), "email_unreadable", field)
    refuse_if(text.count("@") > 1 or bool(SEVERAL.search(text)), "email_several", field)
    address = one_address(text)
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise Refusal("email_unreadable", field) from wrong
    refuse_if(len(address) > 254 or not LOCAL.fullmatch(address.partition("@")[0]), "email_unreadable", field)
    return address


def masked(address: str) -> str:
    """An address as it may be shown to whoever holds only a link: "maya@studio.com" -> "m…@studio.com"."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"
