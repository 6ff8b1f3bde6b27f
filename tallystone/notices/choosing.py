"""The letter to whoever was chosen to take over: whom it is for, and the way to the handover and to what is left."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.books.models import Contract
from tallystone.core import facts
from tallystone.core.state import By
from tallystone.journal import chain, prose
from tallystone.notices.letters import Content, keep
from tallystone.notices.telling import names_of
from tallystone.people.models import Person
from tallystone.reader import Reader, reading


def tell_chosen(code: str, fact: facts.SuccessorConsented, by: By, now: datetime) -> None:
    """Write it once for each time that somebody is chosen; nothing of the contract but its title and the two names is in it."""
    contract, row = chain.fold(code), Contract.objects.get(code=code)
    referral = next(r for r in contract.referrals if r.number == fact.referral)
    person = Person.objects.filter(pk=referral.person).first()
    if person is None or referral.state != "chosen":
        return
    with override("en"), reading(Reader(person.locale, person.zone)):
        names = names_of(row, {})
        told = {"freelancer": names.freelancer, "client": names.client, "title": row.title}
        content = Content(
            _("%(client)s would like you to take over “%(title)s”") % told,
            [_("%(freelancer)s named you, and %(client)s chose you to take over what is left of “%(title)s”.") % told],
            title=row.title,
            asked=_("Read the handover and what is left, then propose terms of your own. Nothing binds you before both agree."),
            button=_("Read it"),
            address=settings.BASE_URL + reverse("succession", args=[code]),
        )
        content.quotes = [text for text in [prose.read([fact.note]).get(fact.note or "", "")] if text]
        keep(f"chosen:{code}:{fact.referral}:{contract.version}:{_times(code, fact)}", person.email, "Chosen", content, now)


def _times(code: str, fact: facts.SuccessorConsented) -> int:
    """How often this person was chosen by now: a second time is told anew."""
    return sum(told.act == "ConsentSuccessor" and fact in told.facts for told in chain.entries(code))
