"""The post: hands a kept letter to the mail server, or shows it at /outbox in a demo, or keeps it until there is a server."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from tallystone.acting.models import Job
from tallystone.files import store
from tallystone.notices.letters import reply_token
from tallystone.notices.models import Letter


def send(letter_id: int, now: datetime) -> Letter | None:
    """The letter once it is out; None where there is nobody to take it, so that nobody counts as told.

    A crash between the server's yes and our note sends it twice, never not at all.
    """
    letter = Letter.objects.get(pk=letter_id)
    if letter.sent:
        return letter
    if not settings.SMTP and not settings.DEMO:
        return None
    if settings.SMTP:
        _mail(letter)
        letter.text = letter.html = letter.stop = ""
    letter.sent = now
    letter.save(update_fields=["sent", "text", "html", "stop"])
    return letter


def take_up_kept() -> int:
    """Where a mail server was set since, send what was kept; how many letters. Codes are over by then."""
    if not settings.SMTP:
        return 0
    kept = Letter.objects.filter(sent=None).exclude(kind="Code").values_list("pk", flat=True)
    keys = [f"send:{pk}" for pk in kept]
    return Job.objects.filter(key__in=keys).exclude(done=None).update(done=None)


def _mail(letter: Letter) -> None:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{letter.pk}.{letter.made:%Y%m%d%H%M%S}@{host}>", "Auto-Submitted": "auto-generated"}
    if letter.code:
        headers["References"] = f"<contract.{letter.code}@{host}>"
    if letter.stop:  # RFC 8058: the mail program ends it by one POST
        headers |= {"List-Unsubscribe": f"<{letter.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    if letter.reply_hash:
        headers["Reply-To"] = reply_address(letter)
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers, connection=get_connection()
    )
    mail.attach_alternative(letter.html, "text/html")
    for name, content in attachments(letter):
        mail.attach(name, content, "application/pdf")
    mail.send()


def reply_address(letter: Letter) -> str:
    """Where an answer to this letter goes: reply+TOKEN@mail.example."""
    local, _at, domain = settings.INBOUND_ADDRESS.rpartition("@")
    return f"{local}+{reply_token(letter)}@{domain}"


def attachments(letter: Letter) -> list[tuple[str, bytes]]:
    """The papers that belong to the letter's entry: agreement, invoice, statement."""
    kept = []
    for file, name in letter.papers:
        with store.open_blob(file) as stream:
            kept.append((name, stream.read()))
    return kept
