"""Records the statements that each act of a life runs, exactly as they go to the database, BEGIN and COMMIT included."""

import re
from functools import partial
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
    browsers = {side: _browser(pair[side]["session"]) for side in ("freelancer", "client")}
    connection.force_debug_cursor = True
    proposed, proposal = _run(lambda: world.propose(pair, 1)[0])
    code, acts, seen, snapshot = proposal["code"], [], 1, ""
    for step in life("before"):
        shown = {"terms": proposal["terms"]} if step.shows == "terms" else {"snapshot": snapshot} if step.shows else {}
        form = {**hidden(seen, shown), **step.fields}
        statements, answer = _run(partial(browsers[step.side].post, step.path(code), form))
        if answer.status_code != 303:
            raise RuntimeError(f"{step.act}: {answer.status_code} {answer.content[:2000]}")
        acts.append(statements)
        seen += 1
        if step.act == "deliver":
            snapshot = world.snapshot_in(Entry.objects.values_list("text", flat=True).get(code=code, seq=seen))
    return {"proposal": proposed, "acts": acts, "code": code, "unique": _unique(code), "pair": pair}


def _browser(session: str) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["sessionid"] = session
    return client


def _run(do) -> tuple[list[str], Any]:
    connection.queries_log.clear()
    came = do()
    return [re.sub(r"\s+", " ", each["sql"]).strip() for each in connection.queries], came


def _unique(code: str) -> list[str]:
    """Ids, hashes and numbers of this life: in a table each may stand only once."""
    entries = Entry.objects.filter(code=code).values_list("act_id", "hash")
    found = [value for pair in entries for value in pair]
    found += Prose.objects.filter(code=code).values_list("hash", flat=True)
    return found + list(Invoice.objects.filter(code=code).values_list("number", flat=True))
