"""The post: hands a kept letter to the mail server, or keeps it to be looked at where there is none."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from tallystone.files import store
from tallystone.notices.models import Letter


def send(letter_id: int, now: datetime) -> Letter | None:
    """Send a letter once more or less: a crash between the server's yes and our note sends it twice, never not at all."""
    letter = Letter.objects.get(pk=letter_id)
    if letter.sent:
        return letter
    if settings.SMTP:
        _mail(letter)
        letter.text = letter.html = ""
    letter.sent = now
    letter.save(update_fields=["sent", "text", "html"])
    return letter


def _mail(letter: Letter) -> None:
    host = settings.BASE_URL.split("//")[1].split(":")[0]
    headers = {"Message-ID": f"<{letter.pk}.{letter.made:%Y%m%d%H%M%S}@{host}>", "Auto-Submitted": "auto-generated"}
    if letter.code:
        headers["References"] = f"<contract.{letter.code}@{host}>"
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers, connection=get_connection()
    )
    mail.attach_alternative(letter.html, "text/html")
    for name, content in attachments(letter):
        mail.attach(name, content, "application/pdf")
    mail.send()


def attachments(letter: Letter) -> list[tuple[str, bytes]]:
    """The papers that belong to the letter's entry: agreement, invoice, statement."""
    kept = []
    for file, name in letter.papers:
        with store.open_blob(file) as stream:
            kept.append((name, stream.read()))
    return kept
