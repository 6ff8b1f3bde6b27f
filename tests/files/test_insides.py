"""What the limited process reads out of files: Markdown, code, tables, archives, films, fonts; and what it refuses."""

import json
import os
import sys
import time

import pytest

from tallystone.files import insides, previews, store
from tallystone.files.insides import form_of
from tallystone.files.models import Blob, Inside
from tallystone.pages.templatetags.files import cleaned
from tests.files import samples

pytestmark = pytest.mark.django_db


def inside(content: bytes, name: str) -> Inside:
    blob = store.keep(content)
    insides.read(blob.hash, form_of(blob.kind, name))
    return Inside.objects.get(blob=blob)


def told(content: bytes, name: str) -> dict:
    found = inside(content, name)
    assert found.state == "ready"
    return found.told


@pytest.mark.parametrize(
    ("kind", "name", "form"),
    [
        ("text/plain", "a.MD", "markdown"), ("text/plain", "a.py", "code:python"), ("text/plain", "a.csv", "table"),
        ("text/plain", "a.txt", ""), ("application/zip", "a.txt", "archive"), ("image/png", "a.md", ""),
        ("application/octet-stream", "a.py", ""),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "x", "sheets"),
    ],
)  # fmt: skip
def test_the_content_says_what_it_is_and_the_name_only_how_text_is_shown(kind, name, form):
    assert form_of(kind, name) == form


def test_markdown_is_formatted_and_nothing_of_it_runs():
    text = b"# Plan\n\n*now* <script>window.hit=1</script> [a](javascript:alert(1)) "
    text += b"[b](https://b.example) ![c](https://c.example/p.png)\n"
    html = told(text + b"\n| x | y |\n|---|---|\n| 1 | 2 |\n", "plan.md")["html"]
    shown = cleaned(html)
    assert "<h3>Plan</h3>" in shown
    assert "<em>now</em>" in shown
    assert "<td>1</td>" in shown
    assert "<script" not in shown
    assert "javascript:" not in shown.partition("href")[2]
    assert "<img" not in shown
    assert 'href="https://b.example" rel="noopener noreferrer nofollow"' in shown


def test_what_the_child_says_is_cleaned_too():
    """A child that was taken over may say what it likes."""
    evil = "<img src=x onerror=hit()><a href=javascript:hit() onclick=hit()>x</a><style>*{}</style>"
    evil += "<svg onload=hit()><form action=//e>"
    shown = cleaned(evil)
    assert shown == '<a rel="noopener noreferrer nofollow">x</a>'


def test_code_has_colours_by_line():
    lines = told(b'def one():\n    """Two\n    lines."""\n    return 1  # <b>\n', "a.py")["lines"]
    assert lines[0][0] == ["k", "def"]
    assert lines[2] == [["s", '    lines."""']] or lines[2][0][0] == "s"
    assert lines[3][-1] == ["c", "# <b>"]
    assert len(lines) == 5


@pytest.mark.parametrize(("content", "name"), [(b"a;b\n1;=HYPERLINK(1)\n", "a.csv"), (b"a\tb\n1\t=HYPERLINK(1)\n", "a.tsv")])
def test_tables_are_read_whatever_parts_their_cells(content, name):
    assert told(content, name) == {"sheets": [{"name": "", "rows": [["a", "b"], ["1", "=HYPERLINK(1)"]]}], "cut": False}


def test_a_long_table_is_cut_and_says_so():
    found = told(b"a,b\n" * 500 + b"c," * 500, "a.csv")
    assert found["cut"]
    assert len(found["sheets"][0]["rows"]) == 200


def test_workbooks_are_read():
    found = told(samples.book([["Item", "Price"], ["Logo", "100"]]), "prices.xlsx")
    assert found == {"sheets": [{"name": "Prices", "rows": [["Item", "Price"], ["Logo", "100"]]}], "cut": False}


@pytest.mark.parametrize("mode", ["zip", "w:", "w:gz", "w:bz2", "w:xz"])
def test_archives_are_listed(mode):
    files = {"a/plan.txt": b"x" * 5000, "b.txt": b"y"}
    data = samples.zipped(files) if mode == "zip" else samples.tarred(files, mode)
    assert told(data, "x") == {"entries": [["a/plan.txt", 5000], ["b.txt", 1]], "count": 2, "total": 5001, "cut": False}


def test_bombs_are_listed_and_never_unpacked():
    """A gigabyte of nothing in a zip and in a tar; ten thousand names."""
    began = time.monotonic()
    nothing = bytes(1 << 20)
    assert told(samples.zipped({"bomb": nothing * 300}), "x.zip")["total"] == 300 << 20
    tar = told(samples.tarred({f"{n}": nothing * 100 for n in range(5)}), "x.tgz")
    assert tar["cut"]
    assert tar["count"] < 5
    many = told(samples.zipped({f"n{n}": b"" for n in range(10_000)}), "many.zip")
    assert (many["count"], len(many["entries"]), many["cut"]) == (10_000, 1000, True)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"PK\x03\x04" + bytes(100), "a.zip"), (b"\x1f\x8b\x08" + bytes(100), "a.gz"), (samples.book([])[:300], "a.xlsx")],
)
def test_what_cannot_be_read_says_so(content, name):
    assert inside(content, name).state == "failed"


def test_a_child_that_lies_is_not_believed(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    for answer in ({"html": 5}, {"html": ["<b>"]}, ["html"], {}, {"sheets": [{"name": "", "rows": [[{}]]}]}):
        text = json.dumps(answer)
        child.write_text(f"import sys\nsys.stdout.write('{{\"size\": {len(text)}}}\\n' + {text!r})")
        monkeypatch.setattr(insides, "CHILD", child)
        assert inside(os.urandom(4).hex().encode(), "a.md").state == "failed", answer


TRIES = """    tried = []
    for way in (lambda: open("/etc/passwd"), lambda: socket.socket(), lambda: subprocess.run(["/bin/true"])):
        try:
            way()
            tried.append("could")
        except OSError:
            tried.append("not")
    read = lambda _source: {"html": str(tried), "cut": False}
"""


def test_the_child_has_no_powers(tmp_path, monkeypatch):
    """What a taken-over reader would try: open a file, a socket, a process."""
    source = insides.CHILD.read_text().replace("    answer = json.dumps(read(", TRIES + "    answer = json.dumps(read(")
    source = source.replace("Path(__file__)", f"Path({str(insides.CHILD)!r})")
    source = source.replace('codecs.lookup("utf-8-sig")', 'import socket, subprocess\n    codecs.lookup("utf-8-sig")')
    child = tmp_path / "child.py"
    child.write_text(source)
    monkeypatch.setattr(insides, "CHILD", child)
    assert told(b"x", "a.md")["html"] == "['not', 'not', 'not']"
    assert sys.executable


def test_read_once_and_gone_with_the_file():
    blob = store.keep(b"# Plan")
    assert insides.read(blob.hash, "markdown") == insides.read(blob.hash, "markdown") == "ready"
    assert Inside.objects.count() == 1
    store.erase(blob.hash)
    assert not Inside.objects.exists()
    assert insides.read(blob.hash, "markdown") == "none"


@pytest.mark.parametrize(
    ("container", "codec"), [("mp4", "libx264"), ("webm", "libvpx"), ("matroska", "mpeg4"), ("mov", "mpeg4")]
)
def test_a_film_shows_its_first_picture_that_is_not_dark(container, codec):
    from PIL import Image

    blob = store.keep(samples.film(container, codec))
    assert blob.kind.startswith("video/")
    assert previews.make_previews(blob.hash) == "ready"
    (large,) = blob.previews.filter(thumb=False)
    assert (large.width, large.height) == (320, 180)
    with store.default_storage.open(large.key) as file:
        assert Image.open(file).convert("RGB").getpixel((10, 10))[0] > 120


@pytest.mark.parametrize("cut", [40, 500])
def test_a_film_that_is_none_fails_alone(cut):
    blob = store.keep(samples.film()[:cut])
    assert previews.make_previews(blob.hash) in {"failed", "none"}


def test_a_playlist_reads_no_other_file():
    """A container that names other files: the reader is told which one it is, and could open none."""
    blob = Blob(hash=store.keep(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n").hash)
    Blob.objects.filter(pk=blob.hash).update(kind="video/mp4", preview_state="waiting")
    assert previews.make_previews(blob.hash) == "failed"


def test_a_font_shows_itself():
    blob = store.keep(samples.font())
    assert blob.kind == "application/font-sfnt"
    assert previews.make_previews(blob.hash) == "ready"
    assert blob.previews.filter(thumb=False).get().width == 1600
