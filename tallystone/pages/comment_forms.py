"""Forms of comments: what is said about which clause, and marking it as settled or open again."""

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.commenting import CLAUSES, COMMENT_LENGTH
from tallystone.core.refusal import Refusal
from tallystone.core.state import Contract
from tallystone.journal.prose import words
from tallystone.notices.clauses import clause_label
from tallystone.pages.act_fields import ActForm, Hidden, Text

PAGES = ("contract", "comments", "terms", "milestone", "agree")
NUMBER = r"^[0-9]{1,4}\Z"


class Sides(ActForm):
    """A form that leads back to the page from which it was sent."""

    back = Hidden("^(" + "|".join(PAGES) + r")\Z")
    number = "comment"

    def offered(self, place: Any) -> dict[str, Any]:
        """The comment is named in the address (`?comment=3`), or there is no such page."""
        asked = place.request.GET
        given = asked.get(self.number, "0")
        if not (given.isascii() and given.isdigit() and len(given) < 5):
            raise Http404
        back = asked.get("back", "")
        return {self.number: given, "back": back if back in PAGES else "comments"}


class CommentForm(Sides):
    """A comment on a clause, or an answer in one that is there (`?answers=3`)."""

    number = "answers"
    about = forms.ChoiceField(label=_("What it is about"), required=False)
    words = Text(label=_("Your comment"), lines=True, most=COMMENT_LENGTH)
    answers = Hidden(NUMBER)
    field_order = ("act_id", "seen", "back", "answers", "about", "words")

    def __init__(self, place: Any, data: Any = None):
        super().__init__(place, data)
        about = self.fields["about"]
        about.choices = [("", _("Choose")), *((each, _label(each, place)) for each in subjects(place))]
        about.error_messages["invalid_choice"] = sentence(Refusal("no_such_clause"))
        answers = (data or self.initial).get("answers", "0")
        given = str(self.initial.get("about", "") if data is None else data.get("about", ""))
        self.on = given if given in subjects(place) else ""
        if answers != "0" or (self.on and data is None):
            about.widget = forms.HiddenInput()
        if answers != "0":
            self.fields["words"].label = _("Your answer")
        elif self.on:
            self.fields["words"].label = _("Your comment on %(about)s") % {"about": clause_label(self.on, place.names)}
        self.auto_id = f"id_%s_{self.on.replace(':', '-') or 'any'}_{answers}"

    def offered(self, place: Any) -> dict[str, Any]:
        return super().offered(place) | {"about": place.request.GET.get("about", "")}

    def act(self) -> acts.Act:
        given = self.cleaned_data
        return acts.Comment(given["about"], words(given["words"]), int(given["answers"]))


class ResolveCommentForm(Sides):
    comment = Hidden(NUMBER)

    def act(self) -> acts.Act:
        return acts.ResolveComment(int(self.cleaned_data["comment"]))


class ReopenCommentForm(Sides):
    comment = Hidden(NUMBER)

    def act(self) -> acts.Act:
        return acts.ReopenComment(int(self.cleaned_data["comment"]))


def subjects(place: Any) -> list[str]:
    """Everything that a comment can be about in this contract, in the order of the terms."""
    return [*CLAUSES, *(f"milestone:{stake.number}" for stake in place.plan.milestones)]


def _label(about: str, place: Any) -> str:
    label = clause_label(about, place.names)
    return label[:1].upper() + label[1:]


def lead(place: Any, form: Any, contract: Contract, seq: int) -> str:
    """Back to the comment, on the page from which it was said."""
    given = form.cleaned_data
    number = int(given.get("comment") or given.get("answers") or 0) or len(contract.remarks)
    about = contract.remarks[number - 1].about
    _kind, _colon, milestone = about.partition(":")
    where = {
        "contract": reverse("contract", args=[place.code]),
        "terms": reverse("terms", args=[place.code]),
        "agree": reverse("act", args=[place.code, "agree"]),
        "milestone": reverse("milestone", args=[place.code, milestone]) if milestone else "",
    }
    address = where.get(given["back"]) or reverse("comments", args=[place.code])
    return f"{address}{f'?done={seq}' if given['back'] == 'contract' else ''}#comment-{number}"
