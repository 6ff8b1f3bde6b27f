"""The page of one contract in each state, its terms, papers and history; out of reach it does not exist."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tallystone.core import acts
from tallystone.files import store
from tallystone.journal import prose
from tallystone.pages.contract import changes_since
from tallystone.pages.place import Place
from tests import cast as lives
from tests.pages.test_desk import text_of

pytestmark = pytest.mark.django_db


def page_of(browser, life, **query) -> str:
    answer = browser.get(reverse("contract", args=[life.code]), query)
    assert answer.status_code == 200
    return text_of(answer)


def test_the_client_reads_what_is_asked_by_when_and_what_happens_otherwise(maya_browser):
    life = lives.delivered()
    life.clock(acts.Notice(1, 1, "delivered"))
    page = page_of(maya_browser, life)
    assert "Review milestone 1, “Stage 1”" in page
    assert "18:00 (Lisbon)" in page
    assert "If you say nothing until then, it counts as accepted and 1,190.60" in page
    assert "Review, then accept and release 1,190.60" in page
    assert f'href="/contracts/{life.code}/milestones/1"' in page


def test_the_freelancer_reads_whom_they_wait_for(jonas_browser):
    page = page_of(jonas_browser, lives.delivered())
    assert "Nothing is asked of you now" in page
    assert "Studio Almada is asked to review milestone 1" in page
    assert "Take back the delivery of milestone 1" in page


LIVES = [lives.agreed, lives.asked, lives.funded, lives.started, lives.delivered, lives.changes_asked, lives.accepted]


@pytest.mark.parametrize("funding", ["before", "after"])
@pytest.mark.parametrize("play", [*LIVES, lives.completed, lives.proposed, lives.countered])
def test_every_state_has_a_page_for_both(jonas_browser, maya_browser, play, funding):
    life = play(funding)
    for browser in (jonas_browser, maya_browser):
        page = page_of(browser, life)
        assert life.terms.title in page
        assert "What happened" in page


def test_the_money_says_what_is_held_earned_and_to_come(jonas_browser):
    life = lives.accepted(count=2)
    lives.fund(life, 2)
    page = page_of(jonas_browser, life)
    for sum_ in ("3,571.20", "1,190.60", "2,380.60"):
        assert sum_ in page.replace("\xa0", " ")
    assert "What is held lies with Jonas Brandt Webdesign" in page


def test_the_client_of_a_proposal_reads_terms_and_three_answers(maya_browser):
    life = lives.proposed()
    page = page_of(maya_browser, life)
    assert "Jonas Brandt Webdesign offers you these terms" in page
    assert "Opens on a phone" in page
    for act in ("agree", "decline", "counter"):
        assert f'href="/contracts/{life.code}/{act}"' in page
    assert "withdraw" not in page


def test_who_proposed_waits_and_can_withdraw(jonas_browser):
    life = lives.proposed()
    page = page_of(jonas_browser, life)
    assert "Studio Almada reads your terms" in page
    assert f'href="/contracts/{life.code}/withdraw"' in page
    assert f'href="/contracts/{life.code}/agree"' not in page


def test_a_second_version_can_be_compared(jonas_browser):
    life = lives.countered()
    page = page_of(jonas_browser, life)
    assert "version 2 of the terms" in page
    assert reverse("compare", args=[life.code]) in page
    assert page.index("What Studio Almada changed") < page.index("Background")


def test_an_expired_proposal_offers_no_answer(maya_browser):
    life = lives.proposed()
    life.clock(acts.Lapse(), life.contract.until and lives.datetime.now(lives.UTC) + timedelta(days=30))
    page = page_of(maya_browser, life)
    assert "expired without an answer" in page
    assert "/agree" not in page


def test_a_declined_proposal_says_why_and_offers_a_new_draft(jonas_browser):
    life = lives.proposed()
    life.maya(acts.Decline(prose.words("Too early for us.")))
    page = page_of(jonas_browser, life)
    assert "Studio Almada declined the proposal." in page
    assert "Too early for us." in page
    assert f"/drafts/new?from={life.code}" in page


def test_earlier_terms_open_as_a_new_draft(jonas_browser, maya_browser):
    life = lives.proposed()
    life.jonas(acts.Withdraw())
    assert "Stage 1" in text_of(jonas_browser.get("/drafts/new", {"from": life.code}))
    assert jonas_browser.get("/drafts/new", {"from": "NOSUCH"}).status_code == 404


def test_right_after_an_act_the_page_says_what_was_done(maya_browser, jonas_browser):
    life = lives.accepted()
    seq = life.contract.seq
    assert 'class="notice done"' in page_of(maya_browser, life, done=seq)
    assert 'class="notice done"' not in page_of(jonas_browser, life, done=seq)
    assert 'class="notice done"' not in page_of(maya_browser, life, done=seq - 1)
    life.jonas(acts.AskFunding(2))
    assert 'class="notice done"' not in page_of(maya_browser, life, done=seq)


@pytest.mark.parametrize("done", ["x", "-1", "", "9" * 40, "１"])
def test_a_wrong_done_is_no_error(maya_browser, done):
    assert 'class="notice done"' not in page_of(maya_browser, lives.agreed(), done=done)


def test_the_report_and_the_next_word_are_shown(maya_browser):
    life = lives.started()
    life.jonas(acts.Report(1, 40, prose.words("Two of five <b>pages</b>."), lives.today() + timedelta(days=3)))
    page = page_of(maya_browser, life)
    assert "Two of five &lt;b&gt;pages&lt;/b&gt;." in page
    assert "40 %" in page


def test_the_history_goes_on_piece_by_piece(jonas_browser):
    life = lives.started()
    for percent in range(60):
        life.jonas(acts.Report(1, percent, prose.words(f"Word {percent}."), lives.today()))
    page = page_of(jonas_browser, life)
    assert "Word 59." in page
    assert "Word 20." not in page
    earlier = page.partition('class="button quiet small" href="')[2].partition('"')[0]
    whole = jonas_browser.get(earlier)
    assert "<html" in text_of(whole)
    assert "Word 20." in text_of(whole)
    piece = text_of(jonas_browser.get(earlier, headers={"HX-Request": "true"}))
    assert "<html" not in piece
    assert "Word 20." in piece


def test_changes_since_leave_the_clock_out(jonas_browser, cast, rf):
    life = lives.delivered()
    seen = life.contract.seq
    life.clock(acts.Notice(1, 1, "delivered"))
    request = rf.get("/")
    request.user = cast.jonas
    names = Place(request, life.code).names
    assert changes_since(life.code, seen, names) == []
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    assert changes_since(life.code, seen, names)[0] == "Studio Almada accepted milestone 1, “Stage 1”."


def test_news_are_a_quiet_bar_and_only_when_there_are_any(jonas_browser):
    life = lives.started()
    since = life.row.moved_at.isoformat()
    address = reverse("news", args=[life.code])
    assert jonas_browser.get(address, {"since": since}).status_code == 204
    assert jonas_browser.get(address, {"since": "nonsense"}).status_code == 204
    lives.deliver(life, 1)
    answer = jonas_browser.get(address, {"since": since})
    assert answer.status_code == 286
    assert "Something changed" in text_of(answer)


def test_terms_say_who_agreed_and_to_what(maya_browser):
    life = lives.countered()
    life.jonas(acts.Agree(life.contract.terms, prose.words("J. Brandt"), "code"))
    page = text_of(maya_browser.get(reverse("terms", args=[life.code])))
    assert "Agreed by both" in page
    assert "J. Brandt" in page
    assert life.contract.terms in page
    first = text_of(maya_browser.get(reverse("terms", args=[life.code]), {"version": 1}))
    assert "Offered once, not in force" in first
    assert maya_browser.get(reverse("terms", args=[life.code]), {"version": 3}).status_code == 404


def test_a_paper_is_awaited_then_given_out_then_nobody_elses(maya_browser, noor_browser):
    life = lives.agreed()
    address = reverse("paper", args=[life.code, "agreement", life.code])
    waiting = maya_browser.get(address)
    assert "being typeset" in text_of(waiting)
    assert 'http-equiv="refresh"' in text_of(waiting)
    blob = store.keep(io.BytesIO(b"%PDF-1.7 the agreement"))
    life.clock(acts.FilePaper("agreement", life.code, blob.hash))
    given = maya_browser.get(address)
    assert given["Content-Type"] == "application/pdf"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert b"".join(given.streaming_content) == b"%PDF-1.7 the agreement"
    assert "attachment" in maya_browser.get(address, {"download": ""})["Content-Disposition"]
    assert noor_browser.get(address).status_code == 404


@pytest.mark.parametrize(("kind", "about"), [("statement", ""), ("invoice", "1-9999"), ("agreement", "AAAAAA"), ("x", "y")])
def test_a_paper_that_never_was_is_nothing(maya_browser, kind, about):
    life = lives.agreed()
    assert maya_browser.get(reverse("paper", args=[life.code, kind, about or life.code])).status_code == 404


def test_an_invoice_of_another_contract_is_not_given_out(maya_browser):
    one, other = lives.asked(), lives.agreed()
    number = one.stone(1).invoices[0]
    assert maya_browser.get(reverse("paper", args=[one.code, "invoice", number])).status_code == 200
    assert maya_browser.get(reverse("paper", args=[other.code, "invoice", number])).status_code == 404


PLACES = ["contract", "terms", "history", "news"]


@pytest.mark.parametrize("name", PLACES)
def test_an_outsider_finds_the_same_nothing_everywhere(noor_browser, name):
    life = lives.agreed()
    there = noor_browser.get(reverse(name, args=[life.code]))
    nowhere = noor_browser.get(reverse(name, args=["ZZZZZZ"]))
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content
    assert noor_browser.post(reverse(name, args=[life.code])).status_code == 405


@pytest.mark.parametrize("code", ["real", "ZZZZZZ"])
def test_who_is_not_signed_in_is_asked_to_and_led_back(stranger_browser, cast, code):
    code = lives.agreed().code if code == "real" else code
    answer = stranger_browser.get(f"/contracts/{code}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next=%2Fcontracts%2F{code}"
    assert stranger_browser.post(f"/contracts/{code}").status_code == 405


def test_a_long_history_and_many_milestones_cost_no_more_queries(jonas_browser):
    short, long = lives.started(count=2), lives.started(count=40)
    for percent in range(80):
        long.jonas(acts.Report(1, percent, prose.words("More."), lives.today()))
    costs = [queries_of(jonas_browser, life) for life in (short, long)]
    assert costs[0] == costs[1]
    assert 5 < costs[1] <= 13


def queries_of(browser, life) -> int:
    page_of(browser, life)
    with CaptureQueriesContext(connection) as caught:
        page_of(browser, life)
    return len(caught)
