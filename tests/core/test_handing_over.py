"""Handing over: made of the record, completed in words, acknowledged; and what counts as a clean exit."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts
from tallystone.core.contract import open_acts
from tallystone.core.handing_over import clean_exit
from tallystone.core.handover import NONE, Handover, handover_from, handover_text, missing
from tallystone.core.recounting import completed_with, is_record
from tallystone.core.waiting import waits
from tests.core import given
from tests.core.given import DAY, TODAY, C, F, accept, said
from tests.core.given_handover import acknowledge, complete, hand_over, handed_over, record


def states(play) -> list[list[str]]:
    return [[held.state for held in stage.criteria] for stage in record(play).stages]


def test_the_record_says_where_each_criterion_stands():
    play = given.started()
    assert states(play) == [["open", "open"], ["open", "open"]]
    play.do(F, given.deliver())
    assert states(play)[0] == ["review", "review"]
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (2,), said("Blurred")))
    assert states(play)[0] == ["seen", "unmet"]
    play.do(F, given.deliver())
    play.do(C, given.accept_part(play, 1))
    assert states(play)[0] == ["accepted", "open"]
    play.do(F, given.deliver()).do(C, accept(play))
    assert states(play)[0] == ["accepted", "accepted"]


def test_it_quotes_the_last_snapshot_questions_and_decisions():
    play = given.answered()
    document = record(play)
    assert [(q.number, q.milestone, q.by) for q in document.questions] == [(1, 1, "freelancer")]
    assert document.questions[0].answer.startswith("text of")
    play.do(F, acts.Decide(1, 1, play.contract.questions[0].answer))
    document = record(play)
    assert (document.questions, [d.number for d in document.decisions]) == ((), [1])
    assert document.decisions[0].on == TODAY.isoformat()
    play.do(F, given.deliver())
    first = record(play).stages[0]
    assert (first.snapshot, first.round, first.on) == (play.stone().snapshot, 1, TODAY.isoformat())
    assert [(duty.text, duty.done) for duty in document.duties] == [("Logo", False)]


def test_a_milestone_that_was_taken_out_keeps_its_title():
    play = given.changing(given.started(), m2=None)
    second = record(play).stages[1]
    assert (second.title, second.work, second.criteria) == ("Stage 2", "cancelled", ())


def test_no_amount_is_in_it():
    play = given.started(prices=(71_717, 81_818))
    text = handover_text(complete(play))
    for amount in ("71717", "81818", "717.17", "818.18", "85343"):
        assert amount not in text


def test_the_fact_names_what_is_missing():
    play = given.started()
    play.do(F, hand_over(play, places=(), knowing=" ", problems="", none=("problems",)))
    assert play.contract.handover.missing == ("places", "knowing")
    assert play.contract.handover.complete_at is None
    play.later(days=1).do(F, hand_over(play))
    first = play.contract.handover.complete_at
    assert (play.contract.handover.version, play.contract.handover.missing, first) == (2, (), play.now)
    play.later(days=1).do(F, hand_over(play, knowing="One thing more."))
    assert play.contract.handover.complete_at == first


@pytest.mark.parametrize("name", [*NONE, "knowing", "first", "standing.1"])
def test_each_part_is_needed(name):
    document = complete(given.started())
    if name == "standing.1":
        lacking = replace(document, stages=tuple(replace(stage, standing="") for stage in document.stages))
    else:
        lacking = replace(document, **{name: "" if isinstance(getattr(document, name), str) else ()})
    assert missing(document) == ()
    assert missing(lacking) == (name,)
    if name in NONE:
        assert missing(replace(lacking, none=(name,))) == ()


def test_where_nothing_is_left_nobody_is_told_where_to_begin():
    play = given.started(prices=(5,))
    play.do(F, given.deliver()).do(C, accept(play))
    assert missing(complete(play, first="")) == ()


def test_the_client_is_asked_until_it_has_arrived():
    play = handed_over()
    assert ("client", "AcknowledgeHandover") in {(w.side, w.act) for w in waits(play.contract)}
    play.do(C, acknowledge(play))
    assert play.contract.handover.acknowledged_at == play.now
    assert "AcknowledgeHandover" not in {w.act for w in waits(play.contract)}
    play.do(F, hand_over(play, knowing="One thing more."))
    assert play.contract.handover.acknowledged_at is None


@pytest.mark.parametrize(("state", "open_"), [("agreed", True), ("leaving", True), ("ended", True), ("completed", False)])
def test_it_is_open_until_ninety_days_after_the_end(state, open_):
    play = given.started()
    ended = play.now if state in {"ended", "completed"} else None
    play.contract = replace(play.contract, state=state, ended_at=ended)
    assert ("HandOver" in {o.act for o in open_acts(play.contract, F, play.now)}) == open_
    if ended:
        assert "HandOver" not in {o.act for o in open_acts(play.contract, F, play.now + 90 * DAY)}


def left(works=("accepted", "cancelled"), handed=True, after=timedelta(0), **changed):
    """A contract that ended, its milestones in these states of work, handed over so long after the end."""
    play = given.started()
    stones = tuple(replace(s, work=work) for s, work in zip(play.contract.stones, works, strict=True))
    play.contract = replace(play.contract, state="ended", ended_at=play.now, stones=stones)
    if handed:
        play.at(play.now + after).do(F, hand_over(play, **changed))
    return clean_exit(play.contract)


def test_the_rule_of_a_clean_exit():
    assert left().clean
    assert left(after=14 * DAY).clean
    assert left(after=14 * DAY + timedelta(seconds=1)).why == ("late",)
    assert left(handed=False).why == ("no_handover",)
    assert left(knowing="").why == ("incomplete",)
    assert left(works=("handed_over", "cancelled")).why == ("unfinished",)
    assert left(works=("accepted", "handed_over"), handed=False).why == ("unfinished", "no_handover")
    assert clean_exit(given.completed().contract) is None
    assert clean_exit(handed_over().contract) is None


def test_what_was_written_before_is_kept_with_the_record_of_now():
    play = handed_over()
    before = complete(play)
    play.do(F, given.deliver())
    after = completed_with(record(play), before)
    assert is_record(play.contract, after)
    assert after.stages[0].standing == before.stages[0].standing
    assert (after.knowing, after.places, after.access) == (before.knowing, before.places, before.access)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=50, deadline=None)
@any_of(words, words, st.sets(st.sampled_from(NONE)))
def test_a_handover_is_read_as_it_was_written(knowing, standing, none):
    document = complete(given.delivered(), knowing=knowing, none=tuple(sorted(none)))
    document = replace(document, stages=(replace(document.stages[0], standing=standing), *document.stages[1:]))
    assert handover_from(handover_text(document)) == document
    assert missing(handover_from(handover_text(document))) == missing(document)


@pytest.mark.parametrize("text", ["", "[]", "1", "{}", '{"stages": [{}]}', "x", handover_text(Handover())[:-1], None])
def test_what_is_no_handover_is_none(text):
    assert handover_from(text) is None
