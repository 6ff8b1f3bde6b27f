"""The particulars of terms that are no prose: dates, prices, days, rules; each with its label, as people read it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystone import reader
from tallystone.core.shape import BEFORE, CARRY, HARD, LATER, Milestone, Terms
from tallystone.core.value import value
from tallystone.drafting.ending import ending_particulars
from tallystone.drafting.spelling import hundredths
from tallystone.showing import day, money, percent

AMOUNTS = {"price", "rate", "total", "extra_round"}
NUMBERS = {
    "payment_days": gettext_lazy("Days to pay"),
    "review_days": gettext_lazy("Days to review"),
    "rounds": gettext_lazy("Rounds of changes"),
    "notice_days": gettext_lazy("Days of notice for leaving"),
    "zone": gettext_lazy("Time zone"),
    "currency": gettext_lazy("Currency"),
}


@value
class Particular:
    """One value. `field` as in a Fault, `label` within a sentence, `shown` to be read, `value` to be compared; not `told`
    where there is nothing to say of it by itself."""

    field: str
    label: str
    shown: str
    value: Any
    told: bool = True


def of_milestone(m: Milestone, currency: str) -> list[Particular]:
    """Due date and price first, which every sentence about a milestone names; then what only some have.

    Like `of_terms`, without amounts for a reader whose role sees no prices.
    """
    rate = _("%(rate)s an hour") % {"rate": money(m.rate_minor, currency)} if m.rate_minor is not None else _("a fixed price")
    every = [
        Particular("due", _("due"), day(m.due), m.due),
        Particular("price", _("price"), money(m.price_minor, currency), (m.price_minor, currency)),
        Particular("rate", _("billed"), rate, m.rate_minor, m.rate_minor is not None),
        Particular(
            "cap", _("hours at most"), _cap(m), (m.cap_minutes, m.cap_kind if m.cap_minutes else ""), bool(m.cap_minutes)
        ),
        Particular(
            "rounds",
            _("rounds of changes"),
            _("as for all") if m.rounds is None else str(m.rounds),
            m.rounds,
            m.rounds is not None,
        ),
    ]
    return _seen(every)


def _seen(every: list[Particular]) -> list[Particular]:
    return [one for one in every if one.field not in AMOUNTS or reader.current().prices]


def _cap(m: Milestone) -> str:
    if m.cap_minutes is None:
        return _("no limit")
    hours = hundredths((m.cap_minutes * 100 + 30) // 60, ".")
    return _("%(hours)s, and not one more") % {"hours": hours} if m.cap_kind == HARD else hours


def of_terms(terms: Terms) -> list[Particular]:
    """The rules and numbers of the whole, in the order in which they are read."""
    total = terms.total_minor + terms.tax_minor
    every = [
        Particular("tax_bp", _("Tax"), percent(terms.tax_bp), terms.tax_bp),
        Particular("total", _("The whole price with tax"), money(total, terms.currency), (total, terms.currency)),
        Particular("funding", _("Payment"), _funding(terms), terms.funding),
        *(Particular(f, str(label), str(getattr(terms, f)), getattr(terms, f)) for f, label in NUMBERS.items()),
        Particular("extra_round", _("A round more"), _extra_round(terms), terms.extra_round_minor),
        Particular("surplus", _("Money left over by a change"), _surplus(terms), terms.surplus),
        Particular("parallel", _("Milestones"), _order(terms), bool(terms.parallel)),
        Particular("hours_shown", _("Hours"), _hours(terms), bool(terms.hours_shown)),
        *(
            Particular(field, label, shown, getattr(terms, field), getattr(terms, field) != LATER[field])
            for field, label, shown in ending_particulars(terms)
        ),
        *_following(terms),
    ]
    return _seen(every)


def _following(terms: Terms) -> list[Particular]:
    """What a subcontract takes from the contract above; told only where it takes something."""
    above, own = _("follows the contract above"), _("by itself")
    accepted, paid = bool(terms.acceptance_follows), bool(terms.payment_follows)
    wait = terms.follow_days if accepted or paid else 0
    return [
        Particular("acceptance_follows", _("Acceptance"), above if accepted else own, accepted, accepted),
        Particular("payment_follows", _("Day to pay"), above if paid else own, paid, paid),
        Particular("follow_days", _("Longest wait, in days"), str(wait or "–"), wait, bool(wait)),
    ]


def _funding(terms: Terms) -> str:
    return _("before the work starts") if terms.funding == BEFORE else _("when a milestone is accepted")


def _extra_round(terms: Terms) -> str:
    return money(terms.extra_round_minor, terms.currency) if terms.extra_round_minor else _("no price agreed")


def _surplus(terms: Terms) -> str:
    return _("held for what comes next") if terms.surplus == CARRY else _("given back")


def _order(terms: Terms) -> str:
    return _("at the same time, where wanted") if terms.parallel else _("one after the other")


def _hours(terms: Terms) -> str:
    return (
        _("the client sees those of every milestone") if terms.hours_shown else _("the client sees what is billed by the hour")
    )
