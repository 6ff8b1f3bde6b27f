"""What tests of the operator's room may ask for."""

import pytest

from tests.ops.installation import new


@pytest.fixture
def installation(tmp_path):
    """An empty one."""
    return new(tmp_path)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """An installation with the demo world; `.said` on it is what `demo --json` printed."""
    installation = new(tmp_path_factory.mktemp("world"))
    said = installation.run("demo", "--json")
    return installation, said.data


@pytest.fixture
def told(settings):
    """Letters count as read, as at the demo's outbox: reviews begin without a mail server."""
    settings.DEMO = True


@pytest.fixture
def papers_are_quick(monkeypatch):
    """Papers are a line of text: no typesetter is waited for."""
    from tallystone.files import store
    from tallystone.papers import filing

    monkeypatch.setattr(filing, "make", lambda row, seq, kind, about: store.keep(f"{kind} {about}".encode()).hash)
