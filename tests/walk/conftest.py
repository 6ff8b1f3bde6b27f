"""One browser and one stage for each file of the walk."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect, sync_playwright

from tests.flushing import unsealed
from tests.walk.post import PATIENCE
from tests.walk.somebody import Somebody
from tests.walk.stage import Stage, staged

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


@pytest.fixture(scope="module")
def changed() -> dict:
    """Settings that a file of the walk changes."""
    return {}


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The tables, open to every thread while a file of the walk is played, and empty afterwards."""
    with django_db_blocker.unblock():
        yield
        with unsealed():
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def stage(db, changed) -> Iterator[Stage]:
    with staged(**changed) as stage:
        stage.work()
        yield stage


@pytest.fixture(scope="module")
def browser(stage) -> Iterator[Browser]:
    """Chromium. Not for the whole session: while Playwright runs, this thread has an event loop, which not all tests stand."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=1000 * PATIENCE)  # machines that test are busy
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def somebody(stage, browser) -> Iterator[Callable[..., Somebody]]:
    """somebody(email): a person with a browser of their own. What any of their browsers complains of fails the test."""
    people: list[Somebody] = []

    def enter(email: str, **told) -> Somebody:
        people.append(Somebody(stage, browser, email, **told))
        return people[-1]

    yield enter
    for person in people:
        print(f"{person.email} at {person.page.url}:\n{person.page.locator('body').inner_text()[:2000]}")  # seen if it fails
        person.context.close()
    assert [complaint for person in people for complaint in person.complaints] == []
