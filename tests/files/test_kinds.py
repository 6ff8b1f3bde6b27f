"""The kind is told by content; what two programs could read differently stays opaque or is only ever redrawn."""

import io
import zipfile

import pytest
from PIL import Image

from tallystone.files.kinds import kind_of
from tallystone.files.uploads import clean_name


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, form)
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("GIF"), "image/gif"),
        (picture("WEBP"), "image/webp"),
        (b"%PDF-1.7\n", "application/pdf"),
        (archive(a=b"x"), "application/zip"),
        (b"# Plan\n\n- one\n", "text/plain"),
        ("Grüße, 東京 \U0001f44b".encode(), "text/plain"),
        ("ä".encode() * 5000, "text/plain"),
        (b"\xef\xbb\xbfwith a mark", "text/plain"),
        (b"a < b and b > c", "text/plain"),
        (b"MZ\x90\x00\x03", "application/octet-stream"),
        (b"\x7fELF\x02\x01", "application/octet-stream"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"text with \x00 inside", "application/octet-stream"),
        ("latin é".encode("latin-1"), "application/octet-stream"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "application/octet-stream"),
        (b"<?xml version='1.0'?><svg/>", "application/octet-stream"),
        (b"\n\t <!DOCTYPE HTML><script>alert(1)</script>", "application/octet-stream"),
        (b"\xef\xbb\xbf<html>", "application/octet-stream"),
        (b"<ScRiPt>alert(1)</script>", "application/octet-stream"),
        (b"<!-- x --><script>", "application/octet-stream"),
    ],
)
def test_kind(head, kind):
    assert kind_of(head) == kind


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\plan.pdf", "plan.pdf"),
        ("in\u202efdp.exe", "infdp.exe"),
        ("a\r\nSet-Cookie: x\x00.pdf", "aSet-Cookie: x.pdf"),
        ("  .. ", "file"),
        ("", "file"),
        ("a/", "file"),
        ("\U0001f469\u200d\U0001f4bb.png", "\U0001f469\u200d\U0001f4bb.png"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("x" * 300, "x" * 200),
    ],
)
def test_names_are_cleaned(given, name):
    assert clean_name(given) == name
