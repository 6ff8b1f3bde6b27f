"""Giving a milestone on, in the browser of each: begin, ask, consent, write, agree, pass up; and who sees what of it."""

from datetime import timedelta

import pytest

from tallystone.books.models import Milestone
from tallystone.core import acts
from tallystone.core.manifest import Evidence, File, Link, Manifest, manifest_from, manifest_text
from tallystone.drafting.models import Draft
from tallystone.files import uploads
from tallystone.journal import prose
from tallystone.people.models import Business, Member, Person, Tie
from tests import below
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import beside, hidden, send, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def outer():
    return below.free()


def at(life, number=1, act=""):
    return f"/contracts/{life.code}/milestones/{number}{f'/{act}' if act else ''}"


def begin(browser, life, number=1, **typed):
    told = {
        "email": below.INES, "name": "Ines Rocha", "company": "", "criteria": ["1", "2"], "margin": "20", "earlier": "2",
        "acceptance": "follows", "payment": "follows", "wait": "45", **typed,
    }  # fmt: skip
    return send(browser, at(life, number, "subcontract"), **told)


def draft_of(answer) -> Draft:
    return Draft.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


def test_the_page_of_the_milestone_offers_it_to_the_freelancer_alone(outer):
    assert "Give it to somebody who works for you" in text(browser_of(outer.cast.jonas).get(at(outer)))
    assert "Give it" not in text(browser_of(outer.cast.maya).get(at(outer)))


def test_the_draft_is_filled_in_from_above_with_margin_and_earlier_date_and_without_the_client(outer):
    answer = begin(browser_of(outer.cast.jonas), outer)
    assert answer.status_code == 303
    draft, stone = draft_of(answer), outer.stone(1)
    row = draft.typed["milestones"][0]
    assert (draft.side, draft.parent, draft.parent_criteria) == ("client", outer.code, [1, 2])
    assert row["price"] == "800.40"  # 1,000.50 less 20 %
    assert row["due"] == (stone.due - timedelta(days=2)).isoformat()
    assert row["criteria"] == "Opens on a phone\nReads without help"
    assert (draft.typed["acceptance_follows"], draft.typed["payment_follows"], draft.typed["follow_days"]) == ("1", "1", "45")
    assert draft.typed["funding"] == "after"
    assert draft.typed["background"] == ""


def test_those_of_the_circle_can_be_chosen_and_nobody_elses(outer):
    ines, lena = (Person.objects.create(email=f"{name}@ink.example") for name in ("ines", "lena"))
    drawn, other = (Business.objects.create(name=name, freelance=True) for name in ("Ines Draws", "Lena Draws"))
    Member.objects.create(person=ines, business=drawn)
    Member.objects.create(person=lena, business=other)
    Tie.objects.create(business=outer.cast.brandt, person=ines, does="Drawings")
    page = browser_of(outer.cast.jonas).get(at(outer, 1, "subcontract")).text
    assert "Ines Draws" in page
    assert "Lena Draws" not in page


def test_half_of_the_criteria_is_half_of_the_price(outer):
    draft = draft_of(begin(browser_of(outer.cast.jonas), outer, criteria=["2"], margin="0"))
    assert draft.typed["milestones"][0]["price"] == "500.25"
    assert draft.typed["milestones"][0]["criteria"] == "Reads without help"


def test_the_names_of_the_client_above_stay_above():
    one = people.replace(people.milestone(1, people.today() + timedelta(days=9)), title="Pages for Studio Almada")
    outer = people.started(given=people.terms("before", 1, milestones=(one,), out_of_scope="Maya Serrano’s photographs"))
    draft = draft_of(begin(browser_of(outer.cast.jonas), outer))
    assert "Almada" not in str(draft.typed)
    assert "Serrano" not in str(draft.typed)
    assert draft.typed["title"] == "Pages for the client"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("criteria", {"criteria": []}, "Choose at least one criterion"),
        ("margin", {"margin": "many"}, "Write a percentage"),
        ("margin", {"margin": "100"}, "from 0 to 99"),
        ("earlier", {"earlier": "-1"}, "from 0 to 365"),
        ("wait", {"wait": "500"}, "from 1 to 180"),
        ("email", {"email": "two words"}, "mail address"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(outer, field, typed, said):
    answer = begin(browser_of(outer.cast.jonas), outer, **typed)
    assert answer.status_code == 422
    assert said in (beside(answer, field) or text(answer))
    assert not Draft.objects.exists()


def test_sent_twice_it_is_one_draft(outer):
    jonas = browser_of(outer.cast.jonas)
    page = jonas.get(at(outer, 1, "subcontract"))
    told = {"email": below.INES, "name": "Ines", "criteria": ["1"], "margin": "5", "earlier": "1", "wait": "60"}
    first, second = (jonas.post(at(outer, 1, "subcontract"), hidden(page) | told) for _ in range(2))
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize("who", ["maya", "noor"])
def test_nobody_else_begins_one(outer, who):
    assert browser_of(getattr(outer.cast, who)).get(at(outer, 1, "subcontract")).status_code == 404


def test_where_the_terms_exclude_it_the_page_says_so():
    outer = people.started(subcontracting="excluded")
    jonas = browser_of(outer.cast.jonas)
    assert "nobody else works on this" in text(jonas.get(at(outer)))
    page = jonas.get(at(outer, 1, "subcontract"))
    assert page.status_code == 409
    assert "The terms exclude" in text(page)


def test_beside_the_editor_stands_what_is_kept_and_the_preview_sends_it_as_the_client(outer):
    jonas = browser_of(outer.cast.jonas)
    draft = draft_of(begin(jonas, outer))
    page = text(jonas.get(f"/drafts/{draft.pk}"))
    assert "You keep, 20 % 200.10 EUR" in page
    assert "To whom it goes" in page
    preview = jonas.get(f"/drafts/{draft.pk}/preview")
    assert "You get 1,000.50 EUR for this work, give 800.40 EUR and keep 200.10 EUR" in text(preview)
    assert "Acceptance follows" in text(preview)
    sent = jonas.post(f"/drafts/{draft.pk}/preview", {"revision": draft.revision})
    assert sent.status_code == 303, text(sent)
    row = people.Row.objects.get(code=draft.code)
    assert (row.parent, row.parent_milestone, row.client_id) == (outer.code, 1, outer.cast.brandt.pk)
    worker = Business.objects.get(pk=row.freelancer_id)
    assert (worker.freelance, worker.name) == (True, "Ines Rocha")
    assert text(jonas.get(f"/contracts/{draft.code}")).count("Ines Rocha reads your terms") == 1
    listed = text(jonas.get("/"))
    assert draft.code in listed
    assert "subcontract" in listed


def test_consent_is_asked_for_from_the_preview_and_given_by_the_client():
    outer = people.started()
    jonas, maya = browser_of(outer.cast.jonas), browser_of(outer.cast.maya)
    draft = draft_of(begin(jonas, outer))
    preview = jonas.get(f"/drafts/{draft.pk}/preview")
    assert "Studio Almada consents first." in text(preview)
    refused = jonas.post(f"/drafts/{draft.pk}/preview", {"revision": draft.revision})
    assert refused.status_code == 409
    ask = f"{at(outer, 1, 'ask-subcontract')}?draft={draft.pk}"
    page = jonas.get(ask)
    assert below.INES in page.content.decode()
    sent = send(jonas, at(outer, 1, "ask-subcontract"), page, email=below.INES, name="Ines Rocha", note="She films.")
    assert sent.status_code == 303
    wait = text(maya.get(f"/contracts/{outer.code}"))
    assert "asks whether milestone 1" in wait
    request = maya.get(at(outer, 1, "consent-subcontract"))
    assert "Ines Rocha" in text(request)
    assert "She films." in text(request)
    assert below.INES not in request.content.decode()
    assert send(maya, at(outer, 1, "consent-subcontract")).status_code == 303
    assert "has consented" in text(jonas.get(at(outer, 1, "subcontract")))
    done = jonas.post(f"/drafts/{draft.pk}/preview", {"revision": draft.revision})
    assert done.status_code == 303, text(done)
    assert "consented" in text(jonas.get(f"/contracts/{outer.code}"))


def test_a_no_has_a_reason_and_the_freelancer_reads_it():
    outer = people.started()
    outer.jonas(acts.AskSubcontract(1, below.ines()[1].pk, prose.words("Ines Rocha")))
    maya = browser_of(outer.cast.maya)
    assert beside(send(maya, at(outer, 1, "refuse-subcontract"), reason=""), "reason")
    assert send(maya, at(outer, 1, "refuse-subcontract"), reason="We agreed on you.").status_code == 303
    assert "We agreed on you." in text(browser_of(outer.cast.jonas).get(f"/contracts/{outer.code}"))


def test_where_workers_are_not_shown_nobody_is_named():
    outer = people.started(workers_shown=0)
    jonas = browser_of(outer.cast.jonas)
    page = jonas.get(at(outer, 1, "ask-subcontract"))
    assert 'name="email"' not in page.content.decode()
    assert send(jonas, at(outer, 1, "ask-subcontract"), note="A film").status_code == 303
    assert outer.contract.requests[0].who == ""


def test_a_circle_is_refused_beside_the_address(outer):
    jonas = browser_of(outer.cast.jonas)
    draft = draft_of(begin(jonas, outer, email=people.MAYA, name="Maya"))
    answer = jonas.post(f"/drafts/{draft.pk}/preview", {"revision": draft.revision})
    assert answer.status_code == 422
    assert "run in a circle" in text(answer)


def test_the_subcontractor_agrees_with_their_own_details(outer):
    pair = below.offered(outer)
    Business.objects.filter(pk=pair.business.pk).update(address="", iban="")
    page = browser_of(pair.person).get(f"/contracts/{pair.inner.code}/agree")
    shown = page.content.decode()
    assert 'name="iban"' in shown
    assert 'name="address"' in shown


def test_the_freelancer_sees_below_and_the_client_who_works_on_it(outer):
    pair = below.subcontracted(outer)
    pair.ines(acts.Start(1))
    pair.ines(acts.Report(1, 60, prose.words("Half is cut"), people.today()))
    pair.work()
    page = text(browser_of(outer.cast.jonas).get(at(outer)))
    assert "Rocha Filmes" in page
    assert "60 %" in page
    assert "Tell your client: 60 %" in page
    assert "Rocha Filmes works on it for Jonas Brandt Webdesign" in text(browser_of(outer.cast.maya).get(at(outer)))
    road = text(browser_of(outer.cast.jonas).get(f"/contracts/{outer.code}"))
    assert "Given on" in road
    assert "Film for the site" in road


def test_what_is_late_below_is_a_risk_above_in_detail_for_one_and_as_effect_for_the_other(outer):
    pair = below.subcontracted(outer)
    pair.work()
    yesterday = people.today() - timedelta(days=2)
    Milestone.objects.filter(code=pair.inner.code).update(due=yesterday, moved_due=yesterday)
    for where in (at(outer), f"/contracts/{outer.code}"):
        mine, theirs = (text(browser_of(who).get(where)) for who in (outer.cast.jonas, outer.cast.maya))
        assert "Rocha Filmes was to deliver “The rough cut” by" in mine
        assert "Work on milestone 1, “Stage 1” is behind." in theirs
        assert "rough cut" not in theirs


def test_a_delivery_is_passed_up_in_one_act_and_its_origin_is_kept(outer, tmp_path):
    pair = below.subcontracted(outer)
    pair.ines(acts.Start(1))
    upload = uploads.attach(pair.person, pair.inner.code, 1, b"%PDF-1.4 the cut", "cut.pdf")
    file = File("cut.pdf", upload.blob_id, 16, "application/pdf")
    link = Link("Player", "https://film.example/1")
    seen_at = (Evidence(1, "At minute two", upload.blob_id), Evidence(2, "At the end"))
    handed = manifest_text(Manifest("Here", (link,), (file,), seen_at))
    pair.ines(acts.Deliver(1, prose.words(handed), (upload.blob_id,), (1, 2)))
    uploads.take(pair.inner.code, 1, [upload.blob_id])
    jonas = browser_of(outer.cast.jonas)
    assert "Pass it up as your own delivery" in text(jonas.get(at(outer)))
    moved = jonas.post(at(pair.inner, 1, "pass-up"))
    assert moved.status_code == 303
    page = jonas.get(moved["Location"])
    assert "cut.pdf" in text(page)
    data = hidden(page) | {
        "note": "", "links": "1", "title-1": "Player", "address-1": "https://film.example/1", "tick-1": "on", "tick-2": "on",
        "evidence-1": "At minute two", "evidence-2": "At the end", "file-1": upload.blob_id, "file-2": "",
    }  # fmt: skip
    assert 'value="At minute two"' in page.content.decode() or "At minute two" in text(page)
    assert jonas.post(at(outer, 1, "deliver"), data).status_code == 303
    manifest = manifest_from(prose.read([outer.stone(1).snapshot])[outer.stone(1).snapshot])
    assert manifest.origins == (pair.inner.stone(1).snapshot,)
    assert [file.name for file in manifest.files] == ["cut.pdf"]
    seen = browser_of(outer.cast.maya).get(at(outer))
    assert "cut.pdf" in text(seen)
    assert "Made from a subcontractor’s delivery" in text(seen)


def test_an_origin_that_is_none_of_ones_own_is_not_kept(outer):
    jonas = browser_of(outer.cast.jonas)
    typed = {"note": "Done", "tick-1": "on", "tick-2": "on", "evidence-1": "a", "evidence-2": "b", "origin": "f" * 64}
    page = jonas.get(at(outer, 1, "deliver"))
    assert jonas.post(at(outer, 1, "deliver"), hidden(page) | typed).status_code == 303
    assert manifest_from(prose.read([outer.stone(1).snapshot])[outer.stone(1).snapshot]).origins == ()


@pytest.mark.parametrize("who", ["maya", "noor", "ines"])
def test_nobody_else_passes_up(outer, who):
    pair = below.subcontracted(outer)
    pair.deliver()
    person = pair.person if who == "ines" else getattr(outer.cast, who)
    assert browser_of(person).post(at(pair.inner, 1, "pass-up")).status_code == 404


def test_the_contract_below_says_what_it_is_a_part_of_to_its_client_alone(outer):
    pair = below.subcontracted(outer)
    assert outer.code in browser_of(outer.cast.jonas).get(f"/contracts/{pair.inner.code}").content.decode()
    page = browser_of(pair.person).get(f"/contracts/{pair.inner.code}").content.decode()
    assert "A subcontract: a part of what your client has promised" in page
    assert outer.code not in page


def test_either_side_answers_a_subcontract_with_another_choice_of_what_follows(outer):
    pair = below.offered(outer, acceptance_follows=1, payment_follows=1)
    ines = browser_of(pair.person)
    page = ines.get(f"/contracts/{pair.inner.code}/counter")
    shown = page.content.decode()
    assert "What follows the contract above" in shown
    assert "What you keep" not in shown
    assert "1,000.50" not in shown
