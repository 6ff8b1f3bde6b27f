"""Fifty of the same at once, over HTTP against a server of its own: one effect, and sentences for all others."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.servers.basehttp import WSGIServer
from pytest_django.live_server_helper import LiveServer

from tallystone.books.checking import check
from tallystone.books.models import Invoice
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tallystone.core.refusal import refuse_if
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.files import store, uploads
from tallystone.files.models import Upload
from tallystone.journal import chain
from tallystone.journal.models import Entry
from tallystone.journal.proving import prove
from tallystone.pages.deliver_forms import DeliverForm
from tallystone.people import passes
from tallystone.people.arriving import FRESH
from tallystone.people.models import Pass, StatusLink
from tests import cast as lives
from tests.conftest import browser_of
from tests.security.test_foreign import all_fields

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


@pytest.fixture
def url(transactional_db, settings, monkeypatch) -> Iterator[str]:
    """A server with room for fifty callers who wait; Django's own takes ten."""
    monkeypatch.setattr(WSGIServer, "request_queue_size", 128)
    server = LiveServer("127.0.0.1")
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "127.0.0.1"]
    yield server.url
    server.stop()


def cookies_of(person, url: str) -> tuple[str, str]:
    """The cookies of a browser in which this person has just typed a code, and the token for its forms."""
    browser = browser_of(person)
    session = browser.session
    session[FRESH] = time.time()
    session.save()
    browser.get("/sign-in", HTTP_HOST=urlsplit(url).netloc)
    page = browser.get("/settings/you", HTTP_HOST=urlsplit(url).netloc).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    return "; ".join(f"{name}={cookie.value}" for name, cookie in browser.cookies.items()), token


def at_once(url: str, person, address: str, bodies: list[dict]) -> Counter:
    """The statuses of as many POSTs to this address as there are bodies, sent together."""
    return together(url, cookies_of(person, url), [(address, body) for body in bodies])


def together(url: str, signed: tuple[str, str], asked: list[tuple[str, dict]]) -> Counter:
    """The statuses of these POSTs, sent together."""
    cookies, token = signed
    start, place = Barrier(len(asked)), urlsplit(url).netloc

    def one(each: tuple[str, dict]) -> int:
        address, body = each
        line = HTTPConnection(place, timeout=60)
        line.connect()
        start.wait()
        heads = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Origin": url}
        line.request("POST", address, urlencode({**body, "csrfmiddlewaretoken": token}), heads)
        status = line.getresponse().status
        line.close()
        return status

    with ThreadPoolExecutor(len(asked)) as pool:
        return Counter(pool.map(one, asked))


def holds(life: lives.Life, before: int) -> None:
    """One entry more, and everything sound."""
    assert Entry.objects.filter(code=life.code).count() == before + 1
    assert prove() == []
    assert rebuild() == []
    assert check() == []


def change_offered() -> lives.Life:
    """Milestone 2 was paid in, and is to cost less: what is left over goes back."""
    life = lives.funded()
    lives.fund(life, 2)
    lives.change(life)
    return life


def halved(life: lives.Life) -> dict[str, object]:
    """A body that accepts a part, or a change order, as the page showed it."""
    part = {"verdict-2": "unmet", "why-2": "Not there yet."}
    return {"accept-part": part, "accept-change": {"terms": change.terms if (change := life.contract.change) else ""}}


RACES = {
    "accept-part": (lives.delivered, "maya", "milestones/1/accept-part"),
    "accept-change": (change_offered, "maya", "accept-change"),
    "accept": (lives.delivered, "maya", "milestones/1/accept"),
    "agree": (lives.proposed, "maya", "agree"),
    "confirm-funding": (lives.asked, "jonas", "milestones/1/confirm-funding"),
    "ask-funding": (lives.agreed, "jonas", "milestones/1/ask-funding"),
}


@pytest.mark.parametrize("name", RACES)
def test_fifty_forms_have_one_effect(url, name):
    play, who, tail = RACES[name]
    life = play()
    before, invoices = life.contract.seq, Invoice.objects.count()
    bodies = [{**all_fields(life), **halved(life).get(name, {}), "act_id": lives.new_act_id()} for _ in range(MANY)]
    found = at_once(url, getattr(life.cast, who), f"/contracts/{life.code}/{tail}", bodies)
    assert found == {303: 1, 409: MANY - 1}
    holds(life, before)
    assert Invoice.objects.count() <= invoices + 1


@pytest.mark.parametrize("name", ["accept", "agree", "confirm-funding", "accept-part", "accept-change"])
def test_one_form_sent_fifty_times_has_one_effect_and_one_answer(url, name):
    play, who, tail = RACES[name]
    life = play()
    before, body = life.contract.seq, all_fields(life) | halved(life).get(name, {})
    assert at_once(url, getattr(life.cast, who), f"/contracts/{life.code}/{tail}", [body] * MANY) == {303: MANY}
    holds(life, before)


def test_accepting_and_asking_for_changes_at_once(url):
    life = lives.delivered()
    before = life.contract.seq
    accept = all_fields(life)
    here, asked = f"/contracts/{life.code}/milestones/1", []
    for _ in range(10):
        asked.append((f"{here}/accept", {**accept, "act_id": lives.new_act_id()}))
        unmet = {**accept, "verdict-1": "unmet", "why-1": "Not so.", "act_id": lives.new_act_id()}
        asked.append((f"{here}/ask-changes", unmet))
    found = together(url, cookies_of(life.cast.maya, url), asked)
    assert found[303] == 1
    assert set(found) <= {303, 409}
    holds(life, before)


def test_accepting_a_part_the_whole_and_a_change_of_it_at_once(url):
    """Milestone 1 is under review and its neighbour is to cost less: one of them wins, whichever; every cent is somewhere."""
    life = lives.delivered()
    lives.change(life)
    before, whole = life.contract.seq, all_fields(life)
    part, change = (whole | halved(life)[name] for name in ("accept-part", "accept-change"))
    here, stone = f"/contracts/{life.code}", f"/contracts/{life.code}/milestones/1"
    asked = [(f"{stone}/accept", whole), (f"{stone}/accept-part", part), (f"{here}/accept-change", change)] * 8
    asked = [(where, {**body, "act_id": lives.new_act_id()}) for where, body in asked]
    found = together(url, cookies_of(life.cast.maya, url), asked)
    assert found[303] == 1
    assert set(found) <= {303, 409, 422}
    holds(life, before)


def test_a_change_accepted_and_withdrawn_at_once(url):
    """The one who offered takes it back while the other accepts it: one of both, and the other is told."""
    life = change_offered()
    before, body = life.contract.seq, all_fields(life) | halved(life)["accept-change"]
    with ThreadPoolExecutor(2) as pool:
        asked = [(life.cast.maya, "accept-change"), (life.cast.jonas, "withdraw-change")]
        signed = [(cookies_of(who, url), f"/contracts/{life.code}/{act}") for who, act in asked]
        sent = [[(where, {**body, "act_id": lives.new_act_id()}) for _ in range(8)] for _signed, where in signed]
        found = sum(pool.map(together, [url] * 2, [each for each, _where in signed], sent), Counter())
    assert found[303] == 1
    assert set(found) <= {303, 409}
    holds(life, before)


def test_one_draft_sent_many_times_begins_one_contract(url):
    people = lives.cast()
    typed = spelled(lives.terms(), ".", lives.today()) | {"client_email": "new@client.example", "client_company": "New"}
    draft = Draft.objects.create(
        business=people.brandt, person=people.jonas, code=lives.new_code(), act_id=lives.new_act_id(), typed=typed
    )
    found = at_once(url, people.jonas, f"/drafts/{draft.pk}/preview", [{"revision": "1"}] * 20)
    assert set(found) <= {303, 409}
    assert Entry.objects.filter(code=draft.code).count() == 1
    assert type(people.brandt).objects.filter(kept_by=people.brandt, name="New").count() == 1


def test_one_invitation_lets_one_browser_in(url):
    life = lives.proposed()
    link = passes.invite(lives.MAYA, life.code).rpartition("/")[2]
    found = at_once(url, life.cast.noor, f"/in/{link}", [{}] * 20)
    assert found[303] == 1
    assert set(found) <= {303, 403, 410}
    assert Pass.objects.filter(used__isnull=False).count() == 1


def test_status_links_made_at_once_all_end_when_revoked(url):
    life = lives.agreed()
    assert at_once(url, life.cast.maya, f"/contracts/{life.code}/status-link", [{}] * 10) == {303: 10}
    assert at_once(url, life.cast.maya, f"/contracts/{life.code}/status-link/revoke", [{}]) == {303: 1}
    assert not StatusLink.objects.filter(revoked=None).exists()


def test_a_delivery_and_the_taking_away_of_its_file_at_once(url):
    """Whichever comes first: what the record names is there."""
    life = lives.started()
    signed = cookies_of(life.cast.jonas, url)
    for _ in range(4):
        upload = uploads.attach(life.cast.jonas, life.code, 1, ContentFile(lives.new_act_id().encode()), "a.txt")
        body = {**all_fields(life), "act_id": lives.new_act_id()}
        where = f"/contracts/{life.code}/milestones/1"
        asked = [(f"{where}/deliver", body), (f"{where}/uploads/{upload.pk}", {})]
        assert set(together(url, signed, asked)) <= {303, 409}
        named = [f for told in _facts(life) for f in getattr(told, "files", ())]
        assert [each for each in named if store.check(each) != "whole"] == []
        assert Upload.objects.filter(blob_id__in=named, taken=False).count() == 0
        if life.stone(1).work == "delivered":
            life.jonas(acts.Retract(1))


def _facts(life: lives.Life):
    return [fact for told in chain.entries(life.code) for fact in told.facts]


def test_a_file_that_goes_between_the_form_and_the_record_is_told(url, monkeypatch):
    """Taken away after the form was read: refused, or kept; never named and gone."""
    for moment in ("before it is bound", "after"):
        life = lives.started()
        upload = uploads.attach(life.cast.jonas, life.code, 1, ContentFile(moment.encode()), "a.txt")
        where, real = (
            ("tallystone.pages.deliver_forms.refuse_if", refuse_if) if moment == "after" else (BOUND, DeliverForm.prepare)
        )
        monkeypatch.setattr(where, _first(upload, real))
        status = browser_of(life.cast.jonas).post(f"/contracts/{life.code}/milestones/1/deliver", all_fields(life)).status_code
        monkeypatch.undo()
        named = [each for fact in _facts(life) for each in getattr(fact, "files", ())]
        assert (status, len(named)) == ((303, 1) if moment == "after" else (409, 0))
        assert [store.check(each) for each in named] == ["whole"] * len(named)


BOUND = "tallystone.pages.deliver_forms.DeliverForm.prepare"


def _first(upload: Upload, real):
    """The real thing, after somebody has taken the file away."""

    def called(*given):
        if Upload.objects.filter(pk=upload.pk).exists():
            uploads.remove(upload)
        return real(*given)

    return called
