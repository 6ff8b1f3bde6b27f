"""Structure: what every milestone and every contract needs, and where it is missing."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from tallystone.core.shape import Milestone, Terms
from tallystone.scope.contexts import negated
from tallystone.scope.finding import Finding
from tallystone.scope.pack import Pack
from tallystone.scope.tokens import Tokens
from tallystone.scope.words import read

UNSAID = -1
UNSAID_DAY = date.min
MOST_ROUNDS = 10
REFUSABLE = {"leave", "ownership"}  # "neither side may end this contract" is no way to leave it
FUZZY = {"subjective", "open-ended", "unbounded", "comparative", "loophole", "vague-quantity", "vague-time"}
BLANK = re.compile("_{3,}")
PROSE = ("title", "background", "in_scope", "out_of_scope")


def found(pack: Pack, terms: Terms, rows: dict[str, Tokens]) -> Iterator[Finding]:
    """Findings about what is missing. `rows` are the texts of the terms, read."""
    for m in terms.milestones:
        yield from _milestone(pack, m, rows)
    if not terms.milestones:
        yield from _one_text(pack, rows)
    yield from _duties(pack, terms, rows)
    yield from _contract(pack, terms, rows)
    yield from _blanks(pack, rows)


def told(
    pack: Pack, rule: str, field: str, row: Tokens | None = None, at: tuple[int, int] = (0, 0), **blanks: object
) -> Finding:
    """A finding of a rule about numbers or about what is missing."""
    t = pack.told[rule]
    first, last = (row.spans[at[0]][0], row.spans[at[1] - 1][1]) if row else (0, 0)
    place = (row.line(first), first, last, row.text[first:last]) if row else (1, 0, 0, "")
    rewrites = tuple(to.format(text=place[3], **blanks) for to in t.rewrites)
    why, mend = (pack.say(text).format(**blanks) for text in (t.why, t.mend))
    return Finding(t.rule, t.family, t.severity, field, *place, why, mend, rewrites)


def _milestone(pack: Pack, m: Milestone, rows: dict[str, Tokens]) -> Iterator[Finding]:
    at = f"milestones.{m.number}"
    if not any(text.strip() for text in m.deliverables):
        yield told(pack, "no-deliverable", f"{at}.deliverables")
    if not any(text.strip() for text in m.criteria):
        yield told(pack, "no-criterion", f"{at}.criteria")
    yield from _fragments(pack, f"{at}.criteria", rows)
    if m.due in (None, UNSAID_DAY):
        yield told(pack, "no-date", f"{at}.due")
    if m.price_minor is None or m.price_minor <= 0:
        yield told(pack, "no-price", f"{at}.price")


def _fragments(pack: Pack, field: str, rows: dict[str, Tokens]) -> Iterator[Finding]:
    """Criteria that are no sentence: "Homepage", "Good design"."""
    row = rows.get(field)
    for start, end in _items(row) if row else ():
        words = [row.words[at] for at in range(start, end) if row.kinds[at] == "w"] if row else []
        numbers = row and any(row.kinds[at] == "n" for at in range(start, end))
        if 0 < len(words) <= 3 and not numbers and pack.lists.get("verbs", frozenset(words)).isdisjoint(words):
            yield told(pack, "criterion-not-binary", field, row, (start, end))


def unanswerable(pack: Pack, made: list[Finding]) -> Iterator[Finding]:
    """Criteria that hold a fuzzy word, once for each: nobody can answer them with yes or no."""
    known = {(f.field, f.line) for f in made if f.rule == "criterion-not-binary"}
    for f in made:
        if f.field.endswith(".criteria") and f.family == "words" and f.rule in FUZZY and (f.field, f.line) not in known:
            known.add((f.field, f.line))
            t = pack.told["criterion-not-binary"]
            place, said = (f.field, f.line, f.start, f.end, f.text), (pack.say(t.why), pack.say(t.mend))
            yield Finding(t.rule, t.family, t.severity, *place, *said, f.rewrites)


def _items(row: Tokens) -> Iterator[tuple[int, int]]:
    """The words of each line: first, last (exclusive)."""
    start = 0
    for at in range(1, len(row.words) + 1):
        if at == len(row.words) or row.line(row.spans[at][0]) != row.line(row.spans[start][0]):
            yield start, at
            start = at


def _duties(pack: Pack, terms: Terms, rows: dict[str, Tokens]) -> Iterator[Finding]:
    for n, duty in enumerate(terms.duties, 1):
        row = rows.get(f"duties.{n}.text") or read("duties", "")
        if duty.due is None and duty.text.strip() and not _says(pack, "dates", row):
            yield told(pack, "duty-without-date", f"duties.{n}.due")


def _contract(pack: Pack, terms: Terms, rows: dict[str, Tokens]) -> Iterator[Finding]:
    prose = [row for field, row in rows.items() if field in PROSE]
    if not terms.out_of_scope.strip() and not _anywhere(pack, "exclusions", prose):
        yield told(pack, "no-exclusions", "out_of_scope")
    if not 0 <= terms.rounds <= MOST_ROUNDS and not _anywhere(pack, "rounds", prose):
        yield told(pack, "no-round-limit", "rounds" if terms.rounds != UNSAID else _first(terms))
    if terms.review_days < 1 and not _anywhere(pack, "review", prose):
        yield told(pack, "no-review-time", "review_days" if terms.review_days != UNSAID else _first(terms))
    if terms.notice_days < 0 and not _anywhere(pack, "leave", prose):
        yield told(pack, "no-way-to-leave", "notice_days" if terms.notice_days != UNSAID else _first(terms))
    if not _anywhere(pack, "ownership", rows.values()):
        yield told(pack, "no-ownership", "in_scope")


def _blanks(pack: Pack, rows: dict[str, Tokens]) -> Iterator[Finding]:
    """Lines that stand for something to be filled in."""
    t = pack.told["blank-left"]
    said = (pack.say(t.why), pack.say(t.mend))
    for field, row in rows.items():
        for match in BLANK.finditer(row.text) if "___" in row.text else ():
            yield Finding(t.rule, t.family, t.severity, field, row.line(match.start()), *match.span(), match[0], *said)


def _first(terms: Terms) -> str:
    return "in_scope" if not terms.milestones else "milestones"


def _one_text(pack: Pack, rows: dict[str, Tokens]) -> Iterator[Finding]:
    """The whole scope is one text: does it say what a milestone would?"""
    for rule, evidence in (
        ("no-deliverable", "deliverables"),
        ("no-criterion", "criteria"),
        ("no-date", "dates"),
        ("no-price", "prices"),
    ):
        if not _anywhere(pack, evidence, rows.values()):
            yield told(pack, rule, "in_scope")


def _anywhere(pack: Pack, evidence: str, rows: Iterable[Tokens]) -> bool:
    return any(_says(pack, evidence, row) for row in rows)


def _says(pack: Pack, evidence: str, row: Tokens) -> bool:
    """Does this text say it? A language without evidence for it cannot tell, so it is taken as said."""
    if evidence not in pack.evidence:
        return True
    places = pack.evidence[evidence].found(row)
    return any(evidence not in REFUSABLE or not negated(pack, row, start, end) for start, end, _ in places)
