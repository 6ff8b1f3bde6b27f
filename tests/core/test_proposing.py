"""Terms go back and forth until both sides agree to the same words, or one says no."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tallystone.core import acts, facts
from tallystone.core.refusal import Refusal
from tests.core.given import CLOCK, DAY, NOW, TODAY, C, F, Play, agree, agreed, counter, propose, proposed, said, terms


def test_propose():
    play = Play()
    whole = terms()
    act = propose(whole, note=said("Shall we?"))
    play.do(F, act)
    assert play.then == [facts.Proposed(7, 8, act.words.hash, whole.plan(), date(2026, 3, 16), said("Shall we?").hash)]
    c = play.contract
    assert (c.state, c.offered_by, c.version, c.freelancer, c.client) == ("proposed", "freelancer", 1, 7, 8)
    assert (c.seq, c.touched, c.terms) == (1, 1, act.words.hash)


def test_counter_by_the_client_then_by_the_freelancer():
    play = proposed()
    later = replace(play.terms, title="Site, slower")
    act = counter(play, later)
    play.do(C, act)
    assert play.then == [facts.Countered(act.words.hash, later.plan(), act.until, None)]
    assert (play.contract.offered_by, play.contract.version) == ("client", 2)
    play.do(F, counter(play, play.terms))
    assert (play.contract.offered_by, play.contract.version) == ("freelancer", 3)


def test_a_side_changes_its_own_offer():
    play = proposed()
    seen = play.contract.terms
    play.do(F, counter(play, replace(play.terms, title="Site, better")))
    assert play.then == [facts.Countered(play.contract.terms, play.contract.plan, play.contract.until, None, own=1)]
    assert (play.contract.offered_by, play.contract.version) == ("freelancer", 2)
    with pytest.raises(Refusal, match="terms_changed"):
        play.do(C, agree(play, terms=seen))


def test_agree_freezes_the_amounts():
    play = agreed(prices=(10_003,))
    assert play.then == [facts.Agreed(play.contract.terms, said("Maya Serrano").hash, "code")]
    assert (play.contract.state, play.contract.agreed_at) == ("agreed", NOW)
    (stone,) = play.contract.stones
    assert (stone.stake.price_minor, stone.stake.tax_minor, stone.stake.gross_minor) == (10_003, 1_901, 11_904)
    assert (stone.work, stone.money) == ("planned", "unfunded")


def test_agree_to_be_paid_afterwards():
    assert agreed(funding="after").stone().money == "unbilled"


def test_the_freelancer_agrees_to_a_counter():
    play = proposed()
    play.do(C, counter(play, play.terms))
    play.do(F, agree(play))
    assert play.contract.state == "agreed"


def test_withdraw():
    play = proposed().do(F, acts.Withdraw(said("No time")))
    assert play.then == [facts.Withdrawn(said("No time").hash)]
    assert (play.contract.state, play.contract.ended_at) == ("withdrawn", NOW)


def test_decline():
    play = proposed().do(C, acts.Decline(said("Too dear")))
    assert play.then == [facts.Declined(said("Too dear").hash)]
    assert play.contract.state == "declined"


def test_a_proposal_expires_when_its_last_day_is_over_where_the_contract_lives():
    play = Play(zone="Pacific/Auckland")  # 13 hours before UTC in March
    play.do(F, propose(play.terms, until=TODAY + DAY))
    last = NOW.replace(day=3, hour=10, minute=59, second=59)
    play.at(last).do(CLOCK, acts.FilePaper("terms", "1", "ab"))
    play.at(last.replace(hour=11, minute=0, second=0)).do(CLOCK, acts.Lapse())
    assert play.then == [facts.Lapsed(0)]
    assert play.contract.state == "expired"


@pytest.mark.parametrize("answer", ["agree", "counter", "decline", "lapse"])
def test_the_last_second_of_an_offer_counts_and_the_next_one_no_more(answer):
    acted = {
        "agree": lambda play: (C, agree(play)),
        "counter": lambda play: (C, counter(play, play.terms, until=TODAY + 30 * DAY)),
        "decline": lambda play: (C, acts.Decline(said("No"))),
        "lapse": lambda play: (CLOCK, acts.Lapse()),
    }[answer]
    play = Play(zone="America/Sao_Paulo", duties=())  # three hours behind UTC
    over = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)
    play.do(F, propose(play.terms, until=date(2026, 3, 11)))
    just, refusal = over - timedelta(microseconds=1), "not_due" if answer == "lapse" else "proposal_expired"
    refused, done = (just, over) if answer == "lapse" else (over, just)
    with pytest.raises(Refusal, match=refusal):
        play.at(refused).do(*acted(play))
    play.at(done).do(*acted(play))


def test_filing_a_paper_makes_no_page_stale():
    play = agreed().do(CLOCK, acts.FilePaper("agreement", "2", "ab"))
    assert play.then == [facts.PaperFiled("agreement", "2", "ab")]
    assert (play.contract.seq, play.contract.touched) == (3, 2)
