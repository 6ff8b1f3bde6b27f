"""Reading a draft: typed texts to Terms, with the fault of every field that cannot be read or is not complete."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from tallystone.core import writing
from tallystone.core.ending import ENDING, PERSON
from tallystone.core.money import read_amount, worth
from tallystone.core.refusal import Refusal
from tallystone.core.shape import BEFORE, REFUND, SOFT, Duty, Milestone, Terms
from tallystone.core.value import value
from tallystone.core.writing import Fault
from tallystone.drafting.typed import Typed, is_blank

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LISTED = re.compile(r"^\s*[-–—•*·]\s+")  # what people put before a line of a list
EMPTY_LINES = re.compile(r"\n\s*\n")
WHOLE = re.compile(r"[0-9]{1,6}")
MISSING = {
    "text_missing", "deliverables_missing", "criteria_missing", "no_milestones", "amount_missing", "date_missing",
    "price_zero", "cap_missing", "email_missing", "party_missing",
}  # fmt: skip


@value
class Reading:
    """`terms` with stand-ins where nothing could be read; these fields are in `unread`. No faults: ready to propose."""

    terms: Terms
    faults: tuple[Fault, ...]
    unread: frozenset[str]

    def at(self, field: str) -> Fault | None:
        return next((fault for fault in self.faults if fault.field == field), None)

    @property
    def misread(self) -> tuple[Fault, ...]:
        """Faults of what is there; what is only not there yet is left out."""
        return tuple(fault for fault in self.faults if fault.name not in MISSING)


class _Reader:
    """Reads field after field and remembers what could not be read."""

    def __init__(self, typed: Typed, today: date) -> None:
        self.typed, self.today = typed, today
        self.mark = typed["mark"] if typed["mark"] in {".", ","} else "."
        self.currency = typed["currency"]
        self.faults: list[Fault] = []

    def __call__(self, field: str, read: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return read()
        except Refusal as refusal:
            self.faults.append(Fault(field, refusal.name, refusal.told))
            return otherwise

    def amount(self, text: str, field: str) -> int:
        return self(field, lambda: read_amount(text, self.currency, self.mark), 0)

    def day(self, text: str, field: str) -> date:
        return self(field, lambda: read_day(text), self.today)

    def whole(self, field: str) -> int:
        return self(field, lambda: read_whole(self.typed[field]), writing.RANGES[field][0])

    def hundredths(self, text: str, field: str, name: str) -> int:
        """ "7.5" as 750, in the reader's own decimals; nothing typed is nothing."""
        try:
            return read_amount(text, "EUR", self.mark) if text.strip() else 0
        except Refusal:
            self.faults.append(Fault(field, name))
            return 0


def read(typed: Typed, today: date, currencies: frozenset[str] | None = None) -> Reading:
    """The terms that these texts say, and every fault in the order of the page. `currencies`: the codes to choose from."""
    reader = _Reader(typed, today)
    if currencies is not None and reader.currency not in currencies:
        reader.faults.append(Fault("currency", "no_such_currency"))
    terms = _terms(reader)
    unread = frozenset(fault.field for fault in reader.faults)
    told = (_as_typed(fault, typed) for fault in writing.faults(terms, today))
    more = [fault for fault in told if not _told_already(fault, unread)]
    return Reading(terms, tuple(sorted([*reader.faults, *more], key=lambda fault: place_of(fault.field))), unread)


def read_day(text: str) -> date:
    """A date typed as year-month-day; refuses all else."""
    text = text.strip()
    if not text:
        raise Refusal("date_missing")
    if not ISO_DAY.fullmatch(text):
        raise Refusal("date_unreadable")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("date_unreadable") from None


def read_whole(text: str) -> int:
    if not WHOLE.fullmatch(text.strip()):
        raise Refusal("number_unreadable")
    return int(text)


def lines(text: str) -> tuple[str, ...]:
    """One a line; what people put before a line of a list (a dash, a dot) is not part of it."""
    found = (LISTED.sub("", line).strip() for line in EMPTY_LINES.sub("\n", text).split("\n"))
    return tuple(line for line in found if line)


def place_of(field: str) -> tuple[int, int, int]:
    """Where a field stands on the page, to sort by."""
    name, _, rest = field.partition(".")
    number, _, part = rest.partition(".")
    row = ROW_ORDER.index(part) if part in ROW_ORDER else 0
    return (ORDER.index(name) if name in ORDER else len(ORDER), int(number or 0), row)


ORDER = (
    "title", "background", "in_scope", "out_of_scope", "duties", "currency", "milestones", "tax_bp", "funding", "payment_days",
    "review_days", "rounds", "extra_round", "notice_days", "surplus", "zone",
    "acceptance_follows", "payment_follows", "follow_days",
    *ENDING, "mediator_name", "client", "client_email", "client_company",
    "client_name", "client_address", "client_tax_number", "until", "note",
)  # fmt: skip
ROW_ORDER = ("text", "title", "deliverables", "criteria", "due", "price", "rate", "cap", "cap_kind", "rounds")


def _terms(reader: _Reader) -> Terms:
    typed = reader.typed
    prose = {name: typed[name].strip() for name in ("title", "background", "in_scope", "out_of_scope")}
    return Terms(
        **prose,
        duties=tuple(_duty(reader, n, row) for n, row in enumerate(typed["duties"], 1) if not is_blank(row)),
        milestones=tuple(_milestone(reader, n, row) for n, row in enumerate(typed["milestones"], 1)),
        currency=typed["currency"],
        zone=typed["zone"],
        funding=typed["funding"] or BEFORE,
        tax_bp=reader.hundredths(typed["tax"], "tax_bp", "percent_unreadable"),
        review_days=reader.whole("review_days"),
        rounds=reader.whole("rounds"),
        payment_days=reader.whole("payment_days"),
        notice_days=reader.whole("notice_days"),
        parallel=1 if typed["parallel"] else 0,
        surplus=typed["surplus"] or REFUND,
        extra_round_minor=reader.amount(typed["extra_round"], "extra_round") if typed["extra_round"].strip() else 0,
        hours_shown=1 if typed["hours_shown"] else 0,
        **_ending(reader),
        acceptance_follows=1 if typed["acceptance_follows"] else 0,
        payment_follows=1 if typed["payment_follows"] else 0,
        follow_days=reader("follow_days", lambda: read_whole(typed["follow_days"]), 60) if typed["follow_days"] else 60,
    )


def _ending(reader: _Reader) -> dict[str, Any]:
    """What is agreed for an early end and for afterwards; what was left empty is as usual."""
    typed, read = reader.typed, dict(ENDING)
    for name in ENDING:
        text = typed[name].strip()
        if name.endswith("_bp"):
            read[name] = reader.hundredths(text, name, "percent_unreadable")
        elif text and isinstance(ENDING[name], int):
            read[name] = reader(name, lambda text=text: read_whole(text), ENDING[name])
        elif text:
            read[name] = text
    named = " ".join(typed["mediator_name"].split()) if read["mediator"] == PERSON else ""
    return {**read, "mediator_name": named}


def _duty(reader: _Reader, n: int, row: dict[str, str]) -> Duty:
    due = reader.day(row["due"], f"duties.{n}.due") if row["due"].strip() else None
    return Duty(" ".join(row["text"].split()), due)


def _milestone(reader: _Reader, n: int, row: dict[str, str]) -> Milestone:
    at = f"milestones.{n}"
    hundredths = reader.hundredths(row["cap"], f"{at}.cap", "hours_unreadable")
    cap = (hundredths * 60 + 50) // 100 if row["cap"].strip() else None
    rate = reader.amount(row.get("rate", ""), f"{at}.rate") if row.get("rate", "").strip() else None
    return Milestone(
        number=n,
        title=" ".join(row["title"].split()),
        deliverables=lines(row["deliverables"]),
        criteria=lines(row["criteria"]),
        due=reader.day(row["due"], f"{at}.due"),
        price_minor=reader.amount(row["price"], f"{at}.price") if rate is None else worth(cap or 0, rate),
        cap_minutes=cap,
        cap_kind=row.get("cap_kind", "") or SOFT,
        rate_minor=rate,
        rounds=reader(f"{at}.rounds", lambda: read_whole(row["rounds"]), None) if row["rounds"].strip() else None,
    )


def _as_typed(fault: Fault, typed: Typed) -> Fault:
    """The fault at the number of the row on the page; empty duties are no part of the terms."""
    kind, _, rest = fault.field.partition(".")
    if kind != "duties" or not rest:
        return fault
    number, _, part = rest.partition(".")
    rows = [n for n, row in enumerate(typed["duties"], 1) if not is_blank(row)]
    return Fault(f"duties.{rows[int(number) - 1]}.{part}", fault.name, fault.told)


def _told_already(fault: Fault, unread: frozenset[str]) -> bool:
    if fault.name == "price_zero":
        return any(field.endswith(".price") for field in unread)
    return fault.field in unread
