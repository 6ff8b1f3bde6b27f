"""What every test may ask for: the cast, their browsers, and tables that are empty again afterwards."""

import pytest
from django.db import connection
from django.test import Client
from hypothesis import settings

from tests import cast as people
from tests.flushing import unsealed

settings.register_profile("steady", deadline=None)  # a machine that is busy is no fault
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def flushable():
    """Let Django empty the tables after a test that commits, in spite of the journal's seals."""
    flush = connection.ops.execute_sql_flush

    def flush_unsealed(statements):
        with unsealed():
            flush(statements)

    connection.ops.execute_sql_flush = flush_unsealed
    yield
    connection.ops.execute_sql_flush = flush


@pytest.fixture
def cast(db) -> people.Cast:
    """Jonas, Maya and Noor, with their businesses."""
    return people.cast()


def browser_of(person) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def jonas_browser(cast) -> Client:
    return browser_of(cast.jonas)


@pytest.fixture
def maya_browser(cast) -> Client:
    return browser_of(cast.maya)


@pytest.fixture
def noor_browser(cast) -> Client:
    return browser_of(cast.noor)


@pytest.fixture
def stranger_browser(db) -> Client:
    """A browser in which nobody is signed in."""
    return Client()
