"""The folded part of the editor: what is agreed for an early end and for afterwards."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tallystone.core.ending import ENDING
from tallystone.drafting.amending import checked_of
from tallystone.drafting.checking import check
from tallystone.drafting.models import Draft
from tallystone.drafting.reading import read
from tallystone.drafting.spelling import respelled, spelled
from tests import cast as people
from tests.pages.forms import text
from tests.pages.test_changes import typed as form
from tests.pages.test_drafts import posted, saved

AGREED = {
    "kill_planned_bp": 1_000, "kill_started_bp": 3_350, "ownership": "accepted", "exit_days": 10,
    "exit_silence": "stay", "mediator": "person", "mediator_name": "Ada Quill", "subcontracting": "free",
    "workers_shown": 0, "showcase": "yes", "embargo_days": 30,
}  # fmt: skip


@pytest.mark.parametrize("mark", [".", ","])
def test_what_was_agreed_is_spelled_and_read_again(mark):
    terms = people.terms(**AGREED)
    typed = spelled(terms, mark, people.today())
    assert typed["kill_started_bp"] == f"33{mark}5"
    assert read(typed, people.today()).terms == terms
    other = respelled(typed, "," if mark == "." else ".")
    assert read(other, people.today()).terms == terms


def test_what_is_left_empty_is_as_usual():
    typed = {**spelled(people.terms(**AGREED), ".", people.today()), **dict.fromkeys((*ENDING, "mediator_name"), "")}
    assert read(typed, people.today()).terms == people.terms()
    assert check({**typed, "client_email": "a@b.example", "client_company": "B"}).faults == ()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("kill_planned_bp", "120", "Choose a number from 0 to 100."),
        ("kill_started_bp", "half", "Write a percentage with at most two decimals"),
        ("exit_days", "soon", "Write a whole number."),
        ("exit_days", "31", "Choose a number from 1 to 30."),
        ("embargo_days", "-1", "Write a whole number."),
        ("ownership", "never", "Choose one of these."),
        ("workers_shown", "2", "Choose one of these."),
        ("mediator", "person", "Write the name of the person who decides a dispute."),
    ],
)
def test_what_is_wrong_is_said_and_the_part_is_open(jonas_browser, field, typed, sentence):
    page = jonas_browser.post(reverse("drafts-new"), posted(do="preview", **{field: typed}))
    assert sentence in text(page)
    assert '<details class="group ending" open>' in page.content.decode()


def test_it_is_folded_while_nothing_is_wrong(jonas_browser):
    assert '<details class="group ending">' in jonas_browser.get(reverse("drafts-new")).content.decode()


def test_what_is_proposed_reads_as_it_was_typed(jonas_browser):
    typed = spelled(people.terms(**AGREED), ".", people.today())
    draft = saved(jonas_browser, **{name: typed[name] for name in (*ENDING, "mediator_name")})
    said = text(jonas_browser.get(reverse("draft-preview", args=[draft.pk])))
    for part in (
        "a kill fee is due: 33.5\xa0% of the price of a milestone that was begun, 10\xa0% of one that was not",
        "10 days to answer", "the offer lapses", "pass to Ferry & Sons when it has been accepted", "Ada Quill may decide",
        "may give a milestone to somebody else.",
        "does not see who works on it", "Not before 30 days after its acceptance",
    ):  # fmt: skip
        assert part.replace("\xa0", " ") in said.replace("\xa0", " "), part


def test_a_change_order_keeps_what_is_fixed(jonas_browser):
    life = people.agreed(**AGREED)
    where = reverse("offer-change", args=[life.code])
    page = jonas_browser.get(where).content.decode()
    assert 'id="kill_planned_bp"' in page
    assert 'id="ownership"' not in page
    jonas_browser.post(where, form(life, kill_planned_bp="25", ownership="paid"))
    changed = replace(life.terms, kill_planned_bp=2_500)
    draft = Draft.objects.get()
    assert checked_of(draft, draft.typed).reading.terms == changed
