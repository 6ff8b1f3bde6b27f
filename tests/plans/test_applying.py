"""A plan put into a draft: days and prices change, what is billed by the hour keeps its rate and hours."""

from dataclasses import replace
from datetime import timedelta

from tallystone.drafting.reading import read
from tallystone.drafting.spelling import spelled
from tallystone.plans import applying
from tests import cast as people


def test_new_days_leave_prices_by_the_hour_alone():
    terms, today = people.by_the_hour(kind="hard"), people.today()
    typed = spelled(terms, ",", today)
    later = [
        replace(m, due=m.due + timedelta(days=7), price_minor=m.price_minor + 100, rate_minor=None) for m in terms.milestones
    ]
    rows = applying.redated(typed, later, terms.currency)
    found = read({**typed, "milestones": rows}, today)
    assert found.faults == ()
    was = terms.milestones
    assert [m.due for m in found.terms.milestones] == [m.due for m in later]
    assert [m.rate_minor for m in found.terms.milestones] == [m.rate_minor for m in was]
    assert [m.cap_kind for m in found.terms.milestones] == [m.cap_kind for m in was]
    wanted = [m.price_minor if m.rate_minor is not None else m.price_minor + 100 for m in was]
    assert [m.price_minor for m in found.terms.milestones] == wanted
    assert rows[0]["price"] == typed["milestones"][0]["price"] == ""
