"""The editor's sheet: every field with its label, hint, what was typed, and the sentence that says what is wrong with it."""

from collections.abc import Iterable
from dataclasses import field
from typing import Any

from django.utils.translation import gettext as _

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.core.value import value
from tallystone.core.writing import MOST_LISTED, Fault
from tallystone.drafting.reading import ISO_DAY, lines
from tallystone.drafting.spots import RENAMED
from tallystone.drafting.typed import Typed, empty_row, field_name
from tallystone.pages import choices
from tallystone.pages.ending_fields import ending_fields


@value
class Field:
    """One field as drafts/_field.html draws it. `kind`: text, area, date, amount, number, email."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    kind: str = "text"
    error: str = ""
    suffix: str = ""
    optional: bool = False
    focus: bool = False
    rows: int = 0
    choices: tuple[tuple[str, list[tuple[str, str]]], ...] = ()  # group ("" for none), its values and labels

    @property
    def input_type(self) -> str:
        """A date that cannot be read is shown as it was typed; a date input would show nothing."""
        if self.kind == "date":
            return "date" if not self.value or ISO_DAY.fullmatch(self.value) else "text"
        return {"email": "email"}.get(self.kind, "text")


@value
class Row:
    """A milestone or a duty of the editor; number 0 is the blank one that the script copies."""

    number: int
    fields: dict[str, Field]
    read: dict[str, tuple[str, ...]] = field(default_factory=dict)
    error: str = ""
    kept: str = ""  # the number that it has in the contract, in a change order


@value
class Mistake:
    """One line of the list of what is missing or wrong, with the way to its field."""

    name: str
    where: str
    sentence: str


class Sheet:
    """Everything typed, ready to be drawn; `faults` are those to show beside their fields."""

    def __init__(self, typed: Typed, faults: Iterable[Fault] = (), focus: bool = False):
        self.typed = typed
        self.errors: dict[str, str] = {}
        for fault in faults:
            self.errors.setdefault(form_name(fault), fault_sentence(fault))
        self.first = next(iter(self.errors), "") if focus else ""
        self.fields = {name: self._field(name, value, **told) for name, value, told in _heads(typed)}
        self.milestones = [self._milestone(n, row) for n, row in enumerate(typed["milestones"], 1)]
        self.duties = [self._duty(n, row) for n, row in enumerate(typed["duties"], 1)]

    @property
    def ending_wrong(self) -> bool:
        """Is something to be mended in the part that is folded away?"""
        return any(name in self.errors for name in ending_fields())

    @property
    def blank_milestone(self) -> Row:
        return self._milestone(0, empty_row("milestones"))

    @property
    def blank_duty(self) -> Row:
        return self._duty(0, {"text": "", "due": ""})

    def _field(self, name: str, value: str, **told: Any) -> Field:
        return Field(name, value=value, error=self.errors.get(name, ""), focus=name == self.first, **told)

    def _milestone(self, n: int, row: dict[str, str]) -> Row:
        told = milestone_fields(self.typed["currency"])
        fields = {name: self._field(f"m-{n}-{name}", row[name], **told[name]) for name in told}
        read = {name: lines(row[name])[:MOST_LISTED] for name in ("deliverables", "criteria")}
        return Row(n, fields, read, kept=row.get("number", ""))

    def _duty(self, n: int, row: dict[str, str]) -> Row:
        told: dict[str, dict[str, Any]] = {
            "text": {"label": _("What")},
            "due": {"label": _("By"), "kind": "date", "optional": True},
        }
        return Row(n, {name: self._field(f"d-{n}-{name}", row[name], **told[name]) for name in told})


def form_name(fault: Fault) -> str:
    """The name of the form field that a fault is about."""
    return RENAMED.get(fault.field) or field_name(fault.field)


def fault_sentence(fault: Fault) -> str:
    return sentence(Refusal(fault.name, fault.field, **fault.told))


def mistakes(faults: Iterable[Fault]) -> list[Mistake]:
    """The faults as a list to work through."""
    return [Mistake(form_name(fault), where(fault.field), fault_sentence(fault)) for fault in faults]


def where(name: str) -> str:
    """Which field that is, for people: "milestones.2.price" is "Milestone 2, price"."""
    kind, _dot, rest = name.partition(".")
    number, _dot, part = rest.partition(".")
    if kind == "milestones" and number:
        label = milestone_fields("")[part]["label"] if part else ""
        return _("Milestone %(number)s, %(field)s") % {"number": number, "field": label.lower()}
    if kind == "duties" and number:
        return _("Client’s duty %(number)s") % {"number": number}
    return {"milestones": _("Milestones"), "duties": _("Client’s duties"), "paste": _("Paste a list")}.get(kind) or _label(name)


def _label(name: str) -> str:
    heads = {head: told["label"] for head, _value, told in _heads({"currency": ""})}
    return heads.get(RENAMED.get(name, name), "")


def milestone_fields(currency: str) -> dict[str, dict[str, Any]]:
    """Labels and hints of a milestone's fields."""
    return {
        "title": {"label": _("Title")},
        "due": {"label": _("Due date"), "kind": "date"},
        "price": {"label": _("Price before tax"), "kind": "amount", "suffix": currency},
        "rounds": {
            "label": _("Rounds in this milestone"),
            "kind": "number",
            "optional": True,
            "hint": _("Where it differs from the others."),
        },
        "rate": {"label": _("An hour, before tax"), "kind": "amount", "suffix": currency, "optional": True},
        "cap": {"label": _("Hours at most"), "kind": "amount", "suffix": _("hours"), "optional": True},
        "cap_kind": {"label": _("Past that many hours"), "optional": True, "choices": (("", caps()),)},
        "deliverables": {"label": _("What is handed over"), "hint": _("One thing on each line."), "kind": "area", "rows": 3},
        "criteria": {
            "label": _("Accepted when"),
            "hint": _("One test on each line, each plainly met or not met."),
            "kind": "area",
            "rows": 3,
        },
    }


def caps() -> list[tuple[str, str]]:
    """What happens past the hours at most."""
    return [("soft", _("both are told, work goes on")), ("hard", _("not one more is logged"))]


def _heads(typed: Typed) -> list[tuple[str, str, dict[str, Any]]]:
    """Every single field: name, what was typed, how it is drawn."""
    told = {**_scope(), **_rules(typed["currency"]), **ending_fields(), **_client(), **_sending()}
    return [(name, typed.get(name, ""), how) for name, how in told.items()]


def _scope() -> dict[str, dict[str, Any]]:
    return {
        "title": {"label": _("Title"), "hint": _("What is made, for example “A booking page for the harbour ferry”.")},
        "background": {
            "label": _("Background"), "kind": "area", "rows": 3, "optional": True,
            "hint": _("Why this is done, and for whom."),
        },
        "in_scope": {
            "label": _("In scope"), "kind": "area", "rows": 5,
            "hint": _("Everything that the price includes. Begin a line with “- ” to make a list."),
        },
        "out_of_scope": {
            "label": _("Out of scope"), "kind": "area", "rows": 3, "optional": True,
            "hint": _("What one might expect, and what is not included."),
        },
    }  # fmt: skip


def _rules(currency: str) -> dict[str, dict[str, Any]]:
    return {
        "currency": {"label": _("Currency"), "choices": tuple(choices.currencies())},
        "tax": {"label": _("Tax"), "kind": "amount", "suffix": "%", "hint": _("On top of each price. Empty for none.")},
        "review_days": {
            "label": _("Days to review"), "kind": "number", "suffix": _("days"),
            "hint": _("Silence after that, and after a reminder, is acceptance."),
        },
        "rounds": {"label": _("Rounds of changes"), "kind": "number", "suffix": _("rounds"), "hint": _("In each price.")},
        "extra_round": {
            "label": _("A round more"), "kind": "amount", "suffix": currency, "optional": True,
            "hint": _("The price of a round beyond these. It is offered each time, never imposed."),
        },
        "payment_days": {"label": _("Days to pay"), "kind": "number", "suffix": _("days"), "hint": _("From an invoice on.")},
        "notice_days": {
            "label": _("Notice for leaving"), "kind": "number", "suffix": _("days"),
            "hint": _("Either side, between two milestones."),
        },
        "follow_days": {
            "label": _("The longest wait"), "kind": "number", "suffix": _("days"), "optional": True,
            "hint": _("Only where something follows. After so many days nobody waits any more."),
        },
        "zone": {
            "label": _("Time zone"), "choices": tuple(choices.zones()), "hint": _("In which days and deadlines are counted."),
        },
    }  # fmt: skip


def _client() -> dict[str, dict[str, Any]]:
    countries = (("", choices.countries()),)
    return {
        "client_email": {"label": _("Mail address"), "kind": "email", "hint": _("The proposal goes here.")},
        "client_name": {"label": _("Name of the person"), "optional": True},
        "client_company": {"label": _("Company"), "optional": True, "hint": _("Empty for a private person.")},
        "client_address": {"label": _("Postal address"), "kind": "area", "rows": 3, "optional": True},
        "client_country": {"label": _("Country"), "optional": True, "choices": countries},
        "client_tax_number": {"label": _("Tax number"), "optional": True},
    }


def _sending() -> dict[str, dict[str, Any]]:
    return {
        "until": {"label": _("Open until"), "kind": "date", "hint": _("The last day on which your terms can be agreed to.")},
        "note": {
            "label": _("Note"),
            "kind": "area",
            "rows": 3,
            "optional": True,
            "hint": _("Goes into the mail, not into the terms."),
        },
    }  # fmt: skip
