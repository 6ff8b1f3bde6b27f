"""Who belongs to several freelance businesses chooses for which one they act; nobody acts for one that is not theirs."""

import pytest

from tallystone.drafting.models import Draft
from tallystone.people.models import Member, Person
from tallystone.people.reach import business_for
from tests import cast as lives
from tests.conftest import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def jonas(cast):
    """He owns one business and manages another."""
    lives.member(cast.elsewhere, "Jonas Brandt", "manager", email=lives.JONAS)
    return browser_of(cast.jonas)


def chosen(cast) -> int:
    return business_for(Person.objects.get(pk=cast.jonas.pk), "drafts").pk


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_ones_own_counts_until_another_is_chosen(jonas, cast):
    assert chosen(cast) == cast.brandt.pk
    page = text(jonas.get("/drafts/new"))
    assert f"You act for {cast.brandt.name}" in page
    assert f"Act for {cast.elsewhere.name} instead" in page
    answer = jonas.post(f"/settings/act-for/{cast.elsewhere.pk}", {"back": "drafts-new"})
    assert (answer.status_code, answer["Location"], chosen(cast)) == (303, "/drafts/new", cast.elsewhere.pk)
    assert f"You act for {cast.elsewhere.name}" in text(jonas.get("/settings"))


def test_what_is_written_then_is_of_the_one_that_was_chosen(jonas, cast):
    jonas.post(f"/settings/act-for/{cast.elsewhere.pk}", {"back": "nowhere"})
    page = jonas.get("/drafts/new").content.decode()
    act_id = page.partition('name="act_id" value="')[2].partition('"')[0]
    jonas.post("/drafts/new", {"act_id": act_id, "revision": "0", "do": "save", "title": "A page"})
    assert Draft.objects.get().business_id == cast.elsewhere.pk


def test_what_was_begun_stays_where_it_was(jonas, cast):
    draft = Draft.objects.create(business=cast.brandt, person=cast.jonas, typed={}, act_id="begun-before-the-change")
    jonas.post(f"/settings/act-for/{cast.elsewhere.pk}")
    draft.refresh_from_db()
    assert draft.business_id == cast.brandt.pk


def test_only_for_a_business_whose_terms_one_may_write(jonas, cast):
    assert jonas.post(f"/settings/act-for/{cast.almada.pk}").status_code == 404
    Member.objects.filter(person=cast.jonas, business=cast.elsewhere).update(role="member")
    assert jonas.post(f"/settings/act-for/{cast.elsewhere.pk}").status_code == 404
    assert browser_of(cast.maya).post(f"/settings/act-for/{cast.brandt.pk}").status_code == 404


def test_who_has_left_acts_for_what_is_left(jonas, cast):
    jonas.post(f"/settings/act-for/{cast.elsewhere.pk}")
    Member.objects.filter(person=cast.jonas, business=cast.elsewhere).update(left="2026-01-01T00:00:00Z")
    assert chosen(cast) == cast.brandt.pk
    assert "You act for" not in text(jonas.get("/settings"))
