"""Many at once: one effect, the same answer to all who asked the same, and numbers without a gap."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tallystone.acting.door import new_act_id
from tallystone.books.checking import check
from tallystone.books.models import Invoice
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.journal import prose
from tallystone.journal.models import Entry
from tallystone.journal.proving import prove
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def at_once(many: int, ask: Callable[[int], object]) -> list[str]:
    """The outcomes of so many threads that begin together: "done", "repeated" or the refusal's name."""
    start = Barrier(many)

    def one(n: int) -> str:
        start.wait()
        try:
            return "repeated" if ask(n).repeated else "done"
        except Refusal as refusal:
            return refusal.name
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, range(many)))


def holds() -> None:
    """Chains, copies and sums are sound."""
    assert prove() == []
    assert rebuild() == []
    assert check() == []


ASKED = {
    "accept": (cast.delivered, "client", lambda life: acts.Accept(1, life.stone(1).snapshot), "milestone_not_ready"),
    "agree": (cast.proposed, "client", lambda life: acts.Agree(life.contract.terms, prose.words("Maya"), "code"), "not_now"),
    "confirm": (cast.asked, "freelancer", lambda life: acts.ConfirmFunding(1, cast.today()), "money_not_ready"),
    "ask funding": (cast.agreed, "freelancer", lambda life: acts.AskFunding(1), "money_not_ready"),
}


@pytest.mark.parametrize("name", ASKED)
def test_fifty_forms_at_once_have_one_effect(name):
    play, side, make, refused = ASKED[name]
    life = play()
    act, seq = make(life), life.contract.seq
    outcomes = Counter(at_once(MANY, lambda n: life.do(act, By(side, 1))))
    assert outcomes == {"done": 1, refused: MANY - 1}
    assert life.contract.seq == seq + 1
    holds()


@pytest.mark.parametrize("name", ASKED)
def test_one_form_sent_fifty_times_at_once_has_one_effect_and_one_answer(name):
    play, side, make, _ = ASKED[name]
    life = play()
    act, seq, act_id = make(life), life.contract.seq, new_act_id()
    outcomes = Counter(at_once(MANY, lambda n: life.do(act, By(side, 1), act_id=act_id)))
    assert outcomes == {"done": 1, "repeated": MANY - 1}
    assert life.contract.seq == seq + 1
    assert Entry.objects.filter(act_id=act_id).count() == 1
    holds()


def test_both_sides_agree_and_withdraw_at_once():
    life = cast.proposed()
    agree, withdraw = acts.Agree(life.contract.terms, prose.words("Maya"), "code"), acts.Withdraw()
    outcomes = Counter(at_once(20, lambda n: life.maya(agree) if n % 2 else life.jonas(withdraw)))
    assert outcomes["done"] == 1
    assert life.contract.state in {"agreed", "withdrawn"}
    holds()


def test_fifty_proposals_of_one_contract_begin_it_once():
    life = cast.proposed()
    life.code = "RACE22"
    by, whole = By("freelancer", 1), life.terms
    act = acts.Propose(life.cast.brandt.pk, life.cast.almada.pk, whole, cast.words_of(whole), cast.today())
    assert Counter(at_once(MANY, lambda n: life.do(act, by))) == {"done": 1, "not_now": MANY - 1}
    holds()


def test_numbers_have_no_gap_when_eight_contracts_of_one_freelancer_invoice_at_once():
    lives = [cast.delivered("after", count=1) for _ in range(8)]
    before = [cast.agreed("before", count=4) for _ in range(2)]

    def ask(n: int):
        if n < 8:
            return lives[n].maya(acts.Accept(1, lives[n].stone(1).snapshot))
        if n < 16:
            return before[n % 2].jonas(acts.AskFunding(1 + (n - 8) // 2))
        return before[0].jonas(acts.AskFunding(9))  # refused, and takes no number

    assert Counter(at_once(24, ask)) == {"done": 16, "no_such_milestone": 8}
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == [f"{lives[0].cast.brandt.pk}-{n:04d}" for n in range(1, 17)]
    holds()


def test_different_contracts_do_not_disturb_each_other():
    lives = [cast.started() for _ in range(8)]
    by = By("freelancer", 1)

    def ask(n: int):
        return lives[n % 8].do(acts.Report(1, n, prose.words(f"{n}"), cast.today()), by)

    assert set(at_once(40, ask)) == {"done"}
    assert [life.contract.seq for life in lives] == [lives[0].contract.seq] * 8
    holds()
