"""The link in a letter: looking changes nothing, one press signs in once, and the rest is told in plain sentences."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from tallystone.people import passes, status
from tallystone.people.models import Pass
from tests import cast as people
from tests.people.browsers import last_code, later, letters_to


@pytest.fixture
def life(db):
    return people.proposed()


@pytest.fixture
def link(life):
    return path_of(passes.invite(people.MAYA, life.code))


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def signed_in(browser: Client) -> str:
    return browser.session.get("_auth_user_id", "")


def test_page_says_who_invites_to_what(life, link, stranger_browser):
    page = stranger_browser.get(link).content.decode()
    assert "Jonas Brandt Webdesign" in page
    assert life.terms.title in page
    assert "Continue as m…@almada.example" in page
    assert people.MAYA not in page


def test_looking_consumes_nothing(life, link, stranger_browser):
    for method in (stranger_browser.get, stranger_browser.head, stranger_browser.get):
        assert method(link).status_code == 200
    assert stranger_browser.put(link).status_code == 405
    assert Pass.objects.get().used is None


def test_one_press_signs_in_and_leads_to_the_contract(life, link, stranger_browser):
    answer = stranger_browser.post(link, {"zone": "Europe/Lisbon"})
    assert (answer.status_code, answer["Location"]) == (303, f"/contracts/{life.code}")
    assert signed_in(stranger_browser) == str(life.cast.maya.pk)
    assert Pass.objects.get().browser_hash


def test_link_is_no_fresh_code(life, link, stranger_browser):
    stranger_browser.post(link)
    assert "fresh" not in stranger_browser.session


def test_used_link_leads_on_in_the_same_browser(life, link, stranger_browser):
    stranger_browser.post(link)
    assert stranger_browser.get(link)["Location"] == f"/contracts/{life.code}"
    assert stranger_browser.post(link)["Location"] == f"/contracts/{life.code}"


def test_used_link_elsewhere_says_so_and_mails_a_code_to_the_stored_address(life, link, stranger_browser):
    Client().post(link)
    page = stranger_browser.get(link)
    assert page.status_code == 410
    assert "This link has been used" in page.content.decode()
    assert people.MAYA not in page.content.decode()
    assert stranger_browser.post(link).status_code == 410
    answer = stranger_browser.post(link, {"resend": "1", "email": "mallory@evil.example"}, follow=True)
    assert people.MAYA not in answer.content.decode()
    assert not letters_to("mallory@evil.example")
    answer = stranger_browser.post("/sign-in/code", {"code": last_code(people.MAYA)})
    assert answer["Location"] == f"/contracts/{life.code}"


def test_old_link_is_told_from_a_used_one(life, link, stranger_browser, time_machine):
    later(time_machine, passes.LINK_LIVES + timedelta(seconds=1))
    answer = stranger_browser.post(link)
    assert answer.status_code == 410
    assert "too old" in answer.content.decode()
    assert not signed_in(stranger_browser)


def test_revoked_link_opens_nothing(life, link, stranger_browser):
    passes.revoke_invites(people.MAYA, life.code)
    assert stranger_browser.post(link).status_code == 410
    assert not signed_in(stranger_browser)


def test_unknown_link(db, stranger_browser):
    for answer in (stranger_browser.get(f"/in/{'x' * 43}"), stranger_browser.post(f"/in/{'x' * 43}", {"resend": "1"})):
        assert answer.status_code == 404
        assert "This link does not work" in answer.content.decode()


def test_link_of_a_person_who_is_gone(life, stranger_browser):
    link = path_of(passes.invite("gone@almada.example", life.code))
    assert stranger_browser.post(link).status_code == 404


def test_code_is_no_link_and_a_status_link_is_none_either(life, stranger_browser):
    token = status.make(life.code, "client", life.cast.maya).rsplit("/", 1)[1]
    assert stranger_browser.post(f"/in/{token}").status_code == 404


def test_somebody_else_is_signed_in_here(life, link, noor_browser):
    page = noor_browser.get(link).content.decode()
    assert f"signed in here as {people.NOOR}" in page
    noor_browser.post(link)
    assert signed_in(noor_browser) == str(life.cast.maya.pk)


def test_who_is_signed_in_already_keeps_the_link(life, link, maya_browser):
    assert maya_browser.get(link)["Location"] == f"/contracts/{life.code}"
    assert Pass.objects.get().used is None


def test_press_without_the_pages_own_token_does_nothing(life, link):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(link).status_code == 403
    assert Pass.objects.get().used is None


@pytest.mark.parametrize("head", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_FORWARDED_PROTO"])
def test_letters_lead_to_the_address_in_the_settings(life, settings, head):
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://tally.example", ["*"]
    address = passes.invite(people.MAYA, life.code)
    Client().post("/sign-in", {"email": people.MAYA}, **{head: "evil.example"})
    assert address.startswith("https://tally.example/in/")
    assert all("evil.example" not in one.text + one.html for one in letters_to(people.MAYA))


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_sign_in_one():
    life = people.proposed()
    link = path_of(passes.invite(people.MAYA, life.code))

    def one(_):
        try:
            return Client().post(link).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = sorted(pool.map(one, range(50)))
    assert answers == [303] + [410] * 49
