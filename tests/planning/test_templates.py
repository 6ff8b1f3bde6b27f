"""Templates: readable files that come back from their text, pass the scope check, and fill into complete terms."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.shape import Milestone, Terms
from tallystone.core.writing import faults
from tallystone.planning.kinds import OF_STAGE, RULES, USUAL
from tallystone.planning.making import template_from
from tallystone.planning.said import Faulty
from tallystone.planning.suggest import fill
from tallystone.planning.template import markdown_of, template_from_markdown, templates
from tallystone.scope import check
from tests.planning.written import START, STEADY, TERMS

KINDS = (
    "app", "article-series", "book-editing", "brand", "data-analysis", "ml-prototype", "photography", "research", "retainer",
    "translation", "video", "website",
)  # fmt: skip


def test_there_are_twelve():
    assert tuple(templates()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_whole(kind):
    template = templates()[kind]
    assert template_from_markdown(markdown_of(template)) == template
    assert sum(part.share_bp for part in template.parts) == 10_000
    assert max(part.share_bp for part in template.parts) <= 5_000
    assert all(part.deliverables and len(part.criteria) >= 2 for part in template.parts)
    assert all(ask.day for ask in template.duties)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("weeks", [0, 13, 26, 44])
def test_a_filled_template_is_ready_and_clear(kind, weeks):
    start = START + timedelta(weeks=weeks)
    whole = fill(templates()[kind], 1_234_567, "EUR", start, "Europe/Lisbon", tax_bp=1_900)
    assert faults(whole, start) == []
    assert whole.total_minor == 1_234_567
    assert check(whole, today=start) == []


@STEADY
@given(TERMS, st.integers(1, 400))
def test_any_contract_makes_a_template(whole, days):
    due = (START + timedelta(days=days * m.number) for m in whole.milestones)
    whole = replace(whole, milestones=tuple(replace(m, due=day) for m, day in zip(whole.milestones, due, strict=True)))
    made = template_from(whole, START, "mine")
    assert template_from_markdown(markdown_of(made)) == made
    assert sum(part.share_bp for part in made.parts) == 10_000
    assert [part.criteria for part in made.parts] == [m.criteria for m in whole.milestones]


def test_a_template_comes_near_the_contract_that_it_was_filled_into():
    template = templates()["website"]
    whole = fill(template, 1_000_000, "EUR", START)
    made = template_from(whole, START, "mine", names={"The client": "ACME"})
    assert [part.share_bp for part in made.parts] == [part.share_bp for part in template.parts]
    assert all(0 <= two.days - one.days <= 3 for one, two in zip(template.parts, made.parts, strict=True))
    assert made.background.startswith("ACME runs a business")


@pytest.mark.parametrize(
    ("was", "put", "name"),
    [
        ("- Share: 20 %\n", "", "share_missing"),
        ("Share: 20 %", "Share: 21 %", "shares"),
        ("Length: 6 working days", "Length: a while", "length_unreadable"),
        ("Length: 6 working days", "Length: 0 days", "length_unreadable"),
        ("kind: website", "sort: website", "no_such_key"),
    ],
)
def test_a_wrong_template_is_refused(was, put, name):
    text = markdown_of(templates()["website"]).replace(was, put, 1)
    with pytest.raises(Faulty) as told:
        template_from_markdown(text)
    assert name in [fault.name for fault in told.value.faults]


def odd(name: str, usual: object) -> object:
    """Another value than the usual one, of the same kind."""
    if name in OTHER:
        return OTHER[name]
    return usual + 1 if isinstance(usual, int) else "Mediation House, Lisbon"


OTHER = {
    "funding": "after", "cap_kind": "hard", "surplus": "carry", "rate_minor": 6_000, "cap_minutes": 2_430, "rounds": 5,
    "ownership": "accepted", "exit_silence": "stay", "mediator": "person", "subcontracting": "free", "showcase": "yes",
    "workers_shown": 0,
}  # fmt: skip


def everything() -> Terms:
    """Terms in which nothing is as usual."""
    rules = {name: odd(name, USUAL[name]) for name in RULES}
    more = {name: odd(name, USUAL[name]) for name in OF_STAGE}
    filled = fill(templates()["website"], 1_000_000, "EUR", START, "Europe/Lisbon", tax_bp=1_900)
    first = replace(filled.milestones[0], price_minor=243_000, **more)
    return replace(filled, milestones=(first, *filled.milestones[1:]), **rules)


def test_a_template_keeps_every_field_of_terms_and_milestones():
    """Whatever is added to terms later: without a value of its own here, or without a line in the text, this fails."""
    whole = everything()
    assert all(getattr(whole, name) != USUAL[name] for name in RULES)
    assert all(getattr(whole.milestones[0], name) != USUAL[name] for name in OF_STAGE)
    made = template_from_markdown(markdown_of(template_from(whole, START, "mine")))
    again = fill(made, whole.total_minor, "EUR", START, whole.zone, tax_bp=whole.tax_bp)
    kept = {name: getattr(again, name) for name in RULES}
    assert kept == {name: getattr(whole, name) for name in RULES}
    for name in OF_STAGE:
        assert [getattr(m, name) for m in again.milestones] == [getattr(m, name) for m in whole.milestones], name
    assert again.milestones[0].price_minor == 243_000
    assert again.total_minor == whole.total_minor
    assert {f.name for f in fields(Terms)} == {
        *RULES, "tax_bp", "currency", "zone", "title", "background", "in_scope", "out_of_scope", "duties", "milestones",
    }  # fmt: skip
    assert {f.name for f in fields(Milestone)} == {
        *OF_STAGE, "number", "title", "deliverables", "criteria", "due", "price_minor",
    }  # fmt: skip


def test_amounts_in_another_currency_are_left_out():
    made = template_from(everything(), START, "mine")
    again = fill(made, 900_000, "USD", START)
    assert (again.extra_round_minor, again.milestones[0].rate_minor, again.milestones[0].cap_minutes) == (0, None, 2_430)
    assert again.total_minor == 900_000
    assert again.rounds == made.rules["rounds"] != 2


def test_an_amount_without_a_currency_is_refused():
    text = markdown_of(template_from(everything(), START, "mine")).replace("currency: EUR\n", "")
    with pytest.raises(Faulty) as told:
        template_from_markdown(text)
    assert [fault.name for fault in told.value.faults] == ["no_such_currency"]
