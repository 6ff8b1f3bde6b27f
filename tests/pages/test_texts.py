"""Terms as text on pages: out and back without a loss, refused with lines, pasted as far as it goes with the rest kept."""

import time
from dataclasses import replace

import pytest
from django.urls import reverse

from tallystone.acting.door import new_act_id
from tallystone.drafting.checking import check
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import empty_row, whole
from tallystone.planning.text import Parties, Party, markdown_from, written_from_markdown
from tallystone.plans.models import Plan
from tests import cast as people
from tests.pages.test_drafts import saved
from tests.planning.test_text import HOSTILE

MAIL = """Hi Jonas,

Project: A booking page

Timeline:
- Sketches, by 12 January 2099, EUR 600
- Built page, 20 February 2099, 1,800 EUR
- Launch 5 March, $400

The colour should be a bit like the sea.

Best regards,
Vera
"""


def bring(browser, text: str, **more):
    return browser.post(reverse("drafts-bring"), {"text": text, "act_id": new_act_id(), **more})


def read(draft: Draft):
    return check(whole(draft.typed)).reading


def test_a_contract_goes_out_for_both_sides_and_comes_back_the_same(jonas_browser, maya_browser):
    life = people.proposed()
    texts = {b.get(reverse("contract-text", args=[life.code])).content.decode() for b in (jonas_browser, maya_browser)}
    (text,) = texts
    written = written_from_markdown(text)
    assert written.terms == life.terms
    assert (written.parties.freelancer.name, written.parties.client.name) == ("Jonas Brandt Webdesign", "Studio Almada")
    answer = bring(jonas_browser, text)
    draft = Draft.objects.get()
    assert answer["Location"] == f"/drafts/{draft.pk}"
    assert read(draft).terms == life.terms
    assert draft.typed["client_company"] == "Studio Almada"
    assert not Plan.objects.exists()


def test_a_file_is_taken_like_what_is_pasted(jonas_browser, tmp_path):
    file = tmp_path / "terms.md"
    file.write_text(markdown_from(people.terms(), Parties(client=Party(email="vera@ferry.example"))))
    with file.open("rb") as opened:
        jonas_browser.post(reverse("drafts-bring"), {"text": "", "file": opened})
    draft = Draft.objects.get()
    assert read(draft).terms == people.terms()
    assert draft.typed["client_email"] == "vera@ferry.example"


def test_sent_twice_it_is_one_draft(jonas_browser):
    act_id = new_act_id()
    answers = {bring(jonas_browser, MAIL, act_id=act_id)["Location"] for _ in range(2)}
    assert answers == {f"/drafts/{Draft.objects.get().pk}"}


def test_a_faulty_file_is_refused_whole_with_its_lines_and_can_be_taken_loosely(jonas_browser):
    text = markdown_from(people.terms()).replace("- Price: 1000.50 EUR", "- Price: a lot").replace("tax: 19 %", "tax: some")
    answer = bring(jonas_browser, text)
    shown = answer.content.decode()
    assert answer.status_code == 422
    wrong = [n for n, line in enumerate(text.split("\n"), 1) if line in {"tax: some", "- Price: a lot"}]
    assert [f"Line {n}<" in shown for n in wrong] == [True, True]
    assert "Take it as far as it goes" in shown
    assert "A website for the studio" in shown  # what was typed is kept
    assert not Draft.objects.exists()
    bring(jonas_browser, text, do="loose")
    titles = [row["title"] for row in Draft.objects.get().typed["milestones"]]
    assert titles == ["Stage 1", "Stage 2", "Stage 3"]


def test_a_half_written_draft_goes_out_as_far_as_it_is_written(jonas_browser):
    draft = saved(jonas_browser, **{"m-2-due": "", "m-3-price": "much"})
    answer = jonas_browser.get(reverse("draft-text", args=[draft.pk]))
    text = answer.content.decode()
    assert 'filename="a-website-for-the-studio.md"' in answer["Content-Disposition"]
    assert (text.count("- Due: "), text.count("- Price: ")) == (2, 2)
    assert "email: vera@ferry.example" in text
    refused = bring(jonas_browser, text).content.decode()
    assert "Milestone 2 has no line “Due: …”." in refused
    assert "Milestone 3 has no line “Price: …”." in refused


def test_a_mail_becomes_a_draft_and_the_rest_is_kept_beside_it(jonas_browser):
    bring(jonas_browser, MAIL)
    draft = Draft.objects.get()
    rows = draft.typed["milestones"]
    assert [row["title"] for row in rows] == ["Sketches", "Built page", "Launch"]
    assert [row["price"] for row in rows] == ["600.00", "1800.00", ""]
    assert all(set(row) == set(empty_row("milestones")) for row in rows)
    text = jonas_browser.get(reverse("draft", args=[draft.pk])).content.decode()
    for kept in ("Hi Jonas,", "The colour should be a bit like the sea.", "No year is named", "5 March"):
        assert kept in text
    jonas_browser.post(reverse("draft-left", args=[draft.pk]))
    assert "like the sea" not in jonas_browser.get(reverse("draft", args=[draft.pk])).content.decode()


@pytest.mark.parametrize("what", [{"text": " \n"}, {"file": b"\xff\xfe\x00a"}, {"file": b"a\0b"}])
def test_no_text_is_refused(jonas_browser, tmp_path, what):
    if "file" in what:
        (tmp_path / "odd").write_bytes(what["file"])
        with (tmp_path / "odd").open("rb") as opened:
            answer = jonas_browser.post(reverse("drafts-bring"), {"file": opened})
    else:
        answer = bring(jonas_browser, what["text"])
    assert answer.status_code == 422
    assert 'id="text-error"' in answer.content.decode()
    assert not Draft.objects.exists()


def test_what_the_editor_has_no_field_for_is_pointed_out(jonas_browser):
    whole = people.terms()
    first = replace(whole.milestones[0], title="Stage  1", cap_minutes=600)
    bring(jonas_browser, markdown_from(replace(whole, milestones=(first, *whole.milestones[1:]))))
    draft, found = Draft.objects.get(), read(Draft.objects.get())
    assert found.terms.milestones[0].cap_minutes == 600
    assert [line for _number, line in Plan.objects.get(draft=draft).left] == ["## Milestone 1: Stage  1"]


def test_a_currency_that_nobody_uses_is_refused(jonas_browser):
    assert bring(jonas_browser, markdown_from(replace(people.terms(), currency="XYZ"))).status_code == 422


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_is_answered_soon_with_a_sentence(jonas_browser, what):
    began = time.process_time()
    answer = bring(jonas_browser, HOSTILE[what])
    assert time.process_time() - began < 2  # 0.2 for the reading where nobody else reckons, the rest is the page
    assert answer.status_code in {303, 422}
    assert answer.status_code == 303 or "Line " in answer.content.decode() or "text-error" in answer.content.decode()


def test_what_stood_beside_a_draft_goes_when_it_is_sent(jonas_browser):
    bring(jonas_browser, MAIL)
    draft = Draft.objects.get()
    good = saved(jonas_browser)
    Draft.objects.filter(pk=draft.pk).update(typed=good.typed)
    draft.refresh_from_db()
    jonas_browser.post(reverse("draft-preview", args=[draft.pk]), {"revision": draft.revision})
    draft.refresh_from_db()
    assert draft.sent
    assert not Plan.objects.exists()
