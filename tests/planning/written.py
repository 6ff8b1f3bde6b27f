"""Terms to try on the text form: whole ones, and odd ones that look like its own marks."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core.ending import CHOICES, ENDING, RANGES
from tallystone.core.shape import HARD, SOFT, Duty, Milestone, Terms, renumbered
from tallystone.planning.text import Parties, Party

STEADY = settings(max_examples=60, deadline=None, database=None, derandomize=True)
START = date(2026, 3, 2)
ODD = st.sampled_from([
    "# ", "## Milestone 2: x", "### Criteria", "#", "- ", "1. ", "* ", "---", "```", "[ ] ", "[x]", "\\", "\\(", "&#10;", "&#",
    "&amp;", "\n", "\n\n", " ", "\t", "\u00a0", "\u3000", "\u2028", "\x85", "\x0b", "\r", "\r\n", "\u202e", "\u200b", "\ufeff",
    "\u0301", "(by 2026-01-01)", " (by 2026-01-01)", "Due: 2026-01-01", "Price: 5 EUR", "👩\u200d💻", "é", "a", '"', "'", ":",
])  # fmt: skip
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)


def texts(most: int) -> st.SearchStrategy[str]:
    return st.lists(ODD | PLAIN, max_size=6).map("".join).map(lambda text: text[:most])


LINES = st.lists(texts(100), max_size=3).map(tuple)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
STONES = st.builds(
    Milestone, number=st.just(1), title=texts(100), deliverables=LINES, criteria=LINES, due=DAYS,
    price_minor=st.integers(0, 10**12), cap_minutes=st.none() | st.integers(1, 600_000),
    cap_kind=st.sampled_from([SOFT, HARD]), rate_minor=st.none() | st.integers(0, 10**9),
    rounds=st.none() | st.integers(0, 99),
)  # fmt: skip
TERMS = st.builds(
    Terms, title=texts(100), background=texts(300), in_scope=texts(300), out_of_scope=texts(300),
    duties=st.lists(st.builds(Duty, texts(100), st.none() | DAYS), max_size=3).map(tuple),
    milestones=st.lists(STONES, min_size=1, max_size=4).map(tuple).map(renumbered),
    currency=st.sampled_from(["EUR", "JPY", "KWD"]), zone=st.sampled_from(["UTC", "Europe/Lisbon"]),
    funding=st.sampled_from(["before", "after"]), tax_bp=st.integers(0, 10_000), review_days=st.integers(1, 30),
    rounds=st.integers(0, 20), payment_days=st.integers(0, 120), notice_days=st.integers(0, 90),
    parallel=st.sampled_from([0, 1]), hours_shown=st.sampled_from([0, 1]),
    surplus=st.sampled_from(["refund", "carry"]), extra_round_minor=st.integers(0, 10**12),
    **{name: st.integers(*RANGES[name]) if name in RANGES else st.sampled_from(CHOICES[name]) for name in ENDING},
    mediator_name=st.just("Ada: “the” Third"),
)  # fmt: skip
PARTIES = st.builds(Parties, *[st.builds(Party, *[texts(60)] * 6)] * 2)
