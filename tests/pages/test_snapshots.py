"""Two deliveries beside each other: the list of files, and each changed one by picture, by page or by line."""

import pytest

from tallystone.core import acts
from tallystone.core.manifest import File
from tallystone.files.models import Comparison
from tallystone.journal import prose
from tallystone.ops import worker
from tallystone.reviewing.pairs import pairs
from tests import cast as played
from tests.files.test_comparing import png
from tests.pages.forms import text
from tests.pages.test_notes import hand_over, where

pytestmark = pytest.mark.django_db


def file(name: str, hash_: str, kind: str = "text/plain") -> File:
    return File(name, hash_, 1, kind)


def told(before: list[File], after: list[File]) -> list[tuple]:
    return [(p.state, p.before.name if p.before else "", p.after.name if p.after else "") for p in pairs(before, after)]


def test_files_are_paired_by_content_then_by_name_then_by_likeness():
    before = [file("a.md", "1"), file("wireframes.png", "2", "image/png"), file("old.txt", "3"), file("gone.pdf", "4", "x/y")]
    after = [file("a.md", "5"), file("wireframes-2.png", "6", "image/png"), file("moved.txt", "3"), file("new.zip", "7", "z/z")]
    assert told(before, after) == [
        ("changed", "a.md", "a.md"),
        ("changed", "wireframes.png", "wireframes-2.png"),
        ("added", "", "new.zip"),
        ("removed", "gone.pdf", ""),
        ("same", "old.txt", "moved.txt"),
    ]


def test_the_same_content_twice_is_two_files():
    assert told([file("a", "1"), file("b", "1")], [file("b", "1")]) == [("removed", "a", ""), ("same", "b", "b")]


def rounds(life, *deliveries) -> None:
    """Deliver these (name, content) in turn, with changes asked between them."""
    for n, (name, content) in enumerate(deliveries):
        if n:
            life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("Again.")))
        hand_over(life, name, content)


@pytest.fixture
def life():
    return played.started()


def test_one_delivery_teaches_what_this_is_for(life, maya_browser):
    hand_over(life)
    assert "There is one delivery so far" in text(maya_browser.get(where(life, "/compare")))
    assert "Compare" not in text(maya_browser.get(where(life)))


def test_text_by_lines_and_words_escaped(life, maya_browser, jonas_browser):
    rounds(life, ("plan.md", b"Home\nProjects\n"), ("plan.md", b"Home\nProjects <script>alert(1)</script>\n"))
    assert "Compare it with the one before" in text(maya_browser.get(where(life)))
    worker.work_off()
    for browser in (maya_browser, jonas_browser):
        body = browser.get(where(life, "/compare")).content.decode()
        assert "<ins> &lt;script&gt;alert(1)&lt;/script&gt;</ins>" in body
        assert "<script>alert" not in body


def test_pictures_side_by_side_and_by_difference(life, maya_browser):
    rounds(life, ("home.png", png()), ("home-2.png", png((0, 0, 99, 99))))
    worker.work_off()
    page = maya_browser.get(where(life, "/compare"))
    body = page.content.decode()
    assert "before: home.png" in text(page)
    assert "What differs: 50 % of the picture" in text(page)
    assert body.count("?preview=1") == 2
    row = Comparison.objects.get()
    answer = maya_browser.get(f"/contracts/{life.code}/differences/{row.before_id}/{row.after_id}/1")
    assert (answer.status_code, answer["Content-Type"], b"".join(answer.streaming_content)[:4]) == (200, "image/webp", b"RIFF")
    assert maya_browser.get(f"/contracts/{life.code}/differences/{row.before_id}/{row.after_id}/2").status_code == 404


def test_a_difference_is_out_of_reach_for_others(life, maya_browser, noor_browser):
    rounds(life, ("home.png", png()), ("home.png", png((0, 0, 9, 9))))
    worker.work_off()
    row, other = Comparison.objects.get(), played.started()
    path = f"differences/{row.before_id}/{row.after_id}/1"
    assert noor_browser.get(f"/contracts/{life.code}/{path}").status_code == 404
    assert maya_browser.get(f"/contracts/{other.code}/{path}").status_code == 404


def test_until_the_worker_was_there_it_can_be_asked_for(life, maya_browser):
    rounds(life, ("plan.md", b"one"), ("plan.md", b"two"))
    page = maya_browser.get(where(life, "/compare"))
    assert "Work out what differs" in text(page)
    for _ in range(2):
        answer = maya_browser.post(where(life, "/compare?from=1&to=2"))
        assert answer.status_code == 303
    worker.work_off()
    assert "<del>one</del>" in maya_browser.get(answer["Location"]).content.decode()


def test_any_two_deliveries_in_their_order(life, maya_browser):
    rounds(life, ("a.md", b"one"), ("a.md", b"two"), ("a.md", b"three"))
    worker.work_off()
    page = maya_browser.get(where(life, "/compare?from=1&to=3"))
    assert "Delivery 1 and delivery 3" in text(page)
    assert "Work out what differs" in text(page)  # only neighbours are compared by themselves
    for wrong in ("?from=2&to=1", "?from=1&to=9", "?from=1&to=1", "?from=x&to=2", "?from=1"):
        assert maya_browser.get(where(life, f"/compare{wrong}")).status_code == 404


def test_what_differs_but_cannot_be_opened_is_said(life, maya_browser):
    rounds(life, ("a.bin", b"\x00\x01"), ("a.bin", b"\x00\x02"))
    worker.work_off()
    assert "Files of this kind are not opened here" in text(maya_browser.get(where(life, "/compare")))


def test_too_large_is_said(life, maya_browser, monkeypatch):
    from tallystone.files import comparing

    monkeypatch.setitem(comparing.MOST_BYTES, "TEXT", 1)
    rounds(life, ("a.md", b"one"), ("a.md", b"two"))
    assert "too large to be compared here" in text(maya_browser.get(where(life, "/compare")))


def test_it_costs_the_same_however_many_files(life, maya_browser, django_assert_max_num_queries):
    rounds(life, ("a.md", b"one"), ("a.md", b"two"))
    worker.work_off()
    with django_assert_max_num_queries(14):
        maya_browser.get(where(life, "/compare"))
