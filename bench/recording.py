"""Plays a life inside the installation's own process; records the statements of each act, BEGIN and COMMIT included."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import connection
from django.test import Client

from bench import world
from bench.browser import hidden
from bench.lives import life
from tallystone.books.models import Invoice
from tallystone.journal.models import Entry, Prose


def record(given: dict[str, Any]) -> dict[str, Any]:
    """The statements of one life, act by act, and the values in them that must differ from life to life."""
    pair = world.prepare({"pairs": 1, "lives": 1})[0]
    connection.force_debug_cursor = True
    proposed, proposal = _run(lambda: world.propose(pair, 1)[0])
    acts = [_run(act)[0] for act in _acts(browsers_of(pair), proposal)]
    return {"proposal": proposed, "acts": acts, "code": proposal["code"], "unique": _unique(proposal["code"])}


def play_on(browsers: dict[str, Client], proposal: dict[str, str], acts: int) -> int:
    """So many acts of this contract's life; the last entry."""
    for act in islice(_acts(browsers, proposal), acts):
        act()
    return acts + 1


def _acts(browsers: dict[str, Client], proposal: dict[str, str]) -> Iterator[Callable[[], None]]:
    """The acts of a life, to be called in order."""
    code, snapshot = proposal["code"], ""
    for seen, step in enumerate(life(proposal["funding"]), 1):
        form, path = {**hidden(seen, step.shown(proposal["terms"], snapshot)), **step.fields}, step.path(code)
        yield lambda browser=browsers[step.side], path=path, form=form: _post(browser, path, form)
        if step.act == "deliver":
            snapshot = world.snapshot_in(Entry.objects.values_list("text", flat=True).get(code=code, seq=seen + 1))


def _post(browser: Client, path: str, form: dict[str, str]) -> None:
    answer = browser.post(path, form)
    if answer.status_code != 303:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.content[:2000]}")


def browsers_of(pair: dict[str, Any]) -> dict[str, Client]:
    """Both people's browsers, without a server between."""
    return {side: _browser(pair[side]["session"]) for side in ("freelancer", "client")}


def _browser(session: str) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["sessionid"] = session
    return client


def _run(do: Callable[[], Any]) -> tuple[list[str], Any]:
    connection.queries_log.clear()
    came = do()
    return [re.sub(r"\s+", " ", each["sql"]).strip() for each in connection.queries], came


def _unique(code: str) -> list[str]:
    """Ids, hashes and numbers of this life: in a table each may stand only once."""
    entries = Entry.objects.filter(code=code).values_list("act_id", "hash")
    found = [value for pair in entries for value in pair]
    found += Prose.objects.filter(code=code).values_list("hash", flat=True)
    return found + list(Invoice.objects.filter(code=code).values_list("number", flat=True))
