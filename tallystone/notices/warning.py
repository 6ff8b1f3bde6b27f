"""Warning: what puts a milestone at risk, said to both sides in the same words: the cause, and what would help."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core.value import value
from tallystone.core.watching import Risk, standing
from tallystone.notices.telling import Names
from tallystone.showing import day

SAID = {  # kind: cause, what helps
    "late": (
        n_("%(milestone)s was due on %(day)s and is not delivered."),
        n_("%(freelancer)s delivers it, or offers another date or a smaller scope."),
    ),
    "slow": (
        n_("%(milestone)s is %(percent)s %% done, and more of its time has gone than that. It is due on %(day)s."),
        n_("%(freelancer)s reports what holds it up; you can agree on another date or a smaller scope while there is time."),
    ),
    "word": (
        n_("The next word on %(milestone)s was announced for %(day)s and has not come."),
        n_("%(freelancer)s reports how far it is, and when the word after that comes."),
    ),
    "unheard": (
        n_("Nothing was heard of %(milestone)s since its work began."),
        n_("%(freelancer)s reports how far it is."),
    ),
    "hours": (
        n_("%(milestone)s has used %(percent)s %% of its hours and is not that far."),
        n_("%(freelancer)s shows what there is; you can agree on more hours or a smaller scope."),
    ),
    "question": (
        n_("A question about %(milestone)s should have been answered by %(day)s."),
        n_("%(who)s answers it."),
    ),
    "duty": (
        n_("%(duty)s was due from %(client)s on %(day)s."),
        n_("%(client)s does it and says so. Until then each day moves the dates that depend on it by a day."),
    ),
    "funding": (
        n_("The deposit for %(milestone)s was to arrive by %(day)s."),
        n_("%(client)s sends it. Until then each day moves the dates that depend on it by a day."),
    ),
    "unseen": (
        n_("%(client)s says that the deposit for %(milestone)s was sent, and its day, %(day)s, has passed."),
        n_("%(freelancer)s looks at the account, and confirms what has arrived."),
    ),
    "dispute": (
        n_("%(milestone)s is in dispute. Its money and its review stand still; all other milestones go on."),
        n_("%(who)s answers the number of the other side."),
    ),
    "payment": (n_("The payment for %(milestone)s was due on %(day)s."), n_("%(client)s sends it, and says so.")),
}


@value
class Warned:
    """One risk as it is read; `yours` where the reader can help."""

    kind: str
    milestone: int
    about: int
    cause: str
    helps: str
    side: str
    since: datetime


def warned(found: Iterable[Risk], names: Names, now: datetime) -> list[Warned]:
    """The risks that stand now, the oldest first."""
    return [_warned(risk, names) for risk in standing(list(found), now)]


def risk_from(told: dict[str, Any]) -> Risk:
    """A risk as the books keep it."""
    at, on = datetime.fromisoformat(told["at"]), told.get("day")
    number, about, percent = (int(told.get(name, 0)) for name in ("milestone", "about", "percent"))
    return Risk(told["kind"], number, told["side"], at, about, date.fromisoformat(on) if on else None, percent)


def _warned(risk: Risk, names: Names) -> Warned:
    cause, helps = SAID[risk.kind]
    told = {
        "milestone": names.milestone(risk.milestone), "day": day(risk.day), "percent": risk.percent,
        "who": names.side(risk.side), "client": names.client, "freelancer": names.freelancer,
        "duty": names.duty(risk.about) if risk.kind == "duty" else "",
    }  # fmt: skip
    return Warned(risk.kind, risk.milestone, risk.about, _begun(_(cause) % told), _(helps) % told, risk.side, risk.at)


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
