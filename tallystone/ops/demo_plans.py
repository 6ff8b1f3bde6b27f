"""What the demo's freelancer has planned: days off, a template of his own, a draft begun from a template."""

from datetime import date, timedelta

from tallystone.acting.door import new_act_id
from tallystone.books.models import Contract
from tallystone.core.dates import day_of
from tallystone.journal import chain, prose
from tallystone.people.models import Business, Person
from tallystone.planning.making import template_from
from tallystone.planning.template import templates
from tallystone.plans import away, beginning, own
from tallystone.plans.calendars import calendar_of

HOLIDAY = timedelta(days=11)
TOTAL = 480_000


def plan(freelancer: Business, client: Business, person: Person, today: date) -> None:
    """Time off, Berlin's holidays, a template made of a completed contract, a draft of photographs for the client."""
    monday = today + timedelta(days=42 - today.weekday())
    away.add(freelancer, monday, monday + HOLIDAY, "Walking in the hills")
    away.choose_region(freelancer, "BE", "region")
    _template(freelancer)
    start = today + timedelta(days=14 - today.weekday())
    typed = beginning.from_template(freelancer, templates()["photography"], TOTAL, start, None, ".")
    asked = beginning.asked_for("photography", templates()["photography"], "4800", start, None)
    beginning.begin(freelancer, person, {**typed, "client": str(client.pk)}, new_act_id(), {"asked": asked})


def _template(freelancer: Business) -> None:
    """A contract that went well, without its client’s name."""
    for row in Contract.objects.filter(freelancer_id=freelancer.pk, state="completed").order_by("code")[:1]:
        terms = prose.terms(chain.fold(row.code).terms)
        if terms is None:
            continue
        names = {Business.objects.get(pk=row.client_id).name: "the client"}
        start, calendar = day_of(row.begun, row.zone), calendar_of(freelancer)
        own.keep(freelancer, template_from(terms, start, terms.title, calendar=calendar, names=names), new_act_id())
