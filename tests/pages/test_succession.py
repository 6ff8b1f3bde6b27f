"""A successor: named, chosen, shown what they need and no more; their contract ends the old one, and the fee is earned."""

import re

import pytest
from django.urls import reverse

from tallystone.books.models import Contract, Invoice
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tallystone.core.state import By
from tallystone.drafting.models import Draft
from tallystone.journal import chain, prose
from tallystone.notices.models import Letter
from tallystone.ops import worker
from tallystone.people.models import Person
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import beside, send, text
from tests.pages.test_handover import GIVEN

PAID = {"milestone 1": "1,000.50", "with tax": "1,190.60", "in all": "6,001.50", "gross": "7,141.79"}
LEFT = ("2,000.50", "3,000.50")


@pytest.fixture
def life(cast):
    """Milestone 1 is accepted and paid; a deposit for milestone 2 is held. Noor has a bank account, so she may propose."""
    cast.elsewhere.iban = "NL91ABNA0417164300"
    cast.elsewhere.save()
    life = people.agreed()
    people.finish(life, 1)
    people.fund(life, 2)
    return life


@pytest.fixture
def jonas(cast):
    return browser_of(cast.jonas)


@pytest.fixture
def maya(cast):
    return browser_of(cast.maya)


@pytest.fixture
def noor(cast):
    return browser_of(cast.noor)


def at(life, part: str) -> str:
    return f"/contracts/{life.code}/{part}"


def named(life, jonas, **told):
    done = send(jonas, at(life, "refer"), **{"email": people.NOOR, "note": "She knows the trade.", **told})
    assert done.status_code == 303, text(done)
    return life.contract.referrals[-1]


def chosen(life, jonas, maya, prices="", **told):
    referral = named(life, jonas, **told)
    typed = {"referral": str(referral.number), "note": "We like your work."} | ({"prices": "on"} if prices else {})
    assert send(maya, at(life, "consent-successor"), **typed).status_code == 303
    return referral


def test_somebody_is_named_by_mail_and_chosen(life, jonas, maya, noor, cast):
    assert named(life, jonas, fee="250").person == cast.noor.pk
    assert noor.get(f"/succeed/{life.code}").status_code == 404
    shown = text(maya.get(at(life, "successors")))
    for said in ("Noor Visser", "She knows the trade.", "for a fee of", "250.00", "Choose them"):
        assert said in shown
    assert send(maya, at(life, "consent-successor"), referral="1").status_code == 303
    assert life.contract.successor.person == cast.noor.pk
    assert noor.get(f"/succeed/{life.code}").status_code == 200
    assert "chosen, may propose" in text(jonas.get(at(life, "successors")))


def test_somebody_without_an_account_is_named(life, jonas):
    assert named(life, jonas, email="ines@new.example").person == Person.objects.get(email="ines@new.example").pk


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"email": ""}, "email", "Write one mail address"),
        ({"email": people.MAYA}, "email", "works on the contract already"),
        ({"email": people.NOOR, "fee": "ten"}, "fee", "is not an amount"),
        ({"email": people.NOOR, "fee": "99999"}, "fee", "more than what is left"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(life, jonas, typed, field, says):
    page = send(jonas, at(life, "refer"), **typed)
    assert page.status_code == 422
    assert says in beside(page, field)
    assert life.contract.referrals == ()


def test_the_client_declines_and_the_freelancer_takes_back(life, jonas, maya, noor):
    chosen(life, jonas, maya)
    assert send(maya, at(life, "decline-successor"), referral="1", reason="Too far away.").status_code == 303
    assert noor.get(f"/succeed/{life.code}").status_code == 404
    named(life, jonas)
    assert send(jonas, at(life, "withdraw-referral"), referral="2").status_code == 303
    assert [r.state for r in life.contract.referrals] == ["declined", "withdrawn"]


def test_the_letter_leads_to_what_is_left_and_names_no_amount(life, jonas, maya):
    chosen(life, jonas, maya)
    worker.work_off()
    letter = Letter.objects.get(kind="Chosen")
    assert (letter.to, f"/succeed/{life.code}" in letter.text) == (people.NOOR, True)
    assert "We like your work." in letter.text
    for amount in (*PAID.values(), *LEFT):
        assert amount not in letter.text + letter.html


def test_the_successor_sees_the_handover_and_what_is_left_and_no_price(life, jonas, maya, noor, cast):
    """The canary: whatever they may open, no old price and no other contract is in it."""
    other = people.agreed(title="A secret other project")
    send(jonas, at(life, "hand-over"), **GIVEN)
    chosen(life, jonas, maya)
    worker.work_off()
    pages = [noor.get(f"/succeed/{life.code}")]
    shown = text(pages[0])
    for said in (
        "Texts come from Rita.",
        "Stage 2",
        "Stage 3",
        "Opens on a phone",
        "She knows the trade.",
        "We like your work.",
    ):
        assert said in shown
    noor.post(f"/succeed/{life.code}", {"act_id": "x" * 24})
    draft = Draft.objects.get(succeeds=life.code)
    pages += [noor.get(reverse("draft", args=[draft.pk])), noor.get("/"), noor.get("/drafts")]
    for page in pages:
        assert page.status_code == 200
        for amount in (*PAID.values(), *LEFT, "A secret other project", other.code):
            assert amount not in page.content.decode()
    for part in ("", "/terms", "/history", "/milestones/1", "/handover", "/successors", "/papers/handover/1.pdf"):
        assert noor.get(f"/contracts/{life.code}{part}").status_code == 404
    assert noor.get(f"/succeed/{other.code}").status_code == 404


def test_prices_of_what_is_left_are_shown_where_the_client_wishes_it(life, jonas, maya, noor):
    chosen(life, jonas, maya, prices="on")
    shown = noor.get(f"/succeed/{life.code}").content.decode()
    assert all(amount in shown for amount in LEFT)
    assert not any(amount in shown for amount in PAID.values())


def test_a_file_of_the_handover_is_given_out_and_no_other(life, jonas, maya, noor):
    chosen(life, jonas, maya)
    assert noor.get(f"/succeed/{life.code}/files/{'0' * 64}").status_code == 404


def propose(noor, life) -> str:
    """Noor completes the draft and proposes it; the new contract's code."""
    answer = noor.post(f"/succeed/{life.code}", {"act_id": "x" * 24})
    assert answer.status_code == 303
    draft = Draft.objects.get(succeeds=life.code)
    assert [row["title"] for row in draft.typed["milestones"]] == ["Stage 2", "Stage 3"]
    assert [row["price"] for row in draft.typed["milestones"]] == ["", ""]
    rows = [{**row, "price": "900"} for row in draft.typed["milestones"]]
    Draft.objects.filter(pk=draft.pk).update(typed=draft.typed | {"milestones": rows})
    done = noor.post(reverse("draft-preview", args=[draft.pk]), {"revision": draft.revision})
    assert done.status_code == 303, text(done)
    return re.search(r"/contracts/(\w+)", done["Location"])[1]


def agree(code: str, cast) -> None:
    contract = chain.fold(code)
    side, person = ("client", cast.maya.pk) if contract.client == cast.almada.pk else ("client", cast.noor.pk)
    life = people.Life(code, cast, None)
    life.do(acts.Agree(contract.terms, prose.words("Her name"), "code"), By(side, person))


@pytest.mark.django_db(transaction=True)
def test_the_old_contract_ends_when_the_new_one_is_agreed_and_the_fee_is_earned(life, jonas, maya, noor, cast):
    chosen(life, jonas, maya, fee="250")
    new = propose(noor, life)
    assert chain.fold(new).client == cast.almada.pk
    worker.work_off()
    fee = Contract.objects.get(freelancer_id=cast.brandt.pk, client_id=cast.elsewhere.pk)
    assert (chain.fold(fee.code).fee_for, fee.net_minor) == (life.code, 25_000)
    agree(fee.code, cast)
    worker.work_off()
    assert chain.fold(fee.code).stones[0].work == "planned"
    agree(new, cast)
    worker.work_off()
    worker.work_off()
    old = life.contract
    assert old.succeeded_by == new
    assert [(s.work, s.owed_back_minor) for s in old.stones] == [("accepted", 0), ("cancelled", 238_060), ("cancelled", 0)]
    assert chain.fold(fee.code).stones[0].work == "accepted"
    invoice = Invoice.objects.get(code=fee.code)
    assert (invoice.kind, invoice.net_minor, invoice.tax_minor) == ("final", 25_000, 4_750)
    assert [s.held_minor for s in chain.fold(new).stones] == [0, 0]
    assert "has taken over" in text(maya.get(at(life, "successors")))
    assert "You have taken over" in text(noor.get(f"/succeed/{life.code}"))
    life.jonas(acts.Refund(2, people.today()))
    assert rebuild() == []


@pytest.mark.django_db(transaction=True)
def test_the_fee_is_earned_also_where_it_is_agreed_last(life, jonas, maya, noor, cast):
    chosen(life, jonas, maya, fee="250")
    new = propose(noor, life)
    worker.work_off()
    agree(new, cast)
    worker.work_off()
    fee = Contract.objects.get(freelancer_id=cast.brandt.pk, client_id=cast.elsewhere.pk)
    agree(fee.code, cast)
    worker.work_off()
    assert chain.fold(fee.code).stones[0].work == "accepted"
    assert Invoice.objects.filter(code=fee.code).count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_was_not_chosen_ends_nothing(life, jonas, maya, noor, cast):
    """A contract that only says that it succeeds another one changes nothing there."""
    named(life, jonas)
    whole = people.terms(count=1)
    lie = people.Life("QQQQ22", cast, whole)
    act = acts.Propose(cast.elsewhere.pk, cast.almada.pk, whole, people.words_of(whole), people.today(), succeeds=life.code)
    lie.do(act, By("freelancer", cast.noor.pk))
    lie.maya(acts.Agree(lie.contract.terms, prose.words("Maya"), "code"))
    worker.work_off()
    assert (life.contract.succeeded_by, life.stone(2).work) == ("", "planned")
