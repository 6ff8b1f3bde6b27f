"""Previews are drawn by a child that can hurt nobody: bombs are cut, secrets stay behind, others go on."""

import io
import os
import struct
import subprocess
import sys
import zlib

import pypdfium2
import pytest
from PIL import Image

from tallystone.files import previews, store, uploads
from tallystone.files.models import Preview

pytestmark = pytest.mark.django_db


def picture(form: str = "PNG", size=(2400, 1200), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (40, 90, 60)).save(out, form, **options)
    return out.getvalue()


def pdf(pages: int, size=(595, 842)) -> bytes:
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        document.new_page(*size)
    document.save(out)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(side: int) -> bytes:
    """A few kilobytes that claim to be a square of this many pixels a side."""
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b"")


def pdf_bomb() -> bytes:
    """One page that draws itself ten to the power of nine times."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    parts.append(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
    )
    parts.append(b"<< /Length 5 >> stream\n/F Do\nendstream")
    for level in range(5, 15):
        body = b"/F Do " * 10 if level < 14 else b"0 0 600 600 re f " * 10
        inner = b"/Resources << /XObject << /F %d 0 R >> >>" % (level + 1) if level < 14 else b""
        parts.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 600] %s /Length %d >> stream\n%s\nendstream"
            % (inner, len(body), body)
        )
    out = b"%PDF-1.4\n"
    for number, part in enumerate(parts, 1):
        out += b"%d 0 obj %s endobj\n" % (number, part)
    return out + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF" % (len(parts) + 1)


def opened(preview: Preview) -> Image.Image:
    return Image.open(io.BytesIO(previews.default_storage.open(preview.key).read()))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_pictures_become_webp_in_two_sizes(form):
    digest = store.keep(picture(form)).hash
    assert previews.make_previews(digest) == "ready"
    large, thumb = Preview.objects.order_by("thumb")
    assert (large.width, large.height, thumb.width, thumb.height) == (1600, 800, 400, 200)
    assert (opened(large).format, opened(large).size, opened(thumb).size) == ("WEBP", (1600, 800), (400, 200))


def test_what_was_delivered_waits_for_previews_and_papers_do_not(cast):
    store.keep(pdf(1), bound=True)
    assert list(previews.waiting()) == []
    delivered = uploads.attach(cast.freelancer, "AAAA22", 1, io.BytesIO(picture()), "sketch.png")
    assert list(previews.waiting()) == [delivered.blob_id]
    previews.make_previews(delivered.blob_id)
    assert list(previews.waiting()) == []


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("GIF", "P", {"save_all": True, "append_images": [Image.new("P", (30, 30), 3)], "transparency": 0}),
        ("PNG", "P", {"transparency": 0}),
        ("PNG", "LA", {}),
        ("PNG", "I;16", {}),
        ("PNG", "1", {}),
        ("WEBP", "RGBA", {"save_all": True, "append_images": [Image.new("RGBA", (30, 30))]}),
        ("JPEG", "CMYK", {"progressive": True}),
        ("JPEG", "L", {"icc_profile": b"not a profile"}),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}),
        ("TIFF", "RGB", {"compression": "jpeg"}),
        ("TIFF", "1", {"compression": "group4"}),
        ("TIFF", "LAB", {}),
        ("TIFF", "F", {}),
    ],
)
def test_rarer_pictures(form, mode, options):
    out = io.BytesIO()
    Image.new(mode, (30, 30)).save(out, form, **options)
    assert previews.make_previews(store.keep(out.getvalue()).hash) == "ready"


def test_metadata_go_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Maya, at home"
    digest = store.keep(picture("JPEG", (400, 200), exif=exif, comment=b"at home")).hash
    previews.make_previews(digest)
    large = Preview.objects.get(thumb=False)
    assert (large.width, large.height) == (200, 400)
    data = previews.default_storage.open(large.key).read()
    assert b"EXIF" not in data
    assert b"at home" not in data


def test_the_first_ten_pages_of_a_pdf():
    digest = store.keep(pdf(12)).hash
    assert previews.make_previews(digest) == "ready"
    assert sorted(Preview.objects.filter(thumb=False).values_list("page", flat=True)) == list(range(1, 11))
    assert opened(Preview.objects.get(page=10, thumb=False)).height == 1600


def test_drawing_twice_is_drawing_once():
    digest = store.keep(picture()).hash
    assert [previews.make_previews(digest) for _ in range(2)] == ["ready", "ready"]
    assert Preview.objects.count() == 2


def test_bytes_behind_a_picture_do_not_come_along():
    """A polyglot: a GIF that is a page for a careless browser, too."""
    digest = store.keep(picture("GIF") + b"<script>alert(1)</script>").hash
    assert previews.make_previews(digest) == "ready"
    assert all(b"script" not in previews.default_storage.open(one.key).read() for one in Preview.objects.all())


@pytest.mark.parametrize(
    "bytes_given",
    [
        png_bomb(30_000),
        png_bomb(9_000),
        picture()[:500],
        b"%PDF-1.7 and no more",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a<svg onload=alert(1)>",
    ],
    ids=["enormous", "too many pixels", "cut off", "no pdf", "no png", "gif and page"],
)
def test_hostile_files_fail_and_the_next_is_drawn(bytes_given):
    bad, good = store.keep(bytes_given).hash, store.keep(picture()).hash
    assert previews.make_previews(bad) == "failed"
    assert previews.make_previews(good) == "ready"
    assert not Preview.objects.filter(blob_id=bad).exists()


def test_a_pdf_that_draws_for_ever_is_cut(monkeypatch):
    monkeypatch.setattr(previews, "SECONDS", 3)
    digest = store.keep(pdf_bomb()).hash
    assert previews.make_previews(digest) == "failed"


def test_svg_pages_and_texts_have_no_pictures():
    for data in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"plain words"):
        assert previews.make_previews(store.keep(data).hash) == "none"


def test_erased_while_being_drawn_leaves_no_picture(monkeypatch, folder):
    digest, draw = store.keep(picture()).hash, previews._draw

    def erase_meanwhile(*given):
        drawn = draw(*given)
        store.erase(digest)
        return drawn

    monkeypatch.setattr(previews, "_draw", erase_meanwhile)
    assert previews.make_previews(digest) == "none"
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/hostname')",
        "__import__('socket').socket()",
        "__import__('os').fork()" if os.geteuid() else "open('/dev/null')",
        "bytearray(2 << 30)",
        "sys.stdout.buffer.write(bytes(64 << 20)) and sys.stdout.flush()",
    ],
)
def test_the_child_has_given_up_its_powers(attempt, tmp_path):
    """What code that took the child over could still try."""
    script = f"import sys; sys.path.insert(0, {str(previews.CHILD.parent)!r}); import preview_child as c; c.give_up_powers()\n"
    with (tmp_path / "out").open("wb") as out:
        command = [sys.executable, "-I", "-c", f"{script}try: {attempt}\nexcept (OSError, MemoryError): sys.exit(7)"]
        assert subprocess.run(command, stdout=out, env={}, timeout=30, check=False).returncode == 7
    assert (tmp_path / "out").stat().st_size <= 48 << 20


def test_a_lying_child_is_not_believed():
    frames = [
        b'{"page": 1, "thumb": false, "width": 5, "height": 5, "size": 9}\nRIFF12345',
        b'{"page": 2, "thumb": false, "width": 5, "height": 5, "size": 9}\n<script>.',
        b'{"page": 3, "thumb": false, "width": 5, "height": 5, "size": 9}\nRIFF12345',
    ]
    assert [one.page for one in previews._frames(io.BytesIO(b"".join(frames)), "WEBP")] == [1]
    for head in (b"[]", b"{}", b'{"page": 1e400}', b'{"page": -1, "thumb": 0, "width": 5, "height": 5, "size": 9}', b"x" * 500):
        assert list(previews._frames(io.BytesIO(head + b"\nRIFF12345"), "WEBP")) == []


def test_a_logo_is_made_anew():
    data = previews.clean_picture(io.BytesIO(picture("JPEG") + b"tail"))
    assert Image.open(io.BytesIO(data)).format == "PNG"
    assert b"tail" not in data
    assert previews.clean_picture(io.BytesIO(b"<svg/>")) is None
    assert previews.clean_picture(io.BytesIO(png_bomb(30_000))) is None


def test_texts_are_shown_from_their_beginning():
    blob = store.keep(b"\xef\xbb\xbf# Plan\n" + "ü".encode() * 100)
    assert previews.text_of(blob).startswith("# Plan\nüü")
    assert previews.text_of(blob, limit=11) == "# Plan\n"
    assert previews.text_of(store.keep(b"<svg/>")) is None
