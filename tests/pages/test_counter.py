"""Answering a proposal with terms of one's own, any number of times; and comparing the versions."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tallystone.core import acts
from tallystone.core.dates import end_of
from tallystone.drafting.models import Draft
from tallystone.journal import prose
from tests import cast as people
from tests.pages.test_drafts import PART, posted


@pytest.fixture
def life(cast):
    return people.proposed()


def answered(browser, life, **changed) -> Draft:
    form = posted(life.terms, answers=life.contract.terms, **changed)
    browser.post(reverse("counter", args=[life.code]), form)
    return Draft.objects.latest("pk")


def send(browser, draft):
    return browser.post(reverse("draft-preview", args=[draft.pk]), {"revision": draft.revision})


def test_the_other_sides_terms_open_in_the_editor(maya_browser, life):
    html = maya_browser.get(reverse("counter", args=[life.code])).content.decode()
    assert 'value="Stage 2"' in html
    assert 'name="client_email"' not in html
    assert "Nothing yet. Your version reads like theirs." in html
    assert Draft.objects.count() == 0


def test_the_page_shows_live_what_differs(maya_browser, life):
    address = reverse("counter", args=[life.code])
    answer = maya_browser.post(address, posted(life.terms, answers=life.contract.terms, rounds="5"), **PART)
    assert "Rounds of changes: 5, was 2." in answer.content.decode()
    sums = maya_browser.post(
        reverse("counter-sums", args=[life.code]), posted(life.terms, in_scope="Six pages, a form, one language.")
    )
    assert "<ins>Six</ins>" in sums.content.decode()


def test_what_cannot_be_read_is_not_told_as_a_difference(maya_browser, life):
    sums = maya_browser.post(
        reverse("counter-sums", args=[life.code]), posted(life.terms, **{"m-1-price": "abc", "m-2-due": "x"})
    )
    assert "Nothing yet." in sums.content.decode()


def test_both_sides_counter_in_turn(maya_browser, jonas_browser, life):
    first = answered(maya_browser, life, rounds="5")
    assert (first.side, first.business, first.code) == ("client", None, life.code)
    assert send(maya_browser, first)["Location"].startswith(f"/contracts/{life.code}")
    assert (life.contract.offered_by, life.contract.version) == ("client", 2)
    html = jonas_browser.get(reverse("compare", args=[life.code])).content.decode()
    assert "Rounds of changes: 5, was 2." in html
    second = answered(jonas_browser, life, rounds="3")
    assert (second.side, second.business) == ("freelancer", life.cast.brandt)
    send(jonas_browser, second)
    assert (life.contract.offered_by, life.contract.version) == ("freelancer", 3)
    html = maya_browser.get(reverse("compare", args=[life.code])).content.decode()
    assert "Rounds of changes: 3" in html
    older = maya_browser.get(reverse("compare", args=[life.code]) + "?version=2").content.decode()
    assert "Rounds of changes: 5, was 2." in older


def test_sent_twice_is_one_answer(maya_browser, life):
    draft = answered(maya_browser, life, rounds="5")
    assert [send(maya_browser, draft).status_code for _ in range(2)] == [303, 303]
    assert life.contract.version == 2


def test_an_answer_begun_opens_again(maya_browser, life):
    draft = answered(maya_browser, life, rounds="5")
    assert maya_browser.get(reverse("counter", args=[life.code]))["Location"] == f"/drafts/{draft.pk}"


def test_ones_own_offer_is_changed_in_the_same_editor(jonas_browser, maya_browser, life):
    assert f"/contracts/{life.code}/counter" in jonas_browser.get(f"/contracts/{life.code}").content.decode()
    send(jonas_browser, answered(jonas_browser, life, rounds="4"))
    assert (life.contract.offered_by, life.contract.version) == ("freelancer", 2)
    page = maya_browser.get(f"/contracts/{life.code}").content.decode()
    assert "Jonas Brandt Webdesign changed the offer" in page
    assert "Rounds of changes: 4, was 2." in page


def test_an_offer_is_answered_until_its_last_day_is_over_where_the_contract_lives(maya_browser, life):
    """The last second still counts, the next one no more."""
    life.jonas(acts.Counter(life.terms, people.words_of(life.terms), life.contract.terms, people.today()))
    over = end_of(people.today(), "Europe/Lisbon")
    for moment, status in ((over - timedelta(seconds=1), 200), (over, 409)):
        with time_machine.travel(moment, tick=False):
            page = maya_browser.get(reverse("counter", args=[life.code]))
            offer = maya_browser.get(f"/contracts/{life.code}").content.decode()
        assert page.status_code == status
        assert ("This proposal has expired" in offer) == (status == 409)
        assert "(Lisbon)" in offer
    assert "This proposal ended on" in page.content.decode()


class TestBothAtOnce:
    """Maya has begun an answer; before she sends it, Jonas changes his offer."""

    @pytest.fixture
    def draft(self, maya_browser, life):
        return answered(maya_browser, life, rounds="5", **{"m-1-title": "First of all"})

    @pytest.fixture
    def newer(self, draft, life):
        one, two, three = life.terms.milestones
        later = replace(two, price_minor=100, due=two.due + timedelta(days=2))
        whole = replace(life.terms, rounds=1, background="Said by phone.", milestones=(one, later, three))
        life.jonas(acts.Counter(whole, people.words_of(whole), life.contract.terms, people.today()))
        return whole

    def test_the_second_learns_what_changed_and_keeps_what_was_typed(self, maya_browser, life, draft, newer):
        page = send(maya_browser, draft)
        html = page.content.decode()
        assert page.status_code == 409
        assert "Jonas Brandt Webdesign has sent newer terms since you began: version 2." in html
        assert "Rounds of changes: 1, was 2." in html
        assert "price 1.00" in html
        assert 'name="rounds" value="5"' in html
        assert 'value="First of all"' in html
        assert life.contract.version == 2

    def test_their_changes_are_taken_over_where_nothing_was_changed(self, maya_browser, life, draft, newer):
        maya_browser.post(reverse("draft-rebase", args=[draft.pk]))
        draft.refresh_from_db()
        assert draft.answers == life.contract.terms
        assert (draft.typed["rounds"], draft.typed["background"]) == ("5", "Said by phone.")
        assert [row["title"] for row in draft.typed["milestones"]] == ["First of all", "Stage 2", "Stage 3"]
        assert draft.typed["milestones"][1]["price"] == "1.00"
        page = maya_browser.get(f"/drafts/{draft.pk}").content.decode()
        assert "Both of you had changed these." in page
        assert '<a href="#rounds">Rounds of changes</a>' in page
        assert "Rounds of changes: 5, was 1." in page
        assert "price 1.00" not in page
        assert send(maya_browser, draft).status_code == 303
        assert life.contract.plan.rounds == 5
        assert life.contract.plan.milestones[1].price_minor == 100

    def test_or_everything_stays_as_written(self, maya_browser, life, draft, newer):
        maya_browser.post(reverse("draft-rebase", args=[draft.pk]), {"keep": "mine"})
        draft.refresh_from_db()
        assert draft.answers == life.contract.terms
        assert (draft.typed["background"], draft.typed["milestones"][1]["price"]) == (life.terms.background, "2000.50")
        assert send(maya_browser, draft).status_code == 303

    def test_what_is_typed_and_not_saved_yet_comes_along(self, maya_browser, life, draft, newer):
        form = posted(
            life.terms, answers=draft.answers, revision=draft.revision, window=draft.typed["window"], out_of_scope="Maps."
        )
        answer = maya_browser.post(reverse("draft-rebase", args=[draft.pk]), form)
        draft.refresh_from_db()
        assert answer.status_code == 303
        assert (draft.typed["out_of_scope"], draft.typed["background"]) == ("Maps.", "Said by phone.")

    def test_twice_is_once(self, maya_browser, life, draft, newer):
        for _ in range(2):
            assert maya_browser.post(reverse("draft-rebase", args=[draft.pk])).status_code == 303
        draft.refresh_from_db()
        assert draft.typed["rounds"] == "5"


def test_comments_are_beside_the_fields_while_one_writes(maya_browser, life):
    for about, said in (("in_scope", "And a map?"), ("milestone:2", "Why then?"), ("rounds", "Three?"), ("terms", "Fine.")):
        life.jonas(acts.Comment(about, prose.words(said)))
    page = maya_browser.get(reverse("counter", args=[life.code])).content.decode()
    assert page.index('id="in_scope"') < page.index("And a map?") < page.index('id="out_of_scope"')
    assert page.index('id="m-2"') < page.index("Why then?") < page.index('id="m-3"')
    assert page.index('id="rounds"') < page.index("Three?")
    assert "4 comments are open" in page
    assert "resolve-comment" not in page


def test_a_proposal_that_is_gone_keeps_the_draft(maya_browser, life):
    draft = answered(maya_browser, life, rounds="5")
    life.jonas(acts.Withdraw())
    page = send(maya_browser, draft)
    assert page.status_code == 409
    assert "Your draft is kept." in page.content.decode()
    assert Draft.objects.get().typed["rounds"] == "5"


def test_the_other_side_does_not_see_the_draft(maya_browser, jonas_browser, life):
    draft = answered(maya_browser, life, rounds="5")
    assert jonas_browser.get(reverse("draft", args=[draft.pk])).status_code == 404
    assert jonas_browser.get(reverse("draft-preview", args=[draft.pk])).status_code == 404


def test_outsiders_get_the_page_of_what_does_not_exist(noor_browser, life):
    for name in ("counter", "compare"):
        there, nowhere = (noor_browser.get(reverse(name, args=[code])) for code in (life.code, "ZZZZZZ"))
        assert there.status_code == nowhere.status_code == 404
        assert there.content.replace(life.code.encode(), b"") == nowhere.content.replace(b"ZZZZZZ", b"")
    assert noor_browser.post(reverse("counter", args=[life.code]), posted(life.terms)).status_code == 404
    assert noor_browser.post(reverse("counter-sums", args=[life.code]), posted(life.terms)).status_code == 404
    assert Draft.objects.count() == 0


def test_a_hash_of_another_contract_is_not_answered(maya_browser, life):
    other = people.proposed(count=1)
    maya_browser.post(reverse("counter", args=[life.code]), posted(life.terms, answers=other.contract.terms))
    assert Draft.objects.get().answers == life.contract.terms


def test_a_draft_of_another_contract_is_not_reached_by_its_act_id(maya_browser, life):
    draft = answered(maya_browser, life, rounds="5")
    other = people.proposed(count=1)
    maya_browser.post(reverse("counter", args=[other.code]), posted(life.terms, act_id=draft.act_id, rounds="7"))
    draft.refresh_from_db()
    assert (draft.code, draft.typed["rounds"]) == (life.code, "5")


def test_the_first_version_has_nothing_before_it(maya_browser, life):
    assert "This is the first version" in maya_browser.get(reverse("compare", args=[life.code])).content.decode()
    for odd in ("9", "0", "x", "１"):
        assert maya_browser.get(reverse("compare", args=[life.code]) + f"?version={odd}").status_code == 404
