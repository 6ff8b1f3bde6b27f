"""Who is out of reach finds nothing: every route, every method, every kind of outsider, the same as for what never was."""

from urllib.parse import quote

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from tallystone.people.models import Member
from tests.security.routes import METHODS, POLICIES, names, patterns
from tests.security.world import EVERYONE, World, everything, told, world

pytestmark = pytest.mark.django_db
WITHIN = names("own", "party", "freelancer", "mediator")


@pytest.fixture
def here() -> World:
    return world()


def test_every_route_has_a_policy():
    assert {pattern.name for pattern in patterns()} == set(POLICIES)
    assert len(list(patterns())) == len(POLICIES)


def test_every_address_of_the_table_leads_to_its_route(here):
    assert {name: {resolve(each).url_name for each in here.addresses(name)} - {name} for name in WITHIN} == {
        n: set() for n in WITHIN
    }


def test_the_parties_do_reach_them(here):
    """Else the tests below would prove nothing."""
    reached = {}
    for name in set(WITHIN) - {
        "members-revoke",
        "pass-up",
        "status-make",
        "status-revoke",
        "counter-sums",
        "offer-change-sums",
        "draft-delete",
        "draft-bring-back",
        "draft-rebase",
        "ask-to-agree",
        "draft-left",
        "draft-undo-plan",
        "template-rename",
        "template-delete",
        "template-bring-back",
        "time-off-delete",
        "time-off-bring-back",
        "sample-begin",
        "act-for",
        "arriving",
        "capture",
    }:
        who = "maya" if name in {"settings-client", "note"} else "ines" if name.startswith("succession") else "jonas"
        who = "helena" if POLICIES[name] == "mediator" else who
        method = "delete" if name == "upload" else "get"
        reached[name] = getattr(here.browsers[who], method)(here.addresses(name)[0]).status_code
    assert {name: status for name, status in reached.items() if status not in {200, 204, 302, 303, 409}} == {}


@pytest.mark.parametrize("who", EVERYONE)
def test_outsiders_find_nothing_and_change_nothing(here, who):
    before, browser = everything(), here.browsers[who]
    for name in WITHIN:
        for method in METHODS:
            answers = [told(browser.generic(method, address)) for address in here.addresses(name)]
            if answers[0][0] == 302:
                assert who == "stranger"
                answers = [(302, b"", answer[2]["Location"].partition("?next=")[0]) for answer in answers]
            assert all(answer == answers[0] for answer in answers), (name, method)
            assert answers[0][0] in ({404, 405, 302} if who == "stranger" else {404, 405}), (name, method, answers[0][0])
    assert everything() == before


def test_who_is_not_signed_in_is_asked_to_whatever_is_there(here):
    """Each page for people, what is there and what is not, sends strangers to the same door."""
    for name in [*names("signed-in"), *WITHIN]:
        for address in here.addresses(name) if name in WITHIN else [reverse(name)]:
            answer = here.browsers["stranger"].get(address)
            assert answer.status_code in {302, 404, 405}, name
            assert answer.status_code != 302 or answer["Location"] in {
                f"/sign-in?next={quote(address, safe=s)}" for s in ("", "/")
            }


@pytest.mark.parametrize("name", names("demo"))
def test_letters_are_shown_in_a_demo_only(here, name):
    address = reverse(name, args=[] if name == "outbox" else [1])
    assert {here.browsers[who].get(address).status_code for who in ("stranger", "noor", "jonas")} == {404}


def test_a_party_that_leaves_is_out_at_once(here):
    maya, address = here.browsers["maya"], f"/contracts/{here.life.code}"
    assert maya.get(address).status_code == 200
    Member.objects.filter(person=here.life.cast.maya).update(left=timezone.now())
    assert maya.get(address).status_code == 404
    assert "A website" not in maya.get("/drafts").content.decode()
    assert "A website" not in maya.get("/").content.decode()


def test_looking_changes_nothing(here):
    """GET and HEAD of everything, by both parties: no row changes."""
    before = everything()
    for who in ("jonas", "maya"):
        for name in WITHIN:
            for address in here.addresses(name):
                assert here.browsers[who].get(address).status_code < 500
                assert here.browsers[who].head(address).status_code < 500
    for address in (f"/status/{here.status}", f"/in/{here.invite}", "/", "/drafts", "/settings", "/sign-in"):
        for who in ("stranger", "noor", "jonas", "maya"):
            here.browsers[who].get(address)
    assert everything() == before
