"""Settings: each thing kept, each bad input told beside its field, and nobody reaches another's."""

import pytest
from django.utils import timezone

from tallystone.people.models import Business, Person
from tallystone.people.parties import client_for
from tallystone.people.passes import invite, open_invite
from tests import cast as people
from tests.conftest import browser_of
from tests.people.browsers import last_code, letters_to, sign_in

FIRM = {"name": "Brandt & Co", "address": "Weg 1\n10435 Berlin", "country": "DE", "currency": "CHF", "zone": "Europe/Zurich"}
NEW = "j@brandt.example"


def test_overview_of_a_freelancer(jonas_browser):
    page = jonas_browser.get("/settings").content.decode()
    for words in ("Jonas Brandt Webdesign", "DE89 3704 0044 0532 0130 00", "19 %", "Kastanienallee 12<br>10435 Berlin"):
        assert words in page


def test_overview_of_a_client_offers_but_does_not_ask(maya_browser):
    page = maya_browser.get("/settings").content.decode()
    assert "As client of Jonas Brandt Webdesign" in page
    assert "I also work freelance" in page
    assert "Bank account" not in page


def test_you(jonas_browser):
    answer = jonas_browser.post("/settings/you", {"name": "Jonas B.", "locale": "de-DE", "zone": "Europe/Vienna"}, follow=True)
    assert "Your details are kept" in answer.content.decode()
    jonas = Person.objects.get(email=people.JONAS)
    assert (jonas.name, jonas.locale, jonas.zone) == ("Jonas B.", "de-DE", "Europe/Vienna")


@pytest.mark.parametrize(
    "changed", [{"name": ""}, {"name": "x" * 121}, {"name": "a\u202eb"}, {"locale": "xx"}, {"zone": "Europe/Atlantis"}]
)
def test_you_refuses(jonas_browser, changed):
    told = {"name": "Jonas", "locale": "en", "zone": "UTC", **changed}
    assert jonas_browser.post("/settings/you", told).status_code == 422
    assert Person.objects.get(email=people.JONAS).name == "Jonas Brandt"


def test_business(jonas_browser, cast):
    assert jonas_browser.post("/settings/business", FIRM)["Location"] == "/settings?saved=business"
    cast.brandt.refresh_from_db()
    assert {name: getattr(cast.brandt, name) for name in FIRM} == FIRM


@pytest.mark.parametrize(
    "changed",
    [{"name": " "}, {"address": ""}, {"address": "x" * 501}, {"country": "XX"}, {"currency": "XXX"}, {"zone": "Mars/Base"}],
)
def test_business_refuses_and_keeps_what_was_typed(jonas_browser, cast, changed):
    answer = jonas_browser.post("/settings/business", {**FIRM, **changed})
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()
    cast.brandt.refresh_from_db()
    assert cast.brandt.name == people.BRANDT["name"]


def test_fields_that_are_not_in_the_form_change_nothing(jonas_browser, cast):
    extra = {"id": 1, "freelance": "", "kept_by": cast.almada.pk, "iban": "X", "tax_bp": 1, "logo": "f" * 64}
    jonas_browser.post("/settings/business", {**FIRM, **extra})
    cast.brandt.refresh_from_db()
    assert (cast.brandt.freelance, cast.brandt.kept_by, cast.brandt.logo) == (True, None, "")
    assert cast.brandt.iban == people.BRANDT["iban"]


def test_tax(jonas_browser, cast):
    jonas_browser.post("/settings/tax", {"tax_number": "DE 136 695 976", "tax_rate": "8,1", "tax_note": "Reverse charge"})
    cast.brandt.refresh_from_db()
    assert (cast.brandt.tax_number, cast.brandt.tax_bp, cast.brandt.tax_note) == ("DE136695976", 810, "Reverse charge")
    assert 'value="8.1"' in jonas_browser.get("/settings/tax").content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [("tax_number", "DE136695977", "digits do not add up"), ("tax_rate", "1e1", "percentage below 100")],
)
def test_tax_refuses(jonas_browser, field, typed, words):
    answer = jonas_browser.post("/settings/tax", {field: typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()


def test_bad_iban_is_told_before_a_code_is_asked_for(jonas_browser):
    answer = jonas_browser.post("/settings/bank", {"iban": "GB82 WEST 1234 5698 7654 33"})
    assert "digits of this IBAN do not add up" in answer.content.decode()
    assert not letters_to(people.JONAS)


def test_clients_have_no_business_of_their_own_to_change(maya_browser):
    for name in ("business", "tax", "bank", "logo"):
        assert maya_browser.get(f"/settings/{name}").status_code == 404
        assert maya_browser.post(f"/settings/{name}", FIRM).status_code == 404


def test_client_keeps_their_own_details(maya_browser, cast):
    path = f"/settings/client/{cast.almada.pk}"
    assert "Jonas Brandt Webdesign" in maya_browser.get(path).content.decode()
    told = {"name": "Almada Lda", "address": "Rua Nova 2", "country": "PT", "tax_number": "510 000 000"}
    assert maya_browser.post(path, told)["Location"] == "/settings?saved=client"
    cast.almada.refresh_from_db()
    assert (cast.almada.name, cast.almada.tax_number, cast.almada.kept_by) == ("Almada Lda", "510 000 000", cast.brandt)


def test_nobody_else_reaches_a_clients_details(cast):
    other = client_for(cast.elsewhere, "someone@else.example", "Someone", "", "", "", "")
    for person in (cast.jonas, cast.noor, cast.maya):
        for target in {cast.almada, other, cast.brandt} - ({cast.almada} if person == cast.maya else set()):
            path, before = f"/settings/client/{target.pk}", target.name
            browser = browser_of(person)
            answers = [browser.get(path), browser.post(path, FIRM), browser.get("/settings/client/999999")]
            assert {answer.status_code for answer in answers} == {404}
            assert Business.objects.get(pk=target.pk).name == before


def test_new_mail_address_wants_both_codes_and_the_old_one_is_told(jonas_browser, cast):
    elsewhere = browser_of(cast.jonas)
    jonas_browser.post("/settings/address", {"email": NEW})
    assert not letters_to(NEW)
    answer = jonas_browser.post("/settings/address", {"email": NEW, "fresh_code": last_code(people.JONAS)})
    assert answer["Location"] == "/settings/address/code"
    assert jonas_browser.post("/settings/address/code", {"code": "0"}).status_code == 422
    assert jonas_browser.post("/settings/address/code", {"code": last_code(NEW)})["Location"] == "/settings?saved=address"
    assert Person.objects.get(pk=cast.jonas.pk).email == NEW
    assert "address" in letters_to(people.JONAS)[-1].subject
    assert NEW not in letters_to(people.JONAS)[-1].text
    assert jonas_browser.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 302


def test_new_mail_address_ends_invitations_to_the_old(cast, stranger_browser):
    link = invite(people.JONAS, "K7Q2M4")
    sign_in(stranger_browser, people.JONAS)
    stranger_browser.post("/settings/address", {"email": NEW})
    stranger_browser.post("/settings/address/code", {"code": last_code(NEW)})
    assert open_invite(link.rsplit("/", 1)[1]).ends <= timezone.now()


def test_address_of_somebody_else_is_told_only_to_who_reads_its_mail(cast, stranger_browser):
    sign_in(stranger_browser, people.JONAS)
    assert stranger_browser.post("/settings/address", {"email": people.MAYA})["Location"] == "/settings/address/code"
    answer = stranger_browser.post("/settings/address/code", {"code": last_code(people.MAYA)})
    assert "already has an account" in answer.content.decode()
    assert Person.objects.get(pk=cast.jonas.pk).email == people.JONAS


@pytest.mark.parametrize("typed", ["", people.JONAS, "a@b.example,c@d.example", "іnes@studio.example"])
def test_new_address_refuses(cast, stranger_browser, typed):
    sign_in(stranger_browser, people.JONAS)
    assert stranger_browser.post("/settings/address", {"email": typed}).status_code == 422
