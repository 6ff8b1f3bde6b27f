"""Mailed codes: right ones once, wrong ones five times, and only in the browser that asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tallystone.core.refusal import Refusal
from tallystone.people.models import Pass
from tallystone.people.passes import CODE_LIVES, check_code, make_code
from tests.people.browsers import HERE, THERE, later, request

EMAIL = "ines@studio.example"


def refused(code: str, purpose: str = Pass.SIGN_IN, email: str = EMAIL, browser: str = HERE) -> str:
    with pytest.raises(Refusal) as refusal:
        check_code(request(browser), email, purpose, code)
    return refusal.value.name


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08d}"


def test_right_code_works_once(db):
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    check_code(request(), EMAIL, Pass.SIGN_IN, f" {code[:4]} {code[4:]} ")
    assert refused(code) == "code_over"


def test_code_itself_is_kept_nowhere(db):
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    assert code not in str(Pass.objects.values().get())


def test_wrong_code_says_so_and_the_right_one_still_works(db):
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    assert refused(wrong(code)) == "code_wrong"
    check_code(request(), EMAIL, Pass.SIGN_IN, code)


def test_after_five_tries_the_right_code_is_worth_nothing(db):
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    assert [refused(wrong(code)) for _ in range(5)] == [*["code_wrong"] * 4, "code_used_up"]
    assert refused(code) == "code_used_up"


@pytest.mark.parametrize("typed", ["", "  ", "- -"])
def test_nothing_typed_costs_no_try(db, typed):
    make_code(request(), EMAIL, Pass.SIGN_IN)
    assert refused(typed) == "code_missing"
    assert Pass.objects.get().tries == 0


def test_full_width_digits_are_not_the_code(db):
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    assert refused(code.translate({48 + n: 0xFF10 + n for n in range(10)})) == "code_wrong"


def test_code_ends(db, time_machine):
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    later(time_machine, CODE_LIVES + timedelta(seconds=1))
    assert refused(code) == "code_over"


def test_other_browser_is_refused_and_costs_the_first_no_try(db):
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    assert [refused(code, browser=THERE) for _ in range(6)] == ["code_other_browser"] * 6
    check_code(request(), EMAIL, Pass.SIGN_IN, code)


def test_code_opens_nothing_else(db):
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    assert refused(code, purpose=Pass.STEP_UP) == "code_over"
    assert refused(code, email="other@studio.example") == "code_over"


def test_new_code_ends_the_one_before(db):
    first, second = make_code(request(), EMAIL, Pass.SIGN_IN), make_code(request(), EMAIL, Pass.SIGN_IN)
    assert first == second or refused(first) == "code_wrong"
    check_code(request(), EMAIL, Pass.SIGN_IN, second)


def test_stranger_who_asks_for_a_code_does_not_end_mine(db):
    mine = make_code(request(), EMAIL, Pass.SIGN_IN)
    make_code(request(THERE), EMAIL, Pass.SIGN_IN)
    check_code(request(), EMAIL, Pass.SIGN_IN, mine)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_have_one_winner():
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    assert sorted(at_once(code, 50)).count("in") == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_guesses_at_once_are_still_five():
    code = make_code(request(), EMAIL, Pass.SIGN_IN)
    at_once(wrong(code), 50)
    assert Pass.objects.get().tries == 5


def at_once(code: str, times: int) -> list[str]:
    def one(_):
        try:
            check_code(request(), EMAIL, Pass.SIGN_IN, code)
            return "in"
        except Refusal as refusal:
            return refusal.name
        finally:
            connection.close()

    with ThreadPoolExecutor(25) as pool:
        return list(pool.map(one, range(times)))
