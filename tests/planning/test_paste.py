"""Pasted text becomes a draft as far as it goes; every line that was not understood is kept and pointed out."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.planning.paste import MOST_PASTED, MOST_ROWS, draft_from_paste
from tallystone.planning.said import Faulty
from tests.planning.written import ODD, PLAIN, STEADY

TODAY = date(2026, 2, 20)
MAIL = """Hi Maya,

thanks for the call.

Subject: New website

Background
The old site cannot be read on a phone.

Not included: photographs.

What I need from you
- Send the logo by 3 March
- Texts

Milestone 1: Wireframes – EUR 1,200 – due by 10 March
- Clickable wireframe
Acceptance criteria:
1. Opens on a phone

**Milestone 2: Design (€2.400,50, 31.3.2026)**
Deliverables
•\tFigma files
We still talk about the price.

Phase 3 - Build
Due: 03/04/2026
Price: 3000 EUR
Hours: 40 h

VAT: 19%
Review: 10 days
Kind regards,
Jonas
"""


def test_a_mail_becomes_a_draft():
    pasted = draft_from_paste(MAIL, TODAY)
    typed = pasted.typed
    assert (typed["title"], typed["currency"], typed["tax"], typed["review_days"]) == ("New website", "EUR", "19", "10")
    assert typed["background"] == "The old site cannot be read on a phone."
    assert typed["out_of_scope"] == "photographs."
    assert typed["duties"] == [{"text": "Send the logo", "due": "2026-03-03"}, {"text": "Texts", "due": ""}]
    one, two, three = typed["milestones"]
    assert (one["title"], one["price"], one["due"]) == ("Wireframes", "1200.00", "2026-03-10")
    assert (one["deliverables"], one["criteria"]) == ("Clickable wireframe", "Opens on a phone")
    assert (two["title"], two["price"], two["due"], two["deliverables"]) == ("Design", "2400.50", "2026-03-31", "Figma files")
    assert (three["title"], three["price"], three["due"], three["cap"]) == ("Build", "3000.00", "", "40")
    lines = ["Hi Maya,", "thanks for the call.", "We still talk about the price.", "Due: 03/04/2026", "Kind regards,", "Jonas"]
    assert [text for _line, text in pasted.unknown] == lines
    assert [str(guess) for guess in pasted.guesses] == [
        "Line 13: No year is named: taken as 2026-03-03.",
        "Line 16: No year is named: taken as 2026-03-10.",
    ]


def test_a_table_with_shares_of_a_total():
    rows = ("| Stage | Due | Share |", "|---|---|---|", "| Drafts | 3 May 2026 | 30 % |", "| Final | 9 June 2026 | 70% |")
    text = "\n".join(("Total: EUR 1,000.01", *rows))
    pasted = draft_from_paste(text, TODAY)
    assert [(m["title"], m["price"]) for m in pasted.typed["milestones"]] == [("Drafts", "300.00"), ("Final", "700.01")]
    assert pasted.unknown == ((2, "| Stage | Due | Share |"),)


def test_a_sheet_from_a_word_processor():
    pasted = draft_from_paste("Drafts\t3.5.2026\t1 200 €\nFinal\t1. Juni 2026\t800,50 €", TODAY)
    assert [(m["title"], m["due"], m["price"]) for m in pasted.typed["milestones"]] == [
        ("Drafts", "2026-05-03", "1200.00"),
        ("Final", "2026-06-01", "800.50"),
    ]


def test_lengths_that_a_draft_cannot_take_are_pointed_out():
    pasted = draft_from_paste("1. Drafts, 2 weeks, EUR 500", TODAY)
    assert pasted.typed["milestones"][0]["title"] == "Drafts"
    assert pasted.unknown == ((1, "Drafts, 2 weeks, EUR 500"),)


def test_two_currencies_are_not_mixed():
    pasted = draft_from_paste("Phase 1: a EUR 5\nPhase 2: b EUR 6\nPhase 3: c $7", TODAY)
    assert [m["price"] for m in pasted.typed["milestones"]] == ["5.00", "6.00", ""]
    assert "USD 7.00" in str(pasted.guesses[-1])


@STEADY
@given(st.lists(ODD | PLAIN | st.sampled_from(MAIL.split("\n")), max_size=30).map("\n".join))
def test_nothing_that_stands_there_is_lost(text):
    pasted = draft_from_paste(text, TODAY)
    kept = str(pasted.typed) + str(pasted.unknown)
    assert all(word in kept for word in ("Wireframes", "Figma", "Jonas", "talk") if word in text)


HOSTILE = {
    "one word": "a" * MOST_PASTED,
    "too long": "a" * 1_000_000,
    "right to left": "\u202e" * MOST_PASTED,
    "a table": "| Drafts | 3 May 2026 | EUR 5 | 30 % |\n" * 5_000,
    "rows": "1. Drafts, 3 May 2026, EUR 5\n" * (MOST_ROWS - 1),
    "digits": "1 " * (MOST_PASTED // 2),
    "long rows": ("1 000 " * 300 + "\n") * 110,
    "dashes": ("- " * 900 + "\n") * 110,
    "words": ("EUR by 3 " * 200 + "\n") * 110,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_is_answered_at_once(what):
    began = time.process_time()
    if what in {"too long", "a table"}:
        with pytest.raises(Faulty, match="are the most"):
            draft_from_paste(HOSTILE[what], TODAY)
    else:
        assert len(draft_from_paste(HOSTILE[what], TODAY).typed["milestones"]) <= 100
    assert time.process_time() - began < 1  # 0.2 where nobody else reckons; a crowded machine counts several times as much


@pytest.mark.parametrize(
    ("line", "title", "rate", "cap"),
    [
        ("Support, up to 10 hours, 80 EUR an hour", "Support", "80.00", "10"),
        ("Build, 20 h at €75/h", "Build", "75.00", "20"),
        ("Care 60 EUR per hour", "Care", "60.00", ""),
        ("Pflege, 80 EUR/Std., bis zu 7,5 Std.", "Pflege", "80.00", "7.5"),
        ("Apoyo, 50 EUR por hora, máximo 12 horas", "Apoyo", "50.00", "12"),
    ],
)
def test_a_price_an_hour_is_no_price(line, title, rate, cap):
    (row,) = draft_from_paste(f"Milestones:\n- {line}, by 2027-03-03\n", date(2026, 11, 26)).typed["milestones"]
    assert (row["title"], row["rate"], row["cap"], row["price"]) == (title, rate, cap, "")
