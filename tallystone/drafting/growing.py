"""Growing: a change order made of what somebody wrote, a comment or a review, in one step."""

import re
from collections.abc import Callable
from typing import Any

from tallystone.core import facts
from tallystone.core.changing import with_round
from tallystone.core.manifest import reasons_from
from tallystone.core.shape import Terms
from tallystone.core.state import Contract
from tallystone.drafting.spelling import spelled
from tallystone.drafting.typed import Typed
from tallystone.drafting.ways import led_on
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry

SOURCE = re.compile(r"(review|comment|round)-([0-9]{1,6})")
MOST = 2_000


def grown(typed: Typed, contract: Contract, source: str, terms: Terms) -> tuple[Typed, str]:
    """The draft with what was written put into it, and the hash of those words. `source`: "review-2", "comment-5", "round-2".

    The words become the note; what was found missing becomes criteria of its milestone, to be priced and dated. "round-2"
    adds a round of changes to milestone 2. What is no such thing changes nothing.
    """
    match = SOURCE.fullmatch(source)
    if match is None:
        return led_on(typed, contract, source), ""
    if match[1] == "round":
        return _one_more(typed, contract, int(match[2]), terms), ""
    return _asked_for(typed, contract, match[1], int(match[2]))


def _asked_for(typed: Typed, contract: Contract, kind: str, number: int) -> tuple[Typed, str]:
    milestone, hash_, asked = _review(contract, number) if kind == "review" else _comment(contract, number)
    if not hash_:
        return typed, ""
    rows = [_with(row, asked) if row["number"] == str(milestone) else row for row in typed["milestones"]]
    return {**typed, "milestones": rows, "note": "\n".join(asked)[:MOST]}, hash_


def _with(row: dict[str, str], asked: list[str]) -> dict[str, str]:
    added = [line for line in asked if line not in row["criteria"].split("\n")]
    return {**row, "criteria": "\n".join([row["criteria"], *added]).strip()}


def _one_more(typed: Typed, contract: Contract, number: int, terms: Terms) -> Typed:
    stone = contract.stone(number)
    if stone is None or not any(m.number == number for m in terms.milestones):
        return typed
    dearer = with_round(terms, number, max(stone.round, contract.agreed_plan.rounds_of(number) + 1))
    spelled_again = spelled(dearer, typed["mark"], dearer.milestones[0].due)["milestones"]
    told = {str(m.number): row for m, row in zip(dearer.milestones, spelled_again, strict=True)}
    rows = [
        {**row, "price": told[row["number"]]["price"], "rounds": told[row["number"]]["rounds"]}
        if row["number"] == str(number)
        else row
        for row in typed["milestones"]
    ]
    return {**typed, "milestones": rows}


def _review(contract: Contract, number: int) -> tuple[int, str, list[str]]:
    """The newest reasons for which a milestone was not accepted."""
    found = _found(contract.code, "ChangesAsked", lambda fact: fact.milestone == number, "-seq")
    if found is None:
        return 0, "", []
    reasons = reasons_from(prose.read([found.reasons]).get(found.reasons))
    return number, found.reasons, [_line(text) for text in (*reasons.unmet.values(), reasons.note) if text.strip()]


def _comment(contract: Contract, number: int) -> tuple[int, str, list[str]]:
    """What was said first in a comment; about a milestone, or about the terms as a whole."""
    found = _found(contract.code, "Commented", lambda fact: fact.comment == number, "seq")
    if found is None:
        return 0, "", []
    kind, _colon, rest = found.about.partition(":")
    text = prose.read([found.words]).get(found.words, "")
    return (int(rest) if kind == "milestone" and rest.isdigit() else 0), found.words, [_line(text)] if text else []


def words_of_comment(code: str, number: int) -> str | None:
    """The hash of what was said first in a comment."""
    found = _found(code, "Commented", lambda fact: fact.comment == number, "seq")
    return found.words if found else None


def _found(code: str, name: str, fits: Callable[[Any], bool], order: str) -> Any:
    """The first fact of this name that fits, in this order of the record."""
    rows = Entry.objects.filter(code=code, text__contains=f'"fact":"{name}"').order_by(order).values_list("text", "hash")
    for text, hash_ in rows:
        for fact in chain.read(text, hash_).facts:
            if isinstance(fact, facts.FACTS[name]) and fits(fact):
                return fact
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
