"""Addresses that nobody would type by hand."""

import pytest

from tests import cast as played

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["%00", "x" * 3000, "%F0%9F%92%B0", "..%2f", "%ff"])
def test_odd_codes_are_not_found(maya_browser, code):
    for address in (f"/contracts/{code}/agree", f"/contracts/{code}/milestones/1", f"/contracts/{code}/milestones/1/accept"):
        assert maya_browser.get(address).status_code == 404


def test_a_code_in_small_letters_is_another_code(maya_browser):
    life = played.proposed()
    if life.code.lower() != life.code:
        assert maya_browser.get(f"/contracts/{life.code.lower()}/agree").status_code == 404


@pytest.mark.parametrize("act", ["deliver", "accept", "ask-changes", "report", "claim-paid"])
@pytest.mark.parametrize("odd", ["%00", "%ED%A0%BD", "x" * 100_000, "-1", "1e400", "null", "%5B%5D"])
def test_odd_fields_change_nothing(jonas_browser, maya_browser, act, odd):
    life = played.delivered()
    before = life.contract.seq
    names = ("act_id", "seen", "snapshot", "note", "on", "percent", "next_on", "links", "tick-1", "file-1", "verdict-1")
    for body in ("&".join(f"{name}={odd}" for name in names), f"do={odd}&links={odd}&act_id={odd}"):
        for browser in (jonas_browser, maya_browser):
            where = f"/contracts/{life.code}/milestones/1/{act}"
            answer = browser.post(where, body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code in {200, 409, 422}
    assert life.contract.seq == before
