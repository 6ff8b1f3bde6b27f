"""Replying: an answer that came by mail, read as its writer meant it: what they wrote, without what they quoted.

The address to which a letter is answered carries a token of that letter alone. Its words count only where they come from the
person whose letter it was. What a machine sent (an automatic reply, a bounce, a list, a letter of ours) is left alone.
"""

import hashlib
import re
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser
from itertools import islice

from django.conf import settings

from tallystone.core.value import value
from tallystone.notices import opening, tokens
from tallystone.notices.models import Letter
from tallystone.people.models import Person, one_address

MOST_BYTES = 25 * 1024 * 1024
ABOVE = re.compile(r"^[>\s|]*##-.*-##\s*$")
QUOTED = re.compile(r"^\s*>")
SIGNATURE = re.compile(r"^(--\s?|__+|—\s?)$")
SENT_FROM = re.compile(
    r"^(Sent from my |Get Outlook for |Von meinem |Gesendet von |Enviado desde mi |Envoyé de mon )", re.IGNORECASE
)
SAYING = re.compile(r"^(On|Am|Le|El|Em|Il|Op|Den|Dne|W dniu)\b")
SAID = re.compile(
    r"^(On|Am|Le|El|Em|Il|Op|Den|Dne|W dniu)\b.{4,300}"
    r"(wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napsal\(a\)|napisał\(a\))?\s?:\s*$"
)
ORIGINAL = re.compile(
    r"^\s*-{2,}\s*(Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Mensagem original|"
    r"Forwarded message)\s*-{2,}\s*$",
    re.IGNORECASE,
)
BELOW = re.compile(r"(Sent|Gesendet|Envoyé|Enviado|Date|Datum|To|An|Para|À)\s?:")
HEADERS = re.compile(r"^\*?(From|Von|De|Da|Van|Från|Fra)\s?:\*?\s.*$")
AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Auto-Response-From", "List-Id", "List-Unsubscribe")
MACHINES = {"mailer-daemon", "postmaster", "no-reply", "noreply", "do-not-reply"}


@value
class Reply:
    """A person's words about a letter of theirs. `key` is the same for the same mail, however often it comes."""

    letter: Letter
    person: Person
    text: str
    key: str
    attachments: int


class NotForUs(Exception):
    """No letter of ours has this address."""


class NotTheirs(Exception):
    """The letter was somebody else's."""


def read(raw: bytes) -> Reply | None:
    """The reply in this mail (RFC 5322); None for what a machine sent. Raises NotForUs, NotTheirs, Unreadable."""
    with opening.carefully():
        mail = opening.opened(raw)
        if _by_machine(mail):
            return None
        wanted = opening.tokens_of(mail, ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"))
        writer = opening.writer(mail)
        said = opening.head(mail, "Message-ID") or hashlib.sha256(raw).hexdigest()
    letter = _letter(wanted)
    person = Person.objects.filter(pk=letter.person_id).first()
    if person is None or not writer or writer not in {one_address(person.email), one_address(letter.to)}:
        raise NotTheirs
    key = "mail-" + hashlib.sha256(f"{letter.pk} {said}".encode()).hexdigest()[:35]
    with opening.carefully():
        return Reply(letter, person, words_of(mail), key, sum(1 for _part in mail.iter_attachments()))


def _by_machine(mail: EmailMessage) -> bool:
    """Automatic replies (RFC 3834), bounces, lists and what came from here: answering them would go round in circles."""
    said = {name: opening.head(mail, name).lower() for name in ("Auto-Submitted", "Precedence", "Return-Path")}
    sender = opening.writer(mail)
    ours = {one_address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1]), one_address(settings.INBOUND_ADDRESS)}
    return (
        said["Auto-Submitted"] not in {"", "no"}
        or said["Precedence"] in {"bulk", "junk", "list", "auto_reply"}
        or said["Return-Path"] == "<>"
        or any(opening.head(mail, name) for name in AUTOMATIC)
        or mail.get_content_type() in {"multipart/report", "message/delivery-status"}
        or sender.partition("@")[0] in MACHINES
        or sender in ours
        or not sender
    )


def _letter(found: list[str]) -> Letter:
    """The letter to which one of these tokens belongs."""
    hashes = [tokens.hashed("reply", each) for each in found]
    letter = Letter.objects.filter(reply_hash__in=hashes).exclude(reply_hash="").order_by("pk").first()
    if letter is None:
        raise NotForUs
    return letter


def words_of(mail: EmailMessage) -> str:
    """What the person wrote: without quotes, signature, and what their program added."""
    text, html = opening.body(mail)
    return own_words(_plain(text) if html else text)


def own_words(text: str) -> str:
    """The lines above what was quoted."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        after = " ".join(lines[number : number + 3])
        if ABOVE.match(line) or SIGNATURE.match(line) or SENT_FROM.match(line) or ORIGINAL.match(line):
            break
        if HEADERS.match(line) and kept and BELOW.search(after):
            break
        if _introduces(line, lines, number + 1):
            break
        if not QUOTED.match(line):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _introduces(line: str, lines: list[str], after: int) -> bool:
    """Does this line say who wrote what is quoted next (perhaps over two lines)? "On Monday we said this:" does not."""
    if not SAYING.match(line):
        return False
    following = list(islice((lines[n] for n in range(after, len(lines)) if lines[n].strip()), 2))
    if not SAID.match(line) and following and SAID.match(f"{line} {following[0]}"):
        following = following[1:]
    elif not SAID.match(line):
        return False
    return not following or any(mark.match(following[0]) for mark in (QUOTED, ABOVE))


class _Text(HTMLParser):
    """The text of HTML, with quotes left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0
        self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if self.quoted or tag == "blockquote" or "gmail_quote" in classes:
            self.quoted += tag not in {"br", "img", "hr", "input", "meta", "link"}
        if tag in {"script", "style", "head"}:
            self.hidden += 1
        if tag in {"br", "p", "div", "li", "tr", "h1", "h2", "h3"}:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.quoted:
            self.quoted -= 1
        if tag in {"script", "style", "head"}:
            self.hidden = max(0, self.hidden - 1)
        if tag in {"p", "li", "tr"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden and not self.quoted:
            self.parts.append(re.sub(r"\s+", " ", data))


def _plain(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.parts).split("\n")
    return "\n".join(line.strip(" ") for line in lines)
