"""Requesting: somebody who may not agree for their business asks the one who may, by mail."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.books.models import Contract
from tallystone.core.state import Contract as State
from tallystone.core.waiting import waits
from tallystone.notices.asking import ask, by_when
from tallystone.notices.letters import About, Content, keep
from tallystone.notices.telling import names_of
from tallystone.people import passes
from tallystone.people.models import Person
from tallystone.reader import Reader, reading


def ask_to_agree(row: Contract, contract: State, by: Person, people: Iterable[Person], now: datetime) -> None:
    """One letter to each of these people about the version that is on offer; asking again changes nothing."""
    for person in people:
        with override("en"), reading(Reader(person.locale, person.zone)):
            key = f"agree:{row.code}:{contract.version}:{by.pk}:{person.pk}"
            keep(key, person.email, "AskToAgree", _content(row, contract, by, person), now, About(row.code, contract.seq))


def _content(row: Contract, contract: State, by: Person, person: Person) -> Content:
    names, wait = names_of(row, {}), waits(contract)[0]
    told = {"who": by.name or by.email, "business": names.side(wait.side), "other": names.side(contract.offered_by)}
    happened = _("%(who)s asks you to look at the terms that %(other)s offers. Agreeing for %(business)s is yours to do.")
    content = Content(_("%(who)s asks you to agree") % told + f" · {row.title}", [happened % told], title=row.title)
    content.asked, content.until = ask(wait, contract, names), by_when(wait, names)
    content.button, content.code, content.head = _("Read the terms"), row.code, contract.head
    invited = person.last_login is None
    content.address = passes.invite(person.email, row.code) if invited else f"{settings.BASE_URL}/contracts/{row.code}"
    return content
