"""Letters are few: at once for what needs an answer, the rest gathered once; however often the worker asks or dies."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tallystone.acting.models import Job
from tallystone.core import acts
from tallystone.core.shape import Duty
from tallystone.journal import prose
from tallystone.notices import letters, rhythm
from tallystone.notices.models import Letter, News, Wish
from tallystone.ops import worker
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def demo(settings, quick_papers):
    settings.DEMO = True


def wish(person, **changed) -> Wish:
    found = rhythm.wish_of(person.pk)
    for name, value in changed.items():
        setattr(found, name, value)
    found.save()
    return found


def started():
    life = cast.started("after")
    worker.work_off()
    News.objects.update(told=datetime.now(UTC))
    Letter.objects.all().delete()
    return life


def report(life, percent=30):
    life.jonas(acts.Report(1, percent, prose.words(f"{percent} of it stands."), cast.today() + 5 * DAY))
    worker.work_off()


def kinds(to: str) -> list[str]:
    return list(Letter.objects.filter(to=to).order_by("id").values_list("kind", flat=True))


def test_what_needs_an_answer_comes_at_once():
    life = started()
    cast.deliver(life, 1)
    worker.work_off()
    assert kinds(cast.MAYA) == ["Delivered"]
    life.jonas(acts.Ask(2, prose.words("By year?"), cast.today() + DAY))
    worker.work_off()
    assert kinds(cast.MAYA) == ["Delivered", "Asked"]
    life.maya(acts.Answer(2, 1, prose.words("Yes.")))
    worker.work_off()
    assert kinds(cast.JONAS) == ["Answered"], "somebody waits to hear it"


def test_the_rest_is_gathered_and_told_once():
    life = started()
    report(life, 30)
    report(life, 60)
    assert kinds(cast.MAYA) == []
    worker.work_off(datetime.now(UTC) + 8 * DAY)  # the worker slept for a week
    (letter,) = Letter.objects.filter(to=cast.MAYA)
    assert letter.kind == "Digest"
    assert "30 of it stands." in letter.text
    assert "60 % done" in letter.text
    assert life.contract.head in letter.text, "each party holds its half of the tally"
    assert "letters/stop/" in letter.text
    Job.objects.filter(kind="digest").update(done=None)
    worker.work_off(datetime.now(UTC) + 9 * DAY)
    assert kinds(cast.MAYA) == ["Digest"]


def test_killed_between_letter_and_note_it_is_written_once(monkeypatch):
    life = started()
    report(life)
    later = datetime.now(UTC) + 8 * DAY
    put = letters.outbox.put

    def dies(kind, *rest):
        if kind == "send":
            raise SystemExit
        put(kind, *rest)

    monkeypatch.setattr(letters.outbox, "put", dies)
    with pytest.raises(SystemExit):
        worker.work_off(later)
    connection.close()
    assert Letter.objects.count() == 0
    assert News.objects.filter(told=None).count() == 1
    monkeypatch.undo()
    worker.work_off(later + worker.CLAIM + timedelta(seconds=1))
    assert kinds(cast.MAYA) == ["Digest"]


def test_nothing_is_written_where_nothing_moved():
    started()
    worker.work_off(datetime.now(UTC) + 8 * DAY)
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(("wished", "letters_now", "letters_later"), [("each", 1, 1), ("daily", 0, 1), ("never", 0, 0)])
def test_it_comes_as_it_is_wished(wished, letters_now, letters_later):
    life = started()
    wish(life.cast.maya, rhythm=wished)
    report(life)
    assert len(kinds(cast.MAYA)) == letters_now
    worker.work_off(datetime.now(UTC) + 8 * DAY)
    assert len(kinds(cast.MAYA)) == letters_later


def test_a_wish_that_changes_moves_the_letter():
    life = started()
    wish(life.cast.maya, days="1234567", hour=8)
    report(life)
    planned = Job.objects.filter(kind="digest", done=None).earliest("due").due  # beginning may have planned one for Monday
    wish(life.cast.maya, days=str((planned.isoweekday() % 7) + 1))
    worker.work_off(planned)
    assert kinds(cast.MAYA) == []
    worker.work_off(planned + DAY)
    assert kinds(cast.MAYA) == ["Digest"]


def test_who_has_left_is_not_told():
    life = started()
    report(life)
    life.cast.maya.memberships.update(left=datetime.now(UTC))
    worker.work_off(datetime.now(UTC) + 8 * DAY)
    assert kinds(cast.MAYA) == []


def test_it_warns_of_what_is_at_risk_and_says_what_is_asked():
    life = cast.started("after", duties=(Duty("The logo", cast.today()),))
    worker.work_off()
    News.objects.update(told=datetime.now(UTC))
    report(life)
    worker.work_off(datetime.now(UTC) + 8 * DAY)
    letter = Letter.objects.get(to=cast.MAYA, kind="Digest")
    assert "“The logo” was due from Studio Almada on" in letter.text
    assert "For you: You promised “The logo”. Say so when it is done." in letter.text


def test_one_click_ends_it_without_a_session(client, stranger_browser):
    life = started()
    address = letters.stop_address(rhythm.wish_of(life.cast.maya.pk))
    path = "/letters/stop/" + address.rpartition("/")[2]
    assert "Stop them" in stranger_browser.get(path).content.decode()
    assert rhythm.wish_of(life.cast.maya.pk).rhythm == "daily", "a scanner that opens the link changes nothing"
    strict = type(stranger_browser)(enforce_csrf_checks=True)
    answer = strict.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert rhythm.wish_of(life.cast.maya.pk).rhythm == "never"
    assert rhythm.wish_of(life.cast.jonas.pk).rhythm == "daily"
    assert stranger_browser.post("/letters/stop/" + "a" * 32).status_code == 404


def test_the_mail_carries_the_headers_of_one_click(settings, mailoutbox):
    settings.SMTP, settings.EMAIL_BACKEND = "mail.example", "django.core.mail.backends.locmem.EmailBackend"
    life = started()
    report(life)
    worker.work_off(datetime.now(UTC) + 8 * DAY)
    digest = next(mail for mail in mailoutbox if "What moved" in mail.subject)
    assert digest.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert digest.extra_headers["List-Unsubscribe"].startswith("<http")
    assert not any("List-Unsubscribe" in mail.extra_headers for mail in mailoutbox if mail is not digest)
