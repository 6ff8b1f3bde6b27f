"""Files over HTTP: whole or in part, always as an attachment in a sandbox, to those who may see them."""

import io

import pytest
from django.test import Client
from PIL import Image

from tallystone.files import previews, store, uploads

DATA = bytes(range(256)) * 8


def put(cast, data: bytes = DATA, name: str = "plan.bin", taken: bool = True, code: str = "AAAA22"):
    upload = uploads.attach(cast.freelancer, code, 1, io.BytesIO(data), name)
    if taken:
        uploads.take(code, 1, [upload.blob_id])
    return upload, f"/contracts/{code}/files/{upload.blob_id}/{name}"


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def read(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (DATA, "plan.bin", "application/octet-stream"),
        (b"words", "words.html", "text/plain; charset=utf-8"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "x.svg", "application/octet-stream"),
        (b"<!doctype html><script>alert(1)</script>", "x.html", "application/octet-stream"),
        (b"GIF89a/*<script>alert(1)</script>*/", "x.gif", "image/gif"),
    ],
)
def test_always_an_attachment_in_a_sandbox(cast, data, name, kind):
    _, address = put(cast, data, name)
    answer = signed_in(cast.client).get(address)
    assert (answer.status_code, read(answer)) == (200, data)
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Length"] == str(len(data))


def test_the_name_is_the_one_that_was_given(cast):
    _, address = put(cast, DATA, "Grüße.bin")
    answer = signed_in(cast.client).get(address.rsplit("/", 1)[0] + "/invoice.exe")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.bin"


@pytest.mark.parametrize(
    ("asked", "status", "part", "content_range"),
    [
        ("bytes=0-9", 206, DATA[:10], "bytes 0-9/2048"),
        ("bytes=2000-", 206, DATA[2000:], "bytes 2000-2047/2048"),
        ("bytes=-5", 206, DATA[-5:], "bytes 2043-2047/2048"),
        ("bytes=2040-99999", 206, DATA[2040:], "bytes 2040-2047/2048"),
        ("bytes=2048-", 416, b"", "bytes */2048"),
        ("bytes=-0", 416, b"", "bytes */2048"),
        ("bytes=9-1", 416, b"", "bytes */2048"),
        ("bytes=0-1,4-5", 200, DATA, None),
        ("lines=1-2", 200, DATA, None),
    ],
)
def test_parts(cast, asked, status, part, content_range):
    _, address = put(cast)
    answer = signed_in(cast.client).get(address, HTTP_RANGE=asked)
    assert (answer.status_code, answer.get("Content-Range")) == (status, content_range)
    assert (read(answer) if answer.streaming else answer.content) == part
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_known_content_is_not_sent_again(cast):
    upload, address = put(cast)
    browser = signed_in(cast.client)
    assert browser.get(address, HTTP_IF_NONE_MATCH=f'"{upload.blob_id}"').status_code == 304
    assert browser.get(address, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE='"other"').status_code == 200
    assert browser.post(address).status_code == 405


def test_previews_are_the_redrawn_ones(cast):
    out = io.BytesIO()
    Image.new("RGB", (800, 600)).save(out, "PNG")
    upload, address = put(cast, out.getvalue(), "x.png")
    browser = signed_in(cast.client)
    assert browser.get(address, {"preview": 1}).status_code == 404
    previews.make_previews(upload.blob_id)
    for query, width in (({"preview": 1}, 800), ({"preview": 1, "thumb": 1}, 400)):
        answer = browser.get(address, query)
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.get("Content-Disposition", "inline").startswith("inline")
        assert Image.open(io.BytesIO(read(answer))).width == width
    for odd in ("0", "2", "-1", "x", "１", "1e3", ""):
        assert browser.get(address, {"preview": odd}).status_code == 404


def test_the_client_sees_what_was_delivered_and_nobody_else_anything(cast):
    upload, address = put(cast, taken=False)
    browsers = {person: signed_in(person) for person in (cast.freelancer, cast.client, cast.outsider)}
    seen = {person.name: browser.get(address).status_code for person, browser in browsers.items()}
    assert seen == {"Jonas Brandt": 200, "Maya Serrano": 404, "Noor Visser": 404}
    uploads.take("AAAA22", 1, [upload.blob_id])
    seen = {person.name: browser.get(address).status_code for person, browser in browsers.items()}
    assert seen == {"Jonas Brandt": 200, "Maya Serrano": 200, "Noor Visser": 404}
    assert Client().get(address)["Location"].startswith("/sign-in?")


def test_a_foreign_file_is_as_absent_as_an_unknown_one(cast):
    """Maya has both contracts; Jonas must not reach through his into Noor's, nor tell that content exists there."""
    theirs = put(cast, b"theirs", code="BBBB33")[0]
    browser = signed_in(cast.freelancer)
    answers = [
        browser.get(f"/contracts/{code}/files/{digest}/plan.bin")
        for code, digest in (("AAAA22", theirs.blob_id), ("AAAA22", "0" * 64), ("BBBB33", theirs.blob_id), ("ZZZZ99", "x"))
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content.replace(answer.wsgi_request.path.encode(), b"") for answer in answers}) == 1


def test_erased_and_lost_bytes_are_not_found(cast, folder):
    upload, address = put(cast)
    (folder / upload.blob.key).unlink()
    assert signed_in(cast.client).get(address).status_code == 404
    store.erase(upload.blob_id)
    assert signed_in(cast.client).get(address).status_code == 404
