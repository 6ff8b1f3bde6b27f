"""Making and ending a status link from the contract's page."""

import pytest

from tallystone.people import status
from tests import cast as people
from tests.conftest import browser_of


@pytest.fixture
def life(db):
    return people.agreed()


def test_made_and_ended_by_either_side_for_itself(life):
    maya, jonas = browser_of(life.cast.maya), browser_of(life.cast.jonas)
    answer = maya.post(f"/contracts/{life.code}/status-link")
    assert (answer.status_code, answer["Location"]) == (303, f"/contracts/{life.code}#status-link")
    maya.post(f"/contracts/{life.code}/status-link")
    assert len(status.links_of(life.code, "client")) == 1
    jonas.post(f"/contracts/{life.code}/status-link/revoke")
    assert len(status.links_of(life.code, "client")) == 1
    maya.post(f"/contracts/{life.code}/status-link/revoke")
    assert status.links_of(life.code, "client") == []


def test_looking_makes_none(life):
    assert browser_of(life.cast.maya).get(f"/contracts/{life.code}/status-link").status_code == 405


def test_outsiders_find_nothing(life, noor_browser, stranger_browser):
    status.make(life.code, "client", life.cast.maya)
    for browser in (noor_browser, stranger_browser):
        for path in (f"/contracts/{life.code}/status-link", f"/contracts/{life.code}/status-link/revoke"):
            assert browser.post(path).status_code == 404
            assert browser.post(path.replace(life.code, "ZZZZ99")).status_code == 404
    assert len(status.links_of(life.code, "client")) == 1
