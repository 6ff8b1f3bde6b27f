"""The page of a milestone: reviewing for the client, reading for both, in every state."""

import pytest

from tallystone.core import acts
from tallystone.core.manifest import Evidence, Link, Manifest, Reasons, manifest_from, manifest_text, reasons_text
from tallystone.journal import prose
from tests import cast as played
from tests.pages.forms import text

pytestmark = pytest.mark.django_db


def page(browser, life, number: int = 1):
    return browser.get(f"/contracts/{life.code}/milestones/{number}")


def hand_over(life, note: str) -> None:
    manifest = Manifest(
        note, (Link("Live", "https://almada.example"),), (), (Evidence(1, "On a phone."), Evidence(2, "Aloud."))
    )
    life.jonas(acts.Deliver(1, prose.words(manifest_text(manifest)), (), (1, 2)))


def ask(life, number: int, why: str) -> None:
    reasons = Reasons({number: why}, "Nearly there.")
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (number,), prose.words(reasons_text(reasons))))


def test_the_client_reviews_beside_the_criteria(maya_browser):
    life = played.started()
    hand_over(life, "The whole site.")
    answer = page(maya_browser, life)
    body = answer.content.decode()
    for word in ("The whole site.", "On a phone.", "Aloud.", "Opens on a phone"):
        assert word in text(answer)
    assert f'formaction="/contracts/{life.code}/milestones/1/accept"' in body
    assert "Accept and release 1,190.60 EUR" in text(answer)
    assert "Ask for changes" in text(answer)
    assert body.count('value="unmet"') == 2


def test_the_clock_is_told(maya_browser):
    life = played.delivered()
    assert "begins when the letter about this delivery has reached" in text(page(maya_browser, life))
    life.clock(acts.Notice(1, 1, "delivered"))
    told = text(page(maya_browser, life))
    assert "18:00 (Lisbon)" in told
    assert "After that it counts as accepted." in told


def test_the_freelancer_reads_and_may_take_back(jonas_browser):
    life = played.delivered()
    answer = page(jonas_browser, life)
    assert "Take back the delivery" in text(answer)
    assert 'value="unmet"' not in answer.content.decode()


def test_rounds_and_their_reasons_stay(jonas_browser):
    life = played.started()
    hand_over(life, "First try.")
    ask(life, 2, "Too many words.")
    hand_over(life, "Second try.")
    told = text(page(jonas_browser, life))
    for word in ("First try.", "Too many words.", "Nearly there.", "Second try.", "round 1 of 2 agreed"):
        assert word in told


def test_more_rounds_than_agreed_are_said_plainly(maya_browser):
    life = played.started(rounds=1)
    for n in (1, 2):
        hand_over(life, f"Try {n}.")
        ask(life, 1, "No.")
    hand_over(life, "Third try.")
    assert "Delivery 3: round 2 of changes, though 1 were agreed." in text(page(maya_browser, life))


def test_asked_changes_are_shown_at_their_criterion(jonas_browser):
    life = played.started()
    hand_over(life, "First try.")
    ask(life, 2, "Too many words.")
    told = text(page(jonas_browser, life))
    assert "Not met" in told
    assert "Too many words." in told


def test_what_was_taken_back_is_told(maya_browser):
    life = played.delivered()
    life.jonas(acts.Retract(1))
    assert "took it back on" in text(page(maya_browser, life))


def test_reports_are_read_here(maya_browser):
    life = played.started()
    life.jonas(acts.Report(1, 30, prose.words("The colours are chosen."), played.today()))
    told = text(page(maya_browser, life))
    assert "The colours are chosen." in told
    assert "30 %" in told


def test_erased_words_leave_a_page_that_still_stands(maya_browser):
    life = played.started()
    hand_over(life, "A secret.")
    prose.erase(life.stone(1).snapshot)
    answer = page(maya_browser, life)
    assert answer.status_code == 200
    assert "A secret." not in text(answer)


@pytest.mark.parametrize("stage", [
    played.proposed, played.agreed, played.asked, played.funded, played.started, played.delivered, played.changes_asked,
    played.accepted, played.completed,
])  # fmt: skip
@pytest.mark.parametrize("funding", ["before", "after"])
def test_every_state_has_a_page_for_both(stage, funding, jonas_browser, maya_browser):
    life = stage(funding, 2)
    for browser in (jonas_browser, maya_browser):
        for number in (1, 2):
            answer = page(browser, life, number)
            assert answer.status_code == 200
            assert f"Stage {number}" in text(answer)


def test_a_few_queries_however_long_the_story(maya_browser, django_assert_max_num_queries):
    life = played.started(rounds=20)
    for n in range(12):
        hand_over(life, f"Try {n}.")
        ask(life, 1, "No.")
    with django_assert_max_num_queries(13):
        page(maya_browser, life)


def test_outsiders_find_nothing(noor_browser, stranger_browser):
    life = played.delivered()
    for browser in (noor_browser, stranger_browser):
        answer, unknown = page(browser, life), browser.get("/contracts/ZZZZZZ/milestones/1")
        assert answer.status_code == unknown.status_code in {302, 404}
        assert answer.content == unknown.content


def test_a_milestone_that_is_not_there(maya_browser):
    assert page(maya_browser, played.agreed(), 7).status_code == 404
    assert page(maya_browser, played.agreed(), 10**30).status_code == 404


def test_words_of_other_programs_are_a_note():
    assert manifest_from("Just words").note == "Just words"
    assert manifest_from(None) == Manifest()
    assert manifest_from('["a"]').note == '["a"]'


def test_a_manifest_reads_as_it_was_written():
    whole = Manifest("n", (Link("t", "https://a.example"),), (), (Evidence(1, "e", "f" * 64),))
    assert manifest_from(manifest_text(whole)) == whole
