"""What was typed into the editor, as plain texts and rows of texts: kept as it is, never past a sane size."""

import re
from collections.abc import Mapping
from typing import Any

from tallystone.core.ending import ENDING
from tallystone.core.writing import LINE_LENGTH, MOST_LISTED, MOST_MILESTONES, PROSE_LENGTH, TITLE_LENGTH

NOTE_LENGTH = 2_000
SHORT = 60
LISTED = LINE_LENGTH * MOST_LISTED
KEPT = 1_100_000  # characters: what is typed past a limit is kept, so that it can be shortened; the form itself is bounded
ROWS_KEPT = 4  # times as many rows as the terms may hold
TEXTS = {
    "title": TITLE_LENGTH, "background": PROSE_LENGTH, "in_scope": PROSE_LENGTH, "out_of_scope": PROSE_LENGTH,
    "note": NOTE_LENGTH,
    **dict.fromkeys(("funding", "review_days", "rounds", "payment_days", "notice_days", "tax", "parallel"), SHORT),
    **dict.fromkeys(("surplus", "extra_round"), SHORT),
    "hours_shown": SHORT,
    **dict.fromkeys(ENDING, SHORT), "mediator_name": 240,
    **dict.fromkeys(("acceptance_follows", "payment_follows", "follow_days"), SHORT),
    **dict.fromkeys(("zone", "currency", "until", "mark", "client"), SHORT),
    "client_email": 254, "client_name": 120, "client_company": 120, "client_address": 500, "client_country": SHORT,
    "client_tax_number": 40,
    "left": 20_000,  # findings to be left alone, a line each
}  # fmt: skip
MILESTONE = {
    "title": TITLE_LENGTH,
    "deliverables": LISTED,
    "criteria": LISTED,
    "due": SHORT,
    "price": SHORT,
    "cap": SHORT,
    "number": SHORT,
    "rounds": SHORT,
    "rate": SHORT,
    "cap_kind": SHORT,
}
DUTY = {"text": LINE_LENGTH, "due": SHORT}
ROWS = {"milestones": ("m", MILESTONE, MOST_MILESTONES), "duties": ("d", DUTY, MOST_LISTED)}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

Typed = dict[str, Any]


def empty() -> Typed:
    """A draft in which nothing is written yet: one milestone waits to be filled."""
    return {**dict.fromkeys(TEXTS, ""), "milestones": [empty_row("milestones")], "duties": []}


def empty_row(kind: str) -> dict[str, str]:
    return dict.fromkeys(ROWS[kind][1], "")


def from_post(post: Mapping[str, str]) -> Typed:
    """The form's texts in full; line ends become "\\n", what cannot be seen (and could reorder what is read) goes."""
    typed: Typed = {name: _plain(post.get(name, "")) for name in TEXTS}
    for kind, (letter, fields, _) in ROWS.items():
        places = _places(post, letter)
        typed[kind] = [{f: _plain(post.get(f"{letter}-{at}-{f}", "")) for f in fields} for at in places]
    return typed


def cut(typed: Typed) -> Typed:
    """The same, bounded and without what cannot be seen, wherever it comes from: this much is stored and shown again."""
    kept: Typed = {name: _plain(typed[name][: KEPT if most > SHORT else SHORT * 4]) for name, most in TEXTS.items()}
    for kind, (_, fields, most) in ROWS.items():
        rows = typed[kind][: most * ROWS_KEPT]
        kept[kind] = [
            {f: _plain(row.get(f, "")[: KEPT if long > SHORT else SHORT * 4]) for f, long in fields.items()} for row in rows
        ]
    return kept


def whole(stored: Typed) -> Typed:
    """A stored draft with every field there, also those that came later than it."""
    typed = {name: stored.get(name, "") for name in TEXTS}
    for kind in ROWS:
        typed[kind] = [{**empty_row(kind), **row} for row in stored.get(kind, [])]
    return typed


def is_blank(row: Mapping[str, str]) -> bool:
    return not any(text.strip() for text in row.values())


def field_name(fault_field: str) -> str:
    """The form's name of a field of the terms: "milestones.2.price" is "m-2-price"."""
    kind, _, rest = fault_field.partition(".")
    return f"{ROWS[kind][0]}-{rest.replace('.', '-')}" if rest and kind in ROWS else fault_field


def _places(post: Mapping[str, str], letter: str) -> list[int]:
    found = (re.fullmatch(rf"{letter}-([0-9]{{1,4}})-[a-z]+", name) for name in post)
    return sorted({int(match[1]) for match in found if match})


def _plain(text: str) -> str:
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
