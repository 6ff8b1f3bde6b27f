"""Signing in by a mailed code; the same page signs up."""

import pytest
from django.test import Client
from django.urls import reverse

from tallystone.people.browser import COOKIE
from tallystone.people.models import Member, Person
from tests import cast as people
from tests.people.browsers import last_code, letters_to, sign_in

NEW = "ines@studio.example"
HOME = reverse("desk")


def test_new_address_gets_an_account_and_is_welcomed(db, stranger_browser):
    stranger_browser.post("/sign-in", {"email": f" {NEW.upper()} "})
    assert not Person.objects.exists()
    answer = stranger_browser.post("/sign-in/code", {"code": last_code(NEW), "zone": "Europe/Madrid"})
    assert (answer.status_code, answer["Location"]) == (303, "/welcome")
    assert Person.objects.get().email == NEW
    assert Person.objects.get().zone == "Europe/Madrid"


def test_zone_that_is_none_is_not_taken(db, stranger_browser):
    stranger_browser.post("/sign-in", {"email": NEW})
    stranger_browser.post("/sign-in/code", {"code": last_code(NEW), "zone": "../../etc/passwd"})
    assert Person.objects.get().zone == "UTC"


def test_formats_are_taken_from_the_browser_once(db):
    browser = Client(headers={"Accept-Language": "pt-PT,pt;q=0.9"})
    sign_in(browser, NEW)
    assert Person.objects.get().locale == "pt-PT"


def test_known_address_goes_to_the_desk(cast, stranger_browser):
    assert sign_in(stranger_browser, people.MAYA)["Location"] == HOME


def test_client_is_never_asked_to_make_a_business(cast, stranger_browser):
    assert not Member.objects.filter(person=cast.maya, business__freelance=True).exists()
    assert sign_in(stranger_browser, people.MAYA)["Location"] == HOME


def test_session_and_token_rotate(cast, stranger_browser):
    stranger_browser.get("/sign-in")
    stranger_browser.post("/sign-in", {"email": people.MAYA})
    before = stranger_browser.cookies["sessionid"].value
    stranger_browser.post("/sign-in/code", {"code": last_code(people.MAYA)})
    assert stranger_browser.cookies["sessionid"].value != before


def test_browser_cookie_is_for_the_server_alone(db, stranger_browser):
    cookie = stranger_browser.post("/sign-in", {"email": NEW}).cookies[COOKIE]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["max-age"]) == ("Lax", 31536000)


def test_known_and_unknown_address_get_the_same_answer(cast):
    answers = []
    for email in (people.MAYA, "nobody@almada.example"):
        browser = Client()
        first = browser.post("/sign-in", {"email": email})
        page = browser.get("/sign-in/code").content.decode().replace(email, "…")
        wrong = browser.post("/sign-in/code", {"code": "00000000"})
        answers.append((first.status_code, first["Location"], strip(page), wrong.status_code, len(letters_to(email))))
    assert answers[0] == answers[1]


def strip(page: str) -> str:
    return "".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Write one mail address"),
        ("ines", "Write one mail address"),
        (f"{NEW},mallory@evil.example", "one mail address only"),
        ("іnes@studio.example", "plain letters"),
    ],
)
def test_bad_address_is_told_beside_the_field_and_kept(db, stranger_browser, typed, words):
    answer = stranger_browser.post("/sign-in", {"email": typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    assert not letters_to(NEW)


def test_twin_of_a_known_address_reaches_nobody(cast, stranger_browser):
    stranger_browser.post("/sign-in", {"email": people.MAYA.replace("a", "а", 1)})
    assert not letters_to(people.MAYA)


def test_wrong_code_says_so(cast, stranger_browser):
    stranger_browser.post("/sign-in", {"email": people.MAYA})
    code = f"{(int(last_code(people.MAYA)) + 1) % 10**8:08d}"
    answer = stranger_browser.post("/sign-in/code", {"code": code})
    assert answer.status_code == 422
    assert "not the code we sent" in answer.content.decode()
    assert "_auth_user_id" not in stranger_browser.session


def test_code_in_another_browser_is_refused(cast, stranger_browser):
    stranger_browser.post("/sign-in", {"email": people.MAYA})
    other = Client()
    other.cookies["sessionid"] = stranger_browser.cookies["sessionid"].value
    answer = other.post("/sign-in/code", {"code": last_code(people.MAYA)})
    assert "another browser" in answer.content.decode()


def test_too_many_codes_say_how_long_to_wait(cast, stranger_browser):
    for _ in range(5):
        stranger_browser.post("/sign-in", {"email": people.MAYA})
    answer = stranger_browser.post("/sign-in/code", {"resend": "1"})
    assert "quarter of an hour" in answer.content.decode()
    assert len(letters_to(people.MAYA)) == 5


def test_resent_code_works(cast, stranger_browser):
    stranger_browser.post("/sign-in", {"email": people.MAYA})
    answer = stranger_browser.post("/sign-in/code", {"resend": "1"}, follow=True)
    assert "A new code is on its way" in answer.content.decode()
    assert stranger_browser.post("/sign-in/code", {"code": last_code(people.MAYA)})["Location"] == HOME


def test_goes_where_one_wanted_to_go(cast, stranger_browser):
    assert sign_in(stranger_browser, people.MAYA, next="/contracts/K7Q2M4")["Location"] == "/contracts/K7Q2M4"


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil"])
def test_never_goes_elsewhere(cast, stranger_browser, bad):
    assert sign_in(stranger_browser, people.MAYA, next=bad)["Location"] == HOME


def test_code_page_without_an_address_asks_for_one(db, stranger_browser):
    assert stranger_browser.get("/sign-in/code")["Location"] == "/sign-in"


def test_signing_out_takes_a_post(maya_browser):
    assert maya_browser.get("/sign-out").status_code == 405
    assert maya_browser.post("/sign-out")["Location"] == "/sign-in"
    assert "_auth_user_id" not in maya_browser.session


def test_pages_for_people_ask_strangers_to_sign_in(db, stranger_browser):
    for path in ("/settings", "/settings/bank", "/welcome", "/settings/client/1"):
        assert stranger_browser.get(path)["Location"] == f"/sign-in?next={path}"
