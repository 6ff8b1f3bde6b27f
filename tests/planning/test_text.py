"""Terms as a Markdown file: nothing lost on the way there and back, faults with their lines, nothing half taken."""

import time
from dataclasses import replace

import pytest
from hypothesis import given

from tallystone.core.shape import Duty
from tallystone.planning.pieces import MOST_FAULTS, MOST_LINES, MOST_TEXT
from tallystone.planning.said import Faulty
from tallystone.planning.text import Parties, Party, markdown_from, terms_from_markdown, written_from_markdown
from tests.core.given import terms
from tests.planning.written import PARTIES, STEADY, TERMS

BY_HAND = """---
currency: EUR
time zone: Europe/Berlin
client:
  name: Studio Almada
---
# A website

The old site cannot be read
on a phone.

## Scope
### Pages
Five *pages*.

## What I need from you
- Send the logo (by 3 March 2026)
- Answer by mail (by hand)

## Milestone: Drafts
Due: 12 March 2026
Price: EUR 1,200.50

### Deliverables
* A wireframe
  that can be clicked

### Accepted when
1. [ ] It opens
2. It reads
"""


@STEADY
@given(TERMS, PARTIES)
def test_nothing_is_lost(whole, parties):
    text = markdown_from(whole, parties)
    read = written_from_markdown(text)
    assert (read.terms, read.parties) == (whole, parties)
    assert markdown_from(read.terms, read.parties) == text


@STEADY
@given(TERMS)
def test_other_line_ends_and_editors_that_trim_change_nothing(whole):
    text = markdown_from(whole)
    assert terms_from_markdown(text.replace("\n", "\r\n")) == whole
    assert terms_from_markdown("\n".join(line.rstrip(" \t") for line in text.split("\n"))) == whole


def test_a_plain_contract_has_no_marks():
    text = markdown_from(terms(), Parties(Party("Jonas Brandt"), Party("Studio Almada", email="maya@almada.example")))
    assert "\\" not in text
    assert "&#" not in text
    assert (
        "- Logo (by 2026-03-03)\n\n## Milestone 1: Stage 1\n\n- Due: 2026-03-12\n- Price: 100.00 EUR\n\n### Deliverables"
        in text
    )


def test_what_a_person_writes_by_hand_is_read():
    read = written_from_markdown(BY_HAND)
    whole = read.terms
    assert read.parties.client.name == "Studio Almada"
    assert whole.background == "The old site cannot be read\non a phone."
    assert whole.in_scope == "### Pages\nFive *pages*."
    assert whole.duties == (Duty("Send the logo", terms().duties[0].due), Duty("Answer by mail (by hand)"))
    (stone,) = whole.milestones
    assert (stone.number, stone.title, stone.price_minor) == (1, "Drafts", 120_050)
    assert stone.deliverables == ("A wireframe that can be clicked",)
    assert stone.criteria == ("It opens", "It reads")
    assert (whole.review_days, whole.tax_bp) == (7, 0)


@pytest.mark.parametrize(
    ("was", "put", "line", "name"),
    [
        ("currency: EUR", "currency: euro", 2, "no_such_currency"),
        ("currency: EUR", "colour: red\ncurrency: EUR", 2, "no_such_key"),
        ("currency: EUR", "currency: EUR\ncurrency: EUR", 3, "twice"),
        ("time zone: Europe/Lisbon", "time zone: Mars", 3, "no_such_zone"),
        ("paid: before", "paid: never", 4, "choose_one"),
        ("tax: 19 %", "tax: 190 %", 5, "percent_unreadable"),
        ("review days: 7", "review days: 99", 6, "out_of_range"),
        ("review days: 7", "review days", 6, "no_colon"),
        ("## Background", "## Weather", 15, "no_such_part"),
        ("# Site\n", "# Site" + "x" * 120 + "\n", 13, "text_too_long"),
        ("# Site\n", "Hello.\n# Site\n", 13, "stray"),
        ("- Logo (by 2026-03-03)", "- Logo (by 2026-02-31)", 29, "date_unreadable"),
        ("## Milestone 1", "## Milestone 2", 31, "numbers_wrong"),
        ("- Due: 2026-03-12\n", "", 31, "due_missing"),
        ("- Due: 2026-03-12", "- Due: 3/4/2026", 33, "date_unreadable"),
        ("- Price: 100.00 EUR", "- Price: 100.00 USD", 34, "amount_unreadable"),
        ("- Price: 100.00 EUR", "- Price: 100.00 EUR\n- Hours at most: many", 35, "hours_unreadable"),
        ("- Price: 100.00 EUR", "- Price: 100.00 EUR\n- Price: 1 EUR", 35, "twice"),
        ("- Price: 100.00 EUR", "- Price: 100.00 EUR\n- Cap: firm", 35, "choose_one"),
        ("- Price: 100.00 EUR", "- Price: 100.00 EUR\n- Rate: 60 USD an hour", 35, "amount_unreadable"),
        ("- Price: 100.00 EUR", "- Price: 100.00 EUR\n- Rounds: 100", 35, "out_of_range"),
        ("rounds: 2", "extra round: 90 USD\nrounds: 2", 7, "amount_unreadable"),
        ("rounds: 2", "left over: lost\nrounds: 2", 7, "choose_one"),
        ("- Drafts", "Drafts", 38, "stray"),
        ("- Drafts", "- a\n" * 51, 88, "too_many"),
        ("### Criteria", "### Wishes", 40, "no_such_part"),
        ("- Opens", "- Opens &#0;", 42, "text_unreadable"),
        ("---\n\n# Site", "\n\n# Site", 1, "front_open"),
    ],
)
def test_a_fault_has_its_line(was, put, line, name):
    text = markdown_from(terms()).replace(was, put, 1)
    with pytest.raises(Faulty) as told:
        terms_from_markdown(text)
    assert (line, name) in [(fault.line, fault.name) for fault in told.value.faults]
    assert all(str(fault).startswith(f"Line {fault.line}: ") for fault in told.value.faults)


def test_all_faults_are_told_at_once_in_the_order_of_the_lines():
    text = markdown_from(terms()).replace("tax: 19 %", "tax: much").replace("2026-03-22", "soon").replace("- Opens", "Opens")
    with pytest.raises(Faulty) as told:
        terms_from_markdown(text)
    assert [fault.name for fault in told.value.faults] == ["percent_unreadable", "stray", "date_unreadable", "stray"]


def test_a_long_prose_is_refused_not_cut():
    with pytest.raises(Faulty, match="20001 characters; 20000"):
        terms_from_markdown(markdown_from(replace(terms(), in_scope="x" * 20_001)))


WHOLE = markdown_from(terms())
HOSTILE = {
    "one word": "a" * MOST_TEXT,
    "too long": "a" * (MOST_TEXT + 1),
    "right to left": "\u202e" * MOST_TEXT,
    "zero width": WHOLE.replace("Old site", "\u200b" * 900_000),
    "a table": WHOLE + "| a | b | c |\n" * 5_000,
    "headings": "#\n" * MOST_LINES,
    "blanks": "# " + " " * 900_000 + "x",
    "front": "---\n" + "a: b\n" * (MOST_LINES - 3) + "---\n",
    "backslashes": WHOLE.replace("Old site", "\\" * 900_000),
    "references": WHOLE.replace("Old site", "&#" * 400_000),
    "items": WHOLE + "- a\n" * (MOST_LINES - 60),
    "milestones": WHOLE + "## Milestone 3: x\n" * (MOST_LINES - 60),
    "by": WHOLE.replace("- Logo", "- " + " (by" * 200_000),
    "quotes": '---\ncurrency: "' + '\\"' * 400_000 + "\n---\n",
    "brackets": "---\ncurrency: " + "[" * 900_000 + "\n---\n",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_is_refused_at_once_in_few_sentences(what):
    began = time.process_time()
    with pytest.raises(Faulty) as told:
        terms_from_markdown(HOSTILE[what])
    assert time.process_time() - began < 1  # 0.2 where nobody else reckons; a crowded machine counts several times as much
    assert len(told.value.faults) <= MOST_FAULTS + 1
    assert all(len(str(fault)) < 600 and "\u202e" not in str(fault) for fault in told.value.faults)
