"""Questions, answers, decisions and duties on their pages; what is at risk and the moved dates as both sides see them."""

from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse

from tallystone.core import acts
from tallystone.core.shape import Duty
from tallystone.journal import prose
from tallystone.people import status
from tests import cast as lives
from tests.pages.forms import beside, send, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at(life, act: str, number: int = 1, **asked) -> str:
    place = f"/contracts/{life.code}/milestones/{number}/{act}" if number else f"/contracts/{life.code}/{act}"
    return place + "".join(f"?{name}={value}" for name, value in asked.items())


def page(browser, life, number: int = 0) -> str:
    return text(browser.get(f"/contracts/{life.code}" + (f"/milestones/{number}" if number else "")))


def asked(funding: str = "after", days: int = 3, **changed):
    life = lives.started(funding, **changed)
    life.jonas(acts.Ask(1, prose.words("By year or by place?"), lives.today() + days * DAY))
    return life


def test_a_question_is_asked_answered_and_decided(jonas_browser, maya_browser):
    life = lives.started("after")
    sent = send(jonas_browser, at(life, "ask"), note="By year or by place?", until=str(lives.today() + 2 * DAY))
    assert sent.status_code == 303
    assert "By year or by place?" in page(maya_browser, life, 1)
    assert "Answer the question" in page(maya_browser, life)
    assert send(maya_browser, at(life, "answer", question=1), note="By year.", question="1").status_code == 303
    assert "answered by Studio Almada, not taken as decided yet" in page(jonas_browser, life)
    assert send(jonas_browser, at(life, "decide", question=1), question="1").status_code == 303
    assert life.contract.questions[0].state == "decided"
    for browser in (jonas_browser, maya_browser):
        assert "both go by this answer" in page(browser, life, 1)
        assert "By year." in page(browser, life)


def test_what_was_typed_is_kept_where_something_is_wrong(jonas_browser):
    life = lives.started("after")
    sent = send(jonas_browser, at(life, "ask"), note="By year?", until=str(lives.today() - DAY))
    assert sent.status_code == 422
    assert "has passed" in beside(sent, "until")
    assert "By year?" in text(sent)
    assert life.contract.questions == ()


def test_only_the_one_who_is_asked_may_answer(jonas_browser, noor_browser):
    life = asked()
    shown = jonas_browser.get(at(life, "answer"))
    assert "waits for your answer" in text(shown)
    assert noor_browser.get(at(life, "answer")).status_code == 404


def test_a_question_may_be_withdrawn(jonas_browser, maya_browser):
    life = asked()
    assert send(jonas_browser, at(life, "withdraw-question"), question="1").status_code == 303
    assert "By year or by place?" not in page(maya_browser, life, 1)


def test_a_question_that_is_not_there_is_refused(maya_browser):
    life = asked()
    sent = send(maya_browser, at(life, "answer"), question="7", note="Yes")
    assert sent.status_code == 422
    assert life.contract.questions[0].state == "open"


def test_a_duty_is_done_and_found_incomplete(jonas_browser, maya_browser):
    life = lives.started("after", duties=(Duty("The logo", lives.today()), Duty("Somebody who answers")))
    assert "What you do" in page(maya_browser, life)
    assert "From you: “The logo”." in page(maya_browser, life)
    assert send(maya_browser, at(life, "fulfil-duty", 0, duty=1), duty="1", note="By mail").status_code == 303
    assert "done on" in page(jonas_browser, life)
    assert send(jonas_browser, at(life, "reopen-duty", 0, duty=1), duty="1", reason="").status_code == 422
    assert send(jonas_browser, at(life, "reopen-duty", 0, duty=1), duty="1", reason="No vectors").status_code == 303
    assert "done on" not in page(jonas_browser, life)


def late(days: int):
    """As it is so many days later, in the pages alone."""
    return mock.patch.multiple("tallystone.pages.place", datetime=_Later(days))


class _Later:
    def __init__(self, days: int) -> None:
        self.days = days

    def now(self, zone):
        from datetime import datetime

        return datetime.now(zone) + self.days * DAY


def test_a_late_duty_is_at_risk_and_moves_the_date_for_both(jonas_browser, maya_browser):
    life = lives.started("after", duties=(Duty("The logo", lives.today()),))
    with late(4):
        for browser in (jonas_browser, maya_browser):
            for number in (0, 1):
                seen = page(browser, life, number)
                assert "“The logo” was due from Studio Almada on" in seen
                assert "agreed for" in seen
            assert "Moved by Studio Almada" in page(browser, life, 1)
    assert "At risk" not in page(jonas_browser, life)


def test_the_glance_says_done_now_next_by_when_what_it_costs_and_the_next_word(maya_browser, stranger_browser):
    life = lives.accepted("after")
    life.jonas(acts.Start(2))
    life.jonas(acts.Report(2, 30, prose.words("Half of it."), lives.today() + 4 * DAY))
    link = status.make(life.code, "client", life.cast.maya).partition("/status/")[2]
    public = text(stranger_browser.get(reverse("status", args=[link])))
    for seen in (page(maya_browser, life), public):
        for part in ("Done 1 of 3", "Now Stage 2 Started · 30 % done", "Next Stage 3", "By when", "Cost so far 1,190.60 EUR"):
            assert part in seen
        assert "Next word" in seen
        assert "Jonas Brandt Webdesign · in 4 days" in seen


def test_the_desk_and_the_status_page_warn_too(jonas_browser, stranger_browser, settings):
    life = lives.started("after", duties=(Duty("The logo", lives.today()),))
    later = mock.patch.multiple("tallystone.pages.desk", datetime=_Later(3))
    with later:
        assert "“The logo” was due from Studio Almada on" in text(jonas_browser.get("/"))
    link = status.make(life.code, "client", life.cast.maya).partition("/status/")[2]
    with mock.patch.multiple("tallystone.pages.status", datetime=_Later(3)):
        public = text(stranger_browser.get(reverse("status", args=[link])))
    assert "At risk" in public
    assert "The logo" not in public, "the words of the terms are for the parties"


@pytest.mark.parametrize("questions", [1, 12])
def test_a_page_costs_the_same_whatever_was_asked(jonas_browser, django_assert_max_num_queries, questions):
    life = lives.started("after")
    for number in range(questions):
        life.jonas(acts.Ask(1, prose.words(f"Question {number}?"), lives.today() + DAY))
    with django_assert_max_num_queries(13):
        page(jonas_browser, life)
    with django_assert_max_num_queries(12):
        page(jonas_browser, life, 1)
