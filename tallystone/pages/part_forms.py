"""Accepting a part: first the verdicts and the day for the rest, then exactly what that means, then the act."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystone.core import acts
from tallystone.core.manifest import Reasons, reasons_text
from tallystone.core.parting import worth
from tallystone.journal.prose import words
from tallystone.pages import act_words, pinned
from tallystone.pages.act_fields import Day, wrong
from tallystone.pages.place import Place
from tallystone.pages.review_forms import ReviewForm
from tallystone.pages.rounds import review_rows, story
from tallystone.showing import money

WEEK = timedelta(days=7)


class AcceptPartForm(ReviewForm):
    """The criteria marked as met are accepted now; the others, with what is said of them, come by a day of their own."""

    rest_due = Day(label=gettext_lazy("The rest comes by"))

    def offered(self, place: Place) -> dict[str, Any]:
        return {"rest_due": max(place.stone.due, place.today + WEEK)}

    def clean(self) -> None:
        super().clean()
        met, every = self.marked("met"), self.place.open_criteria
        first = f"verdict-{every[0][0]}" if every else None
        if not met:
            self.add_error(first, wrong("part_missing"))
        elif len(met) == len(every):
            self.add_error(first, wrong("part_is_whole"))
        self.need_reasons()

    @property
    def decided(self) -> bool:
        """Is it clear what is accepted, and by when the rest comes?"""
        return self.is_bound and self.is_valid()

    def act(self) -> acts.AcceptPart:
        given = self.cleaned_data
        reasons = Reasons(self.unmet, given["note"], self.pins)
        said = words(reasons_text(reasons)) if reasons.unmet or reasons.note or reasons.pins else None
        return acts.AcceptPart(self.place.number, given["snapshot"], tuple(self.marked("met")), given["rest_due"], said)


def beside(place: Place, form: Any) -> dict[str, Any]:
    """The delivery; and once it is clear what is accepted, that in words and numbers."""
    last = story(place).last
    told: dict[str, Any] = {
        "round": last,
        "rows": review_rows(form, place, last),
        "consequences": [],
        **pinned.noted(place, form, last),
    }
    if not form.decided:
        return told
    act = form.act()
    return {
        **told,
        "decided": True,
        "pins": pinned.items(place, form.pins),
        "button": _button(place, act),
        "consequences": act_words.consequences(place, acts.AcceptPart, act),
        "met": [(n, text) for n, text in place.open_criteria if n in act.criteria],
        "rest": [(n, text, form.unmet.get(n, "")) for n, text in place.open_criteria if n not in act.criteria],
    }


def _button(place: Place, act: acts.AcceptPart) -> str:
    """The act and its result, e.g. "Accept 2 of 3 criteria and release 800.00 EUR"."""
    minor = sum(worth(place.stone.stake, act.criteria))
    told = {"count": len(act.criteria), "of": place.stone.stake.criteria, "amount": money(minor, place.currency)}
    if not minor:
        return _("Accept %(count)s of %(of)s criteria") % told
    if place.contract.funds(place.stone.stake):
        return _("Accept %(count)s of %(of)s criteria and release %(amount)s") % told
    return _("Accept %(count)s of %(of)s criteria, with %(amount)s to pay") % told
