"""Letters: what one says, top to bottom, written once and put down to be sent; codes and other plain letters."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from tallystone.acting import outbox
from tallystone.core.value import value
from tallystone.notices import tokens
from tallystone.notices.models import Letter, Wish


@dataclass
class Part:
    """What one contract has to tell in a gathered letter."""

    title: str
    code: str
    head: str
    happened: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    risks: list[str] = field(default_factory=list)
    asked: str = ""
    address: str = ""


@dataclass
class Content:
    """What one letter says, top to bottom."""

    subject: str
    happened: list[str]
    title: str = ""
    asked: str = ""
    until: str = ""
    quotes: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    button: str = ""
    address: str = ""
    road: list[dict[str, Any]] = field(default_factory=list)
    code: str = ""
    head: str = ""
    secret: str = ""
    parts: list[Part] = field(default_factory=list)
    stop: str = ""  # where one click ends letters like this one
    reply: bool = False  # an answer by mail is taken


@value
class About:
    """What a letter is about: its contract and entry, the notice that it proves when it is sent, the papers with it.

    `notice` is [milestone, round, "delivered" or the kind of a reminder, snapshot]; `papers` are [file hash, file name].
    """

    code: str = ""
    seq: int = 0
    notice: list[Any] | None = None
    papers: list[list[str]] = field(default_factory=list)
    person: int = 0
    milestone: int = 0
    question: int = 0
    comment: int = 0
    stop: str = ""


def stop_address(wish: Wish) -> str:
    """Where one click ends the letters that need no answer."""
    return settings.BASE_URL + reverse("letters-stop", args=[tokens.token("letters", wish.nonce)])


def keep(
    key: str, to: str, kind: str, content: Content, now: datetime, about: About | None = None, due: datetime | None = None
) -> None:
    """Write a letter and have the worker send it, now or when it is `due`; the same key again changes nothing."""
    about = about or About()
    content.reply = bool(settings.INBOUND_ADDRESS and about.code and about.person)
    context = {"letter": content, "base": settings.BASE_URL}
    columns = {
        "to": to, "kind": kind, "made": now, "code": about.code, "seq": about.seq, "papers": about.papers,
        "person_id": about.person, "milestone": about.milestone, "question": about.question,
        "comment": about.comment, "stop": about.stop,
        "subject": " ".join(content.subject.split())[:240],
        "text": render_to_string("letters/letter.txt", context),
        "html": render_to_string("letters/letter.html", context),
    }  # fmt: skip
    with transaction.atomic():  # a letter without a job would never leave
        letter, new = Letter.objects.get_or_create(key=key, defaults=columns)
        if new and content.reply:
            letter.reply_hash = tokens.hashed("reply", reply_token(letter))
            letter.save(update_fields=["reply_hash"])
        outbox.put("send", f"send:{letter.pk}", {"letter": letter.pk, "notice": about.notice}, due or now)


def reply_token(letter: Letter) -> str:
    """The secret part of the address to which this letter is answered."""
    return tokens.token("reply", f"{letter.pk} {letter.key}")


def send_code_letter(email: str, code: str, purpose: str) -> None:
    """Mail a code; what it is for is told, so that nobody types it into the wrong place."""
    reasons = {
        "sign-in": _("Type this code to sign in."),
        "step-up": _("Type this code to confirm what you are about to do."),
        "new-address": _("Type this code to use this address from now on."),
    }
    subject = _("%(code)s is your code for Tallystone") % {"code": code}
    content = Content(subject, [reasons.get(purpose, reasons["sign-in"])], secret=code)
    content.until = _("It is valid for 15 minutes, in the browser in which you asked for it. If you did not, do nothing.")
    now = datetime.now(UTC)
    keep(f"code:{email[:40]}:{now.timestamp()}", email, "Code", content, now)


def send_plain_letter(email: str, subject: str, sentences: Iterable[str], button: str = "", address: str = "") -> None:
    """Mail a few sentences, perhaps with one button."""
    now = datetime.now(UTC)
    content = Content(subject, list(sentences), button=button, address=address)
    keep(f"plain:{email[:40]}:{now.timestamp()}", email, "Plain", content, now)
