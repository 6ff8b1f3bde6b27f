"""The handover on pages: completed from the record, read, acknowledged, given out as a paper, told in letters."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tallystone.books.models import Paper
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tallystone.core.handover import handover_from
from tallystone.files import store
from tallystone.journal import prose
from tallystone.notices.models import Letter
from tallystone.ops import worker
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import beside, send, text

GIVEN = {
    "standing_1": "The menu is half drawn.", "what_1": "Sources", "where_1": "In the repository of the studio",
    "access_1": "Hosting", "way_1": "return", "how_1": "Maya asks the provider for a new account",
    "knowing": "Texts come from Rita.", "first": "Finish the menu.", "none-problems": "on",
}  # fmt: skip


@pytest.fixture
def life(cast):
    return people.started()


@pytest.fixture
def jonas(cast):
    return browser_of(cast.jonas)


@pytest.fixture
def maya(cast):
    return browser_of(cast.maya)


def there(life, act="hand-over") -> str:
    return f"/contracts/{life.code}/{act}"


def document(life):
    hash_ = life.contract.handover.document
    return handover_from(prose.read([hash_])[hash_])


def test_the_page_begins_with_the_record(life, jonas):
    shown = text(jonas.get(there(life)))
    for said in (
        "1. Stage 1",
        "Opens on a phone Open",
        "Nothing of it was delivered yet.",
        "Send the logo",
        "Where the work stands",
    ):
        assert said in shown
    assert "1,000.50" not in shown.replace(text(jonas.get(f"/contracts/{life.code}/ask")), "").split("The milestones")[1]


def test_it_is_handed_over_and_acknowledged(life, jonas, maya):
    done = send(jonas, there(life), **GIVEN)
    assert (done.status_code, done["Location"]) == (303, f"/contracts/{life.code}/handover")
    assert life.contract.handover.missing == ()
    given = document(life)
    assert (given.stages[0].standing, given.access[0].way, given.none) == ("The menu is half drawn.", "return", ("problems",))
    shown = text(maya.get(there(life, "handover")))
    for said in (
        "Texts come from Rita.",
        "Finish the menu.",
        "In the repository of the studio",
        "Complete",
        "No problem is known.",
    ):
        assert said in shown
    assert "Read the handover" in text(maya.get(f"/contracts/{life.code}"))
    done = send(maya, there(life, "acknowledge-handover"), note="Thank you, all is here.")
    assert done.status_code == 303
    assert life.contract.handover.acknowledged_at
    assert "Thank you, all is here." in text(jonas.get(there(life, "handover")))


def test_what_is_missing_is_said_beside_its_field_and_can_be_handed_over_all_the_same(life, jonas):
    page = send(jonas, there(life), knowing="Texts come from Rita.")
    assert page.status_code == 422
    assert beside(page, "standing-1").startswith("Write where the work")
    assert beside(page, "none-places") == beside(page, "none-access") == "Name them above, or say that there are none."
    assert beside(page, "first")
    assert life.contract.handover is None
    assert send(jonas, there(life), page, knowing="Texts come from Rita.", anyway="on").status_code == 303
    assert life.contract.handover.missing == ("standing.1", "places", "access", "problems", "first")
    shown = text(jonas.get(there(life, "handover")))
    assert "Not complete yet where milestone 1 stands where the files are" in shown


def test_a_secret_is_refused_beside_its_field_and_nothing_is_kept(life, jonas):
    page = send(jonas, there(life), **GIVEN | {"access_2": "Shop", "how_2": "password: Tr0ub4dor&3", "access": "2"})
    assert page.status_code == 422
    assert "looks like a password or a key (“Tr0u…”)" in beside(page, "how-2")
    assert "Tr0ub4dor" in page.content.decode()
    assert life.contract.handover is None


def test_rows_are_added_without_scripts_and_what_was_typed_stays(life, jonas):
    page = send(jonas, there(life), **GIVEN | {"do": "add-access"})
    assert page.status_code == 200
    assert 'name="access-2"' in page.content.decode()
    assert "In the repository of the studio" in page.content.decode()
    assert life.contract.handover is None


def test_the_list_is_checked_without_handing_over(life, jonas):
    page = text(send(jonas, there(life), **GIVEN | {"do": "check", "knowing": ""}))
    assert "Known problems, or that there are none (there)" in page
    assert "What the next person must know (missing)" in page


def test_handing_over_again_begins_with_what_was_written(life, jonas, maya):
    send(jonas, there(life), **GIVEN)
    again = jonas.get(there(life)).content.decode()
    assert "The menu is half drawn." in again
    assert 'value="Maya asks the provider for a new account"' in again
    people.deliver(life, 1)
    send(jonas, there(life), **GIVEN | {"knowing": "And from Tom."})
    assert document(life).stages[0].round == 1
    assert "Texts come from Rita." in text(maya.get(there(life, "handover?version=1")))
    assert "And from Tom." in text(maya.get(there(life, "handover")))
    assert maya.get(there(life, "handover?version=3")).status_code == 404


def test_what_was_handed_over_newly_is_read_before_it_is_acknowledged(life, jonas, maya):
    send(jonas, there(life), **GIVEN)
    page = maya.get(there(life, "acknowledge-handover"))
    send(jonas, there(life), **GIVEN | {"knowing": "And from Tom."})
    assert send(maya, there(life, "acknowledge-handover"), page).status_code == 409
    assert life.contract.handover.acknowledged_at is None


def test_the_same_form_twice_is_one_handover(life, jonas):
    page = jonas.get(there(life))
    assert send(jonas, there(life), page, **GIVEN).status_code == send(jonas, there(life), page, **GIVEN).status_code == 303
    assert life.contract.handover.version == 1


def test_an_outsider_sees_nothing(life, cast, jonas):
    send(jonas, there(life), **GIVEN)
    for act in ("handover", "hand-over", "acknowledge-handover"):
        assert browser_of(cast.noor).get(there(life, act)).status_code == 404


def test_a_handover_before_there_is_one(life, jonas, maya):
    assert "Write the handover" in text(jonas.get(there(life, "handover")))
    assert "has handed nothing over yet" in text(maya.get(there(life, "handover")))


def test_the_page_is_a_handful_of_queries(life, jonas, django_assert_max_num_queries):
    send(jonas, there(life), **GIVEN)
    with django_assert_max_num_queries(12):
        jonas.get(there(life, "handover"))


@pytest.mark.django_db(transaction=True)
def test_the_paper_goes_with_the_letter_also_to_who_sees_no_prices(life, jonas, cast):
    tess = people.member(cast.almada, "Tess Hale", "member")
    life.maya(acts.HandToMember(tess.pk, "member"))
    send(jonas, there(life), **GIVEN)
    worker.work_off()
    paper = Paper.objects.get(code=life.code, kind="handover", about="1")
    with store.open_blob(paper.file) as file:
        said = " ".join(page.extract_text() for page in PdfReader(BytesIO(file.read())).pages)
    for words in ("Texts come from Rita.", "The menu is half drawn.", "Maya asks the provider"):
        assert words in " ".join(said.split())
    assert "1,000.50" not in said
    letters = Letter.objects.filter(kind="HandedOver")
    assert {letter.to for letter in letters} == {people.MAYA, tess.email}
    assert all(letter.papers and "say that it has arrived" in letter.text for letter in letters)
    address = reverse("paper", args=[life.code, "handover", "1"])
    assert browser_of(tess).get(address).status_code == jonas.get(address).status_code == 200
    assert browser_of(cast.noor).get(address).status_code == 404
    assert jonas.get(reverse("paper", args=[life.code, "handover", "2"])).status_code == 404
    assert rebuild() == []
