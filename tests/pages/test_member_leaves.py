"""Whoever leaves a business by themselves first hands on what is in their hands, by an act of their own."""

import pytest

from tallystone.core import acts
from tallystone.core.state import By
from tallystone.journal import chain
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.test_members import fresh, here, place, text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("role", "chosen"), [("manager", "tom"), ("member", "tom"), ("member", ""), ("bookkeeper", "")])
def test_who_leaves_hands_on_first_and_it_is_their_act(role, chosen):
    life, over = people.started(), people.completed()
    lea, tom = people.member(life.cast.brandt, "Lea Kern", role), people.member(life.cast.brandt, "Tom Beck", "member")
    life.do(acts.HandToMember(lea.pk, role), By("freelancer", life.cast.jonas.pk))
    browser, there = fresh(browser_of(lea)), here(life.cast.brandt, place(lea, life.cast.brandt).pk, "remove")
    page = browser.get(there).content.decode()
    assert "Into whose hands do they go?" in page
    assert f'value="{life.cast.jonas.pk}" selected' in page, "the owner, if nobody else is chosen"
    taker = tom if chosen else life.cast.jonas
    answer = browser.post(there, {"to": str(taker.pk)})
    assert answer["Location"] == "/settings?saved=left"
    last = list(chain.entries(life.code))[-1]
    assert (last.act, last.by.person, last.by.role) == ("HandToMember", lea.pk, role)
    assert (life.contract.lead("freelancer"), over.contract.lead("freelancer")) == (taker.pk, life.cast.jonas.pk)
    assert browser.get(f"/contracts/{life.code}").status_code == 404
    assert "Lea Kern" in browser_of(life.cast.maya).get(f"/contracts/{life.code}/history").content.decode()


def test_who_leaves_without_saying_who_takes_over_stays(cast):
    life = people.started()
    lea = people.member(cast.brandt, "Lea Kern", "member")
    life.do(acts.HandToMember(lea.pk, "member"), By("freelancer", cast.jonas.pk))
    answer = fresh(browser_of(lea)).post(here(cast.brandt, place(lea, cast.brandt).pk, "remove"), {"to": "999999"})
    assert (answer.status_code, "Choose somebody." in text(answer)) == (422, True)
    assert (place(lea, cast.brandt).left, life.contract.lead("freelancer")) == (None, lea.pk)
