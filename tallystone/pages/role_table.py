"""Who may do and see what, as the settings show it: generated from the core's own table."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core import roles
from tallystone.core.acts import ACTS
from tallystone.core.value import value
from tallystone.pages import act_words
from tallystone.pages.asks import kebab

WORDS = {
    "Propose": n_("Propose terms"),
    "Counter": n_("Answer with own terms"),
    "Subcontract": n_("Propose terms to a subcontractor"),
    "HandToMember": n_("Hand a contract on (members and bookkeepers: one in their own hands)"),
    "prices": n_("Prices, invoices and papers"),
    "hours": n_("Hours"),
    "drafts": n_("Terms that are being written"),
    "status_links": n_("Status links"),
    "uploads": n_("Files for a delivery"),
    "details": n_("Name, address and tax of the business"),
    "time_off": n_("Days off"),
    "bank": n_("Bank account"),
    "members": n_("Members and their roles"),
}
LEADS = {
    "owner": n_("Everything, the bank account and the members included."),
    "manager": n_("Proposes, agrees, accepts; sees prices and hours. Not the bank account, not the members."),
    "member": n_("Does the work, delivers it, or reviews it. Sees hours, no prices."),
    "bookkeeper": n_("Asks for money and says that it moved. Sees prices, hours, invoices."),
    "guest": n_("Reads only, without prices and hours."),
}


@value
class Row:
    """Some things, and for each role whether it may."""

    what: list[str]
    roles: list[tuple[str, bool]]


@value
class Part:
    title: str
    rows: list[Row]


def table() -> list[Part]:
    """Acts, what is seen, what is kept; things that the same roles may do share a row."""
    return [
        Part(_("Does"), list(_rows(roles.MAY))),
        Part(_("Sees"), list(_rows(roles.SEE))),
        Part(_("Changes"), list(_rows(roles.KEEP))),
    ]


def lead(role: str) -> str:
    """What a role is for, in a sentence."""
    return _(LEADS[role])


def _rows(given: dict[str, tuple[str, ...]]) -> Iterator[Row]:
    for who in dict.fromkeys(given.values()):
        what = list(dict.fromkeys(_word(name) for name, allowed in given.items() if allowed == who))
        yield Row(what, [(role, role in who) for role in roles.ROLES])


def _word(name: str) -> str:
    """What a thing is called; an act that has no page of its own by its own name."""
    titled = act_words.TITLES.get(ACTS[name]) if name in ACTS else None
    return _(WORDS.get(name) or titled or kebab(name).replace("-", " ").replace("_", " ").capitalize())
