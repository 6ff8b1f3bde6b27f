"""What a measure finds in the database: people with open sessions, and contracts that wait for their first act."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bench.lives import MILESTONES
from tallystone.acting.door import new_act_id, new_code, perform
from tallystone.core import acts
from tallystone.core.shape import Duty, Milestone, Terms, terms_text
from tallystone.core.state import By
from tallystone.journal import prose
from tallystone.people.arriving import FRESH
from tallystone.people.models import Business, Member, Person

FREELANCER = {
    "address": "Kastanienallee 12\n10435 Berlin",
    "country": "DE",
    "tax_number": "DE 123 456 789",
    "tax_bp": 1_900,
    "account_holder": "Jonas Brandt",
    "iban": "DE89370400440532013000",
    "zone": "Europe/Berlin",
    "freelance": True,
}
CLIENT = {"address": "Rua da Judiaria 8\n2800-125 Almada", "country": "PT", "zone": "Europe/Lisbon"}
CRITERIA = ("Opens on a telephone within two seconds", "A stranger finds the telephone number without help")


def pairs(count: int) -> list[dict[str, Any]]:
    """So many freelancers, each with a client: their ids, and the session in which each is signed in with a fresh code."""
    return [
        {"freelancer": _player(f"jonas{n}@brandt.example", FREELANCER), "client": _player(f"maya{n}@almada.example", CLIENT)}
        for n in range(count)
    ]


def _player(email: str, business: dict[str, Any]) -> dict[str, Any]:
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": email.partition("@")[0].title(), "locale": "de"})
    firm, _ = Business.objects.get_or_create(name=f"Studio {email}", defaults=business)
    Member.objects.get_or_create(person=person, business=firm)
    return {"person": person.pk, "business": firm.pk, "session": session_of(person)}


def session_of(person: Person) -> str:
    """The key of a new session, as signing in with a code makes it."""
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), "tallystone.people.backend.Mailed"
    store[HASH_SESSION_KEY], store[FRESH] = person.get_session_auth_hash(), time.time()
    store.create()
    return store.session_key


def terms(funding: str) -> Terms:
    today = datetime.now(UTC).date()
    milestones = tuple(
        Milestone(
            n,
            f"Stage {n} of the website",
            ("Drafts of all pages", "The files"),
            CRITERIA,
            today + timedelta(days=10 * n),
            n * 100_050,
        )
        for n in range(1, MILESTONES + 1)
    )
    return Terms(
        title="A website for the studio",
        background="The old site cannot be read on a telephone. " * 5,
        in_scope="Five pages, a form, one language. " * 5,
        out_of_scope="Photographs. " * 5,
        duties=(Duty("Send the logo"),),
        milestones=milestones,
        currency="EUR",
        zone="Europe/Lisbon",
        funding=funding,
        tax_bp=1_900,
    )


def propose(pair: dict[str, Any], count: int) -> list[dict[str, str]]:
    """So many contracts between the two, by turns paid before and after, each with its terms' hash."""
    made = []
    for n in range(count):
        funding, code = ("before", "after")[n % 2], new_code()
        whole = terms(funding)
        words, until = prose.words(terms_text(whole)), datetime.now(UTC).date() + timedelta(days=14)
        act = acts.Propose(pair["freelancer"]["business"], pair["client"]["business"], whole, words, until)
        perform(code, act, By("freelancer", pair["freelancer"]["person"]), new_act_id())
        made.append({"code": code, "funding": funding, "terms": words.hash})
    return made


def prepare(given: dict[str, Any]) -> list[dict[str, Any]]:
    """`pairs` pairs with `lives` proposed contracts each."""
    found = pairs(given["pairs"])
    return [{**pair, "lives": propose(pair, given["lives"])} for pair in found]


def snapshot_in(text: str) -> str:
    """The hash of the snapshot that an entry's text names."""
    return next(fact["snapshot"] for fact in json.loads(text)["facts"] if "snapshot" in fact)
