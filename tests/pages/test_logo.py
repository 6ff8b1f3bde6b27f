"""The logo: drawn anew, refused in words, and shown only to who has to do with the business."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from tallystone.files import store
from tallystone.pages import logo
from tests import cast as people


def picture(form: str, size=(900, 300), **more) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, form, **more)
    return out.getvalue()


def put(browser, content: bytes, name: str = "logo.png"):
    return browser.post("/settings/logo", {"logo": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_kept_as_a_small_bare_png(cast, jonas_browser, form):
    secret = PngImagePlugin.PngInfo()
    secret.add_text("Comment", "where I live")
    more = {"pnginfo": secret} if form == "PNG" else {}
    assert put(jonas_browser, picture(form, **more))["Location"] == "/settings?saved=logo"
    answer = jonas_browser.get(f"/businesses/{cast.brandt.pk}/logo")
    content = b"".join(answer.streaming_content)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert b"where I live" not in content
    assert max(Image.open(BytesIO(content)).size) <= 600


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not a picture"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "not a picture"),
        (picture("GIF"), "not a picture"),
    ],
)
def test_refused(cast, jonas_browser, content, words):
    answer = put(jonas_browser, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    cast.brandt.refresh_from_db()
    assert cast.brandt.logo == ""


def test_too_large_and_none_at_all(cast, jonas_browser, monkeypatch):
    monkeypatch.setattr(logo, "MOST_BYTES", 100)
    assert "larger than 5 MB" in put(jonas_browser, picture("PNG")).content.decode()
    assert "Choose a file first" in jonas_browser.post("/settings/logo", {}).content.decode()


def test_taken_away(cast, jonas_browser):
    put(jonas_browser, picture("PNG"))
    jonas_browser.post("/settings/logo", {"remove": "1"})
    assert jonas_browser.get(f"/businesses/{cast.brandt.pk}/logo").status_code == 404


def test_other_side_sees_it_and_nobody_else(cast, maya_browser, noor_browser, stranger_browser):
    cast.brandt.logo = store.keep(picture("PNG")).hash
    cast.brandt.save()
    path = f"/businesses/{cast.brandt.pk}/logo"
    assert maya_browser.get(path).status_code == 404
    people.proposed()
    assert maya_browser.get(path).status_code == 200
    for browser in (noor_browser, stranger_browser):
        assert browser.get(path).status_code == 404
        assert browser.get("/businesses/999999/logo").status_code == 404
