"""Drafts that begin with something: a template, a file of terms, a pasted mail. Made once, however often it is sent."""

from datetime import date
from typing import Any

from tallystone.core.refusal import refuse_if
from tallystone.core.shape import Terms
from tallystone.core.writing import known_zone
from tallystone.drafting import choices, keeping
from tallystone.drafting.checking import today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.reading import read
from tallystone.drafting.spelling import fresh, respelled, spelled
from tallystone.drafting.typed import Typed, cut, whole
from tallystone.people.models import Business, Person
from tallystone.planning.days import Calendar
from tallystone.planning.kinds import Template
from tallystone.planning.paste import draft_from_paste
from tallystone.planning.schedule import Pace
from tallystone.planning.suggest import fill
from tallystone.planning.text import Party, Written, markdown_from
from tallystone.plans import asking
from tallystone.plans.calendars import calendar_of
from tallystone.plans.models import Plan
from tallystone.plans.saying import spelled as said

CLIENT = {"email": "client_email", "person": "client_name", "name": "client_company", "address": "client_address"}
CLIENT |= {"country": "client_country", "tax_number": "client_tax_number"}


def begin(business: Business, person: Person, typed: Typed, act_id: str, beside: dict[str, Any] | None = None) -> Draft:
    """A new draft of these texts; the one that this form has made before, if it has."""
    act_id = act_id if keeping.ACT_ID.fullmatch(act_id) else ""
    draft = keeping.known(person, act_id) or Draft(business=business, person_id=person.pk, act_id=act_id)
    if draft.pk is None:
        keeping.keep(draft, cut(typed), 0, act_id)
        if beside and any(beside.values()):
            Plan.objects.get_or_create(draft_id=draft.pk, defaults=beside)
    return draft


def from_template(
    business: Business, template: Template, total_minor: int | None, start: date, deadline: date | None, mark: str
) -> Typed:
    """The texts of a template with days, and with prices where there is a total. Refuses as `fill` does."""
    pace = Pace(calendar_of(business), Calendar(), template.review_days)
    terms = fill(template, total_minor or 0, business.currency, start, business.zone, deadline, pace, business.tax_bp)
    typed = spelled(terms, mark, today_in(business.zone))
    if total_minor is None:
        typed["milestones"] = [{**row, "price": ""} for row in typed["milestones"]]
    return typed


def asked_for(kind: str, template: Template, total: str, start: date, deadline: date | None) -> dict[str, str]:
    """The question that `from_template` has answered, as typed: what stands beside the draft, and forecasts go by."""
    begins = asking.HANDED if template.parallel else asking.REVIEWED
    told = {"source": asking.KIND, "kind": kind, "total": total, "begins": begins, "buffer": "10"}
    days = {"start": start.isoformat(), "deadline": deadline.isoformat() if deadline else ""}
    return {**dict.fromkeys(asking.FIELDS, ""), **told, **days}


def from_terms(written: Written, mark: str) -> tuple[Typed, dict[str, Any]]:
    """The texts of a file of terms, with the client as it names them; beside them, what no field of the editor holds.

    Refuses a currency and a time zone that nobody can choose.
    """
    terms = written.terms
    refuse_if(terms.currency not in choices.currencies(), "no_such_currency", "text")
    refuse_if(not known_zone(terms.zone), "no_such_zone", "text")
    today = today_in(terms.zone)
    alone = dict.fromkeys(("acceptance_follows", "payment_follows", "follow_days"), "")  # a text has nothing above it
    typed = spelled(terms, mark, today) | _client(written.parties.client) | alone
    return typed, {"left": _unheld(terms, read(typed, today).terms)}


def _unheld(terms: Terms, held: Terms) -> list[list[int | str]]:
    """Each line of a file that the draft does not say as the file does: nothing goes without being pointed out."""
    kept = set(markdown_from(held).split("\n"))
    lines = enumerate(markdown_from(terms).split("\n"), 1)
    return [[number, line] for number, line in lines if line.strip() and line not in kept]


def _client(party: Party) -> dict[str, str]:
    return {field: getattr(party, name) for name, field in CLIENT.items()}


def from_paste(business: Business, text: str, mark: str) -> tuple[Typed, dict[str, Any]]:
    """The texts of anything pasted, as far as it goes, and what stands beside: lines not understood, guesses. Or Faulty."""
    today = today_in(business.zone)
    pasted = draft_from_paste(text, today)
    found = {name: value for name, value in pasted.typed.items() if value}
    typed = respelled(whole({**fresh(business, ".", today), **found}), mark)
    guesses = [[guess.line, said(guess.said)] for guess in pasted.guesses]
    return typed, {"left": [list(line) for line in pasted.unknown], "guesses": guesses}
