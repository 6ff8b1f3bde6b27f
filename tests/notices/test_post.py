"""The post with a real mail server: once, whole, kept while the server is down, and noticed when it took the letter."""

import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from tallystone.acting.models import Job
from tallystone.notices import post
from tallystone.notices.letters import send_code_letter, send_plain_letter
from tallystone.notices.models import Letter
from tallystone.ops import doctor, worker
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]


class Inbox:
    """A mail server that keeps what it takes; `refuses` are addresses that it does not know."""

    def __init__(self) -> None:
        self.mails: list = []
        self.refuses: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address in self.refuses:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def mailing(settings):
    """The settings of an installation whose mail server is at some port of this machine."""
    settings.SMTP = settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.BASE_URL = "https://tallystone.example:8443/at"
    return settings


@pytest.fixture
def inbox(mailing):
    box = Inbox()
    controller = Controller(box, hostname="127.0.0.1", port=mailing.EMAIL_PORT)
    controller.start()
    yield box
    controller.stop()


def test_a_letter_goes_once_and_its_text_is_blanked(inbox):
    life = cast.asked("before", count=1)
    worker.work_off()
    Job.objects.filter(kind="send").update(done=None)
    worker.work_off()
    (to, mail) = next(m for m in inbox.mails if "asked for the funding" in m[1]["subject"])
    assert len(inbox.mails) == Letter.objects.count()
    assert (to, mail["to"]) == ([cast.MAYA], cast.MAYA)
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["message-id"].endswith("@tallystone.example>")
    assert mail["references"] == f"<contract.{life.code}@tallystone.example>"
    assert [part.get_filename() for part in mail.iter_attachments()] == [f"invoice-{life.stone(1).invoices[0]}.pdf"]
    text, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert "Send" in text
    assert "<html" in html
    assert set(Letter.objects.values_list("text", "html")) == {("", "")}


def test_the_letter_about_a_delivery_starts_the_review(inbox):
    life = cast.delivered("after", count=1)
    assert life.stone(1).noticed_at is None
    now = datetime.now(UTC)
    worker.work_off(now)
    assert life.stone(1).noticed_at == now
    assert life.stone(1).review_until is not None


def test_a_server_that_is_down_is_tried_again(mailing):
    life = cast.delivered("after", count=1)
    now = datetime.now(UTC)
    worker.work_off(now)
    assert life.stone(1).noticed_at is None
    assert Letter.objects.filter(sent=None).exclude(text="").count() == Letter.objects.count() > 0
    assert set(Job.objects.filter(kind="send").values_list("done", "tries")) == {(None, 1)}
    box = Inbox()
    controller = Controller(box, hostname="127.0.0.1", port=mailing.EMAIL_PORT)
    controller.start()
    try:
        worker.work_off(now + timedelta(seconds=9))
        assert box.mails == []
        worker.work_off(now + timedelta(seconds=11))
    finally:
        controller.stop()
    assert len(box.mails) == Letter.objects.count()
    assert life.stone(1).noticed_at == now + timedelta(seconds=11)


def test_a_refused_address_holds_up_nobody_and_the_doctor_sees_it(inbox):
    inbox.refuses = {cast.MAYA}
    life = cast.agreed("before", count=1)
    now = datetime.now(UTC)
    for hours in range(0, 30, 3):
        worker.work_off(now + timedelta(hours=hours))
    assert {to for tos, _ in inbox.mails for to in tos} == {cast.JONAS}
    assert life.stone(1).work == "planned"
    said = [f.what for f in doctor.examine() if f.level == "wrong" and "no such user" in f.what]
    assert said
    assert "SMTPRecipientsRefused" in said[0]


def test_kept_without_a_server_and_sent_when_there_is_one(settings, inbox):
    settings.SMTP, address = "", settings.SMTP
    life = cast.delivered("after", count=1)
    send_code_letter(cast.MAYA, "12345678", "sign-in")
    worker.work_off()
    assert Letter.objects.exclude(sent=None).count() == 0
    assert Job.objects.filter(done=None, due__lte=datetime.now(UTC)).count() == 0
    assert post.take_up_kept() == 0
    settings.SMTP = address
    assert post.take_up_kept() == Letter.objects.exclude(kind="Code").count()
    worker.work_off()
    assert len(inbox.mails) == Letter.objects.exclude(kind="Code").count()
    assert life.stone(1).noticed_at is not None


def test_nothing_slips_into_the_head_of_a_mail(inbox):
    send_plain_letter(
        cast.MAYA, "Hello\r\nBcc: all@evil.example\n\nBody", ["A sentence."], "Open", "https://tallystone.example/x"
    )
    worker.work_off()
    ((to, mail),) = inbox.mails
    assert to == [cast.MAYA]
    assert mail["bcc"] is None
    assert mail["subject"] == "Hello Bcc: all@evil.example Body"


def test_a_code_stands_in_the_subject_and_goes_to_one_address(inbox):
    send_code_letter(cast.MAYA, "12345678", "step-up")
    worker.work_off()
    ((to, mail),) = inbox.mails
    assert (to, mail["subject"]) == ([cast.MAYA], "12345678 is your code for Tallystone")
    assert "to confirm what you are about to do" in mail.get_body(["plain"]).get_content()
