"""Working days: weekends and public holidays by country (`tallystone.daysoff`), and time off."""

from bisect import bisect_left
from datetime import date, timedelta

from tallystone.core.refusal import refuse_if
from tallystone.core.value import value
from tallystone.daysoff import public_holidays, weekend
from tallystone.planning.said import Said, _

DAY = timedelta(days=1)
FURTHEST = 366 * 25  # no plan looks further than this many days ahead
NAMES = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


@value
class TimeOff:
    """Days on which a side is away: the first and the last."""

    first: date
    last: date
    why: str = ""

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


@value
class Calendar:
    """On which days a side works. `country`, `region` as in ISO 3166 ("DE", "BE"); without a country only weekends are off."""

    country: str = ""
    region: str = ""
    off: tuple[TimeOff, ...] = ()

    def works(self, day: date) -> bool:
        return self.why_off(day) is None

    def why_off(self, day: date) -> Said | None:
        """Why nobody works on this day here, or None where one does."""
        away = next((span for span in self.off if span.has(day)), None)
        if away:
            return Said("%(why)s", {"why": away.why}) if away.why else Said(_("time off"))
        if name := public_holidays(self.country, self.region, day.year).get(day):
            return Said(_("%(holiday)s (public holiday)"), {"holiday": name})
        return Said(NAMES[day.weekday()]) if day.weekday() in weekend(self.country, self.region) else None

    def first_from(self, day: date, *others: "Calendar") -> date:
        """The first day from `day` on, this day included, on which this side works, and all `others` too."""
        for ahead in range(min(FURTHEST, (date.max - day).days)):
            found = day + ahead * DAY
            if all(calendar.works(found) for calendar in (self, *others)):
                return found
        refuse_if(True, "never_a_working_day", "start", day=day)
        raise AssertionError


class Working:
    """The working days of a calendar from a day on, counted once and asked often."""

    def __init__(self, calendar: Calendar, first: date) -> None:
        self.calendar, self.days = calendar, [calendar.first_from(first)]

    def reach(self, day: date) -> None:
        while self.days[-1] < day:
            self.days.append(self.calendar.first_from(self.days[-1] + DAY))

    def at(self, place: int) -> date:
        """The working day at this place; 0 is the first."""
        while len(self.days) <= place:
            self.days.append(self.calendar.first_from(self.days[-1] + DAY))
        return self.days[place]

    def place(self, day: date) -> int:
        """The place of the first working day from `day` on."""
        self.reach(day)
        return bisect_left(self.days, day)

    def after(self, day: date, count: int) -> date:
        """The last of `count` working days, of which the first is `day` or the next working day."""
        return self.at(self.place(day) + max(count, 1) - 1)

    def between(self, first: date, last: date) -> int:
        """How many working days lie from `first` to `last`, both included."""
        return max(self.place(last + DAY) - self.place(first), 0)


def weekday(day: date) -> Said:
    """The name of this day of the week."""
    return Said(NAMES[day.weekday()])
