"""Opening: a mail from anybody, read without trusting it.

Whoever knows the address of this installation can send it anything, and the parsers of Python's library can be kept busy for
hours or made to stumble. So heads are read as they stand and only so far, texts are cut, and all of it has a few seconds.
"""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import getaddresses
from types import FrameType

from tallystone.people.models import one_address

SECONDS = 10
MOST_HEAD = 2_000  # characters of a head that are looked at
MOST_BODY = 500_000  # characters of a body
TOKEN = re.compile(r"\+([a-z2-7]{32})@", re.IGNORECASE)
MOST_TOKENS = 20
# What Python's own parser of mail is known to raise over odd ones.
STUMBLES = (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError, MessageError)


class Unreadable(Exception):
    """This is no mail that can be read, or not within its time."""


@contextmanager
def carefully(seconds: int = SECONDS) -> Iterator[None]:
    """Whatever a parser does over a strange mail is Unreadable, and so is what takes longer than this."""
    try:
        with _at_most(seconds):
            yield
    except STUMBLES as stumbled:
        raise Unreadable from stumbled


def opened(raw: bytes) -> EmailMessage:
    """The mail in these bytes (RFC 5322)."""
    mail = message_from_bytes(raw, policy=policy.default)
    if not isinstance(mail, EmailMessage):
        raise Unreadable
    return mail


def heads(mail: Message, name: str) -> list[str]:
    """What each head of this name says, unread: in one line, and not longer than a head is."""
    wanted = name.lower()
    found = [str(value) for key, value in mail.raw_items() if key.lower() == wanted]
    return [" ".join(each[:MOST_HEAD].split()) for each in found]


def head(mail: Message, name: str) -> str:
    """What the first head of this name says, or nothing."""
    return next(iter(heads(mail, name)), "")


def writer(mail: Message) -> str:
    """The one address that this mail says it is from; nothing where it says several, or none."""
    found = [address for _name, address in getaddresses(heads(mail, "From")) if "@" in address]
    return one_address(found[0]) if len(found) == 1 else ""


def tokens_of(mail: Message, names: tuple[str, ...]) -> list[str]:
    """The secret parts of the addresses to which this mail went."""
    found = [token for name in names for each in heads(mail, name) for token in TOKEN.findall(each)]
    return found[:MOST_TOKENS]


def body(mail: EmailMessage) -> tuple[str, bool]:
    """The text that a person wrote, plain where there is that, as far as it is looked at; and whether it is HTML."""
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", False
    try:
        text = part.get_content()
    except (LookupError, ValueError):  # a character set that nobody knows
        text = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    readable = text[:MOST_BODY].encode("utf-8", "replace").decode()
    return readable, part.get_content_type() == "text/html"


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Only the main thread can be called back; `receive-mail` is a process of its own and works in it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_long(signum: int, frame: FrameType | None) -> None:
    raise Unreadable
