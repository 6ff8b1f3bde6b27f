"""Who may agree for a business is said where one agrees; who may not asks the one who may."""

from dataclasses import replace

import pytest
from django.test import Client

from tallystone.core import acts
from tallystone.notices.models import Letter
from tallystone.people.models import Member, Person
from tests import cast as played
from tests.pages.forms import send, text

pytestmark = pytest.mark.django_db


def member(life, role: str, name: str = "Ines Costa") -> Client:
    """The browser of somebody more of Studio Almada."""
    person = Person.objects.create_user(f"{role}@almada.example", name=name)
    Member.objects.create(person=person, business=life.cast.almada, role=role)
    browser = Client()
    browser.force_login(person)
    return browser


def test_one_who_decides_alone_is_told_nothing_of_roles(maya_browser):
    life = played.proposed()
    assert "may agree" not in text(maya_browser.get(f"/contracts/{life.code}/agree"))


def test_the_page_says_who_else_may_agree(maya_browser):
    life = played.proposed()
    member(life, "manager")
    member(life, "bookkeeper", "Rui")
    shown = text(maya_browser.get(f"/contracts/{life.code}/agree"))
    assert "For Studio Almada these may agree: Maya Serrano, Ines Costa. One of them is enough." in shown
    assert "Rui" not in shown


@pytest.mark.parametrize("role", ["member", "bookkeeper", "guest"])
@pytest.mark.parametrize("where", ["", "/agree"])
def test_who_may_not_agree_is_led_to_the_one_who_may(role, where):
    life = played.proposed()
    shown = text(member(life, role).get(f"/contracts/{life.code}{where}"))
    assert "agreeing for Studio Almada is for others to do" in shown
    assert "Maya Serrano · Owner" in shown
    assert "Ask Maya Serrano to agree" in shown
    assert "expired" not in shown


def test_asking_writes_one_letter_for_each_version(settings):
    settings.DEMO = True
    life = played.proposed()
    browser = member(life, "member")
    for _ in range(2):
        assert "Maya Serrano gets a letter from you" in text(browser.post(f"/contracts/{life.code}/agree/ask"))
    (letter,) = Letter.objects.filter(kind="AskToAgree")
    assert letter.to == played.MAYA
    assert letter.subject.startswith("Ines Costa asks you to agree")
    assert "Jonas Brandt Webdesign offers" in letter.text
    life.jonas(acts.Counter(life.terms, played.words_of(life.terms), life.contract.terms, played.today()))
    browser.post(f"/contracts/{life.code}/agree/ask")
    assert Letter.objects.filter(kind="AskToAgree").count() == 2


def test_nobody_else_can_have_such_letters_written(maya_browser, jonas_browser, noor_browser):
    life = played.proposed()
    for browser in (maya_browser, jonas_browser, noor_browser):
        assert browser.post(f"/contracts/{life.code}/agree/ask").status_code == 404
    browser = member(life, "member")
    life.jonas(acts.Withdraw())
    assert browser.post(f"/contracts/{life.code}/agree/ask").status_code == 404
    assert not Letter.objects.filter(kind="AskToAgree").exists()


def test_who_may_not_agree_may_comment():
    life = played.proposed()
    browser = member(life, "member")
    send(browser, f"/contracts/{life.code}/comment?about=rounds", words="Three?")
    assert life.contract.remarks[0].by == "client"


def test_rounds_rates_and_extra_rounds_are_read_before_agreeing_but_no_price_by_who_sees_none(maya_browser):
    whole = played.by_the_hour(kind="hard")
    first = replace(whole.milestones[0], rounds=1)
    life = played.proposed(given=replace(whole, milestones=(first, *whole.milestones[1:]), extra_round_minor=15_000))
    shown = text(maya_browser.get(f"/contracts/{life.code}/agree"))
    for words in (
        "by the hour, 80.00 EUR each",
        "at most 10 hours, not one more",
        "1 round of changes",
        "offered for 150.00 EUR",
    ):
        assert words in shown
    unpriced = text(member(life, "guest").get(f"/contracts/{life.code}/terms"))
    assert "1 round of changes" in unpriced
    assert "EUR" not in unpriced
