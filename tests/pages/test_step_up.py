"""A fresh code for what binds or moves money: shown here by changing the bank account."""

from datetime import timedelta

import pytest

from tallystone.people.models import Business
from tests import cast as people
from tests.people.browsers import last_code, later, letters_to, sign_in

ACCOUNT = {"account_holder": "Jonas Brandt", "iban": "GB82 WEST 1234 5698 7654 32", "bic": "WESTGB22"}


def iban() -> str:
    return Business.objects.get(name=people.BRANDT["name"]).iban


def test_code_is_mailed_first_and_what_was_typed_is_kept(jonas_browser):
    answer = jonas_browser.post("/settings/bank", ACCOUNT)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "mailed a code of eight digits to j…@brandt.example" in page
    assert 'name="fresh_code"' in page
    assert ACCOUNT["iban"] in page
    assert iban() == people.BRANDT["iban"]
    answer = jonas_browser.post("/settings/bank", {**ACCOUNT, "fresh_code": last_code(people.JONAS)})
    assert answer["Location"] == "/settings?saved=bank"
    assert iban() == "GB82WEST12345698765432"


def test_change_is_told_by_mail_without_the_whole_number(jonas_browser):
    jonas_browser.post("/settings/bank", ACCOUNT)
    jonas_browser.post("/settings/bank", {**ACCOUNT, "fresh_code": last_code(people.JONAS)})
    note = letters_to(people.JONAS)[-1]
    assert "bank account" in note.subject
    assert "ends with 5432" in note.text
    assert "GB82" not in note.text


def test_wrong_code_changes_nothing_and_sends_nothing_new(jonas_browser):
    jonas_browser.post("/settings/bank", ACCOUNT)
    wrong = f"{(int(last_code(people.JONAS)) + 1) % 10**8:08d}"
    answer = jonas_browser.post("/settings/bank", {**ACCOUNT, "fresh_code": wrong})
    assert answer.status_code == 422
    assert "not the code we sent" in answer.content.decode()
    assert iban() == people.BRANDT["iban"]
    assert len(letters_to(people.JONAS)) == 1


def test_nothing_typed_says_so(jonas_browser):
    jonas_browser.post("/settings/bank", ACCOUNT)
    answer = jonas_browser.post("/settings/bank", {**ACCOUNT, "fresh_code": " "})
    assert "Type the code from the mail" in answer.content.decode()
    assert len(letters_to(people.JONAS)) == 1


def test_resend_mails_another(jonas_browser):
    jonas_browser.post("/settings/bank", ACCOUNT)
    jonas_browser.post("/settings/bank", {**ACCOUNT, "resend": "1"})
    assert len(letters_to(people.JONAS)) == 2
    jonas_browser.post("/settings/bank", {**ACCOUNT, "fresh_code": last_code(people.JONAS)})
    assert iban() == "GB82WEST12345698765432"


@pytest.mark.parametrize(("minutes", "asked"), [(9, False), (11, True)])
def test_code_to_sign_in_counts_for_ten_minutes(cast, stranger_browser, time_machine, minutes, asked):
    sign_in(stranger_browser, people.JONAS)
    later(time_machine, timedelta(minutes=minutes))
    stranger_browser.post("/settings/bank", ACCOUNT)
    assert (iban() == people.BRANDT["iban"]) is asked


def test_clock_that_was_ahead_is_not_fresh_for_ever(cast, stranger_browser, time_machine):
    later(time_machine, timedelta(days=1))
    sign_in(stranger_browser, people.JONAS)
    later(time_machine, timedelta(days=-1))
    stranger_browser.post("/settings/bank", ACCOUNT)
    assert iban() == people.BRANDT["iban"]


def test_freshness_ends_with_the_session(cast, stranger_browser):
    sign_in(stranger_browser, people.JONAS)
    stranger_browser.post("/sign-out")
    stranger_browser.force_login(cast.jonas)
    stranger_browser.post("/settings/bank", ACCOUNT)
    assert iban() == people.BRANDT["iban"]


def test_code_to_sign_in_that_was_not_typed_yet_is_no_step_up(cast, jonas_browser):
    jonas_browser.post("/settings/bank", ACCOUNT)
    step_up = last_code(people.JONAS)
    jonas_browser.session.flush()
    other = type(jonas_browser)()
    other.post("/sign-in", {"email": people.JONAS})
    assert other.post("/sign-in/code", {"code": step_up}).status_code == 422


def test_same_account_again_wants_no_code(jonas_browser):
    same = {name: people.BRANDT[name] for name in ("account_holder", "iban", "bic")}
    assert jonas_browser.post("/settings/bank", same)["Location"] == "/settings?saved=bank"
    assert not letters_to(people.JONAS)
