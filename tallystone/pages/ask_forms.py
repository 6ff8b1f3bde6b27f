"""From what was typed to a question, an answer, a decision, or word about a duty."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.moving import duties, promise
from tallystone.core.refusal import Refusal
from tallystone.core.state import Question
from tallystone.core.words import Words
from tallystone.journal import prose
from tallystone.journal.prose import words
from tallystone.pages.act_fields import ActForm, Day, Text
from tallystone.pages.place import Place

ANSWER_WITHIN = timedelta(days=3)
ANY = Words("?", "")


class One(forms.ChoiceField):
    """One of the questions or duties that are open here; the address may name it (`?question=2`)."""

    def __init__(self, label: Any, refused: str):
        super().__init__(label=label, widget=forms.RadioSelect())
        self.hints: dict[str, str] = {}  # said in small beside a choice
        said = {"required": "choose_one", "invalid_choice": refused}
        self.error_messages |= {case: lazy(sentence, str)(Refusal(name)) for case, name in said.items()}


class Choosing(ActForm):
    """A form about one of several things; `name` is the field that says which."""

    name = "question"

    def __init__(self, place: Any, data: Any = None):
        super().__init__(place, data)
        self.fields[self.name].choices = self.choices(place)

    def choices(self, place: Place) -> list[tuple[str, str]]:
        raise NotImplementedError

    def offered(self, place: Place) -> dict[str, Any]:
        """The one that was asked for; else the first, where there is only one or none is named."""
        known = [value for value, _label in self.choices(place)]
        asked = place.request.GET.get(self.name, "")
        return {self.name: asked if asked in known else next(iter(known), "")}

    @property
    def chosen(self) -> int:
        return int(self.cleaned_data[self.name])


class OnQuestion(Choosing):
    """A form about one of the questions on a milestone."""

    @staticmethod
    def concerns(question: Question, side: str) -> bool:
        raise NotImplementedError

    def choices(self, place: Place) -> list[tuple[str, str]]:
        found = questions(place, self.concerns)
        texts = prose.read(q.note for q in found)
        return [(str(q.number), texts.get(q.note, "–")) for q in found]


def questions(place: Place, concerns: Callable[[Question, str], bool]) -> list[Question]:
    return [q for q in place.contract.questions if q.milestone == place.number and concerns(q, place.side)]


class AskForm(ActForm):
    note = Text(label=_("Your question"), lines=True, help_text=_("One question, so that it can have one answer."))
    until = Day(label=_("Answer needed by"), help_text=_("Both sides see this date."))

    def offered(self, place: Place) -> dict[str, Any]:
        return {"until": place.today + ANSWER_WITHIN}

    def act(self) -> acts.Act:
        return acts.Ask(self.place.number, words(self.cleaned_data["note"]), self.cleaned_data["until"])


class AnswerForm(OnQuestion):
    question = One(_("The question"), "no_such_question")
    note = Text(label=_("Your answer"), lines=True)

    @staticmethod
    def concerns(question: Question, side: str) -> bool:
        return question.state == "open" and question.asks == side

    def act(self) -> acts.Act:
        return acts.Answer(self.place.number, self.chosen, words(self.cleaned_data["note"]))


class DecideForm(OnQuestion):
    """Which answer counts. Its hash is the one that stood on the page."""

    question = One(_("The answer that counts"), "no_such_question")

    @staticmethod
    def concerns(question: Question, side: str) -> bool:
        return question.state == "answered" and question.by == side

    def __init__(self, place: Any, data: Any = None):
        super().__init__(place, data)
        found = questions(place, self.concerns)
        texts = prose.read(q.answer for q in found)
        self.fields["question"].hints = {str(q.number): texts.get(q.answer, "–") for q in found}

    def act(self) -> acts.Act:
        answers = {q.number: q.answer for q in questions(self.place, self.concerns)}
        return acts.Decide(self.place.number, self.chosen, answers[self.chosen])


class WithdrawQuestionForm(OnQuestion):
    question = One(_("The question"), "no_such_question")

    @staticmethod
    def concerns(question: Question, side: str) -> bool:
        return question.state == "open" and question.by == side

    def act(self) -> acts.Act:
        return acts.WithdrawQuestion(self.place.number, self.chosen)


class OnDuty(Choosing):
    """A form about one of the client's duties, open ones or done ones."""

    name = "duty"
    done = False

    def choices(self, place: Place) -> list[tuple[str, str]]:
        return [
            (str(owed.number), place.duties.get(owed.number, "–"))
            for owed in duties(place.contract)
            if (promise(place.contract, owed.number).done_at is not None) == self.done
        ]


class FulfilDutyForm(OnDuty):
    duty = One(_("What is done"), "no_such_duty")
    note = Text(label=_("Where to find it"), lines=True, required=False)

    def act(self) -> acts.Act:
        note = self.cleaned_data["note"]
        return acts.FulfilDuty(self.chosen, words(note) if note else None)


class ReopenDutyForm(OnDuty):
    done = True
    duty = One(_("What is not complete"), "no_such_duty")
    reason = Text(label=_("What is missing"), lines=True, missing="why_missing")

    def act(self) -> acts.Act:
        return acts.ReopenDuty(self.chosen, words(self.cleaned_data["reason"]))


def _first(place: Place, form: type[OnQuestion]) -> Question:
    return next(iter(questions(place, form.concerns)), Question(0, place.number, "", "", place.today, place.now))


def _duty(place: Place, done: bool) -> int:
    numbers = [o.number for o in duties(place.contract)]
    return next((n for n in numbers if (promise(place.contract, n).done_at is not None) == done), 0)


def _decided(place: Place) -> acts.Act:
    first = _first(place, DecideForm)
    return acts.Decide(place.number, first.number, first.answer)


TRIALS: dict[type[acts.Act], Callable[[Place], acts.Act]] = {
    acts.Ask: lambda place: acts.Ask(place.number, ANY, place.today),
    acts.Answer: lambda place: acts.Answer(place.number, _first(place, AnswerForm).number, ANY),
    acts.Decide: _decided,
    acts.WithdrawQuestion: lambda place: acts.WithdrawQuestion(place.number, _first(place, WithdrawQuestionForm).number),
    acts.FulfilDuty: lambda place: acts.FulfilDuty(_duty(place, done=False)),
    acts.ReopenDuty: lambda place: acts.ReopenDuty(_duty(place, done=True), ANY),
}
