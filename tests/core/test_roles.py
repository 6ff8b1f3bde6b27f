"""Roles: the table names every act of a person, and the rules hold to it, for the write as for the button."""

import pytest

from tallystone.core import acts, roles
from tallystone.core.contract import RULES, decide, open_acts
from tallystone.core.refusal import Refusal
from tallystone.core.rule import PARTIES
from tallystone.core.state import CLOCK, By
from tests.core import given
from tests.core.given import SIDES
from tests.core.test_open_acts import PLAYS, good

PERSONS = {kind.__name__ for kind, rule in RULES.items() if set(rule.sides) & set(PARTIES)}


def test_every_act_of_a_person_has_its_line_in_the_table():
    """A new act: say in core/roles.py which roles may do it."""
    assert set(roles.MAY) == PERSONS


def test_owners_may_do_everything_and_guests_nothing():
    assert all(roles.may("owner", act) for act in roles.MAY)
    assert not any(roles.may("guest", act) for act in roles.MAY)
    assert not roles.sees("guest", "prices")
    assert not roles.sees("guest", "hours")
    assert not any(roles.keeps("guest", what) for what in roles.KEEP)


def test_who_may_not_see_prices_does_nothing_that_binds_or_pays():
    blind = [role for role in roles.ROLES if not roles.sees(role, "prices")]
    assert blind == ["member", "guest"]
    for act in roles.MAY:
        assert roles.MAY[act] in (roles.WORK, roles.HOLD) or not any(roles.may(role, act) for role in blind)


def test_a_role_or_an_act_that_nobody_knows_may_do_little():
    assert not roles.may("intern", "Start")
    assert [role for role in roles.ROLES if roles.may(role, "Unheard")] == ["owner", "manager"]


def handed_by(role: str, act: str) -> bool:
    """Who binds the business hands any contract on; who does not, only one that is in their own hands."""
    return act != "HandToMember" or role in roles.BIND


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.parametrize("side", PARTIES)
@pytest.mark.parametrize("state", PLAYS)
def test_a_role_narrows_what_is_open_and_the_write_agrees(state, side, role):
    play = PLAYS[state]()
    by = By(side, SIDES[side].person, role)
    full = open_acts(play.contract, SIDES[side], play.now)
    mine = open_acts(play.contract, by, play.now)
    lead = play.contract.lead(side) == by.person
    assert mine == [each for each in full if roles.may(role, each.act) and (lead or handed_by(role, each.act))]
    for each in full:
        act = good(acts.ACTS[each.act], each.milestone, play, side)
        if each in mine:
            assert decide(play.contract, act, by, play.now) == decide(play.contract, act, SIDES[side], play.now)
            continue
        with pytest.raises(Refusal) as refused:
            decide(play.contract, act, by, play.now)
        assert (refused.value.name, refused.value.told) == ("role_may_not", {"role": role})


def test_the_other_sides_acts_are_not_told_by_role():
    with pytest.raises(Refusal, match="not_yours"):
        decide(given.delivered().contract, acts.Retract(1), By("client", 2, "guest"), given.NOW)


def test_the_clock_has_no_role():
    play = given.delivered()
    assert decide(play.contract, acts.Notice(1, 1, "delivered"), CLOCK, play.now)
