"""Law: which pack is told for which places, what it says of the terms, and that each has its source and date."""

from dataclasses import replace
from datetime import date

import pytest

from tallystone import scope
from tallystone.scope import place_of
from tallystone.scope.law import laws
from tests.scope.examples import START, terms

NEW_YORK = place_of("US", "12 Water Street\nNew York, NY 10004")
ALBANY = place_of("US", "1 State Street\nAlbany, NY 12207")
CHICAGO = place_of("US", "5 Lake Street\nChicago, IL 60601")
LOS_ANGELES = place_of("US", "7 Main Street, Los Angeles, CA 90012-1234")
BERLIN, LISBON, LONDON = (
    place_of("de", "Gasse 1, 10435 Berlin"),
    place_of("PT", "Rua 8, Almada"),
    place_of("GB", "1 Row, London"),
)
MONEY = {"currency": "USD"}


def told(freelancer, client, **changed):
    """(rule, severity, why) of the findings of law."""
    places = {"freelancer": freelancer, "client": client}
    found = scope.check(terms(**changed), places=places, today=START)
    return [(f.rule, f.severity, f.why) for f in found if f.family == "law"]


def names(findings) -> set[str]:
    return {why.split(" (")[0] for rule, _, why in findings if rule == "law-applies"}


@pytest.mark.parametrize(
    ("freelancer", "client", "count", "word"),
    [
        (NEW_YORK, NEW_YORK, 2, "applies"), (ALBANY, ALBANY, 1, "applies"), (CHICAGO, CHICAGO, 1, "applies"),
        (LOS_ANGELES, LOS_ANGELES, 2, "applies"), (BERLIN, LISBON, 1, "applies"), (LONDON, LONDON, 1, "applies"),
        (LONDON, BERLIN, 2, "may apply"), (CHICAGO, LOS_ANGELES, 3, "applies"), (BERLIN, CHICAGO, 2, "may apply"),
    ],
)  # fmt: skip
def test_what_applies_follows_from_both_places(freelancer, client, count, word):
    found = told(freelancer, client, **MONEY)
    assert len(names(found)) == count
    assert any(word in why for _, _, why in found)
    assert all("not legal advice" in why for _, _, why in found)


def test_below_the_threshold_nothing_is_told():
    small = terms().milestones[:1]
    assert names(told(NEW_YORK, NEW_YORK, milestones=small, **MONEY)) != set()
    cheap = tuple(replace(m, price_minor=20_000) for m in small)
    assert names(told(NEW_YORK, NEW_YORK, milestones=cheap, **MONEY)) == set()


def test_in_another_currency_it_says_that_it_is_unsure():
    assert any(rule == "law-unsure" and "EUR" in why for rule, _, why in told(NEW_YORK, NEW_YORK))


def test_longer_payment_than_the_law_has_is_a_warning_where_it_applies():
    late = {"funding": "after", "payment_days": 61}
    assert any(rule == "law-days" and how == "warning" for rule, how, _ in told(BERLIN, LISBON, **late))
    assert any(rule == "law-days" and how == "note" for rule, how, _ in told(BERLIN, LONDON, **late))
    assert not any(rule == "law-days" for rule, _, _ in told(BERLIN, LISBON, **{**late, "payment_days": 60}))
    assert any(rule == "law-days" for rule, _, _ in told(CHICAGO, CHICAGO, funding="after", payment_days=31, **MONEY))


def test_a_place_that_is_not_known_is_said():
    assert any(rule == "law-unsure" and "state" in why for rule, _, why in told(place_of("US", "Somewhere"), BERLIN))
    assert any(rule == "law-unsure" and "country" in why for rule, _, why in told(BERLIN, place_of("", "")))
    assert scope.check(terms(), today=START) == []


def test_a_missing_address_is_said():
    bare = scope.Place("US", "IL")
    assert any(rule == "law-fields" and how == "warning" for rule, how, _ in told(CHICAGO, bare, **MONEY))
    assert not any(rule == "law-fields" for rule, _, _ in told(bare, CHICAGO, **MONEY))  # Illinois wants the client's alone
    assert any(rule == "law-fields" for rule, _, _ in told(scope.Place("US", "NY"), ALBANY, **MONEY))


def test_before_it_is_in_force_a_law_is_not_told():
    places = {"freelancer": LOS_ANGELES, "client": LOS_ANGELES}
    found = scope.check(terms(**MONEY), places=places, today=date(2024, 12, 31))
    assert not any("SB 988" in f.why for f in found)


@pytest.mark.parametrize(
    ("country", "address", "region", "city"),
    [
        ("US", "1 Court, Brooklyn, NY 11201", "NY", "New York"),
        ("US", "San Jose, CA 95113", "CA", ""),
        ("US", "Austin, TX 78701", "TX", ""),
        ("US", "New York Street 5, Dallas", "", ""),
        ("DE", "10115 Berlin", "", ""),
        ("US", "Los Angeles 90012", "CA", "Los Angeles"),
    ],
)
def test_a_place_is_read_from_the_postal_code(country, address, region, city):
    place = place_of(country, address)
    assert (place.region, place.city) == (region, city)


@pytest.mark.parametrize("law", laws(), ids=lambda law: law.id)
def test_every_pack_has_its_source_and_its_dates(law):
    assert law.citation
    assert law.link.startswith("https://")
    assert law.effective < law.as_of
    assert law.data["default_payment_days"] == 30
    assert law.sure
    assert law.reach
