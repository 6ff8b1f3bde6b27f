"""Two versions of terms beside each other: every clause and every field of every milestone, as it was and as it is now."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tallystone.core.shape import Milestone, Terms
from tallystone.core.value import value
from tallystone.drafting.differences import PROSE, duties_text, matched
from tallystone.drafting.particulars import Particular, of_milestone, of_terms
from tallystone.drafting.wording import Patience, Run, lines, word_runs

Lines = list[list[Run]]


@value
class Row:
    """One field. `was` and `now` are its lines on each side, `both` the two in one text; `listed` is "ol" or "ul" or ""."""

    field: str
    label: str
    was: Lines
    now: Lines
    both: Lines
    listed: str = ""

    @property
    def changed(self) -> bool:
        return any(kind != "same" for line in self.both for kind, _text in line)


@value
class Part:
    """A clause, a milestone, or all rules together. `mark`: "new", "gone", "moved" (`number_was` says from where) or ""."""

    key: str
    title: str
    rows: list[Row]
    mark: str = ""
    number_was: int = 0

    @property
    def different(self) -> list[Row]:
        """The fields that are not as they were; of what is only in one version, all."""
        return [row for row in self.rows if row.changed]

    @property
    def alike(self) -> list[Row]:
        return [row for row in self.rows if not row.changed]

    @property
    def one_sided(self) -> bool:
        """Is it in one of the two versions only?"""
        return self.mark in {"new", "gone"}

    @property
    def changed(self) -> bool:
        return bool(self.mark) or any(row.changed for row in self.rows)


def comparison(was: Terms, now: Terms) -> list[Part]:
    """The whole of both, in the order of the later one; milestones that are gone stand where they were."""
    patience = Patience()
    scope = [_row(field, str(label), getattr(was, field), getattr(now, field), patience) for field, label in PROSE.items()]
    duties = _row("duties", _("The client’s duties"), duties_text(was), duties_text(now), patience, "ul")
    parts = [Part(row.field, row.label, [row]) for row in (*scope, duties) if row.both]
    rules = list(map(_value, of_terms(was), of_terms(now)))
    return [*parts, *_milestones(was, now, patience), Part("rules", _("Money, days and rules"), rules)]


def _milestones(was: Terms, now: Terms, patience: Patience) -> list[Part]:
    pairs = matched(was.milestones, now.milestones)
    kept = {old.number for old, _new in pairs if old}
    coins = (was.currency, now.currency)
    parts: list[tuple[float, Part]] = [(new.number, _milestone(old, new, coins, patience)) for old, new in pairs]
    parts += [(_after(old, pairs), _alone(old, False, coins)) for old in was.milestones if old.number not in kept]
    return [part for _place, part in sorted(parts, key=lambda each: each[0])]


def _after(gone: Milestone, pairs: Iterable[tuple[Milestone | None, Milestone]]) -> float:
    """The place of a milestone that is gone: right behind what stood before it."""
    before = [(old.number, new.number) for old, new in pairs if old and old.number < gone.number]
    return max(before, default=(0, 0))[1] + gone.number / 1000


def _milestone(old: Milestone | None, new: Milestone, coins: tuple[str, str], patience: Patience) -> Part:
    if old is None:
        return _alone(new, True, coins)
    texts = (
        ("title", _("Title"), ""),
        ("deliverables", _("What is handed over"), "ul"),
        ("criteria", _("Accepted when"), "ol"),
    )
    title, *rest = (_row(f, label, _text(old, f), _text(new, f), patience, listed) for f, label, listed in texts)
    values = map(_value, of_milestone(old, coins[0]), of_milestone(new, coins[1]))
    mark = "moved" if old.number != new.number else ""
    return Part(f"milestone-{new.number}", _heading(new), [title, *values, *rest], mark, old.number)


def _alone(m: Milestone, new: bool, coins: tuple[str, str]) -> Part:
    """A milestone of one version only: everything in it is new, or gone."""
    kind = "now" if new else "was"
    values = [one for one in of_milestone(m, coins[new]) if one.told]
    rows = [_one_sided(one.field, one.label, [one.shown], kind) for one in values]
    rows.append(_one_sided("deliverables", _("What is handed over"), m.deliverables, kind, "ul"))
    rows.append(_one_sided("criteria", _("Accepted when"), m.criteria, kind, "ol"))
    key = f"milestone-{m.number}{'' if new else '-was'}"
    return Part(key, _heading(m), rows, "new" if new else "gone", 0 if new else m.number)


def _heading(m: Milestone) -> str:
    return _("Milestone %(number)s: %(title)s") % {"number": m.number, "title": m.title}


def _text(m: Milestone, field: str) -> str:
    value = getattr(m, field)
    return value if isinstance(value, str) else "\n".join(value)


def _row(field: str, label: str, was: str, now: str, patience: Patience, listed: str = "") -> Row:
    runs = [("same", now)] if was == now else word_runs(was, now, patience)
    before, after = ([run for run in runs if run[0] != kind] for kind in ("now", "was"))
    return Row(field, label, lines(before), lines(after), lines(runs), listed)


def _value(before: Particular, after: Particular) -> Row:
    label = after.label[:1].upper() + after.label[1:]
    if before.value == after.value:
        same: Lines = [[("same", after.shown)]]
        return Row(after.field, label, same, same, same)
    was, now = ("was", before.shown), ("now", after.shown)
    return Row(after.field, label, [[was]], [[now]], [[was, ("same", " "), now]])


def _one_sided(field: str, label: str, texts: Iterable[str], kind: str, listed: str = "") -> Row:
    there: Lines = [[(kind, text)] for text in texts]
    return Row(
        field, label[:1].upper() + label[1:], there if kind == "was" else [], there if kind == "now" else [], there, listed
    )
