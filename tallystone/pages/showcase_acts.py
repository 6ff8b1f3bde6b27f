"""The act pages of showing work: asking, allowing with conditions, refusing, withdrawing; and the client's word about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as n_

from tallystone.core import acts, facts
from tallystone.core.showing import WORD_LENGTH, offered_from, show_of
from tallystone.core.words import Words
from tallystone.journal import prose
from tallystone.journal.prose import words
from tallystone.pages.act_fields import ActForm, Day, Hidden, Text
from tallystone.pages.place import Place

ANY = Words("?", "")
READ_BY_THEM = _("The other side reads it.")


class AskShowcaseForm(ActForm):
    note = Text(
        label=_("A word with it"), most=WORD_LENGTH, lines=True, required=False,
        help_text=_("What you would like to show, and where. The other side reads it in the letter."),
    )  # fmt: skip

    def act(self) -> acts.Act:
        note = self.cleaned_data["note"]
        return acts.AskShowcase(self.place.number, words(note) if note else None)


class AllowShowcaseForm(ActForm):
    """The conditions: unticked is without. Binds the hash of the snapshot on the screen."""

    snapshot = Hidden(r"^[0-9a-f]{64}\Z")
    named = forms.BooleanField(label=_("With our name"), required=False)
    priced = forms.BooleanField(label=_("With the price"), required=False)
    from_on = Day(label=_("From this day on"))

    def offered(self, place: Any) -> dict[str, Any]:
        show = show_of(place.contract, place.number)
        return {
            "named": bool(show.named),
            "priced": bool(show.priced),
            "from_on": show.from_on or offered_from(place.contract, place.stone, place.today),
        }

    def act(self) -> acts.Act:
        told = self.cleaned_data
        named, priced = int(told["named"]), int(told["priced"])
        return acts.AllowShowcase(self.place.number, told["snapshot"], told["from_on"], named, priced)


class Reasoned(ActForm):
    """A reason, where one is given."""

    kind: type[acts.RefuseShowcase] | type[acts.WithdrawShowcase]
    reason = Text(label=_("Why"), most=WORD_LENGTH, lines=True, required=False, help_text=READ_BY_THEM)

    def act(self) -> acts.Act:
        reason = self.cleaned_data["reason"]
        return self.kind(self.place.number, words(reason) if reason else None)


class RefuseShowcaseForm(Reasoned):
    kind = acts.RefuseShowcase


class WithdrawShowcaseForm(Reasoned):
    kind = acts.WithdrawShowcase


class RecommendForm(ActForm):
    words = Text(
        label=_("Your word about the work"), most=WORD_LENGTH, lines=True,
        help_text=_("Two or three sentences: what it was like, what it has changed for you. Others will read them."),
    )  # fmt: skip
    named = forms.BooleanField(label=_("Publish it with our name"), required=False)

    def offered(self, place: Any) -> dict[str, Any]:
        show = show_of(place.contract, place.number)
        said = prose.read([show.word]).get(show.word, "") if show.word else ""
        return {"words": said, "named": bool(show.word_named) if show.word else True}

    def act(self) -> acts.Act:
        return acts.Recommend(self.place.number, words(self.cleaned_data["words"]), int(self.cleaned_data["named"]))


class WithdrawRecommendationForm(ActForm):
    def act(self) -> acts.Act:
        return acts.WithdrawRecommendation(self.place.number)


FORMS: dict[type[acts.Act], type[ActForm]] = {
    acts.AskShowcase: AskShowcaseForm,
    acts.AllowShowcase: AllowShowcaseForm,
    acts.RefuseShowcase: RefuseShowcaseForm,
    acts.WithdrawShowcase: WithdrawShowcaseForm,
    acts.Recommend: RecommendForm,
    acts.WithdrawRecommendation: WithdrawRecommendationForm,
}
TITLES = {
    acts.AskShowcase: n_("Ask to show this work"),
    acts.AllowShowcase: n_("Allow this work to be shown"),
    acts.RefuseShowcase: n_("Say no to a sample"),
    acts.WithdrawShowcase: n_("Take back the consent to show it"),
    acts.Recommend: n_("Say a word about this work"),
    acts.WithdrawRecommendation: n_("Take back your word"),
}
BUTTONS = {
    acts.AskShowcase: n_("Ask %(other)s"),
    acts.AllowShowcase: n_("Allow milestone %(number)s to be shown"),
    acts.RefuseShowcase: n_("Say no to %(other)s"),
    acts.WithdrawShowcase: n_("Take it down now"),
    acts.Recommend: n_("Give this word to %(other)s"),
    acts.WithdrawRecommendation: n_("Take back your word now"),
}
FOLLOWS = {
    facts.ShowcaseAsked: n_("%(client)s gets one letter with one tick. Nothing is shown until they allow it."),
    facts.ShowcaseAllowed: n_(
        "%(freelancer)s may then show what was accepted, cropped or blurred where they like. You can take it back at any time."
    ),
    facts.ShowcaseRefused: n_("Nothing is shown, and %(other)s does not ask again. You can still change your mind later."),
    facts.ShowcaseWithdrawn: n_("Every sample of this milestone disappears at once, in collections too."),
    facts.Recommended: n_("It is bound to this contract in the record. It is public once %(other)s publishes it as well."),
    facts.RecommendationWithdrawn: n_("It disappears from %(other)s’s profile at once."),
}
TRIALS: dict[type[acts.Act], Callable[[Place], acts.Act]] = {
    acts.AskShowcase: lambda place: acts.AskShowcase(place.number),
    acts.AllowShowcase: lambda place: acts.AllowShowcase(place.number, place.stone.snapshot, place.today),
    acts.RefuseShowcase: lambda place: acts.RefuseShowcase(place.number),
    acts.WithdrawShowcase: lambda place: acts.WithdrawShowcase(place.number),
    acts.Recommend: lambda place: acts.Recommend(place.number, ANY),
    acts.WithdrawRecommendation: lambda place: acts.WithdrawRecommendation(place.number),
}
ACTS = tuple(kind.__name__ for kind in FORMS)  # offered on the milestone's page alone
