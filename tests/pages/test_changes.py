"""Change orders on pages: written in the editor, weighed before they are sent, read, accepted, countered, declined."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from tallystone.books.models import Invoice, Milestone, Paper
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tallystone.core.shape import terms_from, terms_text
from tallystone.drafting.amending import begun
from tallystone.drafting.models import Draft
from tallystone.drafting.offered import on_day, versions
from tallystone.drafting.orders import orders
from tallystone.journal import prose
from tallystone.notices.models import Letter
from tallystone.ops import clock, worker
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import send, text


@pytest.fixture
def life(cast):
    return people.started()


@pytest.fixture
def fresh(monkeypatch):
    monkeypatch.setattr("tallystone.pages.stepup.is_fresh", lambda request: True)


def typed(life, **changed):
    """The form of a change order as the page would send it."""
    told = begun(prose.terms(life.contract.terms), life.contract, ".")
    form = {name: value for name, value in told.items() if isinstance(value, str)}
    for letter, kind in (("m", "milestones"), ("d", "duties")):
        for n, row in enumerate(told[kind], 1):
            form |= {f"{letter}-{n}-{field}": value for field, value in row.items()}
    return {**form, "revision": "1", "do": "save", "window": "w1", **changed}


def written(browser, life, **changed) -> Draft:
    browser.post(reverse("offer-change", args=[life.code]), typed(life, **changed))
    return Draft.objects.latest("pk")


def offer(browser, life, **changed):
    draft = written(browser, life, **changed)
    return browser.post(reverse("draft-preview", args=[draft.pk]), {"revision": draft.revision})


def by_door(life, **changed):
    """Jonas offers a change through the door: milestone 2 with these particulars, or none."""
    was = prose.kept(life.contract.terms)
    terms = terms_from(was.text)
    stones = [replace(m, **changed) if m.number == 2 else m for m in terms.milestones if changed or m.number != 2]
    new = replace(terms, milestones=tuple(stones))
    life.jonas(acts.OfferChange(new, prose.words(terms_text(new)), was, people.today() + timedelta(days=7)))


def accepted(life):
    life.maya(acts.AcceptChange(life.contract.change.terms, prose.words("Maya Serrano"), "code"))


def test_the_terms_in_force_open_in_the_editor(maya_browser, life):
    page = maya_browser.get(reverse("offer-change", args=[life.code]))
    assert "A change to the terms" in text(page)
    assert 'value="Stage 2"' in page.content.decode()
    assert 'name="client_email"' not in page.content.decode()
    assert Draft.objects.count() == 0


def test_what_is_handed_over_is_not_there_to_be_changed(jonas_browser, cast):
    life = people.delivered()
    page = jonas_browser.get(reverse("offer-change", args=[life.code])).content.decode()
    assert 'value="Stage 1"' not in page
    assert "One milestone is handed over or accepted: it stays" in page


def test_what_it_would_do_stands_beside_it_while_one_types(maya_browser, life):
    sums = maya_browser.post(reverse("offer-change-sums", args=[life.code]), typed(life, **{"m-1-price": "500.50"}))
    shown = text(sums)
    assert "is given back, by" in shown
    assert "595.00 EUR that is held for milestone 1, “Stage 1”" in shown
    assert "The whole price falls by 595.00 EUR" in shown


def test_offered_read_and_accepted(jonas_browser, maya_browser, life, fresh):
    later = (people.today() + timedelta(days=40)).isoformat()
    more = {"m-3-title": "Third", "m-3-due": later, "m-2-price": "2500.50", "note": "Could you also add a map?"}
    answer = offer(maya_browser, life, **more)
    assert answer["Location"].startswith(f"/contracts/{life.code}")
    shown = text(jonas_browser.get(reverse("change", args=[life.code])))
    assert "Change order 1" in shown
    assert "Could you also add a map?" in shown
    assert "The whole price rises by 595.00 EUR" in shown
    page = send(jonas_browser, reverse("act", args=[life.code, "accept-change"]), name="Jonas Brandt", read="on")
    assert page.status_code == 303
    assert [(m.number, m.title) for m in prose.terms(life.contract.terms).milestones] == [
        (1, "Stage 1"),
        (2, "Stage 2"),
        (3, "Third"),
    ]
    assert Milestone.objects.get(code=life.code, number=3).title == "Third"
    assert "accepted by Jonas Brandt Webdesign" in text(jonas_browser.get(reverse("change-order", args=[life.code, 1])))
    assert rebuild() == []


def test_a_milestone_added_and_one_removed_keep_their_numbers(maya_browser, life):
    form = typed(life)
    rows = {k: v for k, v in form.items() if not k.startswith("m-2-")}
    added = {
        f"m-4-{k}": v for k, v in (("title", "More"), ("deliverables", "A map"), ("criteria", "It opens"), ("price", "10"))
    }
    maya_browser.post(reverse("offer-change", args=[life.code]), {**rows, **added, "m-4-due": people.today().isoformat()})
    draft = Draft.objects.latest("pk")
    maya_browser.post(reverse("draft-preview", args=[draft.pk]), {"revision": draft.revision})
    assert [s.number for s in life.contract.change.plan.milestones] == [1, 3, 4]
    assert life.contract.change.touches == (2, 4)


def test_nothing_changed_is_said_and_the_draft_stays(maya_browser, life):
    answer = offer(maya_browser, life)
    assert answer.status_code == 409
    assert "Nothing differs from the terms in force yet." in text(answer)
    assert Draft.objects.latest("pk").sent is None


def test_another_change_order_than_was_shown_is_not_accepted(maya_browser, life, fresh):
    by_door(life, price_minor=5)
    address = reverse("act", args=[life.code, "accept-change"])
    shown = maya_browser.get(address)
    life.jonas(acts.WithdrawChange())
    by_door(life, price_minor=7)
    answer = send(maya_browser, address, shown, name="Maya", read="on")
    assert answer.status_code == 409
    assert life.contract.change is not None


def test_the_other_side_answers_with_its_own_version(jonas_browser, maya_browser, life):
    by_door(life, price_minor=500)
    page = maya_browser.get(reverse("offer-change", args=[life.code]))
    assert "Your version of the change" in text(page)
    assert 'value="5.00"' in page.content.decode()
    offer(maya_browser, life, **{"m-2-price": "900"})
    change = life.contract.change
    assert (change.number, change.version, change.offered_by) == (1, 2, "client")


def test_declined_with_a_reason_that_the_other_side_reads(jonas_browser, maya_browser, life):
    by_door(life)
    send(maya_browser, reverse("act", args=[life.code, "decline-change"]), reason="We need stage 2.")
    shown = text(jonas_browser.get(reverse("change-order", args=[life.code, 1])))
    assert "declined by Studio Almada" in shown
    assert "We need stage 2." in shown


def test_a_removed_milestone_can_still_be_read(maya_browser, life):
    by_door(life)
    accepted(life)
    page = maya_browser.get(reverse("milestone", args=[life.code, 2]))
    assert page.status_code == 200
    assert "Stage 2" in text(page)
    for number in (2, 3):
        shown = text(maya_browser.get(reverse("milestone", args=[life.code, number])))
        assert f"Milestone {number}" in shown
        assert f"Milestone {number} of" not in shown
    assert maya_browser.get(reverse("contract", args=[life.code])).status_code == 200


def test_money_that_is_owed_back_is_asked_for_and_sent(jonas_browser, maya_browser, cast):
    life = people.agreed(parallel=1)
    people.fund(life, 2)
    by_door(life)
    accepted(life)
    assert "Send 2,380.60 EUR back" in text(jonas_browser.get(reverse("contract", args=[life.code])))
    send(jonas_browser, reverse("milestone-act", args=[life.code, 2, "refund"]), on=people.today().isoformat())
    assert life.stone(2).money == "refunded"
    credit = Invoice.objects.get(code=life.code, kind="credit")
    assert (credit.corrects, credit.net_minor) == (Invoice.objects.get(code=life.code, kind="deposit").number, 200_050)
    assert rebuild() == []


def test_the_terms_of_any_day(maya_browser, life):
    by_door(life, title="Other words")
    accepted(life)
    address, today = reverse("terms", args=[life.code]), people.today()
    assert "Other words" in text(maya_browser.get(address, {"on": today.isoformat()}))
    early = text(maya_browser.get(address, {"on": (today - timedelta(days=2)).isoformat()}))
    assert "nothing was agreed yet" in early
    assert "Write a date as year-month-day" in text(maya_browser.get(address, {"on": "soon"}))
    assert [(o.number, o.outcome) for o in orders(life.code)] == [(1, "accepted")]


@pytest.mark.parametrize(
    ("agreed", "first"),
    [("2027-03-27T23:59:59", 27), ("2027-03-28T00:00:00", 28), ("2027-03-28T22:59:59", 28), ("2027-03-28T23:00:00", 29)],
)
def test_a_day_has_the_terms_of_its_last_moment_there(agreed, first):
    """In Lisbon summer begins on 28 March, which has 23 hours."""
    version = SimpleNamespace(consent=SimpleNamespace(at=datetime.fromisoformat(agreed).replace(tzinfo=UTC)))
    found = [day for day in (26, 27, 28, 29, 30) if on_day([version], date(2027, 3, day), "Europe/Lisbon")]
    assert found[0] == first


def test_the_page_of_terms_shows_those_in_force_and_every_other_version(maya_browser, life):
    by_door(life, title="Other words")
    accepted(life)
    by_door(life, title="Declined words")
    life.maya(acts.DeclineChange(prose.words("No")))
    address = reverse("terms", args=[life.code])
    now = text(maya_browser.get(address))
    assert "Other words" in now
    assert "Agreed by both, in force" in now
    assert "Declined words" not in now
    assert life.contract.terms in now
    before = text(maya_browser.get(address, {"version": 1}))
    assert "Stage 2" in before
    assert "Other words" not in before
    assert "in force no more" in before
    assert [(v.number, v.order, v.in_force) for v in versions(life.code)] == [(1, 0, False), (2, 1, True)]
    assert life.contract.version == 2
    assert maya_browser.get(address, {"version": 3}).status_code == 404
    compared = text(maya_browser.get(reverse("compare", args=[life.code])))
    assert "Version 2, from Jonas Brandt Webdesign" in compared
    assert "Other words" in compared
    listed = maya_browser.get(reverse("changes", args=[life.code])).content.decode()
    assert f"{address}?version=1" in listed


def test_a_comment_stays_with_its_milestone_under_changed_terms(maya_browser, life):
    life.maya(acts.Comment("milestone:3", prose.words("Blue, please")))
    by_door(life)
    accepted(life)
    page = text(maya_browser.get(reverse("milestone", args=[life.code, 3])))
    assert "Blue, please" in page


def test_a_review_becomes_a_change_order_in_one_step(jonas_browser, cast):
    life = people.delivered()
    reasons = prose.words('{"unmet":[{"number":1,"why":"Could you also add a map?"}],"note":""}')
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), reasons))
    page = jonas_browser.get(reverse("milestone", args=[life.code, 1]))
    assert f"{reverse('offer-change', args=[life.code])}?from=review-1" in page.content.decode()
    html = jonas_browser.get(reverse("offer-change", args=[life.code]), {"from": "review-1"}).content.decode()
    assert html.count("Could you also add a map?") >= 2
    assert reasons.hash in html


def test_a_comment_becomes_a_change_order_in_one_step(jonas_browser, life):
    life.maya(acts.Comment("milestone:2", prose.words("Could you also make it blue?")))
    html = jonas_browser.get(reverse("offer-change", args=[life.code]), {"from": "comment-1"}).content.decode()
    assert html.count("Could you also make it blue?") >= 2


@pytest.mark.parametrize("source", ["review-99", "comment-7", "round-99", "x", "review-1'--", "comment-" + "9" * 30])
def test_from_nothing_grows_nothing(jonas_browser, life, source):
    page = jonas_browser.get(reverse("offer-change", args=[life.code]), {"from": source})
    assert page.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_round_too_many_is_offered_by_itself_and_its_paper_filed(fresh):
    life = people.delivered(rounds=0, extra_round_minor=15_000)
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("Blurred")))
    worker.work_off()
    change = life.contract.change
    assert (change.offered_by, change.plan.stake(1).price_minor) == ("freelancer", 115_050)
    assert life.stone(1).stake.price_minor == 100_050
    worker.work_off()
    letter = Letter.objects.filter(to=people.MAYA).latest("pk")
    assert "offers that round" in letter.text
    accepted(life)
    worker.work_off()
    assert life.row.waits is not None
    assert Paper.objects.filter(code=life.code, kind="change", about="1").exists()


@pytest.mark.django_db(transaction=True)
def test_the_clock_ends_what_nobody_answered():
    life = people.agreed()
    by_door(life, price_minor=5)
    until = life.contract.change.until
    clock.tick(_at(until + timedelta(days=9)))
    clock.tick(_at(until + timedelta(days=9)))
    assert life.contract.change is None
    assert [o.outcome for o in orders(life.code)] == ["expired"]


def _at(day):
    return datetime.combine(day, time(12), UTC)


def test_who_sees_no_prices_sees_everything_else_that_would_change(life):
    by_door(life, price_minor=77_777, title="Other words")
    guest = browser_of(people.member(life.cast.almada, "Rui Guest", "guest"))
    shown = text(guest.get(reverse("change", args=[life.code])))
    assert "Other words" in shown
    assert "777.77" not in shown
    assert "EUR" not in shown.replace("Currency EUR", "")
