"""Terms as a person would have typed them: for answers, for new drafts, and for a reader with another decimal mark."""

from datetime import date, timedelta

from tallystone.core.ending import ENDING, Ending
from tallystone.core.money import plainly, read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.shape import BEFORE, Milestone, Terms
from tallystone.drafting.typed import Typed, empty

PER_CENTS = ("tax", *(name for name in ENDING if name.endswith("_bp")))
ANSWER_DAYS = timedelta(days=14)


def fresh(business, mark: str, today: date) -> Typed:
    """A new draft: what the business always uses is filled in; `mark` is the reader's decimal mark."""
    return {
        **empty(),
        "mark": mark,
        "funding": BEFORE,
        "review_days": "7",
        "rounds": "2",
        "payment_days": "14",
        "notice_days": "14",
        "tax": hundredths(business.tax_bp, mark) if business.tax_bp else "",
        "zone": business.zone,
        "currency": business.currency,
        **_ending(Ending(), mark),
        "until": (today + ANSWER_DAYS).isoformat(),
    }


def spelled(terms: Terms, mark: str, today: date) -> Typed:
    """These terms as texts to go on from."""
    return {
        **empty(),
        **{name: getattr(terms, name) for name in ("title", "background", "in_scope", "out_of_scope", "funding")},
        **{name: getattr(terms, name) for name in ("currency", "zone")},
        **{name: str(getattr(terms, name)) for name in ("review_days", "rounds", "payment_days", "notice_days")},
        "mark": mark,
        "tax": hundredths(terms.tax_bp, mark) if terms.tax_bp else "",
        "parallel": "1" if terms.parallel else "",
        "surplus": terms.surplus,
        "extra_round": _amount(terms.extra_round_minor, terms.currency, mark) if terms.extra_round_minor else "",
        "hours_shown": "1" if terms.hours_shown else "",
        **_ending(terms, mark),
        "mediator_name": terms.mediator_name,
        **following(terms),
        "until": (today + ANSWER_DAYS).isoformat(),
        "duties": [{"text": duty.text, "due": duty.due.isoformat() if duty.due else ""} for duty in terms.duties],
        "milestones": [row_of(m, terms.currency, mark) for m in terms.milestones],
    }


def _ending(said: Ending, mark: str) -> dict[str, str]:
    """What is agreed for an early end and for afterwards; no fee and no embargo are empty fields."""
    told = {name: getattr(said, name) for name in ENDING}
    spelled_ = {name: hundredths(value, mark) if name in PER_CENTS else str(value) for name, value in told.items()}
    return {**spelled_, **{name: "" for name in ("embargo_days", *PER_CENTS[1:]) if not told[name]}}


def following(terms: Terms) -> dict[str, str]:
    """What a subcontract takes from the contract above; of terms that follow nothing, nothing."""
    follows = {name: "1" if getattr(terms, name) else "" for name in ("acceptance_follows", "payment_follows")}
    return {**follows, "follow_days": str(terms.follow_days) if any(follows.values()) else ""}


def respelled(typed: Typed, mark: str) -> Typed:
    """The same texts for a reader who writes decimals with `mark`, so that 1.200 never turns from thousand to one."""
    was = typed["mark"] or "."
    if was == mark:
        return typed
    rows = [
        {
            **row,
            "price": _respelled(row["price"], typed["currency"], was, mark),
            "cap": _respelled(row["cap"], "EUR", was, mark),
            "rate": _respelled(row.get("rate", ""), typed["currency"], was, mark),
        }
        for row in typed["milestones"]
    ]
    extra = _respelled(typed["extra_round"], typed["currency"], was, mark) if typed["extra_round"] else ""
    shares = {name: _respelled(typed[name], "EUR", was, mark) for name in PER_CENTS}
    return {**typed, "mark": mark, "extra_round": extra, **shares, "milestones": rows}


def hundredths(value: int, mark: str) -> str:
    """750 as "7.5", 1900 as "19"."""
    return plainly(value, "EUR").rstrip("0").rstrip(".").replace(".", mark)


def _amount(minor: int, currency: str, mark: str) -> str:
    return plainly(minor, currency).replace(".", mark)


def row_of(m: Milestone, currency: str, mark: str) -> dict[str, str]:
    """A milestone as a row of the editor."""
    return {
        "title": m.title,
        "deliverables": "\n".join(m.deliverables),
        "criteria": "\n".join(m.criteria),
        "due": m.due.isoformat(),
        "price": _amount(m.price_minor, currency, mark) if m.rate_minor is None else "",
        "number": "",
        "rounds": "" if m.rounds is None else str(m.rounds),
        "rate": _amount(m.rate_minor, currency, mark) if m.rate_minor is not None else "",
        "cap_kind": m.cap_kind if m.cap_minutes else "",
        "cap": hundredths((m.cap_minutes * 100 + 30) // 60, mark) if m.cap_minutes else "",
    }


def _respelled(text: str, currency: str, was: str, mark: str) -> str:
    try:
        return plainly(read_amount(text, currency, was), currency).replace(".", mark)
    except Refusal:
        return text
