"""Notes pinned to a place: written on a delivered file, sent with the review, answered with the next delivery, carried on."""

import json
import re
import time

import pytest
from django.core.files.base import ContentFile

from tallystone.core import acts
from tallystone.core.manifest import Evidence, File, Manifest, manifest_text, reasons_from
from tallystone.files import uploads
from tallystone.files.models import Preview
from tallystone.journal import chain, prose
from tallystone.people.arriving import FRESH
from tallystone.reviewing import notes
from tallystone.reviewing.models import Note
from tests import cast as played
from tests.pages.forms import beside, hidden, text

pytestmark = pytest.mark.django_db
PLAN = b"# The plan\n\nHome\nProjects <script>alert(1)</script>\nContact\n"


def hand_over(life, name: str = "plan.md", content: bytes = PLAN) -> str:
    """Milestone 1 is delivered with this file; its hash."""
    upload = uploads.attach(life.cast.jonas, life.code, 1, ContentFile(content), name)
    file = File(upload.name, upload.blob_id, upload.blob.size, upload.blob.kind)
    said = manifest_text(Manifest("Here.", (), (file,), (Evidence(1, "there"), Evidence(2, "here"))))
    life.jonas(acts.Deliver(1, prose.words(said), (upload.blob_id,), (1, 2)))
    uploads.take(life.code, 1, [upload.blob_id])
    return upload.blob_id


def drawn(file: str, pages: int = 1) -> None:
    """As if the worker had drawn the file."""
    Preview.objects.bulk_create(
        Preview(blob_id=file, page=page, thumb=thumb, width=800, height=600) for page in range(1, pages + 1) for thumb in (0, 1)
    )


def where(life, what: str = "") -> str:
    return f"/contracts/{life.code}/milestones/1{what}"


def write(browser, life, file: str, **typed):
    return browser.post(where(life, "/notes"), {"file": file, "text": "Smaller, please.", **typed})


def ask(browser, life, **typed):
    page = browser.get(where(life))
    return browser.post(where(life, "/ask-changes"), hidden(page) | {"verdict-1": "unmet", "why-1": "See the notes.", **typed})


def reasons(life):
    """What the last act of the record gives as reasons."""
    said = [getattr(fact, "reasons", None) for told in chain.entries(life.code) for fact in told.facts]
    hashes = [each for each in said if each]
    return reasons_from(prose.read(hashes)[hashes[-1]])


@pytest.fixture
def life():
    return played.started()


def test_a_note_on_a_line(life, maya_browser):
    file = hand_over(life)
    page = maya_browser.get(where(life, f"/look/{file}?line=3"))
    assert re.search(r'name="line" value="3"', page.content.decode())
    assert "&lt;script&gt;" in page.content.decode()
    answer = write(maya_browser, life, file, line="3")
    assert answer.status_code == 303
    note = Note.objects.get()
    assert (note.line, note.x, note.page, note.text, note.snapshot) == (3, None, 0, "Smaller, please.", life.stone(1).snapshot)
    shown = maya_browser.get(answer["Location"])
    assert "line 3" in text(shown)
    assert "Smaller, please." in text(maya_browser.get(where(life)))


@pytest.mark.parametrize(
    ("typed", "point", "told"),
    [
        ({"left": "40.5", "top": "20"}, (405, 200), "40 % from the left, 20 % from the top"),
        ({"where": "bottom-right"}, (833, 833), "bottom right"),
        ({"where": "top", "left": "0", "top": "100"}, (0, 1000), "0 % from the left, 100 % from the top"),
        ({}, (None, None), "plan.png"),
    ],
)
def test_a_note_on_a_picture_by_pointing_or_by_naming_the_place(life, maya_browser, typed, point, told):
    file = hand_over(life, "plan.png", b"\x89PNG\r\n\x1a\n and more")
    drawn(file)
    answer = write(maya_browser, life, file, page="1", **typed)
    note = Note.objects.get()
    assert (note.x, note.y, note.page) == (*point, 1)
    page = maya_browser.get(answer["Location"])
    assert told in text(page)
    assert ('class="marks"' in page.content.decode()) == (point[0] is not None)


def test_a_note_on_a_page(life, maya_browser):
    file = hand_over(life, "plan.pdf", b"%PDF-1.7 pages")
    drawn(file, pages=3)
    answer = write(maya_browser, life, file, page="2", where="top-left", criterion="2")
    note = Note.objects.get()
    assert (note.page, note.criterion) == (2, 2)
    assert answer["Location"].endswith(f"?page=2#note-{note.pk}")
    assert "page 2, top left" in text(maya_browser.get(where(life)))
    assert 'class="marks"' not in maya_browser.get(where(life, f"/look/{file}?page=3")).content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"text": " "}, "text", "Write something here."),
        ({"text": "x" * 1_501}, "text", "1501 characters long"),
        ({"left": "101", "top": "5"}, "left", "0 to 100 per cent"),
        ({"left": "10"}, "left", "0 to 100 per cent"),
        ({"left": "far", "top": "5"}, "left", "0 to 100 per cent"),
        ({"line": "6"}, "line", "the lines 1 to 5"),
        ({"line": "-1"}, "line", "the lines 1 to 5"),
        ({"line": "x"}, "line", "the lines 1 to 5"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(life, maya_browser, typed, field, says):
    file = hand_over(life)
    if "left" in typed:
        drawn(file)
    answer = write(maya_browser, life, file, **typed)
    assert answer.status_code == 422
    assert says in beside(answer, field)
    assert "text" in typed or "Smaller, please." in text(answer)
    assert not Note.objects.exists()


def test_too_many(life, maya_browser, monkeypatch):
    file = hand_over(life)
    monkeypatch.setattr(notes, "MOST", 1)
    write(maya_browser, life, file)
    assert "1 notes are on this delivery already" in text(write(maya_browser, life, file))
    assert Note.objects.count() == 1


def test_only_who_may_ask_for_changes_writes_and_only_on_what_is_under_review(life, maya_browser, jonas_browser, noor_browser):
    file = hand_over(life)
    assert {write(browser, life, file).status_code for browser in (jonas_browser, noor_browser)} == {404}
    assert write(maya_browser, life, "0" * 64).status_code == 404
    ask(maya_browser, life)
    assert write(maya_browser, life, file).status_code == 404
    assert "Keep this note" not in text(maya_browser.get(where(life, f"/look/{file}")))


def test_the_freelancer_reads_notes_when_they_are_sent_and_not_before(life, maya_browser, jonas_browser):
    file = hand_over(life)
    write(maya_browser, life, file, line="2")
    for page in (where(life), where(life, f"/look/{file}")):
        assert "Smaller, please." not in text(jonas_browser.get(page))
    ask(maya_browser, life)
    for page in (where(life), where(life, f"/look/{file}"), where(life, "/deliver")):
        assert "Smaller, please." in text(jonas_browser.get(page))


def test_a_note_is_taken_away(life, maya_browser, jonas_browser):
    file = hand_over(life)
    write(maya_browser, life, file)
    address = where(life, f"/notes/{Note.objects.get().pk}")
    assert jonas_browser.post(address).status_code == 404
    assert maya_browser.get(address).status_code == 303
    assert Note.objects.exists()
    assert maya_browser.post(address, {"stay": "1"})["Location"] == where(life, f"/look/{file}")
    assert not Note.objects.exists()


def test_notes_become_items_of_the_round_bound_by_its_hash(life, maya_browser):
    file = hand_over(life)
    write(maya_browser, life, file, line="3", criterion="1")
    write(maya_browser, life, file, text="And a date.")
    assert ask(maya_browser, life, **{"why-1": ""}).status_code == 303  # the note about criterion 1 says why
    first, second = reasons(life).pins
    assert (first.number, first.round, first.file, first.line, first.criterion) == (1, 1, file, 3, 1)
    assert (second.number, second.text, second.name) == (2, "And a date.", "plan.md")
    assert not notes.waiting(life.code, 1, life.stone(1).snapshot)


def test_sent_twice_it_is_once(life, maya_browser):
    file = hand_over(life)
    write(maya_browser, life, file)
    data = hidden(maya_browser.get(where(life))) | {"verdict-1": "unmet", "why-1": "No."}
    for _ in range(2):
        assert maya_browser.post(where(life, "/ask-changes"), data).status_code == 303
    assert len([1 for told in chain.entries(life.code) if told.act == "AskChanges"]) == 1


def test_a_note_that_came_meanwhile_is_read_before_it_is_sent(life, maya_browser):
    file = hand_over(life)
    data = hidden(maya_browser.get(where(life))) | {"verdict-1": "unmet", "why-1": "No."}
    write(maya_browser, life, file)
    answer = maya_browser.post(where(life, "/ask-changes"), data)
    assert answer.status_code == 409
    assert "The notes on this delivery changed meanwhile" in text(answer)
    assert "Smaller, please." in text(answer)
    assert life.stone(1).work == "delivered"
    again = hidden(answer) | {"verdict-1": "unmet", "why-1": "No."}
    assert maya_browser.post(where(life, "/ask-changes"), again).status_code == 303


def answered(browser, life, **typed):
    page = browser.get(where(life, "/deliver"))
    data = {"note": "Again.", "tick-1": "on", "tick-2": "on", "evidence-1": "a", "evidence-2": "b", **typed}
    return browser.post(where(life, "/deliver"), hidden(page) | data)


def test_each_note_is_answered_with_the_next_delivery_and_carried_until_it_is_settled(life, maya_browser, jonas_browser):
    file = hand_over(life)
    for said in ("Smaller.", "Greener.", "Rounder."):
        write(maya_browser, life, file, text=said)
    ask(maya_browser, life)
    refused = answered(jonas_browser, life, **{"done-1": "on", "answer-2": "It is the agreed green."})
    assert "Tick it once it is done, or say why it is not." in beside(refused, "answer-3")
    sent = answered(jonas_browser, life, **{"done-1": "on", "answer-2": "It is the agreed green.", "done-3": "on"})
    assert sent.status_code == 303
    page = text(maya_browser.get(where(life)))
    assert "It is the agreed green." in page
    write(maya_browser, life, file, text="Not here.")  # a file of the round before takes no new note
    assert ask(maya_browser, life, **{"settled-1": "on", "settled-3": "on"}).status_code == 303
    assert [(pin.number, pin.text, pin.round) for pin in reasons(life).pins] == [(2, "Greener.", 1)]
    answered(jonas_browser, life, **{"done-2": "on"})
    ask(maya_browser, life, **{"settled-2": "on"})
    assert reasons(life).pins == ()


def test_numbers_are_never_used_again(life, maya_browser, jonas_browser):
    write(maya_browser, life, hand_over(life))
    ask(maya_browser, life)
    answered(jonas_browser, life, **{"done-1": "on"})
    ask(maya_browser, life, **{"settled-1": "on"})
    write(maya_browser, life, hand_over(life, "second.md"), text="New.")
    ask(maya_browser, life)
    assert [(pin.number, pin.round) for pin in reasons(life).pins] == [(2, 3)]


def test_notes_go_along_with_a_part(life, maya_browser):
    session = maya_browser.session
    session[FRESH] = time.time()
    session.save()
    write(maya_browser, life, hand_over(life), criterion="2")
    marks = {"do": "look", "verdict-1": "met", "verdict-2": "unmet", "rest_due": str(played.today())}
    page = maya_browser.post(where(life, "/accept-part"), hidden(maya_browser.get(where(life))) | marks)
    assert "Smaller, please." in text(page)
    assert maya_browser.post(where(life, "/accept-part"), hidden(page)).status_code == 303
    assert life.stone(1).work == "part_accepted"
    assert [pin.text for pin in reasons(life).pins] == ["Smaller, please."]


def test_a_delivery_taken_back_takes_no_note_along(life, maya_browser):
    write(maya_browser, life, hand_over(life))
    life.jonas(acts.Retract(1))
    hand_over(life, "second.md")
    assert "Smaller, please." not in text(maya_browser.get(where(life)))
    ask(maya_browser, life)
    assert reasons(life).pins == ()


def test_the_letter_quotes_them(life, maya_browser):
    from tallystone.notices.models import Letter
    from tallystone.ops import worker

    write(maya_browser, life, hand_over(life), line="3")
    ask(maya_browser, life)
    worker.work_off()
    assert any("Note 1 (plan.md, line 3): Smaller, please." in letter.text for letter in Letter.objects.filter(to=played.JONAS))


def test_what_was_sent_is_swept_away(life, maya_browser):
    from datetime import timedelta

    from django.utils import timezone

    write(maya_browser, life, hand_over(life))
    ask(maya_browser, life)
    notes.sweep(timezone.now())
    assert Note.objects.count() == 1
    notes.sweep(timezone.now() + timedelta(days=3))
    assert not Note.objects.exists()


def test_words_of_other_programs_are_no_pins():
    assert reasons_from(json.dumps({"unmet": [], "note": "x"})).pins == ()
