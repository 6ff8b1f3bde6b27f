"""Between contracts: what the door asks above, and what the worker brings down and up, once, also when it comes late."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.acting.models import Job
from tallystone.books.checking import check
from tallystone.books.models import Contract, Invoice
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tallystone.core.refusal import Refusal
from tallystone.core.shape import Parent
from tallystone.journal import chain, prose
from tallystone.ops.descending import descend
from tests import below
from tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = {"acceptance_follows": 1, "payment_follows": 1}


def accept_above(pair):
    people.deliver(pair.outer, 1)
    pair.outer.maya(acts.Accept(1, pair.outer.stone(1).snapshot))


def test_nothing_is_given_on_without_consent_and_with_it_only_to_the_one_who_was_named():
    outer = people.started()
    with pytest.raises(Refusal, match="consent_missing"):
        below.offered(outer)
    _person, business = below.ines()
    outer.jonas(acts.AskSubcontract(1, business.pk, prose.words("Ines Rocha")))
    request = outer.contract.requests[0]
    outer.maya(acts.ConsentSubcontract(1, request.number, request.who))
    pair = below.offered(outer)
    assert pair.inner.row.parent == outer.code
    assert (pair.inner.row.client_id, pair.inner.row.freelancer_id) == (outer.cast.brandt.pk, business.pk)
    with pytest.raises(Refusal, match="consent_missing"):
        below.offered(outer, 2)


def test_a_refused_subcontract_leaves_nothing_behind():
    outer = people.started()
    with pytest.raises(Refusal):
        below.offered(outer)
    assert Contract.objects.count() == 1


@pytest.mark.parametrize("who", ["client", "freelancer", "grandparent"])
def test_circles_are_refused_at_every_level(who):
    outer = below.free()
    pair = below.subcontracted(outer, subcontracting="free")
    given = people.today() + timedelta(days=3), below.inner_terms()
    worker = {"client": outer.cast.almada, "freelancer": outer.cast.brandt, "grandparent": outer.cast.almada}[who]
    level = (outer.code, outer.cast.brandt) if who == "client" else (pair.inner.code, pair.business)
    parent = Parent(level[0], 1, (1,))
    act = acts.Subcontract(worker.pk, level[1].pk, given[1], people.words_of(given[1]), given[0], None, parent=parent)
    by = outer.cast.jonas if who == "client" else pair.person
    life = people.Life("ZZZZZZ", outer.cast, given[1])
    with pytest.raises(Refusal, match="in_a_circle"):
        life.do(act, people.By("client", by.pk))


def test_levels_nest_and_acceptance_comes_down_through_all_of_them():
    outer = below.free()
    middle = below.subcontracted(outer, subcontracting="free", **BOTH)
    noor, elsewhere = outer.cast.noor, outer.cast.elsewhere
    whole = below.inner_terms(**BOTH)
    lowest = people.Life("YYYYYY", outer.cast, whole)
    act = acts.Subcontract(
        elsewhere.pk,
        middle.business.pk,
        whole,
        people.words_of(whole),
        people.today(),
        None,
        parent=Parent(middle.inner.code, 1, (1, 2)),
    )
    lowest.do(act, people.By("client", middle.person.pk))
    lowest.do(acts.Agree(lowest.contract.terms, prose.words("Noor"), "code"), people.By("freelancer", noor.pk))
    lowest.do(acts.Start(1), people.By("freelancer", noor.pk))
    lowest.do(acts.Deliver(1, prose.words("{}"), (), (1, 2)), people.By("freelancer", noor.pk))
    middle.deliver()
    accept_above(middle)
    middle.work()
    assert [life.stone(1).work for life in (outer, middle.inner, lowest)] == ["accepted"] * 3
    assert lowest.contract.above.accepted_at is not None


def test_agreement_below_is_told_above_with_the_name_only_where_terms_show_workers():
    shown, hidden = below.subcontracted(below.free()), below.subcontracted(below.free(workers_shown=0))
    shown.work()
    given = shown.outer.contract.given[0]
    assert prose.read([given.who]) == {given.who: "Rocha Filmes"}
    assert given.worker == shown.business.pk
    assert (hidden.outer.contract.given[0].worker, hidden.outer.contract.given[0].who) == (0, "")
    for pair in (shown, hidden):
        text = "".join(entry.text for entry in chain.Entry.objects.filter(code=pair.outer.code))
        assert pair.inner.code not in text
        assert str(below.INNER_PRICE) not in text


def test_acceptance_and_money_above_bring_acceptance_and_the_day_to_pay_below():
    pair = below.subcontracted(below.free(), **BOTH)
    pair.deliver()
    accept_above(pair)  # its deposit was held: accepted and paid in one
    pair.work()
    stone = pair.inner.stone(1)
    assert (stone.work, stone.money) == ("accepted", "invoiced")
    assert (stone.pay_by - people.today()).days in {13, 14, 15}
    assert Invoice.objects.get(code=pair.inner.code).due == stone.pay_by


def test_a_bill_waits_for_the_money_above_and_its_day_moves_when_that_comes():
    pair = below.subcontracted(below.free("after"), **BOTH)
    pair.deliver()
    accept_above(pair)
    pair.work()
    assert (pair.inner.stone(1).pay_by - people.today()).days in {59, 60, 61}
    pair.outer.maya(acts.ClaimPaid(1, people.today()))
    pair.outer.jonas(acts.ConfirmPayment(1, people.today()))
    pair.work()
    assert (pair.inner.stone(1).pay_by - people.today()).days in {13, 14, 15}
    assert Invoice.objects.get(code=pair.inner.code).due == pair.inner.stone(1).pay_by
    assert check() == []
    assert rebuild() == []


def test_nothing_follows_where_the_terms_say_that_each_stands_by_itself():
    pair = below.subcontracted(below.free())
    pair.deliver()
    accept_above(pair)
    pair.work()
    assert pair.inner.stone(1).work == "delivered"


def test_a_milestone_that_is_cancelled_above_holds_nobody_up_below():
    outer = below.free("after", 3)
    pair = below.subcontracted(outer, 2, **BOTH)
    pair.deliver()
    pair.work()
    pair.inner.clock(acts.Notice(1, 1, "delivered"))
    waits = pair.inner.stone(1).review_until
    was = prose.kept(outer.contract.terms)
    whole = people.replace(outer.terms, milestones=tuple(m for m in outer.terms.milestones if m.number != 2))
    outer.jonas(acts.OfferChange(whole, people.words_of(whole), was, people.today() + timedelta(days=3)))
    outer.maya(acts.AcceptChange(outer.contract.change.terms, prose.words("Maya"), "code"))
    pair.work()
    assert pair.inner.contract.above.over_at is not None
    assert pair.inner.stone(1).review_until < waits


def test_a_worker_that_slept_for_a_week_finds_everything_and_does_it_once():
    pair = below.subcontracted(below.free(), **BOTH)
    pair.deliver()
    accept_above(pair)
    later = datetime.now(UTC) + timedelta(days=7)
    pair.work(later)
    first = pair.inner.contract
    assert first.stones[0].work == "accepted"
    Job.objects.update(done=None, due=later)  # everything comes again
    pair.work(later)
    for told in chain.entries(pair.outer.code):
        descend(told, pair.outer.code, later)
    for told in chain.entries(pair.inner.code):
        descend(told, pair.inner.code, later)
    assert pair.inner.contract.seq == first.seq
    assert len(pair.outer.contract.given) == 1


def test_each_thing_is_told_by_the_entry_that_brought_it():
    pair = below.subcontracted(below.free("after"), **BOTH)
    pair.deliver()
    accept_above(pair)
    accepted = pair.outer.contract.head
    pair.outer.maya(acts.ClaimPaid(1, people.today()))
    pair.outer.jonas(acts.ConfirmPayment(1, people.today()))
    paid = pair.outer.contract.head
    pair.work()
    told = {f.kind: f.entry for t in chain.entries(pair.inner.code) for f in t.facts if type(f).__name__ == "ParentFollowed"}
    assert told == {"accepted": accepted, "paid": paid}
