"""What differs between two files: pictures, PDFs and texts; told by a child process with limits, gone with either file."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from tallystone.files import comparing, store
from tallystone.files.models import Comparison
from tallystone.ops.pictures import picture

pytestmark = pytest.mark.django_db


def png(*boxes, size=(200, 100), form="PNG") -> bytes:
    image = Image.new("RGB", size, "white")
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill="black")
    data = io.BytesIO()
    image.save(data, form)
    return data.getvalue()


def compared(before: bytes, after: bytes) -> Comparison:
    old, new = store.keep(before), store.keep(after)
    comparing.compare(old.hash, new.hash)
    return Comparison.objects.get(before=old, after=new)


def test_pictures_differ_where_they_differ():
    row = compared(png(), png((50, 20, 69, 39)))
    assert row.state == "ready"
    (head,) = row.told["pictures"]
    assert (head["page"], head["width"], head["height"], head["changed"]) == (1, 200, 100, 20)  # 400 of 20,000 pixels
    shown = Image.open(default_storage.open(row.key(1))).convert("RGB")
    inside, outside = shown.getpixel((60, 30)), shown.getpixel((150, 80))
    assert inside[0] > inside[1] + 80  # coloured
    assert max(outside) - min(outside) < 12  # grey


def test_the_same_picture_in_another_format_does_not_differ():
    row = compared(png((10, 10, 50, 50)), png((10, 10, 50, 50), form="BMP"))
    assert row.told["pictures"][0]["changed"] == 0


def test_pictures_of_two_sizes_are_laid_over_each_other_in_the_corner():
    row = compared(png(size=(100, 100)), png(size=(200, 50)))
    assert row.told["sizes"] == [[100, 100], [200, 50]]
    assert (row.told["pictures"][0]["width"], row.told["pictures"][0]["height"]) == (200, 100)


def test_a_single_pixel_is_told():
    assert compared(png(), png((5, 5, 5, 5))).told["pictures"][0]["changed"] == 1


def rows(before: str, after: str) -> list:
    return compared(before.encode(), after.encode()).told["rows"]


def test_lines_and_words():
    before = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n"
    after = "one\ntwo\nthree\nfour <b>\nfive\nsix\nseven\n"
    assert rows(before, after) == [
        ["gap", 1, 1, []],
        ["same", 1, 1, [[0, "one"]]],
        ["same", 2, 2, [[0, "two"]]],
        ["same", 3, 3, [[0, "three"]]],
        ["out", 4, 0, [[0, "four"]]],
        ["in", 0, 4, [[0, "four"], [1, " <b>"]]],
        ["same", 5, 5, [[0, "five"]]],
        ["same", 6, 6, [[0, "six"]]],
        ["same", 7, 7, [[0, "seven"]]],
    ]


def test_only_what_is_near_a_difference_is_told():
    many = [f"line {n}" for n in range(1, 1001)]
    changed = [*many[:499], "another", *many[500:]]
    assert len(rows("\n".join(many), "\n".join(changed))) == 9


def test_long_texts_are_cut_and_that_is_said():
    row = compared(b"\n".join(b"%d" % n for n in range(6_000)), b"\n".join(b"x%d" % n for n in range(6_000)))
    assert row.told["cut"] is True
    assert len(row.told["rows"]) == 1_500


def test_pages_and_their_words():
    sheet = picture("style-sheet.pdf").read()
    row = compared(sheet, sheet + b"\n%changed")
    assert row.state == "ready"
    assert [head["changed"] for head in row.told["pictures"]] == [0] * len(row.told["pictures"])
    assert row.told["texts"]["1"]["rows"] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\x89PNG\r\n\x1a\n rubbish", b"\x89PNG\r\n\x1a\n more rubbish"),
        (b"%PDF-1.7 rubbish", b"%PDF-1.7 more rubbish"),
        (png(), b"a text"),
        (b"\x00\x01\x02", b"\x00\x01\x03"),
    ],
)
def test_what_cannot_be_compared_fails_and_hurts_nobody(before, after):
    row = compared(before, after)
    assert (row.state, row.told["pictures"]) == ("failed", [])


def test_a_bomb_is_cut_off():
    huge = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(huge, "PNG")
    assert compared(huge.getvalue(), png()).state == "failed"


def test_texts_made_to_take_for_ever_are_cut_off(monkeypatch):
    monkeypatch.setattr(comparing, "SECONDS", 2)
    slow = b"\n".join([b"a", b"b"] * 2_400)
    assert compared(slow, slow[2:] + b"\na\nc").state in {"failed", "ready"}


def test_what_is_too_large_is_not_opened(monkeypatch):
    monkeypatch.setitem(comparing.MOST_BYTES, "TEXT", 3)
    monkeypatch.setattr(comparing, "_ask", lambda *blobs: pytest.fail("opened"))
    assert compared(b"long", b"longer").state == "failed"


def test_asked_again_it_is_not_done_again(monkeypatch):
    row = compared(b"one", b"two")
    monkeypatch.setattr(comparing, "_ask", lambda *blobs: pytest.fail("done again"))
    assert comparing.compare(row.before_id, row.after_id) == "ready"


def test_erasing_either_file_takes_the_difference_along():
    row = compared(png(), png((1, 1, 9, 9)))
    assert default_storage.exists(row.key(1))
    store.erase(row.before_id)
    assert not Comparison.objects.exists()
    assert not default_storage.exists(row.key(1))


def test_an_answer_that_is_not_as_promised_is_not_believed():
    for said in (
        b"",
        b"{}",
        b'{"page":1,"width":1,"height":1,"changed":5,"size":4}\nGIF8',
        b'{"told":true,"size":-1}\n',
        b"[]\n",
    ):
        assert comparing._answer(io.BytesIO(said)) == ([], None)
