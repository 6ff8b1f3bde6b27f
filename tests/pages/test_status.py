"""The status page shows progress to who has the link, and nothing else; and the addresses that need no sign-in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tallystone.core import acts
from tallystone.journal import prose
from tallystone.notices.models import Letter
from tallystone.pages import public
from tallystone.pages.errors import broken
from tallystone.people import status
from tests import cast as lives
from tests.pages.test_desk import text_of

pytestmark = pytest.mark.django_db


def link_of(life) -> str:
    return status.make(life.code, "client", life.cast.maya).partition("/status/")[2]


def test_it_shows_what_is_done_now_and_next(stranger_browser):
    life = lives.accepted()
    lives.fund(life, 2)
    life.jonas(acts.Start(2))
    life.jonas(acts.Report(2, 30, prose.words("A secret word."), lives.today() + timedelta(days=4)))
    page = text_of(stranger_browser.get(reverse("status", args=[link_of(life)])))
    assert "A website for the studio" in page
    assert "1 of 3 milestones are accepted" in page
    assert "30 % done" in page
    assert "Jonas Brandt Webdesign · in 4 days" in page
    assert "1,190.60" in page


def test_it_shows_nothing_else(stranger_browser):
    life = lives.changes_asked()
    page = text_of(stranger_browser.get(reverse("status", args=[link_of(life)])))
    hidden = ("Maya", "maya@", "jonas@", "Kastanienallee", "Judiaria", "DE89", "The menu covers", "Opens on a phone", "1-000")
    assert not [word for word in hidden if word in page]
    assert f"/contracts/{life.code}" not in page
    assert life.code not in page


@pytest.mark.parametrize("play", [lives.proposed, lives.agreed, lives.delivered, lives.completed])
@pytest.mark.parametrize("funding", ["before", "after"])
def test_every_state_can_be_followed(stranger_browser, play, funding):
    assert stranger_browser.get(reverse("status", args=[link_of(play(funding))])).status_code == 200


def test_it_is_kept_from_search_engines_caches_and_other_sites(stranger_browser):
    answer = stranger_browser.get(reverse("status", args=[link_of(lives.agreed())]))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_revoked_and_unknown_are_the_same_nothing(stranger_browser):
    life = lives.agreed()
    token = link_of(life)
    status.revoke(life.code, "client")
    revoked, unknown = (stranger_browser.get(reverse("status", args=[each])) for each in (token, "never-was"))
    assert revoked.status_code == unknown.status_code == 404
    assert revoked.content == unknown.content


def test_it_can_do_nothing(stranger_browser):
    address = reverse("status", args=[link_of(lives.agreed())])
    assert stranger_browser.post(address).status_code == 405
    assert "<form" not in text_of(stranger_browser.get(address))


def test_health_asks_nothing_and_readiness_asks_the_database(stranger_browser, monkeypatch):
    assert stranger_browser.get("/healthz").content == b"ok"
    assert stranger_browser.get("/readyz").content == b"ready"
    monkeypatch.setattr(public, "_migrated", lambda: False)
    assert stranger_browser.get("/readyz").status_code == 503


def test_who_finds_a_hole_learns_whom_to_tell(stranger_browser):
    told = stranger_browser.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:" in told
    ends = datetime.fromisoformat(told.partition("Expires: ")[2].partition("\n")[0])
    assert timedelta(days=30) < ends - datetime.now(UTC) < timedelta(days=366)
    rules = stranger_browser.get("/robots.txt").content.decode().splitlines()
    assert rules == ["User-agent: *", "Allow: /@", "Allow: /static/", "Allow: /track-record", "Disallow: /"]


def a_letter() -> Letter:
    html = "<html><head></head><body><p style='color: red'>Hello</p><script>alert(1)</script></body></html>"
    told = {"to": "maya@almada.example", "kind": "Plain", "subject": "Terms for you", "made": datetime.now(UTC)}
    return Letter.objects.create(key=f"k{Letter.objects.count()}", text="Hello", html=html, **told)


def test_letters_are_shown_in_a_demo_alone(stranger_browser, settings):
    letter = a_letter()
    addresses = [reverse("outbox"), reverse("letter", args=[letter.pk]), reverse("letter-html", args=[letter.pk])]
    settings.DEMO = False
    assert [stranger_browser.get(address).status_code for address in addresses] == [404, 404, 404]
    settings.DEMO = True
    assert [stranger_browser.get(address).status_code for address in addresses] == [200, 200, 200]
    assert "Terms for you" in text_of(stranger_browser.get(addresses[0]))


def test_a_letter_leads_to_the_papers_that_go_with_it(stranger_browser, settings):
    settings.DEMO = True
    letter = a_letter()
    Letter.objects.filter(pk=letter.pk).update(code="K7Q2M4", papers=[["f" * 64, "invoice-12-0003.pdf"]])
    shown = text_of(stranger_browser.get(reverse("letter", args=[letter.pk])))
    assert "/contracts/K7Q2M4/papers/invoice/12-0003.pdf" in shown


def test_a_letter_runs_nothing(stranger_browser, settings):
    settings.DEMO = True
    answer = stranger_browser.get(reverse("letter-html", args=[a_letter().pk]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    assert "sandbox" in policy


def test_letters_go_on_by_key(stranger_browser, settings):
    settings.DEMO = True
    for _ in range(53):
        a_letter()
    first = text_of(stranger_browser.get("/outbox"))
    earlier = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    assert text_of(stranger_browser.get("/outbox" + earlier)).count("Terms for you") == 3


def test_a_form_that_cannot_be_checked_is_refused_in_plain_words(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.maya)
    answer = strict.post(reverse("sign-out"))
    assert answer.status_code == 403
    assert "This form could not be checked, so nothing was done" in text_of(answer)


def test_a_page_that_breaks_says_so_without_asking_the_database(django_assert_num_queries, rf):
    request = rf.get("/")
    request.id = "abc12345"
    with django_assert_num_queries(0):
        answer = broken(request)
    assert answer.status_code == 500
    assert "abc12345" in text_of(answer)
