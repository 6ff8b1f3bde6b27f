"""Own parent, foreign child; foreign keys and extra properties in bodies; acts of the other side and of the clock."""

import time

import pytest
from django.apps import apps

from tallystone.core import acts
from tallystone.core.contract import RULES
from tallystone.core.facts import Delivered
from tallystone.journal import chain, prose
from tallystone.pages.acts import PAGES
from tallystone.pages.asks import kebab
from tallystone.pages.comparing import versions
from tallystone.people.arriving import FRESH
from tallystone.reviewing import notes
from tests import cast as lives
from tests.pages.forms import hidden
from tests.security.world import World, everything, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    return world()


def sure(browser):
    """The same browser, as if a fresh code had just been typed in it."""
    session = browser.session
    session[FRESH] = time.time()
    session.save()
    return browser


def test_own_contract_with_a_foreign_part(here):
    """Noor's contract in the address, Jonas's thing behind it."""
    mine, browser, before = here.other.code, here.browsers["noor"], everything()
    theirs = (
        f"/contracts/{mine}/files/{here.file.blob_id}/plan.txt", f"/contracts/{mine}/milestones/1/uploads/{here.upload.pk}",
        f"/contracts/{mine}/milestones/2/uploads/{here.upload.pk}", f"/contracts/{mine}/papers/agreement/{here.life.code}.pdf",
        f"/contracts/{mine}/milestones/99", f"/contracts/{mine}/milestones/0", f"/contracts/{mine}/milestones/0/accept",
        f"/contracts/{mine}/terms?version=9", f"/contracts/{mine}/compare?version=9", f"/drafts/{here.draft.pk}/preview",
        f"/settings/client/{here.life.cast.almada.pk}", f"/businesses/{here.life.cast.brandt.pk}/logo",
    )  # fmt: skip
    for address in theirs:
        for method in ("get", "post", "delete"):
            assert getattr(browser, method)(address).status_code in {404, 405}, (method, address)
    assert everything() == before


def test_an_upload_of_another_milestone_is_not_taken_away(here):
    address = f"/contracts/{here.life.code}/milestones/1/uploads/{here.upload.pk}"
    assert here.browsers["jonas"].delete(address).status_code == 404


def test_what_waits_is_hidden_from_the_client(here):
    """Neither by its hash, nor as a list, nor as a picture, before it is delivered."""
    maya = here.browsers["maya"]
    for address in (
        f"/contracts/{here.life.code}/files/{here.upload.blob_id}/waiting.txt",
        f"/contracts/{here.life.code}/files/{here.upload.blob_id}/waiting.txt?preview=1&thumb=1",
        f"/contracts/{here.life.code}/milestones/2/uploads",
    ):
        assert maya.get(address).status_code == 404
    for page in (f"/contracts/{here.life.code}", f"/contracts/{here.life.code}/milestones/2"):
        assert b"waiting.txt" not in maya.get(page).content


def test_a_draft_of_ones_own_for_a_client_of_somebody_else(here):
    """The client's id in the body is looked for among one's own alone."""
    draft, noor = here.own["draft"], here.browsers["noor"]
    typed = {**draft.typed, "client": str(here.life.cast.almada.pk)}
    type(draft).objects.filter(pk=draft.pk).update(typed=typed)
    page = noor.get(f"/drafts/{draft.pk}/preview")
    assert b"Almada" not in page.content
    before = everything()
    answer = noor.post(f"/drafts/{draft.pk}/preview", {"revision": draft.revision})
    assert answer.status_code in {303, 422}
    assert b"Almada" not in answer.content
    assert everything() == before


def test_terms_of_somebody_elses_contract_are_no_beginning(here):
    assert here.browsers["noor"].get(f"/drafts/new?from={here.life.code}").status_code == 404
    assert here.browsers["maya"].get(f"/drafts/new?from={here.life.code}").status_code in {200, 404}
    gone = type(here.draft).objects.filter(pk=here.draft.pk)
    gone.update(deleted=here.draft.made)
    assert b"A website" not in here.browsers["noor"].get(f"/drafts?deleted={here.draft.pk}").content


def test_answering_words_of_another_contract_answers_ones_own(here):
    """The hash of foreign terms in `answers` is not looked up: nobody can copy terms by their hash."""
    foreign = here.life.contract.terms
    answer = here.browsers["maya"].post(f"/contracts/{here.proposed.code}/counter", {"answers": foreign, "title": "x"})
    assert answer.status_code < 500
    assert not type(here.draft).objects.filter(answers=foreign).exists()


EXTRA = {field.name for model in apps.get_models() for field in model._meta.fields} - {"name", "address", "title", "locale"}


@pytest.mark.parametrize("where", ["/settings/you", "/settings/business", "/settings/tax", "/drafts/new", "/settings/logo"])
def test_extra_properties_have_no_effect(here, where):
    """Every field of every table sent along: ids, owners, hashes, states stay what they were."""
    jonas, brandt = here.browsers["jonas"], here.life.cast.brandt
    shown = {"name": "J", "locale": "de", "zone": "Europe/Berlin", "address": "A 1", "country": "DE", "currency": "EUR"}
    sent = dict.fromkeys(EXTRA, "2") | shown | {"tax_number": "1", "tax_rate": "", "tax_note": "", "title": "A title"}
    kept = ("freelance", "kept_by_id", "logo", "iban", "bic", "account_holder", "created")
    before = {name: getattr(brandt, name) for name in kept}
    person = asdict_of(here.life.cast.jonas, ("id", "email", "password", "joined", "last_login"))
    assert jonas.post(where, sent).status_code in {200, 303, 422}
    brandt.refresh_from_db()
    assert {name: getattr(brandt, name) for name in kept} == before
    assert asdict_of(type(here.life.cast.jonas).objects.get(pk=here.life.cast.jonas.pk), tuple(person)) == person
    assert {d.business_id for d in type(here.draft).objects.filter(person=here.life.cast.jonas)} == {brandt.pk}


def asdict_of(row, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


def all_fields(life) -> dict[str, object]:
    """A body that would satisfy every act's form at once."""
    seen = {"act_id": lives.new_act_id(), "seen": life.contract.seq, "terms": life.contract.terms}
    given = {"snapshot": life.stone(1).snapshot if life.contract.stones else "", "name": "Somebody", "read": "on"}
    words = {"reason": "Because.", "note": "A note.", "on": lives.today().isoformat(), "percent": "50"}
    marks = {"verdict-1": "met", "verdict-2": "met", "why-1": "", "why-2": "", "next_on": lives.today().isoformat()}
    marks |= {"notes": notes.mark(()), "rest_due": lives.today().isoformat()}
    ticks = {"tick-1": "on", "tick-2": "on", "evidence-1": "There.", "evidence-2": "There.", "links": "1"}
    return seen | given | words | marks | ticks | {"business_name": "Firm", "address": "Here 1", "business": "9"}


@pytest.mark.parametrize("side", ["freelancer", "client"])
@pytest.mark.parametrize(
    "play", [lives.proposed, lives.countered, lives.agreed, lives.asked, lives.started, lives.delivered, lives.accepted]
)
def test_acts_of_the_other_side_are_refused_whatever_is_sent(play, side, jonas_browser, maya_browser):
    """For every state, every act that is not open to this side: refused, and nothing happens."""
    life = play()
    browser = sure(jonas_browser if side == "freelancer" else maya_browser)
    for kind, rule in RULES.items():
        if side in rule.sides or kind is acts.Propose:
            continue
        before = everything()
        tail = kebab(kind.__name__)
        for address in (f"/contracts/{life.code}/{tail}", f"/contracts/{life.code}/milestones/1/{tail}"):
            assert browser.get(address).status_code in {200, 404, 409}, address
            answer = browser.post(address, all_fields(life))
            assert answer.status_code in {404, 405, 409, 422}, (address, answer.status_code)
        assert everything() == before, kind


@pytest.mark.parametrize("act", ["lapse", "notice", "file-paper", "Lapse", "propose", "release", "complete", "rebuild"])
def test_acts_of_the_clock_have_no_address(act, jonas_browser, maya_browser):
    life = lives.delivered()
    before = everything()
    for browser in (jonas_browser, maya_browser):
        for address in (f"/contracts/{life.code}/{act}", f"/contracts/{life.code}/milestones/1/{act}"):
            for method in ("get", "post", "put", "delete"):
                assert getattr(browser, method)(address).status_code == 404
    assert everything() == before


# Acts whose pages are not the ordinary ones: terms are written in an editor, hours logged on a sheet, a split decided apart.
ELSEWHERE = {"propose", "counter", "offer-change", "log-hours", "correct-hours", "subcontract", "mediate"}


def test_every_act_of_a_person_has_an_address_and_no_other(here):
    """The table of pages is the rules' own: no act of a person without a page, none of the clock with one."""
    persons = {kebab(kind.__name__) for kind, rule in RULES.items() if set(rule.sides) - {"clock"}}
    assert set(PAGES) == persons - ELSEWHERE


def test_an_old_snapshot_cannot_be_accepted(maya_browser):
    """The hash of the first delivery, after a second one came."""
    life = lives.changes_asked()
    first = life.contract.stone(1).snapshot or _first_snapshot(life)
    lives.deliver(life, 1, "Another one.")
    address = f"/contracts/{life.code}/milestones/1/accept"
    page = hidden(maya_browser.get(address))
    before = everything()
    for forged in (first, "0" * 64, life.contract.terms, "", "f" * 63, first.upper(), first + "\n"):
        answer = sure(maya_browser).post(address, {**page, "snapshot": forged, "verdict-1": "met", "verdict-2": "met"})
        assert answer.status_code in {409, 422}, forged
    assert everything() == before
    assert life.stone(1).work == "delivered"


def _first_snapshot(life) -> str:
    return next(f.snapshot for told in chain.entries(life.code) for f in told.facts if isinstance(f, Delivered))


def test_old_terms_cannot_be_agreed_to(jonas_browser):
    """Maya has countered; Jonas sends the hash of his own first terms, of nothing, of something else."""
    life = lives.countered()
    address = f"/contracts/{life.code}/agree"
    page = hidden(jonas_browser.get(address))
    old = next(h for h in _terms_of(life) if h != life.contract.terms)
    before = everything()
    for forged in (old, "0" * 64, "", "x" * 64, life.contract.terms.upper()):
        answer = sure(jonas_browser).post(address, {**page, "terms": forged, "name": "Jonas", "read": "on"})
        assert answer.status_code in {409, 422}, forged
    assert everything() == before
    assert life.contract.state == "proposed"


def _terms_of(life) -> list[str]:
    return [version.hash for version in versions(life.code)]


def test_words_are_kept_with_their_own_contract_alone(here):
    """No words of one contract are readable through another one's pages, even with their hash in every field."""
    secret = prose.read([here.life.contract.terms])
    assert secret
    for name in ("version", "since", "before", "done", "after", "upload", "from", "preview"):
        page = here.browsers["noor"].get(f"/contracts/{here.other.code}?{name}={here.life.contract.terms}")
        assert page.status_code == 200
        assert b"Studio Almada" not in page.content
