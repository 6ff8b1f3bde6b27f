"""Showing: consent is the client's, carries conditions, begins on its day, ends at once; their word is theirs to take back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from tallystone.core import acts, showing
from tallystone.core.contract import open_acts
from tallystone.core.refusal import Refusal
from tallystone.core.waiting import waits
from tests.core import given
from tests.core.given import SIDES, TODAY, C, F, Play, accepted, completed, said


def asked(**changed) -> Play:
    return accepted(**changed).do(F, acts.AskShowcase(1, said("For my portfolio")))


def allow(play: Play, number: int = 1, **changed) -> acts.AllowShowcase:
    return replace(acts.AllowShowcase(number, play.stone(number).snapshot, TODAY), **changed)


def allowed(**changed) -> Play:
    play = asked()
    return play.do(C, allow(play, **changed))


def test_nothing_may_be_shown_until_the_client_says_so():
    play = asked()
    assert showing.consent(play.contract, 1) is None
    assert [(w.side, w.act) for w in waits(play.contract) if w.act == "AllowShowcase"] == [("client", "AllowShowcase")]
    play.do(C, allow(play, named=1, from_on=TODAY + given.DAY))
    assert showing.consent(play.contract, 1) == showing.Consent(1, 0, TODAY + given.DAY, by_terms=False)
    assert showing.consent(play.contract, 2) is None
    assert not [w for w in waits(play.contract) if w.act == "AllowShowcase"]


def test_consent_ends_with_its_withdrawal_and_only_the_client_gives_it_again():
    play = allowed().do(C, acts.WithdrawShowcase(1, said("Our plans changed")))
    assert showing.consent(play.contract, 1) is None
    assert "AskShowcase" not in {o.act for o in open_acts(play.contract, F, play.now) if o.milestone == 1}
    play.do(C, allow(play))
    assert showing.consent(play.contract, 1)


def test_conditions_may_change_without_moving_a_day_that_has_come():
    play = allowed().later(days=30)
    play.do(C, allow(play, named=1, from_on=TODAY))
    assert showing.consent(play.contract, 1) == showing.Consent(1, 0, TODAY, by_terms=False)


def test_it_is_asked_and_answered_after_the_end_too():
    play = completed()
    play.do(F, acts.AskShowcase(2))
    assert [w.act for w in waits(play.contract)] == ["AllowShowcase"]
    play.do(C, allow(play, 2))
    assert showing.consent(play.contract, 2)


def test_a_refusal_is_the_last_word_for_the_freelancer():
    play = asked().do(C, acts.RefuseShowcase(1))
    with pytest.raises(Refusal, match="showcase_refused"):
        play.do(F, acts.AskShowcase(1))
    assert waits(play.contract) == [w for w in waits(play.contract) if w.act != "AllowShowcase"]


def test_a_word_replaces_the_one_before_and_is_taken_back():
    play = accepted().do(C, acts.Recommend(1, said("Good"), 1), acts.Recommend(1, said("Very good"), 0))
    assert showing.show_of(play.contract, 1).word == said("Very good").hash
    assert showing.show_of(play.contract, 1).word_named == 0
    play.do(C, acts.WithdrawRecommendation(1))
    assert showing.show_of(play.contract, 1).word == ""


STEPS = ["ask", "allow", "refuse", "withdraw", "recommend", "unsay"]


@drawn(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["freelancer", "client"]), st.integers(0, 9)), max_size=12))
def test_whatever_is_done_consent_is_what_the_client_said_last(steps):
    """A model of one line: consent is on after the client allowed, off after they withdrew, untouched by the freelancer."""
    play, on = accepted(), False
    for step, side, days in steps:
        play.later(days=days)
        today: date = play.now.date()
        act = {
            "ask": acts.AskShowcase(1), "allow": allow(play, from_on=today + timedelta(days=days)),
            "refuse": acts.RefuseShowcase(1), "withdraw": acts.WithdrawShowcase(1),
            "recommend": acts.Recommend(1, said("Good")), "unsay": acts.WithdrawRecommendation(1),
        }[step]  # fmt: skip
        try:
            play.do(SIDES[side], act)
        except Refusal:
            continue
        assert (side == "client") == (step != "ask")
        on = {"allow": True, "withdraw": False}.get(step, on)
        assert (showing.consent(play.contract, 1) is not None) == on


def test_terms_that_allow_it_are_consent_from_the_end_of_the_embargo():
    play = accepted(showcase="yes", embargo_days=30)
    assert showing.consent(play.contract, 1) == showing.Consent(0, 0, TODAY + 30 * given.DAY, by_terms=True)
    play.do(F, acts.AskShowcase(1))  # for the name
    assert showing.consent(play.contract, 1)
    play.do(C, acts.WithdrawShowcase(1))
    assert showing.consent(play.contract, 1) is None


def test_work_that_is_not_accepted_is_never_shown():
    assert showing.consent(given.delivered(showcase="yes").contract, 1) is None
