"""The demo world: a freelancer with a small studio and people they work with, two clients, ten contracts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import click
from django.conf import settings

from tallystone.books.models import Contract
from tallystone.files import store
from tallystone.journal.models import Entry
from tallystone.ops import crew, delegated, demo_plans, drafts, passing_on
from tallystone.ops.pictures import picture
from tallystone.ops.playing import Player
from tallystone.ops.progress import bars_on_terminal
from tallystone.ops.showing import show, shown
from tallystone.ops.stories import stories
from tallystone.people import passes
from tallystone.people.models import Business, Member, Person
from tallystone.people.parties import client_for

JONAS = ("jonas@brandt.example", "Jonas Brandt", "en", "Europe/Berlin")
BRANDT = {
    "name": "Jonas Brandt Webdesign", "address": "Kastanienallee 12\n10435 Berlin", "country": "DE",
    "tax_number": "DE136695976", "tax_bp": 1_900,
    "tax_note": "Reverse charge: the recipient pays the VAT (Article 196, 2006/112/EC).",
    "currency": "EUR", "account_holder": "Jonas Brandt", "iban": "DE89370400440532013000", "bic": "COBADEFFXXX",
    "zone": "Europe/Berlin", "freelance": True,
}  # fmt: skip
ALMADA = "Rua da Judiaria 8\n2800-125 Almada"
KESTREL = "14 Mill Lane\nBristol BS1 6QF"
INES = ("ines@rocha.example", "Ines Rocha", "en-GB", "Europe/Lisbon")
ROCHA = {
    "name": "Rocha Filmes", "address": "Rua das Flores 3\n4050-262 Porto", "country": "PT", "currency": "EUR",
    "account_holder": "Ines Rocha", "iban": "PT50002700000001234567833", "bic": "", "zone": "Europe/Lisbon", "freelance": True,
}  # fmt: skip
CLIENTS = {
    "maya": ("maya@almada.example", "Maya Serrano", "Studio Almada", ALMADA, "PT", "PT502757191"),
    "priya": ("priya@kestrel.example", "Priya Raman", "Kestrel Coffee", KESTREL, "GB", ""),
}
ZONES = {"maya": ("en-GB", "Europe/Lisbon"), "priya": ("en-GB", "Europe/London")}


class NotEmpty(Exception):
    """There are contracts here already."""


def is_empty() -> bool:
    """Whether nobody and nothing is here yet."""
    return not (Entry.objects.exists() or Person.objects.exists())


def load(progress: bool) -> dict[str, Any]:
    """Play all stories through the door; contracts, and a sign-in link for each person."""
    if not is_empty():
        raise NotEmpty
    brandt = _freelancer()
    clients = {key: _client(brandt, key) for key in CLIENTS}
    passing_on.circle(brandt)
    today = datetime.now(UTC).date()
    with _kept_letters(), bars_on_terminal(progress) as bars:
        for story in bars.track(stories(today), description="Demo contracts"):
            Player(shown(story), today, brandt, clients[story.client]).play()
        _give_on(brandt, clients["maya"], today)
    jonas = Person.objects.get(email=JONAS[0])
    drafts.write(brandt, clients["priya"], jonas, today)
    show(brandt)
    demo_plans.plan(brandt, clients["priya"], jonas, today)
    return signs()


def _give_on(brandt: Business, client: Business, today: date) -> None:
    """A contract of Jonas's, and what Ines does for it, one level down."""
    email, name, locale, zone = INES
    person = Person.objects.create_user(email, name=name, locale=locale, zone=zone)
    rocha = Business.objects.create(**ROCHA)
    Member.objects.create(person=person, business=rocha)
    above = Player(delegated.film(today), today, brandt, client)
    above.worker = rocha
    Player(delegated.below(today), today, rocha, brandt, {"film": above.play()}).play()


@contextmanager
def _kept_letters() -> Iterator[None]:
    """No mail leaves meanwhile, for the demo's people do not exist; their letters count as read at /outbox."""
    was = settings.SMTP, settings.DEMO
    settings.SMTP, settings.DEMO = "", True
    try:
        yield
    finally:
        settings.SMTP, settings.DEMO = was


def _freelancer() -> Business:
    email, name, locale, zone = JONAS
    person = Person.objects.create_user(email, name=name, locale=locale, zone=zone)
    business = Business.objects.create(**BRANDT, logo=store.keep(picture("logo.png")).hash)
    Member.objects.create(person=person, business=business)
    crew.join(business)
    return business


def _client(brandt: Business, key: str) -> Business:
    email, name, company, address, country, tax_number = CLIENTS[key]
    business = client_for(brandt, email, name, company, address, country, tax_number)
    locale, zone = ZONES[key]
    Person.objects.filter(email=email).update(locale=locale, zone=zone)
    crew.join(business)
    return business


def signs() -> dict[str, Any]:
    """The demo's contracts with their codes, and a fresh sign-in link for each of its people."""
    rows = list(Contract.objects.order_by("begun", "code").values("code", "title", "state", "freelancer_id", "client_id"))
    people = []
    for member in Member.objects.select_related("person", "business").order_by("id"):
        own = [row["code"] for row in rows if member.business_id in (row["freelancer_id"], row["client_id"])]
        if own:
            side = "freelancer" if member.business.freelance else "client"
            link = passes.invite(member.person.email, own[-1])
            people.append(
                {"name": member.person.name, "email": member.person.email, "side": side, "role": member.role, "link": link}
            )
    contracts = [{"code": row["code"], "title": row["title"], "state": row["state"]} for row in rows]
    return {"contracts": contracts, "people": people}


def print_signs(told: dict[str, Any]) -> None:
    """Say what there is, and how to sign in as whom."""
    click.echo("The demo world:")
    for row in told["contracts"]:
        click.echo(f"  {row['code']}  {row['title']} ({row['state']})")
    click.echo("Sign in (each link works once; or sign in with the address and read the code at /outbox):")
    for person in told["people"]:
        role = "" if person["role"] == Member.OWNER else f"'s {person['role']}"
        click.echo(f"  as the {person['side']}{role}, {person['name']} <{person['email']}>:\n    {person['link']}")
