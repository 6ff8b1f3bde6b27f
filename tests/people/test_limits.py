"""Limits: so many and no more, counted where nobody can forge it, and over after a quarter of an hour."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tallystone.core.refusal import Refusal
from tallystone.people import limits
from tallystone.people.models import Attempt, Pass
from tallystone.people.passes import check_code, make_code
from tests.people.browsers import HERE, THERE, later, request

EMAIL = "ines@studio.example"


def spent(browser: str = HERE, **meta) -> bool:
    try:
        make_code(request(browser, **meta), EMAIL, Pass.SIGN_IN)
    except Refusal as refusal:
        return refusal.name == "too_many_tries"
    return False


def test_five_codes_for_an_address_then_a_wait(db, time_machine):
    assert [spent(REMOTE_ADDR=f"192.0.2.{n}") for n in range(6)] == [False] * 5 + [True]
    later(time_machine, limits.WINDOW + timedelta(seconds=1))
    assert not spent()


def test_who_is_refused_does_not_wait_longer(db):
    for _ in range(9):
        spent()
    assert Attempt.objects.filter(key__startswith="mail-address:").count() == limits.MAILS_TO_AN_ADDRESS


def test_strangers_do_not_lock_out_a_browser_that_was_here_before(db, time_machine):
    check_code(request(), EMAIL, Pass.SIGN_IN, make_code(request(), EMAIL, Pass.SIGN_IN))
    later(time_machine, limits.WINDOW)
    assert [spent(THERE) for _ in range(6)] == [False] * 5 + [True]
    assert not spent(HERE)


def test_a_place_is_limited_whatever_the_addresses(db):
    for n in range(limits.MAILS_FROM_A_PLACE):
        make_code(request(), f"{n}@studio.example", Pass.SIGN_IN)
    assert spent()
    assert not spent(REMOTE_ADDR="192.0.2.77")


def test_trying_counts_too(db, monkeypatch):
    monkeypatch.setattr(limits, "TRIES_FROM_A_PLACE", 3)
    names = []
    for n in range(4):
        with pytest.raises(Refusal) as refusal:
            check_code(request(), f"{n}@studio.example", Pass.SIGN_IN, "12345678")
        names.append(refusal.value.name)
    assert names == ["code_over"] * 3 + ["too_many_tries"]


def test_attempts_keep_no_address_in_the_clear(db):
    make_code(request(REMOTE_ADDR="192.0.2.77"), EMAIL, Pass.SIGN_IN)
    kept = str(list(Attempt.objects.values()))
    assert "192.0.2" not in kept
    assert "ines" not in kept


@pytest.mark.parametrize(
    ("proxies", "forwarded", "place"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.5, 198.51.100.9, 10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:198.51.100.9", "198.51.100.9"),
    ],
)
def test_place_is_what_our_own_proxies_saw(settings, proxies, forwarded, place):
    settings.PROXIES = proxies
    assert limits.place_of(request(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)) == place


@pytest.mark.parametrize("proxies", [0, 1])
def test_forged_forwarding_lifts_no_limit(db, settings, monkeypatch, proxies):
    settings.PROXIES = proxies
    monkeypatch.setattr(limits, "MAILS_FROM_A_PLACE", 3)
    forged = [{"HTTP_X_FORWARDED_FOR": f"203.0.113.{n}" + ", 198.51.100.9" * proxies} for n in range(4)]
    assert [spent(**meta) for meta in forged] == [False, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_no_more_than_the_limit():
    def one(_):
        try:
            limits.count("mail-address", EMAIL, 5)
            return True
        except Refusal:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        through = sum(pool.map(one, range(40)))
    assert 1 <= through <= 5
