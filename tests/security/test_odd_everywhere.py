"""Odd questions and odd bodies at every route there is, by whoever may open it: a page, a sentence or a 404; never a 500."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.security import nasty
from tests.security.routes import POLICIES, names
from tests.security.test_foreign import sure
from tests.security.world import World, world
from tests.security.world import body as body_of

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
ASKED = (
    "after", "before", "since", "version", "from", "to", "file", "page", "line", "on", "about", "show", "search", "week", "day",
    "milestone", "place", "back", "done", "upload", "preview", "thumb", "deleted", "check", "side", "state", "next", "left",
    "kind", "key", "zone", "again", "undo", "template", "part", "comment", "thread", "seed", "text",
)  # fmt: skip
ODD = (
    "%00", "99999999999999999999", "-1", "%D9%A3", "%C2%B2", "0001-01-01", "9999-12-31", "2027-02-30", "0000-00-00", "x" * 3000,
    "0001-01-01T00:00:00%2B23:59~x", "9999-12-31T23:59:59-23:59~%00", "2027-01-01T00:00:00~", "%F0%9F%92%A9", "%ED%A0%80",
    "2027-W99", "1e400", "NaN", "//evil.example", "a%0d%0aSet-Cookie:x=1", "None", "[]", "1" * 400,
)  # fmt: skip


@pytest.fixture
def here() -> World:
    found = world()
    for name in ("jonas", "maya"):
        sure(found.browsers[name]).raise_request_exception = False
    return found


def everywhere(here: World) -> list[str]:
    """Every address of the table that a person may open: the thing itself, not the one that nobody has."""
    inner = [here.addresses(name)[0] for name in names("own", "party", "freelancer")]
    return [*inner, *(reverse(name) for name in names("signed-in"))]


@pytest.mark.parametrize("turn", range(4))
def test_odd_questions_at_every_address(here, turn):
    """Another odd value for each name, at each turn and address."""
    broke = []
    for number, address in enumerate(everywhere(here)):
        who = ("jonas", "maya")[turn % 2]
        query = "&".join(f"{name}={ODD[(n + number + turn * 6) % len(ODD)]}" for n, name in enumerate(ASKED))
        answer = here.browsers[who].get(f"{address}?{query}")
        if answer.status_code >= 500:
            broke.append((who, address, query[:2000]))
        assert "evil.example" not in answer.get("Location", "").partition("?")[0], address
        assert "Set-Cookie:x" not in answer.get("Content-Disposition", "")
    assert broke == []


@pytest.mark.parametrize("seed", range(2))
def test_odd_bodies_at_every_address(here, seed):
    """What its page shows, mangled; and every nasty text in every field that the page has."""
    chance, broke = random.Random(seed), []
    for who in ("jonas", "maya"):
        browser = here.browsers[who]
        for address in everywhere(here):
            shown = nasty.fields_of(body_of(browser.get(address)).decode(errors="replace"))
            bodies = [nasty.mangled(shown, chance) for _ in range(2)] + [{name: chance.choice(nasty.ALL) for name in shown}]
            for body in bodies:
                sent = nasty.encoded(body)
                if browser.post(address, sent, content_type=FORM).status_code >= 500:
                    broke.append((who, address, sent[:300]))
    assert broke == []


FILES = {
    "nothing": b"", "nul": b"\0" * 5000, "odd bytes": bytes(range(256)) * 40, "half": "---\ntitle: x".encode("utf-16"),
    "quotes": b'---\ntitle: "\\ud800"\ncurrency: EUR\nfreelancer: "\\u0000"\nclient: "\\u202e"\n---\n# "\\udfff"\n',
    "deep": b"---\ncurrency: EUR\n---\n" + b"- " * 20_000 + b"x\n" + b"> " * 20_000, "heads": b"## 1. x\n" * 60_000,
    "long": b"x" * 3_000_000, "colons": b"---\n" + b"a: b\n" * 60_000 + b"---\n", "marks": b"**_`[![](" * 60_000,
    "money": b"---\ncurrency: EUR\n---\n## 1. A\n\nPrice: " + b"9" * 60_000 + b"\nDue: 0000-00-00\nRate: 1e400\nCap: -0\n",
    "days": ("From " + "1 March " * 30_000).encode(), "csv": b'"' * 100_000, "cells": b"," * 1_000_000, "rows": b"\n" * 500_000,
    "no end": b'Start date,Start time,Duration,Description\n2026-03-01,09:00,01:00,"' + b"x,\n" * 100_000,
    "time": b"Start date,Start time,End date,End time,Duration,Description\n9999-12-31,23:59,0001-01-01,00:00,99999999:99,=1\n",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_odd_files_where_texts_and_hours_are_brought(here, name):
    """As a file and as a text, wherever a text, a template or hours are taken: soon, and never a 500."""
    content, jonas = FILES[name], here.browsers["jonas"]
    places = [reverse("drafts-bring"), reverse("template-import"), here.addresses("hours-import")[0]]
    for address in places:
        for do in ("", "loose"):
            sent = {"file": SimpleUploadedFile("x.csv", content), "do": do}
            assert jonas.post(address, sent).status_code < 500, (address, do)
            typed = {"text": content[:400_000].decode("utf-8", "replace"), "do": do}
            assert jonas.post(address, typed).status_code < 500, (address, do)
    for address in [*places, "/drafts", reverse("templates"), reverse("hours"), here.addresses("contract-hours")[0]]:
        assert jonas.get(address).status_code < 500, address


def test_the_table_leaves_nothing_out():
    assert set(names("own", "party", "freelancer", "mediator", "signed-in")) | set(names("public", "token", "demo")) == set(
        POLICIES
    )
