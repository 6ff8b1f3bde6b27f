"""Handing over: files, links, a note, and evidence for each criterion."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tallystone.files.models import Upload
from tallystone.journal import prose
from tests import cast as played
from tests.pages.forms import beside, hidden, send, text

pytestmark = pytest.mark.django_db
SEEN = {"tick_1": "on", "evidence_1": "See the first page.", "tick_2": "on", "evidence_2": "Read it aloud."}


def at(life, act: str = "deliver") -> str:
    return f"/contracts/{life.code}/milestones/1/{act}"


def upload(browser, life, name: str = "home.txt", content: bytes = b"Hello") -> Upload:
    browser.post(f"/contracts/{life.code}/milestones/1/uploads", {"file": SimpleUploadedFile(name, content)})
    return Upload.objects.get(code=life.code, name=name)


def manifest(life) -> dict:
    hash_ = life.stone(1).snapshot
    return json.loads(prose.read([hash_])[hash_])


def test_a_delivery_holds_files_links_note_and_evidence(jonas_browser, maya_browser):
    life = played.started()
    file = upload(jonas_browser, life)
    page = jonas_browser.get(at(life))
    assert "home.txt" in text(page)
    typed = SEEN | {"file_2": file.blob_id, "title_1": "Live", "address_1": "https://almada.example/new", "note": "Look here."}
    answer = send(jonas_browser, at(life), page, **typed)
    assert answer.status_code == 303
    assert manifest(life) == {
        "note": "Look here.",
        "links": [{"title": "Live", "address": "https://almada.example/new"}],
        "files": [{"name": "home.txt", "hash": file.blob_id, "size": 5, "kind": "text/plain"}],
        "criteria": [
            {"number": 1, "evidence": "See the first page.", "file": ""},
            {"number": 2, "evidence": "Read it aloud.", "file": file.blob_id},
        ],
    }
    file.refresh_from_db()
    assert file.taken
    review = text(maya_browser.get(f"/contracts/{life.code}/milestones/1"))
    for word in ("home.txt", "Live", "Look here.", "See the first page.", "Read it aloud."):
        assert word in review


def test_the_same_delivery_twice_has_one_effect(jonas_browser):
    life = played.started()
    upload(jonas_browser, life)
    page = jonas_browser.get(at(life))
    first, second = (send(jonas_browser, at(life), page, **SEEN) for _ in range(2))
    assert first.status_code == 303
    assert (second.status_code, second.url) == (303, first.url)
    assert life.stone(1).round == 1
    assert len(manifest(life)["files"]) == 1


def test_a_file_can_come_again_in_the_next_round(jonas_browser, maya_browser):
    life = played.started()
    upload(jonas_browser, life)
    send(jonas_browser, at(life), **SEEN)
    send(maya_browser, at(life, "ask-changes"), verdict_1="unmet", why_1="Too dark.")
    page = jonas_browser.get(at(life))
    assert "Too dark." in text(page)
    assert "home.txt" not in text(page)
    jonas_browser.post(f"/contracts/{life.code}/milestones/1/uploads", {"file": SimpleUploadedFile("home.txt", b"Hello")})
    assert send(jonas_browser, at(life), **SEEN).status_code == 303
    assert len(manifest(life)["files"]) == 1
    assert life.stone(1).round == 2


def test_nothing_at_all_is_no_delivery(jonas_browser):
    life = played.started()
    answer = send(jonas_browser, at(life), **SEEN)
    assert answer.status_code == 422
    assert beside(answer, "note") == "Add at least one file, a link or a note."


def test_each_criterion_is_ticked_and_shown(jonas_browser):
    life = played.started()
    answer = send(jonas_browser, at(life), note="Here.", tick_1="on", evidence_1="On page one.")
    assert answer.status_code == 422
    assert beside(answer, "tick-2") == "Tick it once it is met; a delivery meets every criterion."
    assert beside(answer, "evidence-2") == "Say where this can be seen."
    assert not beside(answer, "evidence-1")
    assert "On page one." in text(answer)
    assert life.stone(1).work == "started"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://almada.example",
        "almada.example",
        "https://",
        "https://a b",
        "http://[",
        "data:text/html,x",
    ],
)
def test_links_lead_to_the_web_alone(jonas_browser, address):
    life = played.started()
    answer = send(jonas_browser, at(life), **SEEN, note="Here.", title_1="Live", address_1=address)
    assert answer.status_code == 422
    assert beside(answer, "address-1") == "Write an address that begins with https:// or http://."


def test_a_title_without_an_address(jonas_browser):
    life = played.started()
    assert beside(send(jonas_browser, at(life), **SEEN, note="Here.", title_1="Live"), "address-1")


def test_another_row_without_a_script_keeps_what_was_typed(jonas_browser):
    life = played.started()
    answer = send(jonas_browser, at(life), note="Soon.", title_1="Live", do="add-link", links="1")
    assert answer.status_code == 200
    body = answer.content.decode()
    assert 'name="address-2"' in body
    assert "Soon." in body
    assert 'class="error"' not in body
    assert life.stone(1).work == "started"


@pytest.mark.parametrize("links", ["99999", "-1", "x", "", "２"])
def test_the_count_of_rows_is_bounded(jonas_browser, links):
    life = played.started()
    body = send(jonas_browser, at(life), links=links, do="add-link").content.decode()
    assert 'name="address-21"' not in body
    assert 'name="address-1"' in body


def test_a_file_of_another_contract_is_no_evidence(jonas_browser):
    life, other = played.started(), played.started()
    foreign = upload(jonas_browser, other)
    answer = send(jonas_browser, at(life), **SEEN, note="Here.", file_1=foreign.blob_id)
    assert answer.status_code == 422
    assert life.stone(1).work == "started"


def test_names_with_markup_are_text(jonas_browser, maya_browser):
    life = played.started()
    upload(jonas_browser, life, "<img src=x onerror=alert(1)>.txt", b"<script>alert(1)</script>")
    evil = "<script>alert(2)</script>"
    send(jonas_browser, at(life), tick_1="on", evidence_1=evil, tick_2="on", evidence_2="x", note=evil)
    body = maya_browser.get(f"/contracts/{life.code}/milestones/1").content.decode()
    assert "<script>alert" not in body
    assert "<img src=x" not in body


def test_extra_fields_change_nothing(jonas_browser):
    life = played.started()
    data = hidden(jonas_browser.get(at(life))) | {"milestone": "2", "round": "9", "files": "x", "ticked": "1", "person": "1"}
    typed = {"note": "Here.", "tick-1": "on", "evidence-1": "a", "tick-2": "on", "evidence-2": "b"}
    assert jonas_browser.post(at(life), data | typed).status_code == 303
    assert (life.stone(1).round, life.stone(2).work) == (1, "planned")
