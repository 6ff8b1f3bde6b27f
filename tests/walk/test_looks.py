"""Every page, for every kind of reader: axe finds nothing, nothing is cut off, nothing jumps, the browser has no complaint."""

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from tallystone.people.models import Person
from tests.walk import tour
from tests.walk.looking import look
from tests.walk.stage import apart


@pytest.fixture(scope="module")
def changed() -> dict:
    """No mail server: the letters stay and are shown at /outbox."""
    return {"SMTP": "", "DEMO": True}


@pytest.fixture(scope="module")
def pages(stage) -> dict[str, list[str]]:
    stage.rest()
    return apart(tour.build)


@pytest.fixture
def reader(somebody, stage):
    """reader(email): the page of somebody who is signed in; of a stranger without an address."""

    def signed_in(email: str):
        who = somebody(email)
        if email:
            client = Client()
            client.force_login(Person.objects.get(email=email))
            who.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": stage.url}])
        return who

    return signed_in


@pytest.mark.parametrize("email", ["", tour.JONAS, tour.MAYA, tour.PRIYA, "new@nobody.example"])
def test_every_page(email, pages, reader):
    who = reader(email)
    faults = [fault for path in pages[email] for fault in look(who.page, path)]
    assert not faults, "\n".join(faults)


def test_the_tour_goes_everywhere(pages, stage):
    seen = {
        resolve(path.removeprefix(stage.url).split("?")[0]).url_name
        for paths in pages.values()
        for path in paths[:]
        if "/nowhere" not in path
    }
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names - seen - tour.NO_PAGES == set()
