"""From what was typed to a handover: the record as it is now, completed by the freelancer; and word that it arrived."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tallystone.core import acts
from tallystone.core.handing_over import MOST_ROWS
from tallystone.core.handover import BEGUN, CLOSE, NONE, PASS_ON, RETURN, Access, Handover, Place, handover_text, missing
from tallystone.journal.prose import words
from tallystone.pages import handover
from tallystone.pages.act_fields import ActForm, Hidden, Text, wrong

WHAT_LENGTH = 500
WAYS = [(PASS_ON, _("is passed on")), (RETURN, _("is given back")), (CLOSE, _("is closed"))]
ROWS = {"places": ("what", "where"), "access": ("access", "way", "how")}
MISSING = {"standing": "standing_missing", "knowing": "knowing_missing", "first": "first_missing"}


class Way(forms.ChoiceField):
    """What becomes of an access; a row without one is empty."""

    def clean(self, value: Any) -> str:
        return value if value in {way for way, _label in WAYS} else PASS_ON


class HandOverForm(ActForm):
    """Field names: standing-N for milestone N; what-N, where-N and access-N, way-N, how-N for rows, `places` and `access`
    saying how many; none-places, none-access, none-problems; `anyway` hands over what is not complete."""

    problems = Text(label=_("Known problems"), lines=True, missing="")
    knowing = Text(label=_("What the next person must know"), lines=True, missing="")
    first = Text(label=_("Where they begin"), lines=True, missing="")
    anyway = forms.BooleanField(
        label=_("Hand it over though this is missing. You can hand over again, more complete."), required=False
    )

    def __init__(self, place: Any, data: Any = None):
        self.counts: dict[str, int] = {}
        super().__init__(place, data)
        known = self.document
        for stage in self.begun:
            self.fields[f"standing-{stage.number}"] = Text(label=_("Where the work stands"), lines=True, missing="")
        for name in NONE:
            self.fields[f"none-{name}"] = forms.BooleanField(label=_("There are none"), required=False)
        for name, parts in ROWS.items():
            self.counts[name] = self._count(name, len(getattr(known, name)))
            for n in range(1, self.counts[name] + 1):
                for part in parts:
                    self.fields[f"{part}-{n}"] = _row_field(part)

    def offered(self, place: Any) -> dict[str, Any]:
        """What was handed over before."""
        told: dict[str, Any] = {name: getattr(self.document, name) for name in ("problems", "knowing", "first")}
        told |= {f"standing-{stage.number}": stage.standing for stage in self.document.stages}
        told |= {f"none-{name}": name in self.document.none for name in NONE}
        for n, row in enumerate(self.document.places, 1):
            told |= {f"what-{n}": row.what, f"where-{n}": row.where}
        for n, one in enumerate(self.document.access, 1):
            told |= {f"access-{n}": one.what, f"way-{n}": one.way, f"how-{n}": one.how}
        return told

    @cached_property
    def document(self) -> Handover:
        """The record as it is now, with what was handed over before."""
        return handover.draft(self.place)

    @property
    def begun(self) -> list[Any]:
        return [stage for stage in self.document.stages if stage.work in BEGUN]

    def _count(self, name: str, there: int) -> int:
        """As many rows as were sent, one more where that was asked for, and never less than one."""
        typed = self.data.get(name, "")
        count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else max(there, 1)
        return max(1, min(count + (self.data.get("do") == f"add-{name}"), MOST_ROWS))

    def stage_rows(self) -> list[dict[str, Any]]:
        """Each milestone as the record has it, and the field for it where work on it was begun."""
        asked = {stage.number for stage in self.begun}
        shown = self.told["stages"]
        return [
            {"told": each, "field": self[f"standing-{each['stage'].number}"] if each["stage"].number in asked else None}
            for each in shown
        ]

    @property
    def nothing(self) -> dict[str, Any]:
        return {name: self[f"none-{name}"] for name in NONE}

    @property
    def told(self) -> dict[str, Any]:
        return handover.shown(self.document)

    def place_rows(self) -> list[dict[str, Any]]:
        return self._rows("places")

    def access_rows(self) -> list[dict[str, Any]]:
        return self._rows("access")

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return [{part: self[f"{part}-{n}"] for part in ROWS[name]} for n in range(1, self.counts[name] + 1)]

    def checklist(self) -> list[tuple[bool, str]]:
        """What makes a handover complete, each with whether it is there."""
        lacking = missing(self.written if self.is_bound else self.document)
        told = [(f"standing.{s.number}", __("Where milestone %(number)s stands") % {"number": s.number}) for s in self.begun]
        told += [
            ("problems", __("Known problems, or that there are none")),
            ("places", __("Files and where they are, or that all of them were delivered")),
            ("access", __("Access to give back or pass on, or that there is none")),
            ("knowing", __("What the next person must know")),
        ]
        if any(s.work not in {"accepted", "cancelled"} for s in self.document.stages):
            told.append(("first", __("Where they begin")))
        return [(name not in lacking, label) for name, label in told]

    def full_clean(self) -> None:
        super().full_clean()
        if "do" in self.data:  # a row or the list was asked for: nothing is wrong yet
            self.errors.clear()

    def clean(self) -> None:
        super().clean()
        for n in range(1, self.counts["access"] + 1):
            told = {part: self.cleaned_data.get(f"{part}-{n}") for part in ("access", "how")}
            for part, value in told.items():
                if any(told.values()) and not value and f"{part}-{n}" not in self.errors:
                    self.add_error(f"{part}-{n}", wrong("text_missing"))
        for n in range(1, self.counts["places"] + 1):
            told = {part: self.cleaned_data.get(f"{part}-{n}") for part in ("what", "where")}
            for part, value in told.items():
                if any(told.values()) and not value and f"{part}-{n}" not in self.errors:
                    self.add_error(f"{part}-{n}", wrong("text_missing"))
        self._complete()

    def _complete(self) -> None:
        self.lacking = missing(self.written)
        if self.lacking and not self.cleaned_data.get("anyway"):
            for name in self.lacking:
                field = f"none-{name}" if name in NONE else self.field_of(name)
                self.add_error(field, wrong(MISSING.get(name.partition(".")[0], "none_unsaid")))

    lacking: tuple[str, ...] = ()

    def field_of(self, field: str) -> str:
        """Rows are numbered among those that are filled."""
        name, _dot, number = field.partition(".")
        kind = next((kind for kind, parts in ROWS.items() if name in parts), "")
        if kind and number:
            filled = self._filled(kind)
            number = str(filled[int(number) - 1]) if int(number) <= len(filled) else number
        return f"{name}-{number}" if number else name

    def _filled(self, kind: str) -> list[int]:
        first = ROWS[kind][0]
        return [n for n in range(1, self.counts[kind] + 1) if self._typed(f"{first}-{n}").strip()]

    def _typed(self, name: str) -> str:
        value = getattr(self, "cleaned_data", {}).get(name)
        return value if isinstance(value, str) else self.data.get(name, "") or ""

    def _named(self, name: str) -> bool:
        """Is something named of what there is said to be none?"""
        return bool(self._filled(name) if name in ROWS else self._typed(name).strip())

    @cached_property
    def written(self) -> Handover:
        """The record with what is typed, also where something is wrong with it."""
        stages = tuple(replace(s, standing=self._typed(f"standing-{s.number}")) for s in self.document.stages)
        return replace(
            self.document,
            stages=stages,
            places=tuple(Place(self._typed(f"what-{n}"), self._typed(f"where-{n}")) for n in self._filled("places")),
            access=tuple(
                Access(*(self._typed(f"{part}-{n}") for part in ROWS["access"])) for n in self._filled("access")
            ),
            **{name: self._typed(name) for name in ("problems", "knowing", "first")},
            none=tuple(name for name in NONE if self.data.get(f"none-{name}") and not self._named(name)),
        )  # fmt: skip

    def act(self) -> acts.Act:
        return acts.HandOver(words(handover_text(self.written)))


def _row_field(part: str) -> forms.Field:
    if part == "way":
        return Way(label=_("It"), choices=WAYS)
    labels = {"what": _("What it is"), "where": _("Where it is"), "access": _("Access to"), "how": _("By whom, and how")}
    return Text(label=labels[part], most=WHAT_LENGTH, missing="")


class AcknowledgeHandoverForm(ActForm):
    """Binds the hash of the handover on the screen."""

    document = Hidden(r"^[0-9a-f]{64}\Z")
    note = Text(label=_("A word with it"), lines=True, required=False)

    @classmethod
    def shown(cls, place: Any) -> dict[str, Any]:
        given = place.contract.handover
        return super().shown(place) | {"document": given.document if given else "0" * 64}

    def act(self) -> acts.Act:
        note = self.cleaned_data["note"]
        return acts.AcknowledgeHandover(self.cleaned_data["document"], words(note) if note else None)


def lead(place: Any, form: Any, contract: Any, seq: int) -> str:
    """To the handover, as the other side reads it."""
    return reverse("handover", args=[place.code])


def beside(place: Any, form: ActForm) -> dict[str, Any]:
    """What is acknowledged."""
    return {"told": handover.shown(handover.last(place) or Handover())}
