"""Resumable uploads: what the tus protocol promises, whatever breaks; what may not come; who may not send."""

import base64
import hashlib
import io
import os
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from tallystone.acting.models import Job
from tallystone.files import arriving as coming
from tallystone.files import pieces, store, uploads
from tallystone.files.models import Arriving, Blob, Piece, Upload
from tallystone.ops import worker
from tallystone.pages.uploads import panel
from tests.conftest import browser_of

PLACE = "/contracts/AAAA22/milestones/1/arriving"
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}
BYTES = "application/offset+octet-stream"


@pytest.fixture
def jonas(cast) -> Client:
    return browser_of(cast.freelancer)


@pytest.fixture
def small_pieces(monkeypatch):
    """Pieces of 100 bytes; what is larger than one is made a file by the worker."""
    monkeypatch.setattr(coming, "PIECE", 100)
    monkeypatch.setattr("tallystone.pages.arriving.AT_ONCE", 100)


def begin(browser: Client, size: int, name: str = "film.bin", **headers):
    told = f"filename {base64.b64encode(name.encode()).decode()},fingerprint {base64.b64encode(b'1-2-film').decode()}"
    return browser.post(PLACE, HTTP_UPLOAD_LENGTH=str(size), HTTP_UPLOAD_METADATA=told, **{**TUS, **headers})


def patch(browser: Client, address: str, offset: int, data: bytes, **headers):
    return browser.patch(address, data, content_type=BYTES, HTTP_UPLOAD_OFFSET=str(offset), **{**TUS, **headers})


def test_it_says_what_it_speaks(jonas, settings):
    answer = jonas.options(PLACE)
    assert (answer.status_code, answer["Tus-Version"], answer["Tus-Resumable"]) == (204, "1.0.0", "1.0.0")
    assert answer["Tus-Extension"] == "creation,creation-with-upload,termination,expiration"
    assert answer["Tus-Max-Size"] == str(settings.FILE_LIMIT)
    assert begin(jonas, 5, HTTP_TUS_RESUMABLE="0.2.2").status_code == 412


def test_a_small_file_is_here_at_once(jonas):
    address = begin(jonas, 5, "../plan.txt")["Location"]
    answer = patch(jonas, address, 0, b"Hello")
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "5")
    told = jonas.get(address).json()
    assert (told["state"], told["offset"], told["file"]["name"], told["error"]) == ("done", 5, "plan.txt", "")
    upload = Upload.objects.get()
    assert store.check(upload.blob_id) == "whole"
    assert not upload.taken
    assert not Piece.objects.exists()
    assert sorted(default_storage.listdir("")[0]) == [upload.blob_id[:2], "arriving", "pieces"]


def test_a_file_may_come_with_its_first_request(jonas):
    told = f"filename {base64.b64encode(b'a.txt').decode()}"
    answer = jonas.post(PLACE, b"Hello", content_type=BYTES, HTTP_UPLOAD_LENGTH="5", HTTP_UPLOAD_METADATA=told, **TUS)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "5")
    assert Upload.objects.get().name == "a.txt"


def test_what_broke_off_goes_on_from_where_it_was(jonas, small_pieces):
    data = os.urandom(950)
    address = begin(jonas, len(data))["Location"]
    assert patch(jonas, address, 0, data[:350])["Upload-Offset"] == "350"
    head = jonas.head(address, **TUS)
    assert (head["Upload-Offset"], head["Upload-Length"], head["Cache-Control"]) == ("350", "950", "no-store")
    assert patch(jonas, address, 0, data[:350]).status_code == 409
    assert patch(jonas, address, 351, data[351:]).status_code == 409
    assert patch(jonas, address, 350, data[350:])["Upload-Offset"] == "950"
    assert jonas.get(address).json()["state"] == "whole"
    worker.work_off()
    told = jonas.get(address).json()
    assert (told["state"], told["file"]["hash"]) == ("done", hashlib.sha256(data).hexdigest())
    assert store.check(told["file"]["hash"]) == "whole"
    assert not [name for name in default_storage.listdir("pieces")[0] if default_storage.listdir(f"pieces/{name}")[1]]


def test_a_line_that_breaks_in_a_piece_keeps_what_came(cast, small_pieces):
    row = coming.begin(cast.freelancer, "AAAA22", 1, "film", 300)
    chunks = iter([b"x" * 60, b"y" * 40, b"z" * 30])

    def breaking(_size: int) -> bytes:
        try:
            return next(chunks)
        except StopIteration:
            raise OSError("the line broke") from None

    assert coming.receive(row, 0, breaking) == 130
    assert coming.receive(Arriving.objects.get(), 130, io.BytesIO(b"w" * 170).read) == 300
    with pieces.Whole(Piece.objects.all()) as whole:
        assert whole.read() == b"x" * 60 + b"y" * 40 + b"z" * 30 + b"w" * 170


def test_of_two_senders_at_one_place_one_is_told(cast, small_pieces):
    """The old line hangs while a new one goes on: what one of them has written is never mixed with the other's."""
    row = coming.begin(cast.freelancer, "AAAA22", 1, "film", 300)
    slow = Arriving.objects.get()

    def overtaken(size: int) -> bytes:
        if row.offset == 0:
            coming.receive(row, 0, io.BytesIO(b"f" * 40).read)
        return b"s" * size

    with pytest.raises(coming.Elsewhere):
        coming.receive(slow, 0, overtaken)
    assert Arriving.objects.get().offset == 40
    with pieces.Whole(Piece.objects.all()) as whole:
        assert whole.read() == b"f" * 40


def test_a_crash_between_the_disk_and_the_table_costs_a_piece(jonas, small_pieces, monkeypatch):
    address = begin(jonas, 300)["Location"]
    patch(jonas, address, 0, b"a" * 100)
    monkeypatch.setattr(Piece, "save", lambda *_given, **_more: 1 / 0)
    jonas.raise_request_exception = False
    assert patch(jonas, address, 100, b"b" * 100).status_code == 500
    monkeypatch.undo()
    assert jonas.head(address, **TUS)["Upload-Offset"] == "100"
    monkeypatch.setattr(coming, "PIECE", 100)
    assert patch(jonas, address, 100, b"b" * 200)["Upload-Offset"] == "300"
    worker.work_off()
    digest = Upload.objects.get().blob_id
    assert digest == hashlib.sha256(b"a" * 100 + b"b" * 200).hexdigest()


def test_settled_twice_it_is_one_file(cast, small_pieces):
    row = coming.begin(cast.freelancer, "AAAA22", 1, "film", 150)
    coming.receive(row, 0, io.BytesIO(b"x" * 150).read)
    again = Arriving.objects.get()
    first, second = coming.settle(row), coming.settle(again)
    assert first.upload == Upload.objects.get()
    assert second.state == Arriving.State.WHOLE or second.upload == first.upload
    assert Arriving.objects.get().state == "done"


def test_a_worker_that_died_over_it_is_not_waited_for(jonas, small_pieces):
    address = begin(jonas, 150)["Location"]
    patch(jonas, address, 0, b"x" * 150)
    claimed = Job.objects.get(kind="arrived")
    Job.objects.filter(pk=claimed.pk).update(claimed_until=timezone.now() + timedelta(minutes=10))
    Arriving.objects.update(touched=timezone.now() - timedelta(minutes=1))
    Job.objects.filter(pk=claimed.pk).update(key="an earlier one")
    assert jonas.get(address).json()["state"] == "whole"
    worker.work_off()
    assert jonas.get(address).json()["state"] == "done"


@pytest.mark.parametrize(
    ("size", "status", "name"), [("0", 400, "empty"), ("1001", 413, "too_large"), ("", 400, "missing"), ("-1", 400, "missing")]
)
def test_what_may_not_come_is_refused_before_it_comes(jonas, settings, size, status, name):
    settings.FILE_LIMIT = 1000
    answer = begin(jonas, size)
    assert (answer.status_code, answer.json()["name"]) == (status, name)
    assert answer.json()["error"]
    assert not Arriving.objects.exists()


def test_a_persons_files_have_a_limit_together(jonas, cast, settings):
    settings.PERSON_LIMIT = 1000
    uploads.attach(cast.freelancer, "AAAA22", 1, io.BytesIO(b"x" * 400), "a")
    uploads.attach(cast.freelancer, "AAAA22", 1, io.BytesIO(b"x" * 400), "the same once more")
    assert uploads.space_of(cast.freelancer) == 400
    assert begin(jonas, 500).status_code == 201
    refused = begin(jonas, 101)
    assert (refused.status_code, refused.json()["name"]) == (413, "no_room")
    assert "1000" in refused.json()["error"]
    assert begin(jonas, 100).status_code == 201
    settings.PERSON_LIMIT = 0
    assert begin(jonas, 10**9).status_code == 201


def test_no_more_comes_than_was_said(jonas):
    address = begin(jonas, 5)["Location"]
    assert patch(jonas, address, 0, b"Hello and more").status_code == 400
    assert jonas.patch(address, b"Hello", content_type="text/plain", HTTP_UPLOAD_OFFSET="0", **TUS).status_code == 415
    assert jonas.patch(address, b"Hello", content_type=BYTES, HTTP_UPLOAD_OFFSET="x", **TUS).status_code == 400
    assert jonas.head(address, **TUS)["Upload-Offset"] == "0"


@pytest.mark.parametrize("way", ["delete", "post"])
def test_taken_away_nothing_stays(jonas, folder, way):
    address = begin(jonas, 50)["Location"]
    patch(jonas, address, 0, b"x" * 20)
    answer = jonas.delete(address, **TUS) if way == "delete" else jonas.post(address)
    assert answer.status_code == (204 if way == "delete" else 303)
    assert not Arriving.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert jonas.head(address, **TUS).status_code == 404


def test_what_nobody_goes_on_sending_is_forgotten(jonas, folder):
    patch(jonas, begin(jonas, 50)["Location"], 0, b"x" * 20)
    now = timezone.now()
    assert coming.sweep(now + coming.KEPT - timedelta(minutes=1)) == 0
    assert coming.sweep(now + coming.KEPT + timedelta(minutes=1)) == 1
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_the_page_names_what_was_broken_off(jonas):
    address = begin(jonas, 50, "film.mp4")["Location"]
    patch(jonas, address, 0, b"x" * 20)
    request = SimpleNamespace(user=Arriving.objects.get().person, GET={}, path="")
    (told,) = panel(request, "AAAA22", 1)["coming"]
    assert (told["percent"], told["address"], told["row"].fingerprint) == (40, address, "1-2-film")


def test_who_may_not_send_finds_nothing(jonas, cast):
    address = begin(jonas, 50)["Location"]
    for browser in (browser_of(cast.client), browser_of(cast.outsider), Client()):
        for answer in (
            begin(browser, 5),
            patch(browser, address, 0, b"x"),
            browser.delete(address, **TUS),
            browser.post(address),
        ):
            assert answer.status_code == 404
        assert browser.head(address, **TUS).status_code in {302, 404}
    assert Arriving.objects.get().offset == 0


def test_the_token_is_wanted(cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.freelancer)
    assert begin(browser, 5).status_code == 403
    browser.cookies["csrftoken"] = "a" * 32
    address = begin(browser, 5, HTTP_X_CSRFTOKEN="a" * 32)["Location"]
    assert patch(browser, address, 0, b"Hello").status_code == 403
    assert patch(browser, address, 0, b"Hello", HTTP_X_CSRFTOKEN="a" * 32).status_code == 204
    assert Blob.objects.count() == 1
