"""Typed texts to terms: what is read, and the fault of everything that cannot be."""

import pytest

from tallystone.core.shape import terms_text
from tallystone.drafting.checking import check
from tallystone.drafting.reading import lines, read
from tallystone.drafting.spelling import respelled, spelled
from tallystone.drafting.typed import cut, empty, field_name, from_post, whole
from tests import cast


def typed(mark: str = ".", **changed):
    whole = spelled(cast.terms(), mark, cast.today())
    return {**whole, **changed}


def with_milestone(**changed):
    given = typed()
    given["milestones"][1].update(changed)
    return given


def names(given) -> dict[str, str]:
    return {fault.field: fault.name for fault in read(given, cast.today()).faults}


@pytest.mark.parametrize("mark", [".", ","])
def test_what_was_spelled_is_read_as_the_same_terms(mark):
    terms = cast.terms(tax_bp=750, parallel=1)
    reading = read(spelled(terms, mark, cast.today()), cast.today())
    assert terms_text(reading.terms) == terms_text(terms)
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        ("price", "-5", "amount_negative"),
        ("price", "1.005", "amount_decimals"),
        ("price", "abc", "amount_unreadable"),
        ("price", "1e400", "amount_unreadable"),
        ("price", "１２", "amount_unreadable"),
        ("price", "1_000", "amount_unreadable"),
        ("price", "99999999999999", "amount_too_large"),
        ("price", "", "amount_missing"),
        ("due", "2020-01-01", "date_past"),
        ("due", "2099-01-01", "date_far"),
        ("due", "2027-02-30", "date_unreadable"),
        ("due", "12.3.2027", "date_unreadable"),
        ("due", "", "date_missing"),
        ("title", "  ", "text_missing"),
        ("title", "x" * 121, "text_too_long"),
        ("criteria", " \n - \n", "criteria_missing"),
        ("criteria", "\n".join(map(str, range(51))), "too_many"),
        ("deliverables", "", "deliverables_missing"),
        ("cap", "many", "hours_unreadable"),
        ("cap", "0", "out_of_range"),
    ],
)
def test_each_fault_of_a_milestone_has_its_field(field, text, fault):
    assert names(with_milestone(**{field: text})) == {f"milestones.2.{field}": fault}


@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        ("review_days", "", "number_unreadable"),
        ("review_days", "seven", "number_unreadable"),
        ("review_days", "31", "out_of_range"),
        ("rounds", "-1", "number_unreadable"),
        ("zone", "Mars/Olympus", "no_such_zone"),
        ("zone", "../etc/passwd", "no_such_zone"),
        ("funding", "never", "choose_one"),
        ("title", "", "text_missing"),
    ],
)
def test_each_fault_of_the_rules_has_its_field(field, text, fault):
    assert names(typed(**{field: text})) == {field: fault}


def test_a_tax_that_is_no_percentage():
    assert names(typed(tax="a lot")) == {"tax_bp": "percent_unreadable"}
    assert names(typed(tax="101")) == {"tax_bp": "out_of_range"}
    assert read(typed(tax="7.5"), cast.today()).terms.tax_bp == 750


def test_a_currency_that_is_none():
    assert [(f.field, f.name) for f in check(typed(currency="XXX"), counters=True).faults] == [("currency", "no_such_currency")]


def test_an_empty_duty_is_no_duty_and_faults_keep_the_number_of_the_page():
    given = typed(duties=[{"text": "", "due": ""}, {"text": "Logo", "due": "2020-01-01"}])
    assert names(given) == {"duties.2.due": "date_past"}
    assert len(read(given, cast.today()).terms.duties) == 1


def test_more_milestones_than_a_contract_has():
    row = typed()["milestones"][0]
    assert names(typed(milestones=[row] * 101)) == {"milestones": "too_many_milestones"}
    assert names(typed(milestones=[])) == {"milestones": "no_milestones"}


def test_an_empty_draft_says_everything_that_is_missing_in_the_order_of_the_page():
    fields = [fault.field for fault in check(empty()).faults]
    assert fields[:3] == ["title", "in_scope", "currency"]
    assert fields.index("milestones.1.title") < fields.index("milestones.1.price") < fields.index("client_email")
    assert "date_missing" not in {fault.name for fault in check(empty()).misread}


def test_lines_lose_their_dashes_and_empty_ones_go():
    assert lines("- one\n\n  • two  \n3-4 pages") == ("one", "two", "3-4 pages")


def test_the_form_gives_its_rows_in_order_with_plain_line_ends():
    given = from_post(
        {"title": "a\r\nb\x00\u202e", "m-2-title": "second", "m-1-title": "first", "m-1-price": "5", "d-7-text": "x"}
    )
    assert given["title"] == "a\nb"
    assert [row["title"] for row in given["milestones"]] == ["first", "second"]
    assert given["duties"] == [{"text": "x", "due": ""}]


def test_nothing_is_kept_far_beyond_its_limit():
    kept = cut({**typed(), "title": "y" * 1_500_000, "milestones": [typed()["milestones"][0]] * 3_000})
    assert len(kept["title"]) == 1_100_000
    assert len(kept["milestones"]) == 400
    assert whole({"title": "old"})["milestones"] == []


def test_another_decimal_mark_never_changes_an_amount():
    german = typed(",")
    german["milestones"][0]["price"] = "1.200"
    english = respelled(german, ".")
    assert english["milestones"][0]["price"] == "1200.00"
    assert respelled(english, ",")["milestones"][0]["price"] == "1200,00"
    german["milestones"][0]["price"] = "what?"
    assert respelled(german, ".")["milestones"][0]["price"] == "what?"


def test_names_of_form_fields():
    assert field_name("milestones.2.price") == "m-2-price"
    assert field_name("duties.1.text") == "d-1-text"
    assert field_name("title") == "title"
