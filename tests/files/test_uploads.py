"""Files put to a milestone over HTTP: added, listed, taken away, refused with a sentence; out of reach is 404."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tallystone.acting.models import Job
from tallystone.files import store, uploads
from tallystone.files.models import Blob, Upload
from tallystone.ops.jobs import KINDS

JSON = {"HTTP_ACCEPT": "application/json"}
PLACE = "/contracts/AAAA22/milestones/1/uploads"
BACK = "/contracts/AAAA22/milestones/1/deliver"


@pytest.fixture
def jonas(cast) -> Client:
    browser = Client()
    browser.force_login(cast.freelancer)
    return browser


def send(browser: Client, data: bytes = b"plan", name: str = "plan.txt", **headers):
    return browser.post(PLACE, {"file": SimpleUploadedFile(name, data), "back": BACK}, **(headers or JSON))


def test_a_file_is_added_and_listed(jonas, cast):
    answer = send(jonas)
    assert answer.status_code == 201
    upload = Upload.objects.get()
    assert (upload.person, upload.code, upload.milestone, upload.name, upload.taken) == (
        cast.freelancer,
        "AAAA22",
        1,
        "plan.txt",
        False,
    )
    assert not upload.blob.bound
    assert answer.json()["address"] == f"/contracts/AAAA22/files/{upload.blob_id}/plan.txt"
    assert jonas.get(PLACE).json()["files"] == [answer.json()]


def test_the_same_again_is_the_same_upload(jonas):
    assert send(jonas).json() == send(jonas).json()
    assert send(jonas, name="other.txt").json()["name"] == "other.txt"
    assert (Upload.objects.count(), Blob.objects.count()) == (2, 1)


def test_without_a_script_the_answer_leads_back(jonas):
    answer = send(jonas, HTTP_ACCEPT="text/html")
    assert (answer.status_code, answer["Location"]) == (303, f"{BACK}#uploads")
    empty = send(jonas, b"", HTTP_ACCEPT="text/html")
    assert (empty.status_code, empty["Location"]) == (303, f"{BACK}?upload=empty#uploads")


@pytest.mark.parametrize(
    "back", ["https://evil.test/", "//evil.test", "/contracts/BBBB33/", "/contracts/AAAA22/\\evil", "/contracts/AAAA22/?x=1#"]
)
def test_it_leads_nowhere_else(jonas, back):
    answer = jonas.post(PLACE, {"file": SimpleUploadedFile("a", b"a"), "back": back})
    assert answer["Location"] == "/contracts/AAAA22/#uploads"


@pytest.mark.parametrize(
    ("data", "status", "name", "words"),
    [(b"", 400, "empty", "empty"), (b"x" * 1001, 413, "too_large", "1000"), (None, 400, "missing", "Choose a file")],
)
def test_refusals_are_sentences_and_leave_nothing(jonas, settings, data, status, name, words):
    settings.FILE_LIMIT = 1000
    body = {} if data is None else {"file": SimpleUploadedFile("a.bin", data)}
    answer = jonas.post(PLACE, body, **JSON)
    assert (answer.status_code, answer.json()["name"]) == (status, name)
    assert words in answer.json()["error"]
    assert not Upload.objects.exists()
    assert not Blob.objects.exists()


def test_a_body_far_over_the_limit_is_not_read_at_all(jonas, settings):
    settings.FILE_LIMIT = 1000

    class Unread(io.BytesIO):
        def read(self, *_):
            raise AssertionError("read")

    length = str(5 * (1000 + (1 << 20)))
    answer = jonas.generic(
        "POST", PLACE, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=length, **{"wsgi.input": Unread()}, **JSON
    )
    assert (answer.status_code, answer.json()["name"]) == (413, "too_large")


def test_one_file_a_request(jonas):
    answer = jonas.post(PLACE, {"file": [SimpleUploadedFile("a", b"first"), SimpleUploadedFile("b", b"second")]}, **JSON)
    assert (answer.status_code, answer.json()["name"]) == (400, "one_each")
    assert not Upload.objects.exists()


def test_too_many_wait(jonas, monkeypatch):
    monkeypatch.setattr(uploads, "MOST", 1)
    send(jonas)
    answer = send(jonas, b"another")
    assert (answer.status_code, answer.json()["name"]) == (409, "too_many")


def test_a_picture_asks_for_its_preview_once(jonas):
    data = b"\x89PNG\r\n\x1a\n" + bytes(20)
    send(jonas, data), send(jonas, data), send(jonas)
    job = Job.objects.get()
    assert (job.kind, job.payload) == ("preview", {"file": store.keep(data).hash})
    KINDS[job.kind](job.payload, job.due)
    assert Blob.objects.get(pk=store.keep(data).hash).preview_state == "failed"


def test_the_token_is_wanted(cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.freelancer)
    assert send(browser).status_code == 403
    assert not Upload.objects.exists()
    browser.cookies["csrftoken"] = "a" * 32
    body = {"csrfmiddlewaretoken": "a" * 32, "file": SimpleUploadedFile("a", b"a")}
    assert browser.post(PLACE, body, **JSON).status_code == 201
    address = browser.get(PLACE).json()["files"][0]["remove"]
    assert browser.delete(address, **JSON).status_code == 403
    assert browser.delete(address, HTTP_X_CSRFTOKEN="a" * 32, **JSON).status_code == 204


@pytest.mark.parametrize("method", ["delete", "post"])
def test_taken_away_with_its_bytes(jonas, folder, method):
    address = send(jonas).json()["remove"]
    assert getattr(jonas, method)(address, **JSON).status_code == 204
    assert not Upload.objects.exists()
    assert not Blob.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert send(jonas).status_code == 201


def test_what_else_rests_on_the_bytes_keeps_them(jonas):
    digest = store.keep(b"plan").hash
    jonas.delete(send(jonas).json()["remove"], **JSON)
    assert store.check(digest) == "whole"


def test_a_delivered_file_stays(jonas):
    row = send(jonas).json()
    for _twice in range(2):
        assert uploads.bind([row["hash"]]) == 1
        uploads.take("AAAA22", 1, [row["hash"]])
    answer = jonas.delete(row["remove"], **JSON)
    assert (answer.status_code, answer.json()["name"]) == (409, "taken")
    assert Upload.objects.get().blob.bound
    assert jonas.get(PLACE).json() == {"files": []}


def test_removed_while_it_came_again_it_is_stored_anew(cast, monkeypatch):
    first = uploads.attach(cast.freelancer, "AAAA22", 1, io.BytesIO(b"plan"), "plan.txt")
    keep, calls = store.keep, []

    def removed_in_between(stream, **options):
        blob = keep(stream, **options)
        if not calls:
            uploads.remove(first)
        calls.append(blob)
        return blob

    monkeypatch.setattr(store, "keep", removed_in_between)
    again = uploads.attach(cast.freelancer, "AAAA22", 1, io.BytesIO(b"plan"), "plan.txt")
    assert len(calls) == 2
    assert store.check(again.blob_id) == "whole"


def test_who_may_not_finds_nothing(jonas, cast):
    address = send(jonas).json()["remove"]
    client, outsider, nobody = Client(), Client(), Client()
    client.force_login(cast.client)
    outsider.force_login(cast.outsider)
    assert nobody.get(PLACE)["Location"].startswith("/sign-in?")
    assert {send(nobody).status_code, nobody.delete(address).status_code, nobody.post(address).status_code} == {404}
    for browser in (client, outsider):
        for answer in (browser.get(PLACE), send(browser), browser.delete(address), browser.post(address)):
            assert answer.status_code == 404
    assert Upload.objects.count() == 1


def test_own_parent_foreign_child(jonas, cast):
    foreign = uploads.attach(cast.outsider, "BBBB33", 1, io.BytesIO(b"theirs"), "theirs")
    for address in (f"{PLACE}/{foreign.pk}", f"{PLACE}/{uuid.uuid4()}", "/contracts/AAAA22/milestones/2/uploads"):
        assert jonas.post(address, {"file": SimpleUploadedFile("a", b"a")}).status_code == 404
    assert Upload.objects.get() == foreign
