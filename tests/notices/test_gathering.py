"""What was said about clauses within ten minutes goes out in one letter, to the other side."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.core import acts
from tallystone.journal import prose
from tallystone.notices.models import Letter
from tallystone.ops import worker
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]
NOON = (datetime.now(UTC) + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def life(settings) -> cast.Life:
    settings.DEMO = True
    return cast.proposed(given=cast.terms(milestones=(cast.milestone(1, NOON.date() + timedelta(days=40)),)))


def say(life, who: str, about: str, words: str, now: datetime, answers: int = 0) -> None:
    getattr(life, who)(acts.Comment(about, prose.words(words), answers), now=now)


def letters() -> list[Letter]:
    return list(Letter.objects.filter(kind="Commented").order_by("id"))


def test_several_comments_are_one_letter_when_the_time_is_over(life):
    say(life, "maya", "in_scope", "Is the map in it?", NOON + MINUTE)
    say(life, "maya", "milestone:1", "Why then?", NOON + 9 * MINUTE)
    worker.work_off(NOON + 9 * MINUTE)
    assert letters() == []
    worker.work_off(NOON + 10 * MINUTE)
    worker.work_off(NOON + 20 * MINUTE)
    (letter,) = letters()
    assert letter.to == cast.JONAS
    assert letter.subject.startswith("Studio Almada wrote 2 comments")
    assert "> On “In scope”: Is the map in it?" in letter.text
    assert "> On milestone 1: Why then?" in letter.text


def test_what_is_said_later_is_another_letter(life):
    say(life, "maya", "in_scope", "Is the map in it?", NOON)
    say(life, "maya", "rounds", "Three?", NOON + 10 * MINUTE)
    worker.work_off(NOON + 30 * MINUTE)
    assert [letter.subject.split(" · ")[0] for letter in letters()] == ["Studio Almada wrote a comment"] * 2


def test_each_side_hears_of_the_other_alone(life):
    say(life, "maya", "in_scope", "Is the map in it?", NOON)
    say(life, "jonas", "", "It is.", NOON + MINUTE, answers=1)
    worker.work_off(NOON + 10 * MINUTE)
    assert {letter.to: "It is." in letter.text for letter in letters()} == {cast.JONAS: False, cast.MAYA: True}


def test_settling_a_comment_writes_no_letter(life):
    say(life, "maya", "in_scope", "Is the map in it?", NOON)
    worker.work_off(NOON + 10 * MINUTE)
    before = Letter.objects.count()
    life.jonas(acts.ResolveComment(1), now=NOON + 11 * MINUTE)
    life.maya(acts.ReopenComment(1), now=NOON + 12 * MINUTE)
    worker.work_off(NOON + 60 * MINUTE)
    assert Letter.objects.count() == before


def test_erased_words_are_not_mailed(life):
    said = prose.words("Secret")
    life.maya(acts.Comment("rounds", said), now=NOON)
    prose.erase(said.hash)
    worker.work_off(NOON + 10 * MINUTE)
    (letter,) = letters()
    assert "Secret" not in letter.text
    assert "(erased)" in letter.text
