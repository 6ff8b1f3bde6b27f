"""Comments on clauses: begun, answered, resolved, taken up again; they bind nobody and stop nothing."""

from dataclasses import replace

from tallystone.core import acts, facts
from tallystone.core.commenting import CLAUSES, milestone_of, open_remarks
from tallystone.core.contract import open_acts
from tallystone.core.state import Remark
from tallystone.core.waiting import Wait, waits
from tests.core.given import C, F, agree, agreed, completed, counter, proposed, said, started


def say(about: str = "in_scope", text: str = "Is the map in it?", **told) -> acts.Comment:
    return acts.Comment(about, said(text), **told)


def test_comment_on_terms_that_are_offered():
    play = proposed().do(C, say("milestone:2"))
    assert play.then == [facts.Commented(1, "milestone:2", said("Is the map in it?").hash)]
    assert play.contract.remarks == (Remark(1, "milestone:2", version=1, by="client"),)


def test_both_sides_comment_and_answer():
    play = proposed().do(F, say("rounds", "Two are usual.")).do(C, say("review")).do(C, say("", "Three, please.", answers=1))
    assert play.then == [facts.Commented(1, "rounds", said("Three, please.").hash)]
    assert [(r.number, r.about, r.by, r.open) for r in play.contract.remarks] == [
        (1, "rounds", "client", True), (2, "review", "client", True),
    ]  # fmt: skip


def test_resolve_and_reopen():
    play = proposed().do(C, say()).do(F, acts.ResolveComment(1))
    assert play.then == [facts.CommentResolved(1)]
    assert open_remarks(play.contract) == []
    play.do(C, acts.ReopenComment(1))
    assert play.then == [facts.CommentReopened(1)]
    assert open_remarks(play.contract) == [Remark(1, "in_scope", 1, "client")]


def test_a_comment_waits_for_the_side_that_has_not_spoken_last():
    play = started().do(C, say("milestone:2", "Could you also make a guide?"))
    wait = Wait("freelancer", "Comment", 0, None)
    assert wait in waits(play.contract)
    play.do(F, say("", "Yes, for 300 EUR.", answers=1))
    assert [w.side for w in waits(play.contract) if w.act == "Comment"] == ["client"]
    play.do(C, acts.ResolveComment(1))
    assert [w for w in waits(play.contract) if w.act == "Comment"] == []
    play.do(F, acts.ReopenComment(1))
    assert [w.side for w in waits(play.contract) if w.act == "Comment"] == ["client"]


def test_a_comment_keeps_the_version_that_it_was_made_to():
    play = proposed().do(C, say())
    play.do(C, counter(play, replace(play.terms, title="Slower"))).do(F, say("payment"))
    assert [remark.version for remark in play.contract.remarks] == [1, 2]


def test_open_comments_stop_nothing():
    play = proposed().do(C, say())
    play.do(C, agree(play))
    assert play.contract.state == "agreed"
    assert len(open_remarks(play.contract)) == 1


def test_only_who_is_about_to_agree_has_to_look_again():
    play = proposed().do(C, say())
    assert play.contract.touched == play.contract.seq
    play = started()
    before = play.contract.touched
    play.do(C, say("milestone:1")).do(F, acts.ResolveComment(1)).do(F, acts.ReopenComment(1))
    assert play.contract.touched == before


def test_nothing_more_is_said_once_all_is_over():
    over = completed()
    assert "Comment" not in {each.act for each in open_acts(over.contract, C, over.now)}
    assert waits(agreed().do(C, say()).contract)[-1].act == "Comment"


def test_what_a_comment_can_be_about():
    for about in CLAUSES:
        assert proposed().do(C, say(about)).then == [facts.Commented(1, about, said("Is the map in it?").hash)]
    assert [milestone_of(about) for about in ("milestone:12", "milestone:0", "milestone:-1", "in_scope", "milestone:1 ")] == [
        12, 0, 0, 0, 0,
    ]  # fmt: skip
