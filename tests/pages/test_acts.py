"""Acts over HTTP: each one done, done twice, refused, on stale ground, and out of reach."""

import time
from datetime import timedelta

import pytest

from tallystone.core import acts
from tallystone.journal.models import Entry
from tallystone.people.arriving import FRESH
from tests import cast as played
from tests.pages.forms import beside, hidden, send, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sure(maya_browser):
    """Maya's browser, in which she has just typed a mailed code."""
    session = maya_browser.session
    session[FRESH] = time.time()
    session.save()
    return maya_browser


def at(life, act: str, number: int = 0) -> str:
    return f"/contracts/{life.code}/milestones/{number}/{act}" if number else f"/contracts/{life.code}/{act}"


def done(answer, life) -> bool:
    return answer.status_code == 303 and answer.url.startswith(f"/contracts/{life.code}?done=")


class TestEachAct:
    def test_agree(self, sure):
        life = played.proposed()
        page = sure.get(at(life, "agree"))
        assert "Agree to 3 milestones" in text(page)
        assert "Opens on a phone" in text(page)
        answer = send(
            sure, at(life, "agree"), page, name="Maya Serrano", read="on", business_name="Almada Lda", address="Rua 8"
        )
        assert done(answer, life)
        assert life.contract.state == "agreed"
        life.cast.almada.refresh_from_db()
        assert (life.cast.almada.name, life.cast.almada.address) == ("Almada Lda", "Rua 8")

    def test_freelancer_agrees_to_a_counter(self, jonas_browser, monkeypatch):
        monkeypatch.setattr("tallystone.pages.stepup.is_fresh", lambda request: True)
        life = played.countered()
        answer = send(jonas_browser, at(life, "agree"), name="Jonas Brandt", read="on")
        assert done(answer, life)
        assert life.contract.state == "agreed"

    def test_decline(self, maya_browser):
        life = played.proposed()
        assert done(send(maya_browser, at(life, "decline"), reason="Too dear."), life)
        assert life.contract.state == "declined"

    def test_withdraw_without_a_reason(self, jonas_browser):
        life = played.proposed()
        assert done(send(jonas_browser, at(life, "withdraw")), life)
        assert life.contract.state == "withdrawn"

    def test_money_and_work(self, jonas_browser, maya_browser):
        life = played.agreed()
        today = str(life.row.agreed_at.date())
        page = jonas_browser.get(at(life, "ask-funding", 1))
        assert "Ask for 1,190.60 EUR by" in text(page)
        assert done(send(jonas_browser, at(life, "ask-funding", 1), page), life)
        page = maya_browser.get(at(life, "claim-paid", 1))
        assert "DE89 3704 0044 0532 0130 00" in text(page)
        assert "<svg" in page.content.decode().split("pay-code")[1]
        assert done(send(maya_browser, at(life, "claim-paid", 1), page, on=today), life)
        assert done(send(jonas_browser, at(life, "confirm-funding", 1), on=today), life)
        assert life.stone(1).money == "funded"
        assert done(send(jonas_browser, at(life, "start", 1)), life)
        soon = str(played.today() + 3 * DAY)
        assert done(send(jonas_browser, at(life, "report", 1), percent="40", note="Half of the pages.", next_on=soon), life)
        assert life.stone(1).percent == 40

    def test_confirm_payment(self, jonas_browser):
        life = played.accepted("after")
        assert done(send(jonas_browser, at(life, "confirm-payment", 1), on=str(played.today())), life)
        assert life.stone(1).money == "paid"

    def test_retract(self, jonas_browser):
        life = played.delivered()
        assert done(send(jonas_browser, at(life, "retract", 1)), life)
        assert life.stone(1).work == "started"

    def test_accept_names_the_result(self, sure):
        life = played.delivered()
        page = sure.get(at(life, "accept", 1))
        assert "Accept and release 1,190.60 EUR" in text(page)
        assert "This cannot be taken back." in text(page)
        assert done(send(sure, at(life, "accept", 1), page, note="Lovely."), life)
        assert life.stone(1).money == "released"

    def test_accept_paid_after_names_the_day(self, sure):
        life = played.delivered("after")
        assert "Accept, with 1,190.60 EUR to pay by" in text(sure.get(at(life, "accept", 1)))

    def test_ask_changes(self, maya_browser):
        life = played.delivered()
        answer = send(maya_browser, at(life, "ask-changes", 1), verdict_1="met", verdict_2="unmet", why_2="Too small.")
        assert done(answer, life)
        assert life.stone(1).unmet == (2,)


class TestFreshCode:
    def test_the_code_is_mailed_and_everything_typed_is_kept(self, maya_browser, monkeypatch):
        sent = []
        monkeypatch.setattr("tallystone.pages.stepup.send_code", lambda request, email, purpose: sent.append(email))
        life = played.delivered()
        answer = send(maya_browser, at(life, "accept", 1), note="Well made.")
        assert answer.status_code == 200
        assert sent == ["maya@almada.example"]
        assert "Well made." in text(answer)
        assert 'name="fresh_code"' in answer.content.decode()
        assert life.stone(1).work == "delivered"

    def test_a_wrong_code_is_told_beside_the_field(self, maya_browser):
        life = played.delivered()
        first = send(maya_browser, at(life, "accept", 1))
        answer = send(maya_browser, at(life, "accept", 1), first, fresh_code="00000000")
        assert answer.status_code == 422
        assert beside(answer, "fresh_code")
        assert life.stone(1).work == "delivered"

    def test_a_right_code_lets_the_act_through(self, maya_browser, monkeypatch):
        codes = []
        monkeypatch.setattr("tallystone.pages.codes.send_code_letter", lambda email, code, purpose: codes.append(code))
        life = played.delivered()
        first = send(maya_browser, at(life, "accept", 1), note="Well made.")
        assert done(send(maya_browser, at(life, "accept", 1), first, note="Well made.", fresh_code=codes[0]), life)
        assert life.stone(1).work == "accepted"

    def test_nothing_is_mailed_for_a_form_that_is_wrong(self, maya_browser, monkeypatch):
        sent = []
        monkeypatch.setattr("tallystone.pages.stepup.send_code", lambda *told: sent.append(told))
        life = played.proposed()
        answer = send(maya_browser, at(life, "agree"), name="", business_name="A", address="B")
        assert answer.status_code == 422
        assert not sent
        assert beside(answer, "name") == "Write your name as you would sign it."
        assert beside(answer, "read") == "Tick the box if you have read the terms and agree to them."


class TestTwice:
    def test_the_same_form_twice_has_one_effect_and_one_answer(self, sure):
        life = played.delivered()
        page = sure.get(at(life, "accept", 1))
        first, second = (send(sure, at(life, "accept", 1), page, note="Good.") for _ in range(2))
        assert done(first, life)
        assert (second.status_code, second.url) == (first.status_code, first.url)
        assert Entry.objects.filter(code=life.code, text__contains='"act":"Accept"').count() == 1

    def test_the_same_form_twice_needs_no_second_code(self, sure):
        life = played.delivered()
        page = sure.get(at(life, "accept", 1))
        send(sure, at(life, "accept", 1), page)
        session = sure.session
        session[FRESH] = 0
        session.save()
        assert done(send(sure, at(life, "accept", 1), page), life)

    def test_the_same_form_with_other_words_is_refused(self, maya_browser):
        life = played.asked()
        page = maya_browser.get(at(life, "claim-paid", 1))
        today = played.today()
        assert done(send(maya_browser, at(life, "claim-paid", 1), page, on=str(today)), life)
        answer = send(maya_browser, at(life, "claim-paid", 1), page, on=str(today - DAY))
        assert answer.status_code == 409
        assert life.stone(1).money == "claimed_paid"


class TestStale:
    def test_the_page_says_what_changed_and_keeps_what_was_typed(self, maya_browser):
        life = played.delivered()
        page = maya_browser.get(at(life, "ask-changes", 1))
        life.jonas(acts.Retract(1))
        played.deliver(life, 1, "Once more.")
        answer = send(maya_browser, at(life, "ask-changes", 1), page, verdict_2="unmet", why_2="Too small.", note="Thanks.")
        assert answer.status_code == 409
        said = text(answer)
        assert "This changed while you were reading" in said
        assert "Jonas Brandt Webdesign took back the delivery" in said
        assert "Too small." in said
        assert "Thanks." in said
        assert life.stone(1).work == "delivered"
        again = send(maya_browser, at(life, "ask-changes", 1), answer, verdict_2="unmet", why_2="Too small.", note="Thanks.")
        assert done(again, life)

    def test_terms_that_changed_have_to_be_read_again(self, sure):
        life = played.countered()
        life.jonas(acts.Counter(life.terms, played.words_of(life.terms), life.contract.terms, played.today() + DAY))
        page = sure.get(at(life, "agree"))
        old = hidden(page) | {"terms": "0" * 64}
        told = {"name": "Maya", "read": "on", "business_name": "A", "address": "B"}
        answer = sure.post(at(life, "agree"), old | told)
        assert answer.status_code == 409
        assert "The terms changed after you opened this page" in text(answer)
        assert 'id="id_read" checked' not in answer.content.decode()
        assert life.contract.state == "proposed"

    def test_bookkeeping_of_the_clock_makes_no_page_stale(self, sure):
        life = played.delivered()
        page = sure.get(at(life, "accept", 1))
        life.clock(acts.Notice(1, 1, "delivered"))
        assert done(send(sure, at(life, "accept", 1), page), life)

    def test_what_has_become_impossible_says_so(self, maya_browser):
        life = played.delivered()
        page = maya_browser.get(at(life, "ask-changes", 1))
        life.maya(acts.Accept(1, life.stone(1).snapshot))
        answer = send(maya_browser, at(life, "ask-changes", 1), page, verdict_1="unmet", why_1="Too late.")
        assert answer.status_code == 409
        assert "Studio Almada accepted" in text(answer)
        assert "Milestone 1 is accepted, so this cannot be done now." in text(answer)
        assert 'class="button">' not in answer.content.decode()


class TestWrong:
    def test_a_day_that_has_not_come(self, maya_browser):
        life = played.asked()
        answer = send(maya_browser, at(life, "claim-paid", 1), on=str(played.today() + 3 * DAY))
        assert answer.status_code == 422
        assert "has not come yet" in beside(answer, "on")
        assert "autofocus" in answer.content.decode()

    @pytest.mark.parametrize("typed", ["yesterday", "2027-13-40", "12.03.2027", ""])
    def test_a_day_that_is_none(self, maya_browser, typed):
        life = played.asked()
        answer = send(maya_browser, at(life, "claim-paid", 1), on=typed)
        assert answer.status_code == 422
        assert beside(answer, "on")
        assert life.stone(1).money == "asked"

    def test_a_day_long_ago(self, jonas_browser):
        life = played.asked()
        answer = send(jonas_browser, at(life, "confirm-funding", 1), on="1999-01-01")
        assert "more than a year ago" in beside(answer, "on")

    @pytest.mark.parametrize("typed", ["-1", "101", "1e3", "ten", "", "９９９"])
    def test_a_percentage_that_is_none(self, jonas_browser, typed):
        life = played.started()
        soon = str(played.today() + DAY)
        answer = send(jonas_browser, at(life, "report", 1), percent=typed, note="Going on.", next_on=soon)
        assert answer.status_code == 422
        assert beside(answer, "percent")
        assert "Going on." in text(answer)

    def test_a_next_word_in_the_past(self, jonas_browser):
        life = played.started()
        yesterday = str(played.today() - 2 * DAY)
        answer = send(jonas_browser, at(life, "report", 1), percent="10", note="x", next_on=yesterday)
        assert "has passed" in beside(answer, "next_on")

    def test_no_reason(self, maya_browser):
        life = played.proposed()
        answer = send(maya_browser, at(life, "decline"), reason="  ")
        assert beside(answer, "reason") == "Say why in a sentence; the other side will read it."

    def test_a_text_of_a_megabyte(self, maya_browser):
        life = played.proposed()
        answer = send(maya_browser, at(life, "decline"), reason="x" * 1_000_000)
        assert "1000000 characters long" in beside(answer, "reason")
        assert life.contract.state == "proposed"

    def test_a_character_that_cannot_be_kept(self, maya_browser):
        life = played.proposed()
        assert beside(send(maya_browser, at(life, "decline"), reason="a\x00b"), "reason")

    def test_changes_without_a_criterion_or_a_reason(self, maya_browser):
        life = played.delivered()
        nothing = send(maya_browser, at(life, "ask-changes", 1), note="Hm.")
        assert beside(nothing, "verdict-1") == "Mark at least one criterion that is not met."
        bare = send(maya_browser, at(life, "ask-changes", 1), verdict_1="unmet")
        assert beside(bare, "why-1") == "Say what is missing, so that it can be mended."
        assert life.stone(1).work == "delivered"

    def test_accepting_what_was_marked_as_not_met(self, sure):
        life = played.delivered()
        answer = send(sure, at(life, "accept", 1), verdict_2="unmet", why_2="No.")
        assert answer.status_code == 422
        assert "You marked criterion 2 as not met" in text(answer)

    @pytest.mark.parametrize("missing", ["act_id", "seen", "snapshot"])
    def test_a_form_without_its_hidden_parts(self, sure, missing):
        life = played.delivered()
        data = hidden(sure.get(at(life, "accept", 1)))
        data.pop(missing)
        answer = sure.post(at(life, "accept", 1), data | {"note": "Kept."})
        assert answer.status_code == 422
        assert "without all of its parts" in text(answer)
        assert "Kept." in text(answer)
        assert life.stone(1).work == "delivered"


class TestReach:
    ACTS = ["agree", "decline", "withdraw"]
    ON_STONE = [
        "ask-funding", "claim-paid", "confirm-funding", "confirm-payment", "start", "report", "deliver", "retract",
        "ask-changes", "accept",
    ]  # fmt: skip

    def test_outsiders_find_nothing(self, noor_browser, stranger_browser):
        life = played.delivered()
        addresses = [at(life, act) for act in self.ACTS] + [at(life, act, 1) for act in self.ON_STONE]
        unknown = noor_browser.get("/contracts/ZZZZZZ/agree").content
        before = Entry.objects.count()
        for address in addresses:
            for answer in (noor_browser.get(address), noor_browser.post(address), stranger_browser.post(address)):
                assert answer.status_code == 404
        assert noor_browser.get(addresses[0]).content == unknown
        assert Entry.objects.count() == before

    def test_the_other_side_reads_why_not(self, jonas_browser):
        life = played.delivered()
        answer = jonas_browser.get(at(life, "accept", 1))
        assert answer.status_code == 200
        assert "This is for the other side to do." in text(answer)
        before = life.contract.seq
        assert send(jonas_browser, at(life, "accept", 1), maya_page(life)).status_code in {409, 422}
        assert life.contract.seq == before

    @pytest.mark.parametrize("act", ["lapse", "notice", "file-paper", "propose", "Accept", "accept/"])
    def test_only_acts_of_persons_have_an_address(self, maya_browser, act):
        life = played.delivered()
        assert maya_browser.post(at(life, act, 1)).status_code == 404
        assert maya_browser.post(at(life, act)).status_code == 404

    def test_unknown_milestones_and_wrong_places(self, maya_browser):
        life = played.delivered()
        assert maya_browser.get(at(life, "accept", 9)).status_code == 404
        assert maya_browser.get(at(life, "accept")).status_code == 404
        assert maya_browser.get(f"/contracts/{life.code}/milestones/1/agree").status_code == 404
        assert maya_browser.get(f"/contracts/{life.code}/milestones/0/accept").status_code == 404

    def test_other_methods_are_told_so(self, maya_browser):
        life = played.delivered()
        assert maya_browser.put(at(life, "accept", 1)).status_code == 405
        assert maya_browser.delete(f"/contracts/{life.code}/milestones/1").status_code == 405


def maya_page(life):
    """Maya's page of the act, as somebody else might have copied it."""
    from tests.conftest import browser_of

    return browser_of(life.cast.maya).get(at(life, "accept", 1))
