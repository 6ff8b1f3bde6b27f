"""The scope check of long and of hostile text, and the whole answer that the editor waits for; in CPU time of one process."""

import gc
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from django.template.loader import render_to_string

from tallystone import scope
from tallystone.core.shape import Terms
from tallystone.drafting.checking import check
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.ops.drafts import newsletter
from tallystone.pages import editor

PARAGRAPH = (
    "The freelancer writes twelve articles of 800 to 1,000 words for the newsletter of the museum. The client sends a list of "
    "the twelve themes by 3 March 2027 and names one person who answers questions within two working days. Each article has "
    "a title, three sources and two pictures from the archive. The client owns the texts after payment. Several pages are "
    "translated, etc. "
)
PAGES, PARAGRAPHS = 20, 9  # some 3,200 characters a page
HOSTILE = {
    "one word": "x" * 1_000_000,
    "one fuzzy word": "modern " * 150_000,
    "right-to-left overrides": "\u202euser-friendly\u202c " * 60_000,
    "zero width": "u\u200bs\u200be\u200br\u200b " * 120_000,
    "a table of 5,000 rows": "\n".join(f"| {n} | several pages | asap | {n} EUR | etc. |" for n in range(5_000)),
    "quotes": '"' * 500_000,
    "brackets": "(((" * 300_000,
    "other words each time": " ".join(f"w{n}ed" for n in range(120_000)),
}


def measure(given: dict[str, Any]) -> dict[str, float]:
    """Milliseconds of CPU (medians): twenty pages, the slowest hostile text, the editor's whole answer for twenty pages."""
    rounds = given.get("rounds", 9)
    text = "\n\n".join(f"{n}. {PARAGRAPH * PARAGRAPHS}" for n in range(PAGES))
    long = scope.terms_of(text)
    hostile = {name: _cpu(lambda words=words: scope.check(scope.terms_of(words)), rounds) for name, words in HOSTILE.items()}
    pages = _cpu(lambda: scope.check(long), rounds)
    return {"pages": pages, "hostile": max(hostile.values()), "answer": _cpu(_answer(text), rounds), **hostile}


def _answer(text: str) -> Callable[[], str]:
    """What the editor's script asks for while one types twenty pages: read, checked, found, drawn."""
    today = datetime.now(UTC).date() + timedelta(days=1)
    terms: Terms = newsletter(today)
    quarter = len(text) // 4
    parts = [text[at : at + quarter] for at in range(0, 4 * quarter, quarter)]
    stage = spelled(terms, ".", today) | {"background": parts[0], "in_scope": parts[1], "out_of_scope": parts[2]}
    stage["milestones"][0]["deliverables"] = parts[3].replace(". ", ".\n")
    draft = Draft(typed=json.loads(json.dumps(stage)))
    return lambda: render_to_string("drafts/_aside.html", {**editor.beside(draft, stage, check(stage)), "part": True})


def _cpu(act: Callable[[], Any], rounds: int) -> float:
    act()
    took = []
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        act()
        took.append((time.process_time() - began) * 1000)
    return median(took)
