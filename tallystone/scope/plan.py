"""The shape of the plan: heavy or long stages, money out of step with work, days that do not fit."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from tallystone.core.dates import days_after
from tallystone.core.money import plainly, read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.shape import AFTER, Milestone, Terms
from tallystone.scope.exposure import curve
from tallystone.scope.finding import Finding
from tallystone.scope.pack import Pack
from tallystone.scope.phrases import MILESTONE, MONEY, NOTHING, SIDE, START, TIME, TODAY
from tallystone.scope.structure import UNSAID_DAY, told
from tallystone.scope.tokens import Tokens

DaysOff = Mapping[str, Mapping[date, str]]
LONGEST_DAYS = 30
MOST_SHARE = 50
SHORT_DAYS = 7
OUT_OF_STEP = 25
SOON_DAYS = 7
LATEST_PAYMENT = 30
WEIGHT = 5


def found(pack: Pack, terms: Terms, rows: dict[str, Tokens], today: date | None, days_off: DaysOff) -> Iterator[Finding]:
    """Findings about dates and money. `days_off` names each side's days off; the first stage begins `today`, if given."""
    dated = [m for m in terms.milestones if m.due not in (None, UNSAID_DAY)]
    if len(dated) == len(terms.milestones):
        yield from _stages(pack, terms, today)
        yield from _late(pack, terms, today)
    yield from _order(pack, terms, dated, today)
    yield from _duties(pack, terms, dated, rows)
    yield from _off(pack, terms, dated, days_off)
    yield from _sum(pack, terms, rows)


def _stages(pack: Pack, terms: Terms, today: date | None) -> Iterator[Finding]:
    """Milestones that hold more than half of the money or the time, or last longer than a month."""
    lengths = _lengths(terms, today)
    total, days = terms.total_minor, sum(length for length in lengths.values() if length > 0)
    if today and terms.milestones:
        days = (max(m.due for m in terms.milestones) - today).days
    several, priced = len(terms.milestones) > 1, all(m.price_minor > 0 for m in terms.milestones)
    for m in terms.milestones:
        at, length = f"milestones.{m.number}", lengths.get(m.number, 0)
        if several and priced and 100 * m.price_minor > MOST_SHARE * total:
            yield told(pack, "heavy-milestone", f"{at}.price", share=100 * m.price_minor // total, what=pack.say(MONEY))
        if len(lengths) > 1 and days > SHORT_DAYS and 100 * length > MOST_SHARE * days:
            yield told(pack, "heavy-milestone", f"{at}.due", share=100 * length // days, what=pack.say(TIME))
        if length > LONGEST_DAYS:
            yield told(pack, "long-stage", f"{at}.due", days=length)


def _lengths(terms: Terms, today: date | None) -> dict[int, int]:
    """How many days each stage lasts: from the due date before it (the first: from today) to its own."""
    days = {m.number: (m.due - before.due).days for before, m in pairwise(terms.milestones)}
    return days | ({terms.milestones[0].number: (terms.milestones[0].due - today).days} if today and terms.milestones else {})


def _late(pack: Pack, terms: Terms, today: date | None) -> Iterator[Finding]:
    """Where money falls behind work, told once, at its worst; or is paid long after the work is accepted."""
    if terms.funding == AFTER and terms.payment_days > LATEST_PAYMENT:
        yield told(pack, "money-late-days", "payment_days", days=terms.payment_days)
        return
    ordered = all(before.due < m.due for before, m in pairwise(terms.milestones))
    points = curve(terms, today) if today and ordered else []
    apart = [p for p, after in pairwise(points) if p.time - p.money > OUT_OF_STEP and (after.day - p.day).days > SOON_DAYS]
    if apart:
        worst = max(apart, key=lambda p: p.time - p.money)
        carried = terms.total_minor * (worst.time - worst.money) // 100
        blanks = {"amount": f"{plainly(carried, terms.currency)} {terms.currency}", "day": worst.day}
        yield told(pack, "money-late", f"milestones.{worst.number}.price", time=worst.time, money=worst.money, **blanks)


def _order(pack: Pack, terms: Terms, dated: list[Milestone], today: date | None) -> Iterator[Finding]:
    for m in dated if today else []:
        if today and m.due < today:
            yield _backwards(pack, f"milestones.{m.number}.due", pack.say(TODAY).format(day=today), today)
    for before, m in pairwise(dated):
        at, until = f"milestones.{m.number}.due", days_after(before.due, max(0, terms.review_days))
        if m.due < before.due:
            yield _backwards(pack, at, pack.say(MILESTONE).format(number=before.number, day=before.due), before.due)
        elif m.due == before.due and not terms.parallel:
            yield told(pack, "dates-collide", at, other=before.number)
        elif until > m.due and not terms.parallel:
            blanks = {"day": until, "due": m.due, "needed": terms.review_days}
            yield told(pack, "review-past-next-due", f"milestones.{before.number}.due", **blanks)


def _backwards(pack: Pack, field: str, other: str, after: object) -> Finding:
    return told(pack, "dates-backwards", field, other=other, after=after)


def _duties(pack: Pack, terms: Terms, dated: list[Milestone], rows: dict[str, Tokens]) -> Iterator[Finding]:
    """A duty that falls due after the milestone that it speaks of, or after the last."""
    for n, duty in enumerate(terms.duties, 1):
        needing = [m for m in dated if duty.due and m.due < duty.due and _speaks_of(rows.get(f"duties.{n}.text"), m, rows)]
        last = max((m.due for m in dated), default=date.max)
        if duty.due and (needing or duty.due > last):
            m = needing[0] if needing else max(dated, key=lambda m: m.due)
            yield told(
                pack,
                "dates-backwards",
                f"duties.{n}.due",
                other=pack.say(NOTHING).format(number=m.number, day=m.due),
                after=pack.say(START),
            )


def _speaks_of(duty: Tokens | None, m: Milestone, rows: dict[str, Tokens]) -> bool:
    """Do a duty and a milestone share a word of weight?"""
    own = {word[:WEIGHT] for word in duty.words if len(word) >= WEIGHT} if duty else set()
    fields = [rows.get(f"milestones.{m.number}.{name}") for name in ("title", "deliverables", "criteria")]
    return any(word[:WEIGHT] in own for row in fields if row for word in row.words if len(word) >= WEIGHT)


def _off(pack: Pack, terms: Terms, dated: list[Milestone], days_off: DaysOff) -> Iterator[Finding]:
    days = [(f"milestones.{m.number}.due", m.due, ("freelancer", "client")) for m in dated]
    days += [(f"duties.{n}.due", d.due, ("client",)) for n, d in enumerate(terms.duties, 1) if d.due]
    for field, day, sides in days:
        for side in sides:
            if name := days_off.get(side, {}).get(day):
                working = _working(day, [days_off.get(each, {}) for each in sides])
                yield told(pack, "date-on-day-off", field, day=day, side=pack.say(SIDE[side]), name=name, working=working)
                break


def _working(day: date, off: list[Mapping[date, str]]) -> date:
    """The first day from this one on that none of them has off."""
    days = (days_after(day, n) for n in range(60))
    return next((each for each in days if not any(each in named for named in off)), day)


def _sum(pack: Pack, terms: Terms, rows: dict[str, Tokens]) -> Iterator[Finding]:
    """Totals in the prose that are not the sum of the milestones."""
    right = (terms.total_minor, terms.total_minor + terms.tax_minor)
    if not terms.milestones or "totals" not in pack.evidence or any(m.price_minor <= 0 for m in terms.milestones):
        return
    for field in ("background", "in_scope", "out_of_scope"):
        row = rows.get(field)
        for at, minor in _totals(pack, row, terms.currency) if row else ():
            if row and minor not in right:
                said, whole = (f"{plainly(n, terms.currency)} {terms.currency}" for n in (minor, terms.total_minor))
                right_text = plainly(terms.total_minor, terms.currency)
                yield told(pack, "sum-mismatch", field, row, (at, at + 1), said=said, sum=whole, right=right_text)


def _totals(pack: Pack, row: Tokens, currency: str) -> Iterator[tuple[int, int]]:
    """The amounts in this currency that a sentence calls a total: the word, and minor units."""
    spoken = {row.sentences[start] for start, _, _ in pack.evidence["totals"].found(row)}
    for at in range(len(row.words)):
        if row.kinds[at] == "n" and row.sentences[at] in spoken and _named(row, at, currency):
            rated = any(row.same(n, at) and pack.evidence["rates"].at(row, n) for n in range(at + 1, at + 4))
            minor = _minor(row.raw(at), currency)
            if minor and not rated:
                yield at, minor


def _named(row: Tokens, at: int, currency: str) -> bool:
    """Does the currency stand beside this number?"""
    marks = {"EUR": {"eur", "€", "euro", "euros"}, "USD": {"usd", "$", "dollars"}, "GBP": {"gbp", "£", "pounds"}}
    return bool({row.words[n] for n in (at - 1, at + 1) if row.same(n, at)} & marks.get(currency, {currency.lower()}))


def _minor(text: str, currency: str) -> int:
    """The amount, or 0 where it cannot be read."""
    try:
        return read_amount(text, currency)
    except Refusal:
        return 0
