"""Terms as Markdown: front matter for the parties and numbers, a heading for each milestone, lists below it."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from tallystone.core.ending import ENDING, Ending
from tallystone.core.money import plainly
from tallystone.core.shape import CARRY, SOFT, Milestone, Terms
from tallystone.planning import heads, marks
from tallystone.planning.parties import Parties
from tallystone.planning.pieces import FENCE

BARE = re.compile(r"[^\W_][\w .,;@/&'()+–-]*")


class Worded(Protocol):
    """What has the three long texts: terms, or a template."""

    @property
    def background(self) -> str: ...

    @property
    def in_scope(self) -> str: ...

    @property
    def out_of_scope(self) -> str: ...


def spelled(terms: Terms, parties: Parties | None = None, without: Collection[str] = ()) -> str:
    """The whole file but for the fields in `without`, named as in faults of terms."""
    front = [*(line for field, line in numbers_of(terms) if field not in without), *_parties(parties or Parties())]
    sections = (_duties(terms, without), *(_milestone(m, terms.currency, without) for m in terms.milestones))
    return document(front, terms.title, prose_of(terms), sections)


def document(front: Iterable[str], title: str, prose: Iterable[tuple[str, str]], sections: Iterable[str]) -> str:
    """A file of these parts; what is empty is left out."""
    fence = "\n".join([FENCE, *front, FENCE])
    head = f"{fence}\n\n# {marks.item(title)}".rstrip(" ")
    texts = (f"## {name}\n\n{marks.prose(text)}" for name, text in prose if text)
    return "\n\n".join([head, *texts, *filter(None, sections)]) + "\n"


def prose_of(terms: Worded) -> list[tuple[str, str]]:
    """The three long texts with their headings."""
    return [
        (heads.BACKGROUND, terms.background),
        (heads.IN_SCOPE, terms.in_scope),
        (heads.OUT_OF_SCOPE, terms.out_of_scope),
    ]


def stage(number: int, title: str, fields: Iterable[tuple[str, str]], lists: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """A milestone's heading, its numbers, its lists."""
    lines = [f"## Milestone {number}: {marks.item(title)}".rstrip(" ")]
    lines.append("\n".join(f"- {name}: {value}" for name, value in fields))
    for name, texts in lists:
        if texts:
            lines += [f"### {name}", bullets(marks.item(text) for text in texts)]
    return "\n\n".join(lines)


def bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}".rstrip(" ") for text in texts)


def percent(basis_points: int) -> str:
    """750 as "7.5 %"."""
    return plainly(basis_points, "EUR").rstrip("0").rstrip(".") + " %"


def value(text: str) -> str:
    """A text in the front matter: as it is where it is harmless, else between quotes as in JSON and YAML."""
    harmless = BARE.fullmatch(text) and text == text.strip() and len(text) < 100
    return text if harmless else json.dumps(text, ensure_ascii=bool(marks.UNSEEN.search(text)))


def numbers_of(terms: Terms) -> Iterator[tuple[str, str]]:
    """Each line with the name of its field."""
    yield "currency", f"currency: {terms.currency}"
    yield "zone", f"time zone: {terms.zone}"
    yield "funding", f"paid: {terms.funding}"
    yield "tax_bp", f"tax: {percent(terms.tax_bp)}"
    for key, name in heads.WHOLE.items():
        yield name, f"{key}: {getattr(terms, name)}"
    if terms.extra_round_minor:
        yield "extra_round", f"extra round: {plainly(terms.extra_round_minor, terms.currency)} {terms.currency}"
    if terms.surplus == CARRY:
        yield "surplus", f"left over: {heads.HELD}"
    yield "parallel", f"in parallel: {'yes' if terms.parallel else 'no'}"
    if terms.hours_shown:
        yield "hours_shown", "hours shown: yes"
    for name in ("acceptance_follows", "payment_follows"):
        if getattr(terms, name):
            yield name, f"{heads.FOLLOWS[name]}: yes"
    if terms.acceptance_follows or terms.payment_follows:
        yield "follow_days", f"{heads.FOLLOWS['follow_days']}: {terms.follow_days}"
    yield from ending_lines(terms, terms.mediator_name)


def ending_lines(said: Ending, mediator_name: str) -> Iterator[tuple[str, str]]:
    """Each line that says more than the usual, with the name of its field."""
    for name, key in heads.ENDING.items():
        told = getattr(said, name)
        if told == ENDING[name]:
            continue
        words = percent(told) if name.endswith("_bp") else "no" if name == "workers_shown" else told
        yield name, f"{key}: {words}"
    if mediator_name:
        yield "mediator_name", f"mediator name: {value(mediator_name)}"


def _parties(parties: Parties) -> Iterator[str]:
    for side in ("freelancer", "client"):
        party = getattr(parties, side)
        told = [(key, getattr(party, name)) for key, name in heads.PARTY.items() if getattr(party, name)]
        if told:
            yield f"{side}:"
            yield from (f"  {key}: {value(text)}" for key, text in told)


def _duties(terms: Terms, without: Collection[str]) -> str:
    dated = ((d, d.due is not None and f"duties.{n}.due" not in without) for n, d in enumerate(terms.duties, 1))
    lines = (marks.duty(d.text, d.due.isoformat() if d.due and known else "") for d, known in dated)
    return f"## {heads.DUTIES}\n\n{bullets(lines)}" if terms.duties else ""


def _milestone(m: Milestone, currency: str, without: Collection[str]) -> str:
    fields = {"due": ("Due", m.due.isoformat()), "price": ("Price", f"{plainly(m.price_minor, currency)} {currency}")}
    fields |= dict(more_of(m, currency))
    known = [field for name, field in fields.items() if f"milestones.{m.number}.{name}" not in without]
    return stage(m.number, m.title, known, [(heads.DELIVERABLES, m.deliverables), (heads.CRITERIA, m.criteria)])


def more_of(m: Milestone, currency: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """What a milestone says beside day and price: each field with its name and value."""
    if m.cap_minutes is not None:
        yield "cap", ("Hours at most", hours(m.cap_minutes))
    if m.cap_kind != SOFT:
        yield "cap_kind", ("Cap", m.cap_kind)
    if m.rate_minor is not None:
        yield "rate", ("Rate", f"{plainly(m.rate_minor, currency)} {currency} an hour")
    if m.rounds is not None:
        yield "rounds", ("Rounds", str(m.rounds))


def hours(minutes: int) -> str:
    """2430 as "40 h 30 min"."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest} min" if rest else f"{whole} h"
