"""What strangers see, and when: with consent, from its day on, without what was not allowed, never after a withdrawal."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tallystone.books.models import Shown
from tallystone.books.rebuilding import rebuild_one
from tallystone.core import acts
from tallystone.files import store
from tallystone.journal import prose
from tallystone.showcase import visible
from tallystone.showcase.links import collection_address
from tallystone.showcase.models import Collection, Profile, Sample, Word
from tests import cast as lives
from tests.conftest import browser_of
from tests.pages.forms import text
from tests.showcase import given

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = "/@jonas/a-clear-site"


def get(path: str):
    return Client().get(path)


def test_nothing_is_seen_before_the_client_allows_it():
    life = given.accepted()
    given.sample(life)
    given.profile(life)
    assert get(SAMPLE).status_code == 404
    assert "A clear site" not in text(get("/@jonas"))
    given.allow(life)
    assert get(SAMPLE).status_code == 200
    assert "A clear site" in text(get("/@jonas"))


def test_an_embargo_is_kept_to_the_day():
    life = given.shown(days=3)
    assert get(SAMPLE).status_code == 404
    sample = Sample.objects.get()
    now = datetime.now(UTC)
    assert not visible.seen([sample], now + timedelta(days=2))
    assert visible.seen([sample], now + timedelta(days=3, hours=1))
    assert life.row.zone == "Europe/Lisbon"


@pytest.mark.parametrize("address", [SAMPLE, f"{SAMPLE}/seal", f"{SAMPLE}/card.png"])
def test_a_withdrawal_takes_it_down_at_once(address):
    life = given.shown()
    picture = Sample.objects.get().pieces.get(page=1).made
    assert get(address).status_code == 200
    assert get(f"/@jonas/pictures/{picture}.webp").status_code == 200
    life.maya(acts.WithdrawShowcase(1))
    assert get(address).status_code == 404
    assert get(f"/@jonas/pictures/{picture}.webp").status_code == 404
    assert "A clear site" not in text(get("/@jonas"))
    assert b"A clear site" not in get("/@jonas/feed.xml").content


def test_what_was_erased_is_not_shown_cropped_either():
    given.shown()
    piece = Sample.objects.get().pieces.get(page=1)
    assert piece.made in get(SAMPLE).content.decode()
    store.erase(piece.source)
    assert piece.made not in get(SAMPLE).content.decode()
    assert get(f"/@jonas/pictures/{piece.made}.webp").status_code == 404


def test_name_and_price_stand_there_only_where_allowed():
    life = given.shown()
    page = text(get(SAMPLE))
    assert "Studio Almada" not in page
    assert "1,000.50" not in page
    given.allow(life, asked=False, named=1, priced=1)
    page = text(get(SAMPLE))
    assert "Studio Almada" in page
    assert "1,000.50" in page


def test_terms_that_allow_it_are_consent_after_the_embargo_without_name_and_price():
    life = given.accepted(showcase="yes", embargo_days=0)
    given.sample(life)
    given.profile(life)
    assert get(SAMPLE).status_code == 200
    assert "Studio Almada" not in text(get(SAMPLE))
    life.maya(acts.WithdrawShowcase(1))
    assert get(SAMPLE).status_code == 404


def test_terms_with_an_embargo_let_it_be_seen_later():
    life = given.accepted(showcase="yes", embargo_days=30)
    given.sample(life)
    given.profile(life)
    assert get(SAMPLE).status_code == 404
    assert Shown.objects.get(code=life.code).from_on == lives.today() + timedelta(days=30)


def test_what_the_pages_ask_is_rebuilt_from_the_journal():
    life = given.shown(named=1)
    life.maya(acts.Recommend(1, prose.words("Good")))
    assert rebuild_one(life.code) == []
    Shown.objects.update(named=False, word="")
    assert rebuild_one(life.code)
    row = Shown.objects.get(code=life.code)
    assert row.named
    assert row.word


def test_a_word_is_public_when_both_publish_it_and_only_as_it_was_read():
    life, words = given.shown(), "It reads by itself now."
    life.maya(acts.Recommend(1, prose.words(words), 1))
    assert words not in text(get("/@jonas"))
    row = Shown.objects.get(code=life.code)
    browser_of(life.cast.jonas).post("/showcase", {"word": row.word, "do": "publish"})
    assert words in text(get("/@jonas"))
    assert "Studio Almada" in text(get("/@jonas"))
    life.maya(acts.Recommend(1, prose.words("Another word."), 0))
    assert words not in text(get("/@jonas"))
    assert "Another word." not in text(get("/@jonas"))
    life.maya(acts.WithdrawRecommendation(1))
    assert not visible.words_of(life.cast.brandt.pk)


def test_a_profile_that_is_not_public_is_nowhere():
    life = given.shown()
    Profile.objects.update(public=False)
    for path in (
        "/@jonas",
        SAMPLE,
        "/@jonas/record",
        "/@jonas/feed.xml",
        "/@jonas/card.png",
        "/@jonas/ask",
        "/@jonas/logo.png",
    ):
        assert get(path).status_code == 404, path
    assert life.row


def test_pages_for_strangers_set_no_cookie_and_are_kept_by_nobody():
    given.shown()
    for path in ("/@jonas", SAMPLE, f"{SAMPLE}/seal", "/@jonas/feed.xml", "/track-record"):
        answer = get(path)
        assert not answer.cookies, path
        assert "no-store" in answer["Cache-Control"], path
        assert b"<script src" not in answer.content


@pytest.mark.parametrize("samples", [1, 6])
def test_a_profile_is_a_handful_of_queries_whatever_it_shows(samples, django_assert_max_num_queries):
    life = given.shown(named=1)
    one = Sample.objects.get()
    for n in range(1, samples):
        other = given.accepted()
        given.allow(other)
        Sample.objects.create(business=life.cast.brandt, code=other.code, milestone=1, slug=f"s{n}", title="T", public=True)
    Word.objects.create(code=life.code, milestone=1, hash="0" * 64, at=datetime.now(UTC))
    with django_assert_max_num_queries(11):
        assert get("/@jonas").status_code == 200
    assert one.pk


def test_a_collection_opens_until_its_day_counts_visits_and_ends():
    life = given.shown()
    browser = browser_of(life.cast.jonas)
    told = {"title": "For the museum", "words": "Two pieces", "samples": [str(Sample.objects.get().pk)]}
    answer = browser.post("/showcase/collections/new", told | {"last_day": (lives.today() + timedelta(days=5)).isoformat()})
    assert answer.status_code == 303
    row = Collection.objects.get()
    path = "/collections/" + collection_address(row).rpartition("/")[2]
    Sample.objects.update(public=False)  # it need not be on the profile
    page = get(path)
    assert "A clear site" in text(page)
    assert not page.cookies
    assert get(f"{path}/{row.samples[0]}").status_code == 200
    row.refresh_from_db()
    assert row.visits == 1
    life.maya(acts.WithdrawShowcase(1))
    assert "A clear site" not in text(get(path))
    assert get(f"{path}/{row.samples[0]}").status_code == 404
    Collection.objects.update(last_day=lives.today() - timedelta(days=3))
    assert get(path).status_code == 404
    Collection.objects.update(last_day=lives.today() + timedelta(days=3))
    assert get(path).status_code == 200
    assert browser.post(f"/showcase/collections/{row.pk}", {"revoke": "1"}).status_code == 303
    assert get(path).status_code == 404
    assert get(path + "x").status_code == 404
