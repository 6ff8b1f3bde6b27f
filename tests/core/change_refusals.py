"""How the rules say no to change orders and refunds; test_refusals.py plays them with all others."""

from dataclasses import replace
from datetime import date

from tallystone.core import acts
from tests.core.given import (
    CLOCK,
    DAY,
    TODAY,
    C,
    F,
    accept_change,
    agreed,
    change,
    changed,
    changing,
    deliver,
    delivered,
    offering,
    proposed,
    said,
    started,
)  # fmt: skip
from tests.core.test_open_acts import priced_round

PROSE, FAR = "x" * 20_001, date(9999, 12, 31)


def stated(**stones):
    """A change order with these milestones changed, of a contract whose first milestone is being worked on."""
    return lambda: offering(play := started(), changed(play, **stones))


def whole_change(**told):
    def run():
        play = agreed()
        offering(play, replace(changed(play, m2={"price_minor": 5}), **told))

    return run


def offered_change(by, make, **act):
    def run():
        play = started()
        offering(play, changed(play, m2=None), C)
        play.do(by, make(play, **act))

    return run


def change_again(play, **told):
    return replace(change(play, changed(play, m2={"price_minor": 7})), **told)


def late_change():
    play = agreed()
    offering(play, changed(play, m2=None)).later(days=30).do(C, accept_change(play))


def duty_done_meanwhile():
    play = started().do(C, acts.FulfilDuty(1))
    offering(play, replace(changed(play, m2={"price_minor": 5}), duties=()))


def paying():
    play = started().do(F, acts.AskFunding(2)).do(C, acts.ClaimPaid(2, TODAY))
    offering(play, changed(play, m2=None))


def paying_meanwhile():
    play = started().do(F, acts.AskFunding(2))
    offering(play, changed(play, m2=None), C).do(C, acts.ClaimPaid(2, TODAY)).do(F, accept_change(play))


def delivered_meanwhile():
    play = started()
    offering(play, changed(play, m1={"price_minor": 1}), C).do(F, deliver(), accept_change(play))


def other_ground():
    play = agreed()
    play.do(F, replace(change(play, changed(play, m2=None)), was=said("other")))


def round_priced(**changed_terms):
    def run():
        play = delivered(**changed_terms)
        play.do(C, acts.AskChanges(1, play.stone().snapshot, (1,), said("Blurred")))
        return play.do(CLOCK, priced_round(play, 1))

    return run


def round_while_another_change_is_open():
    play = delivered(rounds=0, extra_round_minor=5)
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (1,), said("Blurred")))
    offering(play, changed(play, m2=None)).do(CLOCK, priced_round(play, 1))


CHANGING = [
    # changing
    ("not_now", "", lambda: offering(play := proposed(), play.terms)),
    ("own_change", "", offered_change(C, change_again)),
    ("own_change", "", offered_change(C, accept_change)),
    ("not_own_change", "", offered_change(F, lambda p: acts.WithdrawChange())),
    ("no_change", "", lambda: agreed().do(C, acts.AcceptChange("", said("Maya"), "code"))),
    ("no_change", "", lambda: agreed().do(C, acts.WithdrawChange())),
    ("change_changed", "", offered_change(F, change_again, answers="")),
    ("change_changed", "", offered_change(F, accept_change, terms="0" * 64)),
    ("change_expired", "", late_change),
    ("terms_changed", "", other_ground),
    ("nothing_changed", "", stated()),
    ("milestone_fixed", "milestones.1", lambda: offering(play := delivered(), changed(play, m1=None))),
    ("milestone_fixed", "milestones.1", delivered_meanwhile),
    ("duty_fixed", "duties.1.text", duty_done_meanwhile),
    ("payment_under_way", "milestones.2", paying),
    ("payment_under_way", "milestones.2", paying_meanwhile),
    ("numbers_wrong", "milestones", stated(m4={})),
    ("no_milestones", "milestones", stated(m1=None, m2=None)),
    ("fixed_by_agreement", "currency", whole_change(currency="USD")),
    ("fixed_by_agreement", "funding", whole_change(funding="after")),
    ("fixed_by_agreement", "tax_bp", whole_change(tax_bp=0)),
    ("fixed_by_agreement", "zone", whole_change(zone="Europe/Berlin")),
    ("date_past", "milestones.2.due", stated(m2={"due": TODAY - DAY})),
    ("date_past", "until", offered_change(F, change_again, until=TODAY - DAY)),
    ("date_far", "until", offered_change(F, change_again, until=FAR)),
    ("choose_one", "surplus", whole_change(surplus="mine")),
    ("amount_negative", "extra_round", whole_change(extra_round_minor=-1)),
    ("amount_too_large", "extra_round", whole_change(extra_round_minor=10**13)),
    ("fixed_by_agreement", "ownership", whole_change(ownership="accepted")),
    ("out_of_range", "kill_planned_bp", whole_change(kill_planned_bp=10_001)),
    ("out_of_range", "kill_started_bp", whole_change(kill_started_bp=-1)),
    ("out_of_range", "exit_days", whole_change(exit_days=0)),
    ("out_of_range", "embargo_days", whole_change(embargo_days=2_000)),
    ("choose_one", "exit_silence", whole_change(exit_silence="shrug")),
    ("choose_one", "showcase", whole_change(showcase="maybe")),
    ("mediator_missing", "mediator_name", whole_change(mediator="person", mediator_name=" ")),
    ("text_too_long", "mediator_name", whole_change(mediator="person", mediator_name="x" * 121)),
    ("out_of_range", "milestones.2.rounds", stated(m2={"rounds": 100})),
    ("name_missing", "name", offered_change(F, accept_change, name=said(""))),
    ("reason_missing", "reason", offered_change(F, lambda p: acts.DeclineChange(said("")))),
    ("text_too_long", "reason", offered_change(C, lambda p: acts.WithdrawChange(said(PROSE)))),
    ("text_too_long", "note", offered_change(F, change_again, note=said(PROSE))),
    ("not_due", "", lambda: agreed().do(CLOCK, acts.LapseChange())),
    ("not_due", "", offered_change(CLOCK, lambda p: acts.LapseChange())),
    ("no_extra_round", "", round_priced(rounds=1, extra_round_minor=5)),
    ("no_extra_round", "", round_priced(rounds=0)),
    ("change_open", "", round_while_another_change_is_open),
    ("nothing_owed_back", "", lambda: started().do(F, acts.Refund(1, TODAY))),
    ("date_future", "on", lambda: changing(started(), m1=None).do(F, acts.Refund(1, TODAY + 2 * DAY))),
]
