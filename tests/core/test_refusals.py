"""Each way in which the rules say no: the name, the field, and that it is the very name told. All names are here."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import tallystone.core
from tallystone.acting.sentences import SENTENCES
from tallystone.core import acts
from tallystone.core.money import read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tests.core import (
    delegating_refusals,
    dispute_refusals,
    handing_refusals,
    refused_hours,
    refused_reviews,
    showing_refusals,
    teaming_refusals,
)
from tests.core.change_refusals import CHANGING
from tests.core.given import (
    CLOCK,
    DAY,
    NOW,
    TODAY,
    C,
    F,
    Play,
    accept,
    accepted,
    agree,
    agreed,
    answered,
    asked,
    completed,
    counter,
    deliver,
    delivered,
    fulfilled,
    funded,
    noticed,
    propose,
    proposed,
    said,
    started,
    terms,
)  # fmt: skip
from tests.core.leaving_refusals import LEAVING


def proposal(**changed):
    return lambda: Play().do(F, propose(terms(**changed)))


def stone(**changed):
    first, second = terms().milestones
    return proposal(milestones=(replace(first, **changed), second))


def report(**changed):
    return lambda: started().do(F, replace(acts.Report(1, 50, said("Half"), TODAY), **changed))


def played(play, by, make):
    def run():
        now = play()
        now.do(by, make(now))

    return run


def late_answer():
    play = proposed().at(NOW + 30 * DAY)
    play.do(C, agree(play))


def twice_noticed():
    noticed().do(CLOCK, acts.Notice(1, 1, "delivered"))


def twice_reminded():
    noticed().at(NOW + 20 * DAY).do(CLOCK, *[acts.Notice(1, 1, "day")] * 2)


def lapse_without_reminder():
    noticed().at(NOW + 99 * DAY).do(CLOCK, acts.Lapse(1))


def silent(**changed):
    return noticed(**changed).at(NOW + 30 * DAY).do(CLOCK, acts.Notice(1, 1, "day")).at(NOW + 31 * DAY)


def other_lapses():
    play = silent(parallel=1, funding="after")
    play.do(F, acts.Start(2), deliver(2)).do(CLOCK, acts.Lapse(2))


def other_accepted():
    play = (
        started(parallel=1, funding="after")
        .do(F, acts.Start(2), deliver(2), deliver())
        .do(CLOCK, acts.Notice(1, 1, "delivered"))
    )
    play.do(C, accept(play, 2)).at(NOW + 30 * DAY).do(CLOCK, acts.Notice(1, 1, "day"))
    play.at(NOW + 31 * DAY).do(CLOCK, acts.Lapse(2))


def lapse_a_second_early():
    play = noticed().at(NOW + 6 * DAY + 8 * DAY / 24).do(CLOCK, acts.Notice(1, 1, "day"))
    play.at(play.stone().review_until - DAY / 86_400).do(CLOCK, acts.Lapse(1))


def commented():
    return proposed().do(C, acts.Comment("terms", said("Why?")))


def resolved():
    return commented().do(F, acts.ResolveComment(1))


def changes(**changed):
    def make(play):
        return replace(acts.AskChanges(1, play.stone().snapshot, (1,), said("Blurred")), **changed)

    return played(delivered, C, make)


AFTER = {"funding": "after"}
LONG, PROSE, FAR = "x" * 121, "x" * 20_001, date(9999, 12, 31)
CASES = [
    *refused_hours.CASES,
    *refused_reviews.CASES,
    # who
    ("not_yours", "", lambda: Play().do(C, propose(terms()))),
    ("not_yours", "", lambda: agreed().do(C, acts.AskFunding(1))),
    ("not_yours", "", lambda: agreed().do(F, acts.ClaimPaid(1, TODAY))),
    ("not_yours", "", lambda: agreed().do(C, acts.Start(1))),
    ("not_yours", "", played(delivered, F, accept)),
    ("role_may_not", "", played(delivered, By("client", 3, "bookkeeper"), accept)),
    ("role_may_not", "", lambda: agreed().do(By("freelancer", 3, "member"), acts.AskFunding(1))),
    ("not_yours", "", lambda: noticed().do(F, acts.Lapse(1))),
    ("not_yours", "", lambda: delivered().do(C, acts.Notice(1, 1, "delivered"))),
    ("not_yours", "", lambda: agreed().do(F, acts.FilePaper("a", "b", "c"))),
    ("not_yours", "", lambda: agreed().do(F, acts.Erase(("ab" * 32,), "request"))),
    ("own_proposal", "", played(proposed, F, agree)),
    ("own_proposal", "", lambda: proposed().do(F, acts.Decline(said("No")))),
    ("not_own_proposal", "", lambda: proposed().do(C, acts.Withdraw())),
    # when
    ("not_now", "", lambda: proposed().do(F, propose(terms()))),
    ("not_now", "", lambda: Play().do(C, acts.Agree("", said("Maya"), "code"))),
    ("not_now", "", played(agreed, C, agree)),
    ("not_now", "", lambda: agreed().do(F, acts.Withdraw())),
    ("not_now", "", lambda: completed().do(CLOCK, acts.Lapse(1))),
    ("not_now", "", lambda: Play().do(CLOCK, acts.FilePaper("a", "b", "c"))),
    ("not_now", "", lambda: Play().do(CLOCK, acts.Erase(("ab" * 32,), "request"))),
    ("no_such_milestone", "", lambda: proposed().do(F, acts.Start(1))),
    ("no_such_milestone", "", lambda: agreed().do(F, acts.Start(0))),
    ("no_such_milestone", "", lambda: agreed().do(F, acts.AskFunding(3))),
    ("no_such_milestone", "", lambda: silent().do(CLOCK, acts.Lapse(-1))),
    ("not_now", "", lambda: completed().do(F, acts.AskFunding(1))),
    ("proposal_expired", "", late_answer),
    ("terms_changed", "", played(proposed, C, lambda p: agree(p, terms="0" * 64))),
    ("terms_changed", "", played(proposed, C, lambda p: counter(p, p.terms, answers=""))),
    # money
    ("paid_after", "", lambda: agreed(**AFTER).do(F, acts.AskFunding(1))),
    ("paid_after", "", lambda: accepted(**AFTER).do(F, acts.ConfirmFunding(1, TODAY))),
    ("paid_before", "", lambda: funded().do(F, acts.ConfirmPayment(1, TODAY))),
    ("money_not_ready", "", lambda: funded().do(F, acts.AskFunding(1))),
    ("money_not_ready", "", lambda: funded().do(F, acts.ConfirmFunding(1, TODAY))),
    ("money_not_ready", "", lambda: agreed().do(C, acts.ClaimPaid(1, TODAY))),
    ("money_not_ready", "", lambda: agreed(**AFTER).do(F, acts.ConfirmPayment(1, TODAY))),
    ("nothing_to_fund", "", lambda: agreed(prices=(0, 5)).do(F, acts.AskFunding(1))),
    ("date_future", "on", lambda: agreed().do(F, acts.AskFunding(1), acts.ConfirmFunding(1, TODAY + 2 * DAY))),
    ("date_long_past", "on", lambda: agreed().do(F, acts.AskFunding(1), acts.ConfirmFunding(1, TODAY - 367 * DAY))),
    # work
    ("not_funded", "", lambda: agreed().do(F, acts.Start(1))),
    ("not_funded", "", lambda: agreed().do(F, acts.AskFunding(1)).do(C, acts.ClaimPaid(1, TODAY)).do(F, acts.Start(1))),
    ("earlier_milestone_open", "", lambda: agreed(**AFTER).do(F, acts.Start(2))),
    ("milestone_not_ready", "", lambda: started().do(F, acts.Start(1))),
    ("milestone_not_ready", "", lambda: funded().do(F, deliver())),
    ("milestone_not_ready", "", lambda: delivered().do(F, acts.Report(1, 1, said("x"), TODAY))),
    ("milestone_not_ready", "", lambda: started().do(F, acts.Retract(1))),
    ("milestone_not_ready", "", played(accepted, C, lambda p: acts.Accept(1, p.stone().snapshot))),
    ("not_due", "", lambda: accepted().do(CLOCK, acts.Lapse(1))),
    ("not_due", "", other_lapses),
    ("milestone_not_ready", "", other_accepted),
    ("out_of_range", "percent", report(percent=-1)),
    ("out_of_range", "percent", report(percent=101)),
    ("text_missing", "note", report(note=said(" \n"))),
    ("date_past", "next_on", report(next_on=TODAY - DAY)),
    ("date_far", "next_on", report(next_on=TODAY + 91 * DAY)),
    ("criteria_unticked", "criteria.2", lambda: started().do(F, deliver(ticked=(1,)))),
    ("criteria_unticked", "criteria.1", lambda: started().do(F, deliver(ticked=()))),
    ("no_such_criterion", "criteria", lambda: started().do(F, deliver(ticked=(1, 2, 3)))),
    ("snapshot_changed", "", lambda: delivered().do(C, acts.Accept(1, "0" * 64))),
    ("snapshot_changed", "", changes(snapshot="0" * 64)),
    ("snapshot_changed", "", lambda: delivered().do(CLOCK, acts.Notice(1, 2, "delivered"))),
    ("unmet_missing", "unmet", changes(unmet=())),
    ("no_such_criterion", "unmet", changes(unmet=(1, 3))),
    ("no_such_criterion", "unmet", changes(unmet=(0,))),
    ("why_missing", "reasons", changes(reasons=said(""))),
    ("not_due", "", lambda: proposed().do(CLOCK, acts.Lapse())),
    ("not_due", "", lambda: delivered().do(CLOCK, acts.Lapse(1))),
    ("not_due", "", lambda: delivered().at(NOW + 99 * DAY).do(CLOCK, acts.Lapse(1))),
    ("not_due", "", lapse_without_reminder),
    ("not_due", "", lapse_a_second_early),
    ("not_due", "", lambda: noticed().do(CLOCK, acts.Notice(1, 1, "day"))),
    ("not_due", "", lambda: delivered().do(CLOCK, acts.Notice(1, 1, "day"))),
    ("not_due", "", lambda: noticed().do(CLOCK, acts.Notice(1, 1, "gossip"))),
    ("not_due", "", twice_reminded),
    ("already_noticed", "", twice_noticed),
    ("choose_one", "milestones.1.cap_kind", stone(cap_minutes=60, cap_kind="firm")),
    ("rate_zero", "milestones.1.rate", stone(cap_minutes=60, rate_minor=0)),
    ("cap_missing", "milestones.1.cap", stone(rate_minor=100)),
    ("price_not_of_rate", "milestones.1.price", stone(cap_minutes=60, rate_minor=100, price_minor=101)),
    # commenting
    ("not_yours", "", lambda: proposed().do(CLOCK, acts.Comment("terms", said("Hm")))),
    ("not_now", "", lambda: Play().do(F, acts.Comment("terms", said("Hm")))),
    ("not_now", "", lambda: completed().do(C, acts.Comment("terms", said("Thanks")))),
    ("not_now", "", lambda: proposed().do(F, acts.Comment("terms", said("Hm")), acts.Withdraw(), acts.ResolveComment(1))),
    ("text_missing", "words", lambda: proposed().do(C, acts.Comment("terms", said(" \n")))),
    ("text_too_long", "words", lambda: proposed().do(C, acts.Comment("terms", said("x" * 5_001)))),
    ("text_unreadable", "words", lambda: proposed().do(C, acts.Comment("terms", said("a\x00")))),
    ("no_such_clause", "about", lambda: proposed().do(C, acts.Comment("kill_fee", said("Hm")))),
    ("no_such_clause", "about", lambda: proposed().do(C, acts.Comment("milestone:3", said("Hm")))),
    ("no_such_clause", "about", lambda: proposed().do(C, acts.Comment("milestone:0", said("Hm")))),
    ("no_such_comment", "", lambda: proposed().do(C, acts.Comment("terms", said("Hm"), answers=1))),
    ("no_such_comment", "", lambda: commented().do(C, acts.Comment("terms", said("Hm"), answers=-1))),
    ("no_such_comment", "", lambda: commented().do(C, acts.ResolveComment(2))),
    ("no_such_comment", "", lambda: commented().do(C, acts.ResolveComment(1), acts.ReopenComment(0))),
    ("comment_resolved", "", lambda: resolved().do(C, acts.Comment("terms", said("Hm"), answers=1))),
    ("comment_resolved", "", lambda: resolved().do(C, acts.Comment("terms", said("Hm")), acts.ResolveComment(1))),
    ("comment_open", "", lambda: resolved().do(C, acts.Comment("terms", said("Hm")), acts.ReopenComment(2))),
    ("no_open_comment", "", lambda: resolved().do(C, acts.ResolveComment(1))),
    ("no_resolved_comment", "", lambda: commented().do(C, acts.ReopenComment(1))),
    ("too_many_comments", "", lambda: proposed().do(C, *[acts.Comment("terms", said("Hm"))] * 501)),
    *CHANGING,
    # words
    ("same_party", "client", lambda: Play().do(F, propose(terms(), client=7))),
    ("name_missing", "name", played(proposed, C, lambda p: agree(p, name=said("  ")))),
    ("text_too_long", "name", played(proposed, C, lambda p: agree(p, name=said("x" * 501)))),
    ("reason_missing", "reason", lambda: proposed().do(C, acts.Decline(said("")))),
    ("text_too_long", "reason", lambda: proposed().do(C, acts.Decline(said(PROSE)))),
    ("text_unreadable", "reason", lambda: proposed().do(F, acts.Withdraw(said("\ud800")))),
    ("text_unreadable", "note", lambda: Play().do(F, propose(terms(), note=said("a\x00")))),
    ("text_too_long", "note", played(proposed, C, lambda p: counter(p, p.terms, note=said(PROSE)))),
    ("text_too_long", "note", report(note=said(PROSE))),
    ("text_too_long", "note", played(delivered, C, lambda p: replace(accept(p), note=said(PROSE)))),
    # questions and duties
    ("not_now", "", lambda: completed().do(F, acts.Ask(1, said("x"), TODAY))),
    ("milestone_not_ready", "", lambda: accepted().do(F, acts.Ask(1, said("x"), TODAY))),
    ("text_missing", "note", lambda: agreed().do(F, acts.Ask(1, said(" "), TODAY))),
    ("text_too_long", "note", lambda: agreed().do(F, acts.Ask(1, said(PROSE), TODAY))),
    ("date_past", "until", lambda: agreed().do(F, acts.Ask(1, said("x"), TODAY - DAY))),
    ("date_far", "until", lambda: agreed().do(F, acts.Ask(1, said("x"), TODAY + 91 * DAY))),
    ("too_many_questions", "note", lambda: agreed().do(F, *[acts.Ask(1, said("x"), TODAY)] * 21)),
    ("nothing_asked", "", lambda: asked().do(F, acts.Answer(1, 1, said("My own")))),
    ("nothing_asked", "", lambda: asked().do(C, acts.Answer(2, 1, said("Elsewhere")))),
    ("no_such_question", "question", lambda: asked().do(C, acts.Answer(1, 2, said("x")))),
    ("text_missing", "note", lambda: asked().do(C, acts.Answer(1, 1, said("")))),
    ("nothing_asked", "", lambda: answered().do(C, acts.Answer(1, 1, said("Again")))),
    ("nothing_answered", "", lambda: asked().do(F, acts.Decide(1, 1, "0" * 64))),
    ("nothing_answered", "", lambda: answered().do(C, acts.Decide(1, 1, said("The first").hash))),
    ("no_such_question", "question", lambda: answered().do(F, acts.Decide(1, 2, said("The first").hash))),
    ("answer_changed", "", lambda: answered().do(F, acts.Decide(1, 1, "0" * 64))),
    ("nothing_asked_yet", "", lambda: asked().do(C, acts.WithdrawQuestion(1, 1))),
    ("no_such_question", "question", lambda: asked().do(F, acts.WithdrawQuestion(1, 2))),
    ("no_duty_open", "", lambda: fulfilled().do(C, acts.FulfilDuty(1))),
    ("no_such_duty", "duty", lambda: agreed().do(C, acts.FulfilDuty(2))),
    ("text_unreadable", "note", lambda: agreed().do(C, acts.FulfilDuty(1, said("\x00")))),
    ("no_duty_done", "", lambda: agreed().do(F, acts.ReopenDuty(1, said("x")))),
    ("no_such_duty", "duty", lambda: fulfilled().do(F, acts.ReopenDuty(2, said("x")))),
    ("why_missing", "reason", lambda: fulfilled().do(F, acts.ReopenDuty(1, said(" ")))),
    ("not_yours", "", lambda: fulfilled().do(C, acts.ReopenDuty(1, said("x")))),
    # terms
    ("text_missing", "title", proposal(title=" ")),
    ("text_too_long", "title", proposal(title=LONG)),
    ("text_too_long", "title", proposal(title="x" * 1_000_000)),
    ("text_unreadable", "title", proposal(title="a\x00b")),
    ("text_unreadable", "title", proposal(title="a\udfffb")),
    ("text_missing", "in_scope", proposal(in_scope="")),
    ("text_too_long", "background", proposal(background=PROSE)),
    ("text_missing", "duties.1.text", proposal(duties=(replace(terms().duties[0], text=""),))),
    ("date_past", "duties.1.due", proposal(duties=(replace(terms().duties[0], due=TODAY - DAY),))),
    ("date_far", "duties.1.due", proposal(duties=(replace(terms().duties[0], due=FAR),))),
    ("too_many", "duties", proposal(duties=terms().duties * 51)),
    ("no_milestones", "milestones", proposal(milestones=())),
    ("too_many_milestones", "milestones", proposal(prices=(1,) * 101)),
    ("too_many_milestones", "milestones", proposal(prices=(1,) * 300)),
    ("numbers_wrong", "milestones", proposal(milestones=terms().milestones[::-1])),
    ("text_missing", "milestones.1.title", stone(title="")),
    ("deliverables_missing", "milestones.1.deliverables", stone(deliverables=())),
    ("criteria_missing", "milestones.1.criteria", stone(criteria=())),
    ("text_missing", "milestones.1.criteria", stone(criteria=("Opens", " "))),
    ("text_too_long", "milestones.1.criteria", stone(criteria=("x" * 501,))),
    ("too_many", "milestones.1.criteria", stone(criteria=("x",) * 51)),
    ("date_past", "milestones.1.due", stone(due=TODAY - DAY)),
    ("date_far", "milestones.1.due", stone(due=FAR)),
    ("amount_negative", "milestones.1.price", stone(price_minor=-1)),
    ("out_of_range", "milestones.1.cap", stone(cap_minutes=0)),
    ("price_zero", "milestones.1.price", proposal(prices=(0, 0))),
    ("amount_too_large", "milestones", proposal(prices=(10**12, 1))),
    ("out_of_range", "review_days", proposal(review_days=0)),
    ("out_of_range", "review_days", proposal(review_days=31)),
    ("out_of_range", "rounds", proposal(rounds=-1)),
    ("out_of_range", "tax_bp", proposal(tax_bp=10_001)),
    ("choose_one", "funding", proposal(funding="never")),
    ("no_such_zone", "zone", proposal(zone="Moon/Base")),
    ("no_such_zone", "zone", proposal(zone="")),
    ("no_such_zone", "zone", proposal(zone="../../etc/passwd")),
    ("no_such_currency", "currency", proposal(currency="€")),
    ("date_past", "until", lambda: Play().do(F, propose(terms(), until=TODAY - DAY))),
    ("date_far", "until", lambda: Play().do(F, propose(terms(), until=FAR))),
    *dispute_refusals.CASES,
    *teaming_refusals.CASES,
    *LEAVING,
    *showing_refusals.CASES,
    *handing_refusals.CASES,
    *delegating_refusals.CASES,
    # amounts: the table of all spellings is in test_money
    ("amount_missing", "price", lambda: read_amount(" ", "EUR")),
    ("amount_unreadable", "price", lambda: read_amount("ten", "EUR")),
    ("amount_decimals", "price", lambda: read_amount("1.005", "EUR")),
]


@pytest.mark.parametrize(("name", "field", "play"), CASES, ids=[f"{n}-{f}" for n, f, _ in CASES])
def test_it_is_refused(name, field, play):
    with pytest.raises(Refusal) as refusal:
        play()
    assert (refusal.value.name, refusal.value.field) == (name, field)


LITERAL = re.compile(r'"([a-z_]+)"')


def test_every_name_in_the_core_is_here():
    text = "".join(path.read_text() for path in Path(tallystone.core.__file__).parent.glob("*.py"))
    names = set(LITERAL.findall(text)) & set(SENTENCES)
    assert len(names) > 40
    assert names - {name for name, _, _ in CASES} == set()


def test_every_name_has_its_sentence():
    assert {name for name, _, _ in CASES} - set(SENTENCES) == set()
