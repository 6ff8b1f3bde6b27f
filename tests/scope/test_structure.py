"""Rules of structure: each with a hit and a near miss."""

from dataclasses import replace

import pytest

from tallystone import scope
from tallystone.core.shape import Duty
from tallystone.scope.structure import UNSAID, UNSAID_DAY
from tests.scope.examples import found, of, terms


def test_good_terms_have_no_finding():
    assert found(terms()) == []


@pytest.mark.parametrize(
    ("given", "rule", "field"),
    [
        (of(2, criteria=()), "no-criterion", "milestones.2.criteria"),
        (of(2, criteria=(" ",)), "no-criterion", "milestones.2.criteria"),
        (of(1, deliverables=()), "no-deliverable", "milestones.1.deliverables"),
        (of(3, due=UNSAID_DAY), "no-date", "milestones.3.due"),
        (of(3, price_minor=0), "no-price", "milestones.3.price"),
        (of(1, criteria=("Homepage",)), "criterion-not-binary", "milestones.1.criteria"),
        (of(1, criteria=("The client likes the colours of the page",)), "criterion-not-binary", "milestones.1.criteria"),
        (terms(duties=(Duty("Send the logo"),)), "duty-without-date", "duties.1.due"),
        (terms(background="A permit is needed."), "dependency-unowned", "background"),
        (terms(out_of_scope=""), "no-exclusions", "out_of_scope"),
        (terms(rounds=UNSAID), "no-round-limit", "milestones"),
        (terms(rounds=20), "no-round-limit", "rounds"),
        (terms(review_days=UNSAID), "no-review-time", "milestones"),
        (terms(notice_days=UNSAID), "no-way-to-leave", "milestones"),
        (terms(in_scope="Five pages and a form."), "no-ownership", "in_scope"),
    ],
)
def test_a_hit(given, rule, field):
    assert (rule, field) in found(given)


@pytest.mark.parametrize(
    "given",
    [
        of(1, criteria=("Form works",)),
        terms(duties=(Duty("Send the logo within 3 working days after the start"),)),
        terms(background="A permit is needed, and the client brings it by 3 March 2027."),
        terms(out_of_scope="", background="Photographs are not included."),
        terms(rounds=UNSAID, background="The price includes one round of changes."),
        terms(review_days=UNSAID, background="The client reviews each delivery within 5 working days."),
        terms(notice_days=UNSAID, background="Either side may end the contract with 10 days of notice."),
        terms(rounds=0),
        terms(notice_days=0),
    ],
)
def test_a_near_miss(given):
    assert {rule for rule, _ in found(given)} & {
        "criterion-not-binary", "duty-without-date", "dependency-unowned", "no-exclusions", "no-round-limit", "no-review-time",
        "no-way-to-leave", "no-ownership",
    } == set()  # fmt: skip


def test_a_way_to_leave_that_is_refused_is_none():
    given = terms(notice_days=UNSAID, background="Neither side may end the contract.")
    assert ("no-way-to-leave", "milestones") in found(given)


def test_a_plain_text_must_say_it_all_itself():
    bare = {rule for rule, _ in found(scope.terms_of("Pages."))}
    assert bare == {
        "no-criterion", "no-date", "no-deliverable", "no-price", "no-exclusions", "no-round-limit", "no-review-time",
        "no-way-to-leave", "no-ownership",
    }  # fmt: skip
    whole = (
        "The freelancer delivers five pages by 3 March 2027 for 900 EUR. Accepted when each page passes the checklist. "
        "The client reviews within 5 days. Two rounds of changes. Photographs are not included. The client owns the pages. "
        "Either side may leave with 14 days of notice."
    )
    assert found(scope.terms_of(whole)) == []


def test_data_with_gaps_are_terms_too():
    data = {"in_scope": "Pages", "milestones": [{"title": "One", "due": None, "price_minor": None}], "rounds": None}
    told = found(scope.terms_of_data(data))
    assert ("no-date", "milestones.1.due") in told
    assert ("no-price", "milestones.1.price") in told


@pytest.mark.parametrize("data", [{"milestones": [1]}, {"milestones": [{"due": "soon"}]}, {"rounds": "two"}, {"duties": [{}]}])
def test_other_data_are_refused_in_words(data):
    with pytest.raises(scope.Unreadable, match="not terms"):
        scope.terms_of_data(data)


def test_the_mark_follows_from_counts():
    clear, fuzzy = terms(), terms(in_scope="A modern, elegant, user-friendly site with several pages, which the client owns.")
    assert scope.clarity(scope.check(clear), clear).level == "clear"
    assert scope.clarity(scope.check(fuzzy), fuzzy).level == "fuzzy"
    one = of(2, criteria=("Homepage",))
    mark = scope.clarity(scope.check(one), one)
    assert (mark.level, mark.families["structure"], mark.milestones) == ("nearly clear", 1, {1: 0, 2: 1, 3: 0})
    worse = of(2, criteria=())
    assert scope.clarity(scope.check(worse), worse).level == "open"
    empty = replace(clear, in_scope="", milestones=())
    assert scope.clarity([], empty).level == "empty"
