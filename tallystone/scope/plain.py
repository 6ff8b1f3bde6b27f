"""Terms from what people have: any plain text, or data in which not everything is filled in yet."""

from datetime import date
from typing import Any

from tallystone.core.shape import BEFORE, Duty, Milestone, Terms
from tallystone.scope.structure import UNSAID, UNSAID_DAY

PROSE = ("title", "background", "in_scope", "out_of_scope")
NUMBERS = ("review_days", "rounds", "payment_days", "notice_days")


class Unreadable(ValueError):
    """These data are no terms. The text says which part, in words for a person."""


def terms_of(text: str, currency: str = "EUR") -> Terms:
    """Terms whose scope is this text; every number is unsaid, so the text itself must say it."""
    return Terms("", "", text, "", (), (), currency, "UTC", review_days=UNSAID, rounds=UNSAID, notice_days=UNSAID)


def terms_of_data(data: dict[str, Any]) -> Terms:
    """Terms from data shaped like `core.shape.Terms`, as read from JSON; null, or a missing name, is what is not said yet."""
    try:
        given: dict[str, Any] = {name: str(data.get(name) or "") for name in PROSE}
        given |= {name: UNSAID if data.get(name) is None else int(data[name]) for name in NUMBERS}
        given["duties"] = tuple(Duty(str(d["text"]), _day(d.get("due"))) for d in data.get("duties") or ())
        given["milestones"] = tuple(_milestone(n, m) for n, m in enumerate(data.get("milestones") or (), 1))
        plain = {"currency": str(data.get("currency") or "EUR"), "zone": str(data.get("zone") or "UTC")}
        plain |= {"funding": str(data.get("funding") or BEFORE)}
        return Terms(**given, **plain, tax_bp=int(data.get("tax_bp") or 0), parallel=int(data.get("parallel") or 0))
    except (AttributeError, KeyError, TypeError, ValueError) as trouble:
        raise Unreadable(f"These data are not terms: {trouble}.") from trouble


def _milestone(number: int, data: dict[str, Any]) -> Milestone:
    lists = [tuple(str(item) for item in data.get(name) or ()) for name in ("deliverables", "criteria")]
    due = _day(data.get("due")) or UNSAID_DAY
    return Milestone(
        number, str(data.get("title") or ""), *lists, due, int(data.get("price_minor") or 0), data.get("cap_minutes")
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
