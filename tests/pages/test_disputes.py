"""Disputes on pages: raised, answered, settled, withdrawn, mediated, charged back; and what the mediator never sees."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tallystone.acting.models import Job
from tallystone.books.checking import check
from tallystone.books.models import Invoice, Milestone, Paper
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tallystone.files import uploads
from tallystone.journal import chain, prose
from tallystone.journal.proving import prove
from tallystone.notices.models import Letter
from tallystone.ops import clock, worker
from tallystone.papers.settled import credit_line
from tallystone.people.models import Mediation, Person
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import beside, send, text

INES = "ines@mediate.example"
POT = 119_060  # 1,000.50 and 19 % tax
NAMED = {"mediator": "person", "mediator_name": f"Ines Duarte <{INES}>"}


@pytest.fixture
def fresh(monkeypatch):
    monkeypatch.setattr("tallystone.pages.stepup.is_fresh", lambda request: True)


@pytest.fixture
def life(cast):
    return disputed()


def disputed(minor: int = 30_000, **changed) -> people.Life:
    """Delivered, and Maya would pay 300.00."""
    life = people.delivered(**changed)
    life.maya(acts.Dispute(1, (1,), prose.words("It does not open on my phone."), minor))
    return life


def where(life, act: str) -> str:
    return reverse("milestone-act", args=[life.code, 1, act])


def case(life) -> str:
    return reverse("dispute-case", args=[life.code, 1])


def balanced(life) -> None:
    assert check() == []
    assert rebuild() == []
    assert prove() == []


def work(days: int = 0) -> None:
    """The clock and the worker at this many days from now, until nothing is left to do."""
    at = datetime.now(UTC) + timedelta(days=days)
    clock.tick(at)
    worker.work_off(at)


def test_raised_on_a_page_it_freezes_this_milestone_alone(maya_browser, jonas_browser, cast):
    life = people.delivered()
    wrong = send(maya_browser, where(life, "dispute"), note="It is blurred.", minor="2000")
    assert "At most" in beside(wrong, "minor") or "Tick at least" in beside(wrong, "criteria")
    done = send(maya_browser, where(life, "dispute"), criteria="1", note="It does not open.", minor="300")
    assert done["Location"].startswith(case(life))
    shown = text(jonas_browser.get(case(life)))
    assert "1,190.60 EUR is at stake and stands still" in shown
    assert "It does not open." in shown
    assert "Settle: 300.00 EUR for Jonas Brandt Webdesign, 890.60 EUR for Studio Almada" in shown
    assert "is in dispute, so its money stands still" in text(maya_browser.get(where(life, "accept")))
    assert Milestone.objects.get(code=life.code, number=1).review_until is None
    assert "In dispute" in text(maya_browser.get(reverse("milestone", args=[life.code, 1])))
    assert "In dispute" in text(jonas_browser.get(reverse("contract", args=[life.code])))
    assert jonas_browser.get(reverse("milestone-act", args=[life.code, 2, "ask-funding"])).status_code == 200
    assert "would settle the dispute about" in text(jonas_browser.get("/"))


def test_their_number_is_taken_and_the_money_follows_to_the_cent(jonas_browser, life, fresh):
    done = send(jonas_browser, where(life, "accept-split"))
    assert done.status_code == 303
    stone = life.stone(1)
    assert (stone.work, stone.money, stone.earned_minor, stone.owed_back_minor) == ("settled", "released", 30_000, POT - 30_000)
    kinds = list(Invoice.objects.filter(code=life.code, milestone=1).order_by("number").values_list("kind", flat=True))
    assert kinds == ["deposit", "credit", "final"]
    shown = text(jonas_browser.get(case(life)))
    assert "took the other side’s number" in shown
    assert "is to be given back to Studio Almada" in shown
    balanced(life)
    life.jonas(acts.Refund(1, people.today()))
    balanced(life)
    work()
    assert not Job.objects.exclude(trouble="").exists()
    assert Paper.objects.filter(code=life.code, kind="invoice").count() == 3
    note = Invoice.objects.get(code=life.code, kind="credit")
    told = next(t for t in chain.entries(life.code) for f in t.facts if getattr(f, "number", "") == note.number)
    assert "The dispute about this milestone has ended: it comes to 300.00 EUR" in credit_line(note, told)[1].replace(
        "\u00a0", " "
    )


def test_a_number_that_moved_since_is_not_taken(jonas_browser, life, fresh):
    page = jonas_browser.get(where(life, "accept-split"))
    until = people.today() + timedelta(days=20)
    life.maya(acts.OfferSplit(1, 10_000, until))
    answer = send(jonas_browser, where(life, "accept-split"), page)
    assert answer.status_code == 409
    assert life.stone(1).dispute is not None


def test_numbers_that_meet_settle_by_themselves(jonas_browser, maya_browser, life):
    until = (people.today() + timedelta(days=10)).isoformat()
    send(jonas_browser, where(life, "offer-split"), minor="800", until=until, note="The header works.")
    shown = text(maya_browser.get(case(life)))
    assert "800.00 EUR" in shown
    assert "The header works." in shown
    send(maya_browser, where(life, "offer-split"), minor="900", until=until)
    assert life.stone(1).earned_minor == 80_000
    assert "The numbers met" in text(maya_browser.get(case(life)))
    balanced(life)


def test_withdrawn_all_goes_on_where_it_was(maya_browser, life):
    before = people.delivered()
    assert send(maya_browser, where(life, "withdraw-dispute"), reason="It opens now.").status_code == 303
    stone = life.stone(1)
    assert (stone.work, stone.money, stone.held_minor) == ("delivered", "funded", before.stone(1).held_minor)
    assert "It opens now." in text(maya_browser.get(case(life)))
    assert "Accept and release" in text(maya_browser.get(where(life, "accept")))
    balanced(life)


def test_who_says_nothing_lets_it_settle_after_letter_and_reminder(cast, settings):
    settings.SMTP = True  # only letters that a server has taken tell anybody anything
    life = disputed()
    work()
    assert life.stone(1).dispute.splits[0].noticed_at is not None
    work(7)  # the reminder leaves in the morning of the day before its last one
    assert life.stone(1).dispute.splits[0].reminded_at is not None
    assert life.stone(1).dispute is not None
    work(9)
    assert life.stone(1).work == "settled"
    assert life.stone(1).earned_minor == 30_000
    balanced(life)


def test_where_the_terms_say_so_nothing_is_settled_by_silence(cast):
    life = disputed(exit_silence="stay")
    for day in (0, 6, 9, 30):
        work(day)
    assert life.stone(1).dispute.splits[0].lapsed
    assert life.stone(1).held_minor == POT


def test_a_chargeback_takes_the_money_out_of_the_books_and_opens_the_dispute(jonas_browser, cast, fresh):
    life = people.completed(count=1)
    balanced(life)
    done = send(jonas_browser, where(life, "chargeback"), minor="500", on=people.today().isoformat(), kind="chargeback")
    assert done["Location"].startswith(case(life))
    assert life.contract.state == "agreed"
    assert life.stone(1).dispute.by == "client"
    assert Invoice.objects.get(code=life.code, kind="final").owed_minor == 50_000
    balanced(life)
    until = people.today() + timedelta(days=10)
    life.jonas(acts.OfferSplit(1, 40_000, until))
    life.maya(acts.AcceptSplit(1, 1, 40_000))
    balanced(life)
    life.maya(acts.ClaimPaid(1, people.today()))
    life.jonas(acts.ConfirmPayment(1, people.today()))
    assert life.contract.state == "completed"
    balanced(life)


@pytest.fixture
def mediated(cast):
    """Ines is called by the address in the terms; a canary lies in everything that is not hers to see."""
    cast.almada.address = "CANARY-ADDRESS 8"
    cast.almada.save()
    terms = people.terms(**NAMED)
    stones = (terms.milestones[0], *(people.milestone(n, m.due) for n, m in enumerate(terms.milestones[1:], 2)))
    whole = people.terms(
        **NAMED, title="CANARY-TITLE", background="CANARY-BACKGROUND", in_scope="CANARY-SCOPE",
        milestones=(stones[0], *(type(m)(**{**_fields(m), "title": f"CANARY-{m.number}"}) for m in stones[1:])),
    )  # fmt: skip
    life = people.proposed(given=whole)
    life.maya(acts.Agree(life.contract.terms, prose.words("Maya Serrano"), "code"))
    people.fund(life, 1)
    life.jonas(acts.Start(1))
    people.deliver(life, 1)
    life.maya(acts.Ask(2, prose.words("CANARY-QUESTION"), people.today()))
    uploads.attach(cast.jonas, life.code, 2, ContentFile(b"CANARY-FILE"), "CANARY-FILE.txt")
    life.maya(acts.Dispute(1, (1,), prose.words("It does not open."), 30_000))
    life.maya(acts.CallMediator(1, prose.words(INES), prose.kept(life.contract.terms)))
    work()
    return life


def _fields(m):
    return {name: getattr(m, name) for name in type(m).__dataclass_fields__}


def test_the_mediator_comes_by_link_and_decides_with_a_reason(mediated, stranger_browser, maya_browser):
    letter = Letter.objects.get(to=INES)
    assert "CANARY" not in letter.subject + letter.text + letter.html
    link = next(word for word in letter.text.split() if "/mediate/in/" in word)
    path = link[link.index("/mediate/in/") :]
    assert "Continue as" in text(stranger_browser.get(path))
    assert stranger_browser.post(path).status_code in {302, 303}
    asked = stranger_browser.get(reverse("mediations"))
    assert "Stage 1" in text(asked)
    there = reverse("mediation", args=[mediated.code, 1])
    missing = send(stranger_browser, there, minor="500", reason=" ")
    assert missing.status_code == 422
    assert mediated.stone(1).dispute is not None
    assert send(stranger_browser, there, minor="500", reason="Half of it works.").status_code == 303
    assert mediated.stone(1).earned_minor == 50_000
    assert "Half of it works." in text(maya_browser.get(case(mediated)))
    assert "The mediator decided" in text(stranger_browser.get(there))
    assert stranger_browser.get(path).status_code in {302, 303}
    balanced(mediated)


def test_the_mediator_sees_this_milestone_and_nothing_else(mediated):
    Letter.objects.filter(code=mediated.code).update(sent=datetime.now(UTC))
    ines = browser_of(Person.objects.get(email=INES))
    pages = [reverse("mediations"), *(reverse(n, args=[mediated.code, 1]) for n in ("mediation", "mediation-file"))]
    for path in pages:
        answer = ines.get(path)
        assert answer.status_code == 200
        assert "CANARY" not in answer.content.decode(), path
        assert people.JONAS not in answer.content.decode(), path
        assert people.MAYA not in answer.content.decode(), path
        assert "Stage 1" in answer.content.decode()
    for name, args in [
        ("contract", [mediated.code]), ("milestone", [mediated.code, 1]), ("terms", [mediated.code]),
        ("history", [mediated.code]),
        ("dispute-case", [mediated.code, 1]), ("dispute-file", [mediated.code, 1]), ("mediation", [mediated.code, 2]),
        ("mediation-file", [mediated.code, 2]), ("handover", [mediated.code]), ("comments", [mediated.code]),
    ]:  # fmt: skip
        assert ines.get(reverse(name, args=args)).status_code == 404, name
    other = uploads.within_reach(mediated.code, "freelancer").get()
    assert ines.get(reverse("mediation-given", args=[mediated.code, 1, other.blob_id, other.name])).status_code == 404


def test_nobody_else_comes_to_the_mediators_page(mediated, jonas_browser, maya_browser, noor_browser, stranger_browser):
    for browser in (jonas_browser, maya_browser, noor_browser, stranger_browser):
        for name in ("mediation", "mediation-file"):
            assert browser.get(reverse(name, args=[mediated.code, 1])).status_code == 404
        assert browser.get(reverse("mediations")).status_code == 404
    before = mediated.contract.seq
    assert maya_browser.post(reverse("mediation", args=[mediated.code, 1]), {"minor": "0", "reason": "So"}).status_code == 404
    assert mediated.contract.seq == before


def test_an_operator_who_is_called_decides(cast, settings, noor_browser, jonas_browser):
    life = disputed(mediator="operator")
    settings.OPERATORS = [people.NOOR]
    assert "Nothing waits for you" in text(noor_browser.get(reverse("mediations")))
    assert noor_browser.get(reverse("mediation", args=[life.code, 1])).status_code == 404
    assert send(jonas_browser, where(life, "call-mediator")).status_code == 303
    work()
    assert Mediation.objects.get(code=life.code).email == ""
    assert Letter.objects.filter(to=people.NOOR).exists()
    there = reverse("mediation", args=[life.code, 1])
    assert send(noor_browser, there, minor="1190.60", reason="All of it works.").status_code == 303
    assert life.stone(1).earned_minor == POT
    assert noor_browser.get(reverse("contract", args=[life.code])).status_code == 404
    balanced(life)


def test_a_mediator_whom_one_side_names_needs_the_others_word(cast, maya_browser, jonas_browser):
    life = disputed(mediator="person", mediator_name="Somebody from the guild")
    assert send(maya_browser, where(life, "call-mediator"), who="").status_code == 422
    assert send(maya_browser, where(life, "call-mediator"), who=INES).status_code == 303
    work()
    assert not Mediation.objects.exists()
    assert f"Agree that {INES} decides" in text(jonas_browser.get(case(life)))
    assert send(jonas_browser, where(life, "agree-mediator")).status_code == 303
    work()
    assert Mediation.objects.get().email == INES


def test_the_whole_dispute_is_one_file_with_the_hashes_of_the_chain(jonas_browser, noor_browser, life):
    answer = jonas_browser.get(reverse("dispute-file", args=[life.code, 1]))
    page = answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "It does not open on my phone." in page
    assert life.contract.head in page
    assert "<script" not in page
    assert noor_browser.get(reverse("dispute-file", args=[life.code, 1])).status_code == 404


def test_a_milestone_that_was_never_in_dispute_has_no_such_page(jonas_browser, life):
    assert jonas_browser.get(reverse("dispute-case", args=[life.code, 2])).status_code == 404


def test_somebody_who_sees_no_prices_sees_no_numbers(cast, life):
    ida = browser_of(people.member(cast.brandt, "Ida Kern", "member"))
    assert ida.get(case(life)).status_code == 404
