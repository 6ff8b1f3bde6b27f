"""The doctor finds what is wrong, says how to mend it, and ends with 1."""

import json
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tallystone.acting.models import Job
from tallystone.ops import doctor
from tallystone.ops.command import main
from tallystone.ops.worker import CLAIM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def healthy(settings, tmp_path):
    settings.DATA = tmp_path
    settings.BASE_URL, settings.SECURE, settings.DEMO = "https://tallystone.example", True, False
    settings.SMTP = "mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    (tmp_path / "secret-key").touch(0o600)


def found(level: str = "wrong") -> list[str]:
    return [f"{f.what} {f.mend}" for f in doctor.examine() if f.level == level]


def test_a_healthy_installation():
    said = CliRunner().invoke(main, ["doctor", "--json"])
    assert said.exit_code == 0
    assert {f["level"] for f in json.loads(said.stdout)} == {"good"}


def test_no_mail_server(settings):
    settings.SMTP = ""
    assert CliRunner().invoke(main, ["doctor"]).exit_code == 1
    assert "Set TALLYSTONE_SMTP_HOST" in found()[0]
    settings.DEMO, settings.BASE_URL = True, "http://127.0.0.1:8000"
    assert found() == []
    assert "shown at /outbox" in " ".join(found("hint"))


def test_a_mail_server_that_does_not_answer(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SMTP = settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    (said,) = found()
    assert said.startswith("The mail server does not answer: ")


def test_jobs_that_wait_and_jobs_that_fail():
    now = datetime.now(UTC)
    Job.objects.create(kind="send", key="late", due=now - timedelta(minutes=6))
    Job.objects.create(kind="send", key="bad", due=now + timedelta(hours=1), tries=4, trouble="SMTPException: no such user")
    late, bad = found()
    assert "waited for more than five minutes: 1" in late
    assert "tallystone worker" in late
    assert "was tried 4 times: SMTPException: no such user" in bad


def test_a_job_that_hangs():
    now = datetime.now(UTC)
    job = Job.objects.create(kind="entry", key="slow", due=now, tries=1, claimed_until=now + CLAIM - timedelta(minutes=1))
    assert found() == []
    Job.objects.filter(pk=job.pk).update(claimed_until=now + CLAIM - timedelta(minutes=3))
    (hung,) = found()
    assert hung.startswith(f"Job {job.pk} (entry) has been worked on for more than two minutes")


def test_a_key_that_others_can_read(tmp_path):
    (tmp_path / "secret-key").chmod(0o644)
    assert found() == [f"{tmp_path}/secret-key can be read by others. chmod go-rwx {tmp_path}/secret-key"]


def test_a_demo_in_public_and_an_open_line(settings):
    settings.DEMO = True
    assert "Unset TALLYSTONE_DEMO." in found()[0]
    settings.DEMO, settings.SECURE, settings.BASE_URL = False, False, "http://tallystone.example"
    assert "is not encrypted" in found()[0]


def test_a_full_disk_and_a_folder_that_is_a_file(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 5 << 20}))
    assert "Only 5 MB are free" in found()[0]
    settings.DATA = Path(tmp_path / "secret-key")
    assert "The data folder cannot be used" in found()[0]


def test_a_database_of_another_version(monkeypatch):
    monkeypatch.setattr(doctor, "migrated", lambda: False)
    assert "tallystone migrate" in found()[0]


def test_an_empty_installation_and_a_server_that_is_not_there(installation):
    said = installation.run("doctor", "--json", code=1).data
    assert "The database is not at this version." in {f["what"] for f in said}
    nowhere = installation.run("doctor", "--json", code=1, DATABASE_URL="postgresql://127.0.0.1:1/none?connect_timeout=1").data
    assert any(f["what"].startswith("The database does not answer") for f in nowhere)
