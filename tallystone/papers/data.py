"""What each paper shows. Every text is ready to read: money, dates and sentences in the reader's locale.

Make one of AgreementData, InvoiceData, StatementData in the language of the reader (labels are translated when it is
made) and give `asdict` of it to `typeset.pdf`. `issued` is a moment in Unix seconds; `lang` a code such as "en" or "pt".
"""

from dataclasses import field

from tallystone.core.value import named_value
from tallystone.papers import labels


@named_value
class Party:
    role: str  # "Freelancer", "Client"
    name: str
    address: str = ""  # lines parted by \n
    tax_number: str = ""
    email: str = ""


@named_value
class Point:
    text: str
    due: str = ""


@named_value
class Clause:
    """A numbered clause: paragraphs (parted by an empty line), then points, each with a date if it has one.

    `key` names it in any language, for comments on it (core.commenting.CLAUSES).
    """

    title: str
    key: str = ""
    text: str = ""
    points: tuple[Point, ...] = ()


@named_value
class Milestone:
    """`place` is where its stone stands on the road, 0 to 1 (see papers.road); `shape` one of road.SHAPES."""

    number: str
    title: str
    due: str
    price: str
    deliverables: str = ""
    criteria: tuple[str, ...] = ()
    tax: str = ""
    total: str = ""
    hours: str = ""  # "at most 12 hours"
    place: float = 0.0
    shape: str = "planned"


@named_value
class Amount:
    label: str
    amount: str


@named_value
class Fact:
    label: str
    value: str


@named_value
class Day:
    date: str
    what: str
    who: str = ""


@named_value
class Consent:
    role: str
    name: str  # as typed
    at: str  # in the contract's time zone, with its name
    how: str  # "Confirmed with a code mailed to ..."


@named_value
class AgreementData:
    lang: str
    issued: int
    code: str
    title: str
    subtitle: str
    parties: tuple[Party, Party]
    clauses: tuple[Clause, ...]
    milestones: tuple[Milestone, ...]
    totals: tuple[Amount, ...]  # the last one stands out
    agreed: tuple[Consent, ...]
    terms_hash: str
    head: str  # of the contract's chain when both had agreed
    calendar: tuple[Day, ...] = ()
    start: str = ""  # the date at the road's beginning
    tax_note: str = ""
    verify: str = ""  # if empty, the sentence in labels
    labels: dict[str, str] = field(default_factory=labels.agreement)


@named_value
class Effect:
    label: str
    sentences: tuple[str, ...]


@named_value
class Changed:
    """One field before and after; `was` or `now` is empty where there is none."""

    part: str
    label: str
    was: str
    now: str


@named_value
class ChangeData:
    """`short` says in sentences what differs; `milestones` and `totals` are those that are in force by it."""

    lang: str
    issued: int
    code: str
    number: str
    title: str
    subtitle: str
    parties: tuple[Party, Party]
    short: tuple[str, ...]
    effects: tuple[Effect, ...]
    fields: tuple[Changed, ...]
    milestones: tuple[Milestone, ...]
    totals: tuple[Amount, ...]
    agreed: tuple[Consent, ...]
    terms_was: str
    terms_hash: str
    head: str
    labels: dict[str, str] = field(default_factory=labels.change)


@named_value
class HandedStage:
    """A milestone in a handover: its state, its criteria (state, text), its last delivery, and where the work stands."""

    number: str
    title: str
    about: str
    criteria: tuple[Fact, ...] = ()
    last: str = ""
    note: str = ""
    files: tuple[str, ...] = ()
    standing: str = ""


@named_value
class HandoverData:
    """`no_places` and `no_access` are said where there are none."""

    lang: str
    issued: int
    code: str
    title: str
    subtitle: str
    parties: tuple[Party, Party]
    state: str
    stages: tuple[HandedStage, ...]
    document: str
    head: str
    knowing: str = ""
    first: str = ""
    problems: str = ""
    places: tuple[Fact, ...] = ()
    no_places: str = ""
    access: tuple[Fact, ...] = ()
    no_access: str = ""
    questions: tuple[Fact, ...] = ()
    decisions: tuple[Fact, ...] = ()
    duties: tuple[Fact, ...] = ()
    labels: dict[str, str] = field(default_factory=labels.handover)


@named_value
class Line:
    text: str
    net: str
    detail: str = ""


@named_value
class Bank:
    """Where to pay. `iban` is shown as given: group it with `qr.grouped`."""

    holder: str
    iban: str
    reference: str
    bic: str = ""
    bank: str = ""


@named_value
class InvoiceData:
    lang: str
    issued: int
    title: str  # "Invoice", "Deposit invoice"
    number: str
    seller: Party
    buyer: Party
    issued_on: str
    lines: tuple[Line, ...]
    net: str
    gross: str
    due: str  # what is left to pay
    supplied_on: str = ""
    due_on: str = ""
    subject: str = ""  # "Harbour website, milestone 2 (contract K7Q2M4)"
    taxes: tuple[Amount, ...] = ()
    exemption: str = ""  # why there is no tax, with the rule
    deductions: tuple[Amount, ...] = ()  # "Already paid by deposit invoice 2026-0041", "−600.00 €"
    bank: Bank | None = None
    qr: str = ""  # SVG from qr.payment
    paid: str = ""  # "Paid on 3 March 2026. Nothing is left to pay.": then no bank details are shown
    note: str = ""
    logo: str = ""  # PNG in base64
    head: str = ""
    labels: dict[str, str] = field(default_factory=labels.invoice)


@named_value
class Settled:
    """A milestone at the end: when and how it was accepted, its price, its invoices and when they were paid."""

    number: str
    title: str
    price: str
    tax: str = ""
    total: str = ""
    accepted: str = ""
    how: str = ""  # "Accepted by Elena Ruiz", "Deemed accepted: the review time ended in silence"
    invoices: str = ""
    paid: str = ""
    date: str = ""  # short, for the road
    place: float = 0.0
    shape: str = "paid"


@named_value
class StatementData:
    lang: str
    issued: int
    code: str
    title: str
    subtitle: str
    parties: tuple[Party, Party]
    agreed: tuple[Fact, ...]
    milestones: tuple[Settled, ...]
    totals: tuple[Amount, ...]
    head: str
    terms_hash: str = ""
    start: str = ""
    closing: str = ""  # a sentence: "Completed on 3 May 2026. Nothing is left to do or to pay."
    verify: str = ""
    labels: dict[str, str] = field(default_factory=labels.statement)
