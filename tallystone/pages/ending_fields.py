"""The fields of the editor for an early end and for afterwards."""

from typing import Any

from django.utils.translation import gettext as _

from tallystone.drafting.ending import choices


def ending_fields() -> dict[str, dict[str, Any]]:
    """Labels, hints and choices, in the order of the page."""
    return {**_fees(), **_leaving(), **_others()}


def _fees() -> dict[str, dict[str, Any]]:
    per_cent = {"kind": "amount", "suffix": "%", "optional": True}
    return {
        "kill_planned_bp": {
            **per_cent, "label": _("Kill fee, not begun"),
            "hint": _("Of the price of a milestone not begun, if the client ends it without cause."),
        },
        "kill_started_bp": {
            **per_cent, "label": _("Kill fee, begun"),
            "hint": _("The same of a milestone that was begun and not handed over."),
        },
    }  # fmt: skip


def _leaving() -> dict[str, dict[str, Any]]:
    return {
        "exit_days": {
            "label": _("Days to answer"), "kind": "number", "suffix": _("days"),
            "hint": _("When the other side offers to end it, or to split what is disputed."),
        },
        "exit_silence": {"label": _("Without an answer"), **_choice("exit_silence")},
        "ownership": {"label": _("Rights in the work pass to the client"), **_choice("ownership")},
        "mediator": {"label": _("If you do not agree, who decides?"), **_choice("mediator")},
        "mediator_name": {
            "label": _("Name of that person"), "optional": True,
            "hint": _("If it is a person whom both name."),
        },
    }  # fmt: skip


def _others() -> dict[str, dict[str, Any]]:
    return {
        "subcontracting": {"label": _("May a milestone be given to somebody else?"), **_choice("subcontracting")},
        "workers_shown": {"label": _("Does the client see who works on it?"), **_choice("workers_shown")},
        "showcase": {"label": _("May accepted work be shown as a sample?"), **_choice("showcase")},
        "embargo_days": {
            "label": _("Not before"), "kind": "number", "suffix": _("days"), "optional": True,
            "hint": _("Days after the acceptance."),
        },
    }  # fmt: skip


def _choice(name: str) -> dict[str, Any]:
    return {"choices": (("", choices()[name]),)}
