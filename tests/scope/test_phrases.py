"""Everything that a finding tells can be translated, and a translator finds all of it."""

import string
from datetime import timedelta

from tallystone import scope
from tallystone.scope.law import laws, unknown
from tallystone.scope.phrases import catalogue, phrases
from tallystone.scope.place import place_of
from tests.scope.examples import START, terms

KNOWN = set(phrases())
FUZZY = "Several modern pages, etc. In total 9,999 EUR. ___ and \u202ethat. The client may send the texts soon. x" * 3


def backwards(text: str) -> str:
    """A language of its own: the text in brackets, so that what was never asked for is seen."""
    assert text in KNOWN, text
    return f"<<{text}>>"


def found():
    places = {"client": place_of("US", ""), "freelancer": place_of("US", "5 Lake Street\nChicago, IL 60601")}
    off = {"client": {START + timedelta(days=n): "Feast" for n in range(90)}}
    given = terms(in_scope=FUZZY, out_of_scope="", payment_days=90, funding="after", rounds=-1, notice_days=-1)
    yield from scope.check(given, places=places, today=START, days_off=off, say=backwards)
    lisbon = {"client": place_of("PT", "Rua 8"), "freelancer": place_of("DE", "Gasse 1")}
    yield from scope.check(terms(payment_days=90, funding="after", currency="USD"), places=lisbon, today=START, say=backwards)
    chicago = place_of("US", "5 Lake Street\nChicago, IL 60601")
    both = {"client": scope.Place("US", "IL"), "freelancer": chicago}
    yield from scope.check(terms(payment_days=90, funding="after", currency="EUR"), places=both, today=START, say=backwards)


def test_nothing_is_told_that_was_not_translated():
    made = list(found())
    assert {f.family for f in made} == {"words", "structure", "plan", "law"}
    assert {"law-applies", "law-days", "law-fields", "law-unsure", "date-on-day-off"} <= {f.rule for f in made}
    for f in made:
        assert f.why.startswith("<<"), f
        assert f.why.endswith(">>"), f
        assert f.mend.startswith("<<"), f


def test_places_that_are_not_known_are_told_in_the_readers_language():
    assert all(f.why.startswith("<<") for f in unknown({}, backwards))


def test_a_translator_finds_all_of_it_with_its_blanks():
    pot = catalogue()
    assert pot.count("msgid ") == len(KNOWN) + 1
    assert all(law.told in KNOWN and law.reach in KNOWN for law in laws())
    for text in KNOWN:
        list(string.Formatter().parse(text))  # a brace too many would break the finding
