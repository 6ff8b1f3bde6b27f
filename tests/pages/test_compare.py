"""Comparing any two versions: side by side, in one text, and the list of all of them."""

from dataclasses import replace

import pytest

from tallystone.core import acts
from tallystone.core.shape import renumbered
from tallystone.journal import prose
from tests import cast as played
from tests.pages.forms import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(cast):
    """Three versions: Jonas's, Maya's with five rounds, Jonas's with another order and four rounds."""
    life = played.proposed()
    answer(life, "maya", replace(life.terms, rounds=5), note="Five, please.")
    one, two, three = life.terms.milestones
    answer(life, "jonas", replace(life.terms, rounds=4, milestones=renumbered((two, one, replace(three, price_minor=7)))))
    return life


def answer(life, who: str, whole, note: str = "") -> None:
    words, said = played.words_of(whole), prose.words(note) if note else None
    getattr(life, who)(acts.Counter(whole, words, life.contract.terms, played.today(), said))


def compared(browser, life, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return browser.get(f"/contracts/{life.code}/compare?{query}")


def test_the_latest_against_the_one_before(maya_browser, life):
    shown = text(compared(maya_browser, life))
    assert "Version 3, from Jonas Brandt Webdesign" in shown
    assert "against version 2, from Studio Almada" in shown
    assert "Rounds of changes: 4, was 5." in shown
    assert "“Stage 2” is now milestone 1, was 2." in shown
    assert "Milestone 3: due unchanged; price 0.07 EUR, was 3,000.50 EUR." in shown.replace("\xa0", " ")


def test_any_two_in_either_order(maya_browser, life):
    pages = [text(compared(maya_browser, life, was=a, now=b)) for a, b in ((1, 3), (3, 1))]
    assert all("Version 3, from Jonas Brandt Webdesign" in page and "against version 1" in page for page in pages)
    assert all("Rounds of changes: 4, was 2." in page for page in pages)


def test_a_version_with_itself_does_not_differ(maya_browser, life):
    assert "Not a word differs." in text(compared(maya_browser, life, was=2, now=2))


def test_side_by_side_and_in_one_text(maya_browser, life):
    side = compared(maya_browser, life).content.decode()
    inline = compared(maya_browser, life, view="inline").content.decode()
    assert '<div class="words was"' in side
    assert '<div class="words was"' not in inline
    for page in (side, inline):
        assert "<del>5</del>" in page
        assert "<ins>4</ins>" in page
        assert "view=side#both" in page
        assert "was milestone 2" in page
    assert 'view=inline#both" aria-current="true"' in inline


def test_all_versions_with_who_offered_them_when_and_what_they_said(maya_browser, life):
    shown = text(compared(maya_browser, life)).split("All versions", 1)[1]
    assert [shown.index(f"Version {n}") for n in (3, 2, 1)] == sorted(shown.index(f"Version {n}") for n in (3, 2, 1))
    assert "Five, please." in shown
    assert "(Lisbon)" in shown


def test_what_was_never_offered_is_not_there(maya_browser, life):
    for odd in ("9", "0", "x", "１", "-1"):
        assert compared(maya_browser, life, now=odd).status_code == 404
        assert compared(maya_browser, life, was=odd).status_code == 404
    assert compared(maya_browser, life, view="odd").status_code == 200


def test_erased_words_are_told(maya_browser, life):
    prose.erase(life.contract.terms)
    assert "The words of one of these versions were erased." in text(compared(maya_browser, life))


def test_hostile_words_are_text(maya_browser, cast):
    life = played.proposed()
    answer(life, "maya", replace(life.terms, in_scope="<script>alert(1)</script> <b>bold</b>"), note="<i>Hm</i>")
    for view in ("side", "inline"):
        page = compared(maya_browser, life, view=view).content.decode()
        assert "<script>alert" not in page
        assert "<i>Hm" not in page
        assert "&lt;script&gt;" in page


def test_the_offer_says_until_when_and_where(maya_browser, jonas_browser, life):
    for browser in (maya_browser, jonas_browser):
        assert "(Lisbon)" in text(browser.get(f"/contracts/{life.code}")).split("Open until", 1)[1][:60]
