"""Answering a proposal with terms of one's own, any number of times; and comparing the versions."""

import pytest
from django.urls import reverse

from tallystone.core import acts
from tallystone.drafting.models import Draft
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


def test_ones_own_proposal_cannot_be_countered(jonas_browser, life):
    page = jonas_browser.get(reverse("counter", args=[life.code]))
    assert page.status_code == 409
    assert "These are your own terms." in page.content.decode()


def test_terms_that_changed_meanwhile_keep_the_draft_and_are_told(maya_browser, life):
    draft = answered(maya_browser, life, rounds="5")
    sent = life.contract.terms
    other = people.terms(background="Said by phone.")
    life.maya(acts.Counter(other, people.words_of(other), sent, people.today()))
    newer = people.terms(rounds=1)
    life.jonas(acts.Counter(newer, people.words_of(newer), life.contract.terms, people.today()))
    page = send(maya_browser, draft)
    html = page.content.decode()
    assert page.status_code == 409
    assert "The other side has sent newer terms since you began." in html
    assert "Rounds of changes: 1, was 2." in html
    assert 'name="rounds" value="5"' in html
    maya_browser.post(reverse("draft-rebase", args=[draft.pk]))
    draft.refresh_from_db()
    assert (draft.answers, draft.typed["rounds"]) == (life.contract.terms, "5")
    assert send(maya_browser, draft).status_code == 303


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
