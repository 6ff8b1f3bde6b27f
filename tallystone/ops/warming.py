"""What the editor needs and is slow to load, read in the background once somebody is about to write."""

import re
import threading
from collections.abc import Callable
from typing import Any

from django.core.signals import request_started

WRITING = re.compile(r"/(?:drafts|templates)\b|/contracts/[^/]+/(?:counter|offer-change)\b")  # where terms are written
HOLIDAYS = "DE"  # any country: what takes the time is the package itself


def load() -> None:
    """Rules, laws, templates and the package of holidays: some 0.3 s, and 20 MB in each process that needs them."""
    from tallystone import daysoff
    from tallystone.planning.template import templates
    from tallystone.scope import law
    from tallystone.scope.pack import languages, pack

    for language in languages():
        pack(language)
    law.laws()
    templates()
    daysoff.known_country(HOLIDAYS)


def when_needed(act: Callable[[], None] = load) -> None:
    """Load it in a thread of its own when the first page for writing is asked for: a process that shows none holds none."""

    def asked(environ: dict[str, Any] | None = None, **_told: object) -> None:
        if environ and WRITING.match(environ["PATH_INFO"]):
            request_started.disconnect(asked)
            threading.Thread(target=act, name="warming", daemon=True).start()

    request_started.connect(asked, weak=False)
