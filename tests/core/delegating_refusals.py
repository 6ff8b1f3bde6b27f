"""How the rules say no to giving work on: cases of test_refusals.py."""

from dataclasses import replace

from tallystone.core import acts
from tallystone.core.delegating import need_leave
from tallystone.core.shape import NOWHERE, Parent, terms_text
from tests.core import given, given_below
from tests.core.given import CLOCK, C, F, agreed, said
from tests.core.given_below import requested


def leave(outer: given.Play, above=frozenset({8, 7}), **changed):
    """The freelancer of this contract (7) puts a subcontract to another (9)."""
    inner = given_below.subcontract(given.terms(), freelancer=9, client=7, parent=Parent("K7Q2M4", 1, (1,)))
    need_leave(outer.contract, replace(inner, **changed), above)


def proposed(**changed):
    whole = given.terms(**changed)
    return given.Play().do(C, given_below.subcontract(whole))


def countered():
    play = given.proposed(funding="after")
    whole = replace(play.terms, acceptance_follows=1)
    return play.do(C, replace(given.counter(play, whole), words=said(terms_text(whole))))


CASES = [
    ("same_party", "client", lambda: given.Play().do(C, given_below.subcontract(given.terms(), freelancer=8))),
    ("no_such_criterion", "criteria", lambda: given.Play().do(C, given_below.subcontract(given.terms(), parent=NOWHERE))),
    ("text_too_long", "note", lambda: given.Play().do(C, given_below.subcontract(given.terms(), note=said("x" * 20_001)))),
    ("nothing_above", "acceptance_follows", lambda: given.Play().do(F, given.propose(given.terms(acceptance_follows=1)))),
    ("nothing_above", "payment_follows", lambda: given.agreed(funding="after", payment_follows=1)),
    ("nothing_above", "acceptance_follows", countered),
    ("choose_one", "acceptance_follows", lambda: proposed(acceptance_follows=2)),
    ("follows_paid_before", "payment_follows", lambda: proposed(payment_follows=1)),
    ("out_of_range", "follow_days", lambda: proposed(acceptance_follows=1, follow_days=13)),
    ("out_of_range", "follow_days", lambda: proposed(acceptance_follows=1, follow_days=181)),
    ("not_now", "", lambda: leave(given.proposed())),
    ("not_yours", "", lambda: leave(agreed(subcontracting="free"), client=6)),
    ("in_a_circle", "client_email", lambda: leave(agreed(subcontracting="free"), frozenset({9}))),
    ("milestone_not_ready", "", lambda: leave(given.accepted(subcontracting="free"))),
    ("no_such_milestone", "", lambda: leave(agreed(subcontracting="free"), parent=Parent("K7Q2M4", 9, (1,)))),
    ("criterion_accepted", "criteria", lambda: leave(given.part_accepted(subcontracting="free"))),
    ("subcontracting_excluded", "", lambda: leave(agreed(subcontracting="excluded"))),
    ("consent_missing", "", lambda: leave(agreed())),
    ("subcontracting_excluded", "", lambda: requested(subcontracting="excluded")),
    ("subcontracting_free", "", lambda: requested(subcontracting="free")),
    ("worker_missing", "who", lambda: agreed().do(F, acts.AskSubcontract(1, 77))),
    ("worker_missing", "who", lambda: agreed().do(F, acts.AskSubcontract(1, 0, said("Ines")))),
    ("in_a_circle", "who", lambda: agreed().do(F, acts.AskSubcontract(1, 8, said("Maya")))),
    ("no_request", "", lambda: agreed().do(C, acts.ConsentSubcontract(1, 1))),
    ("request_changed", "", lambda: requested().do(C, acts.ConsentSubcontract(1, 1, "other"))),
    ("request_changed", "", lambda: requested().do(C, acts.RefuseSubcontract(1, 2, said("No")))),
    ("reason_missing", "reason", lambda: requested().do(C, acts.RefuseSubcontract(1, 1, said(" ")))),
    ("nothing_above", "", lambda: given_below.followed(agreed(), "paid")),
    ("not_due", "", lambda: given_below.followed(given_below.followed(given_below.below(), "accepted"), "accepted")),
    ("not_due", "", lambda: given_below.followed(given_below.followed(given_below.below(), "over"), "paid")),
    ("not_due", "", lambda: given_below.below_delivered().do(CLOCK, acts.AcceptAlong(1))),
]  # fmt: skip
