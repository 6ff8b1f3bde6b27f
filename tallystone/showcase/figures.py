"""The figures of a track record, from what each contract's journal was observed to say: counts and ranges, never one score."""

from dataclasses import field
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_
from django.utils.translation import ngettext

from tallystone.core.tracking import BOTH, ONE, RAIL
from tallystone.core.value import value
from tallystone.showcase.definitions import ENDINGS, HOURS, PERCENT, SHARE, SMALL, TIMES, Definition

ENDED = {
    "met": n_("both numbers met"), "accepted": n_("one took the other’s number"), "silence": n_("by silence"),
    "mediated": n_("a mediator decided"), "notice": n_("by notice"), "succeeded": n_("a successor went on"),
    "cause": n_("for cause"), "withdrawn": n_("withdrawn"), "open": n_("not over"),
}  # fmt: skip


@value
class Figure:
    """One figure: so many of so many, or a range with its middle; `late` are the days of those that were late."""

    definition: Definition
    of: int = 0
    count: int = 0
    values: tuple[float, ...] = ()
    late: tuple[int, ...] = ()
    silent: int = 0
    endings: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def title(self) -> str:
        return _(self.definition.title)

    @property
    def meaning(self) -> str:
        return _(self.definition.meaning)

    @property
    def few(self) -> bool:
        return 0 < self.of < SMALL

    @property
    def percent(self) -> int:
        """For the bar alone; what is said are the counts."""
        return round(100 * self.count / self.of) if self.of else 0

    @property
    def large(self) -> str:
        """The figure itself, as it stands large: "11 of 12", "1 h 10 min"."""
        if not self.of:
            return "–"
        if self.definition.kind == ENDINGS:
            return str(self.count)
        if self.definition.kind == SHARE:
            return _("%(count)s of %(of)s") % {"count": self.count, "of": self.of}
        return spelled(median(self.values), self.definition.unit)

    @property
    def small(self) -> str:
        """What stands below it: from how many cases, between which values, what else has to be said."""
        if not self.of:
            return _("Nothing to count yet")
        parts = [self._cases()]
        if self.late:
            parts.append(_late(self.late))
        if self.silent:
            parts.append(ngettext("%(n)s by silence", "%(n)s by silence", self.silent) % {"n": self.silent})
        if self.few:
            parts.append(_("few cases"))
        return " · ".join(part for part in parts if part)

    def _cases(self) -> str:
        if self.definition.kind == ENDINGS:
            counted = ngettext("in %(n)s contract", "in %(n)s contracts", self.of) % {"n": self.of}
            return " · ".join([counted, *(f"{_(ENDED[how])}: {count}" for how, count in self.endings)])
        if self.definition.kind == SHARE:
            return ""
        unit = self.definition.unit
        told = {"n": self.of, "low": spelled(min(self.values), unit), "high": spelled(max(self.values), unit)}
        if self.of == 1:
            return _("one case")
        return _("the middle of %(n)s, from %(low)s to %(high)s") % told


@value
class Base:
    """What the figures rest on, always shown with them: how many contracts, with how many others, how the money moved."""

    contracts: int = 0
    others: int = 0
    largest_percent: int = 0
    milestones: int = 0
    payments: int = 0
    said: dict[str, int] = field(default_factory=dict)
    hasty: int = 0
    same_person: int = 0
    since: str = ""

    @property
    def rail(self) -> int:
        return self.said.get(RAIL, 0)

    @property
    def both(self) -> int:
        return self.said.get(BOTH, 0)

    @property
    def one(self) -> int:
        return self.said.get(ONE, 0)


def spelled(value: float, unit: str) -> str:
    """A value with its unit, as people say it."""
    if unit == HOURS:
        return _hours(value)
    if unit == PERCENT:
        return f"{value:.0f} %"
    number = f"{value:g}"
    if unit == TIMES:
        return number
    return ngettext("%(n)s day", "%(n)s days", round(value)) % {"n": number}


def _hours(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    hours = seconds / 3_600
    if hours < 48:
        return _("%(n)s h") % {"n": f"{hours:.1f}".rstrip("0").rstrip(".")}
    return _("%(n)s days") % {"n": f"{hours / 24:.1f}".rstrip("0").rstrip(".")}


def _late(days: tuple[int, ...]) -> str:
    if len(days) == 1 or min(days) == max(days):
        return ngettext("late by %(n)s day", "late by %(n)s days", max(days)) % {"n": max(days)}
    return _("late by %(low)s to %(high)s days") % {"low": min(days), "high": max(days)}
