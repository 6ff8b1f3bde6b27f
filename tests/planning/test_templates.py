"""Templates: readable files that come back from their text, pass the scope check, and fill into complete terms."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.writing import faults
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
