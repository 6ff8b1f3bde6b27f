"""From a member chosen in a list to an act: introducing somebody to the other side, handing the contract on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.core import acts, roles
from tallystone.journal.prose import words
from tallystone.pages.act_fields import ActForm, Text, wrong
from tallystone.people.members import members_of
from tallystone.people.models import Member
from tallystone.showing import role_word


class Chosen(forms.ChoiceField):
    """One of the members of one's own business."""

    def clean(self, value: Any) -> int:
        try:
            return int(super().clean(value))
        except (forms.ValidationError, ValueError):
            raise wrong("choose_one") from None


class TeamForm(ActForm):
    """A member, and a word about it that the other side reads."""

    kind: type[acts.IntroduceMember] | type[acts.HandToMember]
    member = Chosen(label=_("Who"))
    note = Text(label=_("A word about it"), lines=True, required=False, help_text=_("The other side reads it."))

    def __init__(self, place: Any, data: Any = None):
        super().__init__(place, data)
        self.members = {one.person_id: one for one in _eligible(place, self.kind)}
        self.fields["member"].choices = [(pk, _label(one)) for pk, one in self.members.items()]

    def act(self) -> acts.Act:
        chosen, note = self.cleaned_data["member"], self.cleaned_data["note"]
        return self.kind(chosen, self.members[chosen].role, words(note) if note else None)


class IntroduceMemberForm(TeamForm):
    kind = acts.IntroduceMember


class HandToMemberForm(TeamForm):
    kind = acts.HandToMember


def _eligible(place: Any, kind: type[acts.Act]) -> list[Member]:
    """Members of the reader's side for whom this act would change something; guests only read."""
    contract, side = place.contract, place.side
    known = contract.team(side) if kind is acts.IntroduceMember else (contract.lead(side),)
    return [one for one in members_of(place.own_id) if one.person_id not in known and one.role != roles.GUEST]


def _label(member: Member) -> str:
    return f"{member.person} · {role_word(member.role)}"
