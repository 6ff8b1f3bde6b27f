"""The shape of the plan: heavy or long stages, money out of step with work, days that do not fit."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from tallystone.core.money import plainly
from tallystone.core.refusal import Refusal
from tallystone.core.money import read_amount
from tallystone.core.shape import Milestone, Terms
from tallystone.scope.exposure import curve
from tallystone.scope.finding import Finding
from tallystone.scope.pack import Pack
from tallystone.scope.structure import UNSAID_DAY, told
from tallystone.scope.tokens import Tokens

DaysOff = Mapping[str, Mapping[date, str]]
LONGEST_DAYS = 30
MOST_SHARE = 50
OUT_OF_STEP = 25
LAST_FIFTH = 80


def found(pack: Pack, terms: Terms, rows: dict[str, Tokens], today: date | None, days_off: DaysOff) -> Iterator[Finding]:
    """Findings about dates and money. `days_off` names each side's days off; the first stage begins `today` where it is given."""
    dated = [m for m in terms.milestones if m.due not in (None, UNSAID_DAY)]
    if len(dated) == len(terms.milestones):
        yield from _stages(pack, terms, today)
        yield from _step(pack, terms, today)
    yield from _order(pack, terms, dated, today)
    yield from _off(pack, terms, dated, days_off)
    yield from _sum(pack, terms, rows)


def _stages(pack: Pack, terms: Terms, today: date | None) -> Iterator[Finding]:
    """Milestones that hold more than half of the money or the time, or last longer than a month."""
    row = sorted(terms.milestones, key=lambda m: m.due)
    begun = [(today, row[0])] if today and row else []
    lengths = {m.number: (m.due - before).days for before, m in (*begun, *((a.due, b) for a, b in pairwise(row)))}
    total, days = terms.total_minor, sum(lengths.values())
    for m in terms.milestones:
        at = f"milestones.{m.number}"
        if len(row) > 1 and total > 0 and 100 * m.price_minor > MOST_SHARE * total:
            yield told(pack, "heavy-milestone", f"{at}.price", share=100 * m.price_minor // total, what="money")
        length = lengths.get(m.number, 0)
        if len(lengths) > 1 and days > LONGEST_DAYS and 100 * length > MOST_SHARE * days:
            yield told(pack, "heavy-milestone", f"{at}.due", share=100 * length // days, what="time")
        if length > LONGEST_DAYS:
            yield told(pack, "long-stage", f"{at}.due", days=length)


def _step(pack: Pack, terms: Terms, today: date | None) -> Iterator[Finding]:
    """Boundaries where money and time are out of step, told once for each side."""
    points = curve(terms, today) if today else []
    for side, late in (("the freelancer", 1), ("the client", -1)):
        apart = [p for p in points[:-1] if late * (p.time - p.money) > OUT_OF_STEP]
        if apart:
            worst = max(apart, key=lambda p: late * (p.time - p.money))
            carried = abs(terms.total_minor * (worst.time - worst.money)) // 100
            amount = f"{plainly(carried, terms.currency)} {terms.currency}"
            blanks = {"day": worst.day, "time": worst.time, "money": worst.money, "side": side, "amount": amount}
            yield told(pack, "money-late", f"milestones.{worst.number}.price", **blanks)


def _order(pack: Pack, terms: Terms, dated: list[Milestone], today: date | None) -> Iterator[Finding]:
    for m in dated if today else []:
        if today and m.due < today:
            yield told(pack, "dates-backwards", f"milestones.{m.number}.due", other=f"today, {today}", after=today)
    for before, m in pairwise(dated):
        at = f"milestones.{m.number}.due"
        if m.due < before.due:
            yield told(pack, "dates-backwards", at, other=f"milestone {before.number}, {before.due}", after=before.due)
        elif m.due == before.due and not terms.parallel:
            yield told(pack, "dates-collide", at, other=before.number)
        elif terms.review_days > 0 and not terms.parallel and before.due + timedelta(days=terms.review_days) > m.due:
            until, needed = before.due + timedelta(days=terms.review_days), terms.review_days
            yield told(pack, "review-past-next-due", at, day=until, due=m.due, needed=needed)


def _off(pack: Pack, terms: Terms, dated: list[Milestone], days_off: DaysOff) -> Iterator[Finding]:
    days = [(f"milestones.{m.number}.due", m.due, ("freelancer", "client")) for m in dated]
    days += [(f"duties.{n}.due", d.due, ("client",)) for n, d in enumerate(terms.duties, 1) if d.due]
    for field, day, sides in days:
        for side in sides:
            if name := days_off.get(side, {}).get(day):
                yield told(pack, "date-on-day-off", field, day=day, side=f"the {side}", name=name)
                break


def _sum(pack: Pack, terms: Terms, rows: dict[str, Tokens]) -> Iterator[Finding]:
    """Totals in the prose that are not the sum of the milestones."""
    if not terms.milestones or "totals" not in pack.evidence or terms.total_minor <= 0:
        return
    for field in ("background", "in_scope", "out_of_scope"):
        row = rows.get(field)
        for start, end, _ in pack.evidence["totals"].found(row) if row else ():
            said = _amount(row, end, terms.currency) if row else None
            if row and said and said[1] not in (terms.total_minor, terms.total_minor + terms.tax_minor):
                blanks = {"said": f"{plainly(said[1], terms.currency)} {terms.currency}"}
                blanks["sum"] = f"{plainly(terms.total_minor, terms.currency)} {terms.currency}"
                yield told(pack, "sum-mismatch", field, row, (start, said[0]), **blanks)
                break


def _amount(row: Tokens, at: int, currency: str) -> tuple[int, int] | None:
    """An amount in this currency that begins at most two words on: where it ends, and its minor units."""
    marks = {"EUR": {"eur", "€", "euro", "euros"}, "USD": {"usd", "$", "dollars"}, "GBP": {"gbp", "£", "pounds"}}
    named = marks.get(currency, {currency.lower()})
    for n in range(at, min(at + 3, len(row.words))):
        near = {row.words[k] for k in (n - 1, n + 1) if row.same(k, n)}
        if row.same(n, at - 1) and row.kinds[n] == "n" and near & named:
            try:
                return n + 1, read_amount(row.raw(n), currency)
            except Refusal:
                return None
    return None
