"""What a change order would do, in sentences: the same on the page before it is sent, where it is read, and on paper."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone.core import facts
from tallystone.core.value import value
from tallystone.core.weighing import Effects, Risk, Shift
from tallystone.showing import day, money

Named = Callable[[int], str]


@value
class Weighed:
    """Sentences about one thing. `kind`: price, dates, stages, money, exposure, risks."""

    kind: str
    label: str
    sentences: tuple[str, ...]


def weighed(effects: Effects, currency: str, before: bool, titles: dict[int, str]) -> list[Weighed]:
    """All that is to be said of a change; groups without a sentence are left out. `before`: paid before the work."""

    named = _namer(titles)
    groups = [
        ("price", _("Price"), _price(effects, currency)),
        ("dates", _("Dates"), _dates(effects, named)),
        ("stages", _("Milestones"), _stages(effects, named)),
        ("money", _("Deposits"), _money(effects, currency, named)),
        ("exposure", _("Exposure"), _exposure(effects, currency, before)),
        ("risks", _("Look twice"), (_risk(risk, named) for risk in effects.risks)),
    ]
    found = (Weighed(kind, label, tuple(_begun(each) for each in sentences)) for kind, label, sentences in groups)
    return [group for group in found if group.sentences]


def _namer(titles: dict[int, str]) -> Named:
    def named(number: int) -> str:
        title = titles.get(number)
        told = {"number": number, "title": title}
        return _("milestone %(number)s, “%(title)s”") % told if title else _("milestone %(number)s") % told

    return named


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _price(effects: Effects, currency: str) -> Iterator[str]:
    told = {"was": money(effects.price_was, currency), "now": money(effects.price_now, currency)}
    told["by"] = money(abs(effects.price_change), currency)
    if not effects.price_change:
        yield _("The whole price stays at %(now)s.") % told
    elif effects.price_change > 0:
        yield _("The whole price rises by %(by)s, from %(was)s to %(now)s.") % told
    else:
        yield _("The whole price falls by %(by)s, from %(was)s to %(now)s.") % told


def _dates(effects: Effects, named: Named) -> Iterator[str]:
    days, told = effects.later_days, {"now": day(effects.ends_now)}
    if not days:
        yield _("The last date stays %(now)s.") % told
    else:
        later = ngettext("The last date is %(now)s, %(n)s day later.", "The last date is %(now)s, %(n)s days later.", days)
        sooner = ngettext(
            "The last date is %(now)s, %(n)s day earlier.", "The last date is %(now)s, %(n)s days earlier.", -days
        )
        yield (later if days > 0 else sooner) % {**told, "n": abs(days)}
    for shift in effects.dates:
        yield _("%(milestone)s moves from %(was)s to %(now)s.") % _shifted(shift, named, day)


def _shifted(shift: Shift, named: Named, show: Callable[..., str]) -> dict[str, str]:
    return {"milestone": named(shift.number), "was": show(shift.was), "now": show(shift.now)}


def _stages(effects: Effects, named: Named) -> Iterator[str]:
    for number in effects.added:
        yield _("%(milestone)s is new.") % {"milestone": named(number)}
    for number in effects.removed:
        yield _("%(milestone)s is cancelled. Its number is not given again.") % {"milestone": named(number)}


def _money(effects: Effects, currency: str, named: Named) -> Iterator[str]:
    asked = {fact.milestone for fact in effects.money if isinstance(fact, facts.FundingAsked)}
    for fact in effects.money:
        if isinstance(fact, facts.RefundOwed):
            told = {"sum": money(fact.minor, currency), "milestone": named(fact.milestone), "due": day(fact.due)}
            yield _("%(sum)s that is held for %(milestone)s is given back, by %(due)s.") % told
        elif isinstance(fact, facts.DepositMoved):
            moved = {"sum": money(fact.minor, currency), "milestone": named(fact.milestone), "to": named(fact.to)}
            yield _("%(sum)s that is held for %(milestone)s is held for %(to)s instead.") % moved
        elif isinstance(fact, facts.InvoiceIssued) and fact.kind == "deposit" and fact.milestone in asked:
            more = {"sum": money(fact.open_minor, currency), "milestone": named(fact.milestone), "due": day(fact.due)}
            yield _("%(sum)s is asked for %(milestone)s, to be paid by %(due)s.") % more
        elif isinstance(fact, facts.InvoiceIssued) and fact.corrects:
            gross = money(fact.net_minor + fact.tax_minor, currency)
            yield _("a credit note over %(sum)s corrects deposit invoice %(number)s.") % {"sum": gross, "number": fact.corrects}


def _exposure(effects: Effects, currency: str, before: bool) -> Iterator[str]:
    told = {"was": money(effects.exposure_was, currency), "now": money(effects.exposure_now, currency)}
    if before:
        same = _("At most %(now)s is paid at one time for work that is not accepted yet, as before.")
        other = _("At most %(now)s is paid at one time for work that is not accepted yet; so far it is %(was)s.")
    else:
        same = _("At most %(now)s is worked at one time before anybody has accepted it, as before.")
        other = _("At most %(now)s is worked at one time before anybody has accepted it; so far it is %(was)s.")
    yield (same if effects.exposure_was == effects.exposure_now else other) % told


def _risk(risk: Risk, named: Named) -> str:
    told = dict(risk.told)
    told["milestone"] = named(risk.milestone) if risk.milestone else ""
    if risk.name in {"more_for_the_same", "sooner"}:
        return _counted(risk.name, told)
    if risk.name == "long_stretch":
        return _("%(now)s days pass without anything to review; so far it is %(was)s.") % told
    if risk.name == "very_soon":
        return _("%(milestone)s would be due on %(day)s, very soon.") % {**told, "day": day(told["day"])}
    told["first"] = named(told["earlier"])
    return _("%(milestone)s would be due before %(first)s, which has to be accepted first.") % told


def _counted(name: str, told: dict[str, Any]) -> str:
    if name == "sooner":
        sentence = ngettext(
            "Work on %(milestone)s has begun, and it would be due %(days)s day earlier.",
            "Work on %(milestone)s has begun, and it would be due %(days)s days earlier.",
            told["days"],
        )
        return sentence % told
    sentence = ngettext(
        "%(milestone)s gets %(more)s criterion more, for the same price and by the same day.",
        "%(milestone)s gets %(more)s criteria more, for the same price and by the same day.",
        told["more"],
    )
    return sentence % told
