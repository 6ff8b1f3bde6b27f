"""The same act sent twice is done once; a refused act changes nothing; a stale page is told."""

import pytest
from django.db import connection

from tallystone.acting.door import new_act_id
from tallystone.core import acts
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.journal import prose
from tests import cast

pytestmark = pytest.mark.django_db
TABLES = (
    "journal_entry", "journal_head", "journal_prose", "books_contract", "books_milestone", "books_invoice", "books_transfer",
    "books_paper", "acting_job", "acting_invoicenumber",
)  # fmt: skip


def everything() -> dict:
    with connection.cursor() as cursor:
        rows = {}
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows


def sides(life: cast.Life) -> tuple[By, By]:
    return By("freelancer", life.cast.jonas.pk), By("client", life.cast.maya.pk)


REPEATED = {
    "accept": (cast.delivered, lambda life: acts.Accept(1, life.stone(1).snapshot), 1),
    "agree": (cast.proposed, lambda life: acts.Agree(life.contract.terms, prose.words("Maya"), "code"), 1),
    "report": (cast.started, lambda life: acts.Report(1, 5, prose.words("Begun"), cast.today()), 0),
    "ask funding": (cast.agreed, lambda life: acts.AskFunding(1), 0),
    "confirm": (cast.asked, lambda life: acts.ConfirmFunding(1, cast.today()), 0),
}


@pytest.mark.parametrize("name", REPEATED)
def test_the_same_act_again_gives_the_same_answer_and_does_nothing(name):
    play, make, side = REPEATED[name]
    life = play()
    act, by, act_id = make(life), sides(life)[side], new_act_id()
    first = life.do(act, by, act_id=act_id)
    before = everything()
    again = life.do(act, by, act_id=act_id)
    assert (first.repeated, again.repeated) == (False, True)
    assert again.contract == first.contract
    assert everything() == before


def test_a_form_sent_twice_has_a_fresh_salt_and_is_still_the_same_act():
    life = cast.started()
    freelancer, _ = sides(life)
    act_id = new_act_id()
    for _ in range(2):
        done = life.do(acts.Report(1, 5, prose.words("Begun"), cast.today()), freelancer, act_id=act_id)
    assert done.repeated


def test_an_answer_seen_long_ago_is_repeated_even_when_the_page_is_stale():
    life = cast.delivered()
    _, client = sides(life)
    act, act_id, seen = acts.Accept(1, life.stone(1).snapshot), new_act_id(), life.contract.seq
    life.do(act, client, act_id=act_id, seen=seen)
    assert life.do(act, client, act_id=act_id, seen=seen).repeated


@pytest.mark.parametrize(
    "other",
    [
        lambda life: (acts.Report(1, 6, prose.words("Begun"), cast.today()), sides(life)[0]),
        lambda life: (acts.Report(1, 5, prose.words("Begun!"), cast.today()), sides(life)[0]),
        lambda life: (acts.Report(1, 5, prose.words("Begun"), cast.today()), By("freelancer", life.cast.noor.pk)),
        lambda life: (acts.AskFunding(2), sides(life)[0]),
    ],
)
def test_the_same_id_with_another_act_is_refused(other):
    life = cast.started()
    act_id = new_act_id()
    life.do(acts.Report(1, 5, prose.words("Begun"), cast.today()), sides(life)[0], act_id=act_id)
    before = everything()
    act, by = other(life)
    with pytest.raises(Refusal, match="other_act"):
        life.do(act, by, act_id=act_id)
    assert everything() == before


def test_the_same_id_on_another_contract_is_refused():
    one, two = cast.started(), cast.started()
    act_id = new_act_id()
    one.do(acts.AskFunding(2), sides(one)[0], act_id=act_id)
    before = everything()
    with pytest.raises(Refusal, match="other_act"):
        two.do(acts.AskFunding(2), sides(two)[0], act_id=act_id)
    assert everything() == before


REFUSED = {
    "wrong snapshot": (cast.delivered, lambda life: life.maya(acts.Accept(1, "0" * 64))),
    "wrong terms": (cast.proposed, lambda life: life.maya(acts.Agree("0" * 64, prose.words("Maya"), "code"))),
    "wrong side": (cast.delivered, lambda life: life.jonas(acts.Accept(1, life.stone(1).snapshot))),
    "too early": (cast.delivered, lambda life: life.clock(acts.Lapse(1))),
    "twice": (cast.asked, lambda life: life.jonas(acts.AskFunding(1))),
    "no words": (cast.proposed, lambda life: life.maya(acts.Decline(prose.words(" ")))),
    "of nothing": (cast.agreed, lambda life: life.jonas(acts.Start(9))),
    "unknown contract": (cast.proposed, lambda life: cast.Life("ZZZZZZ", life.cast, life.terms).jonas(acts.Start(1))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_act_changes_nothing(name):
    play, act = REFUSED[name]
    life = play()
    before = everything()
    with pytest.raises(Refusal):
        act(life)
    assert everything() == before


def test_a_refused_act_leaves_no_gap_in_the_numbers():
    life = cast.agreed()
    for number in (1, 2):
        with pytest.raises(Refusal):
            life.jonas(acts.AskFunding(9))
        life.jonas(acts.AskFunding(number))
    numbers = [s.invoices for s in life.contract.stones[:2]]
    assert numbers == [(f"{life.cast.brandt.pk}-0001",), (f"{life.cast.brandt.pk}-0002",)]


def test_a_stale_page_is_told_and_the_act_not_done():
    life = cast.delivered()
    seen, snapshot = life.contract.seq, life.stone(1).snapshot
    life.jonas(acts.Retract(1))
    cast.deliver(life, 1, "Another one.")
    before = everything()
    with pytest.raises(Refusal, match="stale") as refusal:
        life.do(acts.Accept(1, snapshot), sides(life)[1], seen=seen)
    assert refusal.value.told["seen"] == seen
    assert everything() == before


def test_what_the_clock_notes_makes_no_page_stale():
    life = cast.delivered()
    seen = life.contract.seq
    life.clock(acts.Notice(1, 1, "delivered"))
    life.clock(acts.FilePaper("agreement", "1", "ab" * 32))
    assert life.do(acts.Accept(1, life.stone(1).snapshot), sides(life)[1], seen=seen).contract.seq == seen + 3


def test_each_act_leaves_one_job():
    life = cast.agreed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM acting_job WHERE kind = 'entry' ORDER BY key")
        assert [row[0] for row in cursor.fetchall()] == [f"entry:{life.code}:{n}" for n in (1, 2)]
