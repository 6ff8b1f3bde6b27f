"""The labelled corpus of the scope check is well formed: nothing here asks what the rules find."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tallystone.core.shape import Terms

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.json"))
PASSAGES = [json.loads(file.read_text()) for file in FILES]
PROSE = [one for one in PASSAGES if one["kind"] == "prose"]
PLANS = [one for one in PASSAGES if one["kind"] == "plan"]
DOMAINS = {"web", "design", "writing", "data", "film", "consulting"}
WORDS = "subjective open-ended unbounded comparative loophole vague-quantity vague-time vague-pronoun hidden-actor"
STRUCTURE = (
    "no-criterion no-deliverable no-date no-price criterion-not-binary duty-without-date dependency-unowned "
    "no-exclusions no-round-limit no-review-time no-way-to-leave no-ownership"
)
PLAN = "heavy-milestone money-late long-stage dates-collide dates-backwards date-on-day-off review-past-next-due sum-mismatch"
RULES = {"words": WORDS.split(), "structure": STRUCTURE.split(), "plan": PLAN.split()}


def span(text: str, label: dict) -> tuple[int, int]:
    """Where a label's quote stands; `nth` (from 1) says which, where it occurs more than once."""
    quote, at = label["quote"], -1
    for _ in range(label.get("nth", 1)):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


def value(terms: dict, field: str):
    """What a field such as "milestones.2.criteria.1" holds; lists count from 1; "terms" is the whole."""
    at = {"price": "price_minor"}
    for step in [] if field == "terms" else field.split("."):
        terms = terms[int(step) - 1] if isinstance(terms, list) else terms[at.get(step, step)]
    return terms


def test_there_is_enough_of_each_kind():
    assert len({one["id"] for one in PASSAGES}) == len(PASSAGES) >= 84
    assert [one["id"] for one in PASSAGES] == [file.stem for file in FILES]
    assert len(PLANS) >= 24
    languages = Counter(one["language"] for one in PROSE)
    assert languages["en"] >= 40
    assert min(languages["de"], languages["es"]) >= 12


def test_the_two_parts_are_balanced():
    strata = Counter((one["domain"], one["kind"], one["language"]) for one in PASSAGES if one["part"] == "tune")
    others = Counter((one["domain"], one["kind"], one["language"]) for one in PASSAGES if one["part"] == "report")
    assert {domain for domain, _, _ in strata} == DOMAINS
    assert all(abs(strata[key] - others[key]) <= 1 for key in strata | others)
    assert strata.total() == others.total() == len(PASSAGES) / 2


@pytest.mark.parametrize("part", ["tune", "report"])
def test_each_part_has_every_rule_and_clear_passages(part):
    mine = [one for one in PASSAGES if one["part"] == part]
    found = {(label["family"], label["rule"]) for one in mine for label in one["labels"]}
    assert found == {(family, rule) for family, rules in RULES.items() for rule in rules}
    assert sum(one["clear"] for one in mine if one["kind"] == "prose") >= 12
    assert sum(one["clear"] for one in mine if one["kind"] == "plan") >= 3


@pytest.mark.parametrize("one", PASSAGES, ids=lambda one: one["id"])
def test_a_passage_is_well_formed(one):
    assert one["clear"] == (one["labels"] == [])
    assert one["families"] == (["words"] if one["kind"] == "prose" else ["structure", "plan"])
    assert all(label["family"] in one["families"] and label["rule"] in RULES[label["family"]] for label in one["labels"])


@pytest.mark.parametrize("one", PROSE, ids=lambda one: one["id"])
def test_a_quote_stands_where_its_label_says(one):
    for label in one["labels"]:
        assert one["text"].count(label["quote"]) == 1 or label["nth"] >= 1
        start, end = span(one["text"], label)
        edges = one["text"][max(start - 1, 0) : start] + one["text"][end : end + 1]
        assert not any(sign.isalnum() for sign in edges)
    assert len({span(one["text"], label) for label in one["labels"]}) == len(one["labels"])


@pytest.mark.parametrize("one", PLANS, ids=lambda one: one["id"])
def test_a_plan_has_the_shape_of_terms_and_labels_name_its_fields(one):
    assert set(one["terms"]) == set(PLANS[0]["terms"]) <= set(Terms.__dataclass_fields__)  # fields that came later are left out
    assert set(one["places"]) == {"freelancer", "client"}
    date.fromisoformat(one["start"])
    assert [m["number"] for m in one["terms"]["milestones"]] == list(range(1, len(one["terms"]["milestones"]) + 1))
    for label in one["labels"]:
        value(one["terms"], label["field"])
    pairs = [(label["rule"], label["field"]) for label in one["labels"]]
    assert len(set(pairs)) == len(pairs)
