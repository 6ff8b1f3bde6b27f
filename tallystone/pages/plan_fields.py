"""The fields of the pages that plan, drawn like those of the editor."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.pages.draft_forms import Field


def total(currency: str, hint: str = "") -> dict[str, Any]:
    """The sum of all prices."""
    return {"label": _("Price in all, before tax"), "kind": "amount", "suffix": currency, "hint": hint}


def starts() -> dict[str, Any]:
    return {"label": _("Work can begin on"), "kind": "date"}


def deadline() -> dict[str, Any]:
    return {"label": _("All accepted by"), "kind": "date", "optional": True, "hint": _("The last review is over by then.")}


def drawn(told: Mapping[str, dict[str, Any]], values: Mapping[str, str], refusal: Refusal | None = None) -> dict[str, Field]:
    """Fields by name, with what was typed and the sentence of what is wrong beside the one that it is about."""
    wrong = refusal.field if refusal else ""
    return {
        name: Field(
            name, value=values.get(name, ""), error=sentence(refusal) if refusal and name == wrong else "",
            focus=name == wrong, **how,
        )
        for name, how in told.items()
    }  # fmt: skip


def elsewhere(refusal: Refusal | None, fields: Mapping[str, Field]) -> str:
    """The sentence of a refusal that is about none of these fields."""
    return sentence(refusal) if refusal and refusal.field not in fields else ""
