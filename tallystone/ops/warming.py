"""What the editor needs and is slow to load, read in the background once a process has given its first answer."""

import threading
from collections.abc import Callable

from django.core.signals import request_finished

QUIET = 3.0  # seconds after which it is loaded although nobody has asked for a page yet
HOLIDAYS = "DE"  # any country: what takes the time is the package itself


def load() -> None:
    """Rules, laws, templates and the package of holidays: some 0.3 s, which the first who writes would wait for."""
    from tallystone import daysoff
    from tallystone.planning.template import templates
    from tallystone.scope import law
    from tallystone.scope.pack import languages, pack

    for language in languages():
        pack(language)
    law.laws()
    templates()
    daysoff.known_country(HOLIDAYS)


def later(quiet: float = QUIET, act: Callable[[], None] = load) -> threading.Thread:
    """Load it in a thread of its own after the first answer, or after so many seconds: the first answer is no later for it."""
    answered = threading.Event()

    def first(**_told: object) -> None:
        request_finished.disconnect(first)
        answered.set()

    def wait() -> None:
        answered.wait(quiet)
        act()

    request_finished.connect(first, weak=False)
    (thread := threading.Thread(target=wait, name="warming", daemon=True)).start()
    return thread
