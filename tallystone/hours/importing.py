"""Importing: a file of hours, looked at first and then brought in, a sheet at a time; again, it adds nothing."""

import hashlib
import zlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from tallystone.acting import outbox
from tallystone.core.dates import day_of
from tallystone.core.logging_hours import SLACK, left_minutes
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.roles import BIND, may
from tallystone.core.sheet import MOST_ENTRIES
from tallystone.core.state import By, Contract
from tallystone.hours.exposure import OPEN
from tallystone.hours.keeping import Keeper, New, log
from tallystone.hours.layouts import Table, chunks, decoded, table_of
from tallystone.hours.models import Import, Worked
from tallystone.hours.rows import Choices, Read, read_rows
from tallystone.journal import chain
from tallystone.people.models import Member

TRIES = 3
Progress = Callable[[int, int], None]  # rows done, rows in all


@dataclass(slots=True)
class Looked:
    """What an import would do. `add` by milestone; `doubtful` overlaps what is there; `left` cannot be brought in."""

    add: dict[int, list[Read]] = field(default_factory=lambda: defaultdict(list))
    known: int = 0
    doubtful: list[Read] = field(default_factory=list)
    left: list[tuple[Read, str]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.add.values())

    @property
    def minutes(self) -> int:
        return sum(row.minutes for rows in self.add.values() for row in rows)

    @property
    def why_left(self) -> list[tuple[str, int, Read]]:
        """The reasons for which rows are left out, how many for each, and the first of them."""
        first: dict[str, Read] = {}
        count = Counter[str]()
        for row, why in self.left:
            first.setdefault(why, row)
            count[why] += 1
        return [(why, n, first[why]) for why, n in count.most_common()]


def look(code: str, table: Table, choices: Choices, by: By, now: datetime) -> Looked:
    """What these rows would bring; nothing is written."""
    contract = chain.fold(code)
    known = set(Worked.objects.filter(code=code).exclude(mark=None).values_list("mark", flat=True))
    found, rows = Looked(), []
    for row in read_rows(table, choices):
        found.kinds[row.kind] += 1
        found.persons[row.person] += 1
        if row.mark in known:
            found.known += 1
        else:
            rows.append(row)
    busy = _Busy(_persons(rows, choices, by))
    check = _Check(contract, choices, now)
    for row in sorted(rows, key=lambda each: each.start):
        if why := check.wrong(row):
            found.left.append((row, why))
        elif not choices.doubtful and busy.at(_person(row, choices, by), row):
            found.doubtful.append(row)
        elif check.fits(row):
            found.add[check.milestone(row)].append(row)
        else:
            found.left.append((row, "row_past_cap"))
    return found


class _Check:
    """Why a row cannot be brought in: what the core would refuse too, told row by row."""

    def __init__(self, contract: Contract, choices: Choices, now: datetime):
        plan = contract.agreed_plan
        zone = ZoneInfo(plan.zone)
        self.earliest = datetime.combine(day_of(contract.agreed_at or now, plan.zone), time(), zone)
        self.latest, self.choices = now + SLACK, choices
        self.open = {s.number for s in contract.stones if s.work in OPEN}
        self.left = {s.number: left_minutes(s) for s in contract.stones}

    def milestone(self, row: Read) -> int:
        return self.choices.milestones.get(row.kind, self.choices.milestones.get("", 0))

    def wrong(self, row: Read) -> str:
        if row.trouble:
            return row.trouble
        if not self.milestone(row):
            return "row_left_out"
        if self.milestone(row) not in self.open:
            return "row_not_open"
        if row.start < self.earliest:
            return "row_before"
        return "row_future" if row.end > self.latest else ""

    def fits(self, row: Read) -> bool:
        """Count it against a hard cap, if it still fits under it."""
        number = self.milestone(row)
        left = self.left.get(number)
        if left is None:
            return True
        if row.minutes > left:
            return False
        self.left[number] = left - row.minutes
        return True


class _Busy:
    """When these persons already have hours here: what overlaps them is doubtful."""

    def __init__(self, persons: Iterable[int]):
        self.starts: dict[int, list[datetime]] = defaultdict(list)
        self.ends: dict[int, list[datetime]] = defaultdict(list)
        rows = Worked.objects.filter(person_id__in=list(persons), gone=None, mark=None).order_by("start")
        for person, start, minutes in rows.values_list("person_id", "start", "minutes").iterator(chunk_size=5_000):
            row = Read(0, "", "", "", start, minutes, "")
            last = self.ends[person][-1] if self.ends[person] else row.end
            self.starts[person].append(start)
            self.ends[person].append(max(last, row.end))

    def at(self, person: int, row: Read) -> bool:
        place = bisect_right(self.starts[person], row.start)
        before = place > 0 and self.ends[person][place - 1] > row.start
        after = place < len(self.starts[person]) and self.starts[person][place] < row.end
        return before or after


def _person(row: Read, choices: Choices, by: By) -> int:
    return choices.persons.get(row.person, by.person) if by.role in BIND else by.person


def _persons(rows: Iterable[Read], choices: Choices, by: By) -> set[int]:
    return {_person(row, choices, by) for row in rows}


def bring(
    key: str, code: str, table: Table, choices: Choices, by: By, now: datetime, progress: Progress, seen: Looked | None = None
) -> int:
    """Bring the rows in, a sheet after the other; what was brought in before is known and left. How many were added.

    `seen` is what a look at them has just said; it is not looked again then, unless somebody came in between.
    """
    added = 0
    for _ in range(TRIES):
        looked, seen = seen or look(code, table, choices, by, now), None
        total, there = len(table.rows), len(table.rows) - looked.count
        progress(there, total)
        try:
            for number, rows in sorted(looked.add.items()):
                for piece in chunks(rows, MOST_ENTRIES):
                    _log_piece(key, Keeper(code, number, by, now), piece, choices)
                    added += len(piece)
                    there += len(piece)
                    progress(there, total)
            return added
        except Refusal as refusal:
            if refusal.name != "other_act":  # the same rows came in at the same time: look again
                raise
    raise Refusal("stale")


def _log_piece(key: str, keeper: Keeper, piece: Iterable[Read], choices: Choices) -> None:
    rows = list(piece)
    new = [New(r.start, r.minutes, r.note, _person(r, choices, keeper.by), "import", r.mark) for r in rows]
    marks = hashlib.sha256("".join(row.mark for row in rows).encode()).hexdigest()
    log(keeper, new, f"{_own(key)}{marks[:24]}")


def _own(key: str) -> str:
    """How the keys of all entries that this import brought begin."""
    return key[:8]


# kept between two pages


def keep(code: str, by: By, name: str, raw: bytes, choices: Choices, now: datetime) -> Import:
    """A file on its way in. The same bytes by the same person are the same import until it is done."""
    text = decoded(raw)
    table = table_of(text)
    key = hashlib.sha256(f"{code}:{by.person}:{now.isoformat()}:".encode() + raw).hexdigest()[:32]
    return Import.objects.create(
        key=key, code=code, person_id=by.person, role=by.role, name=name[:200], text=zlib.compress(text.encode()),
        choices=stored(choices), rows=len(table.rows), made=now,
    )  # fmt: skip


def table_in(row: Import) -> Table:
    """The file again."""
    return table_of(zlib.decompress(bytes(row.text)).decode())


def stored(choices: Choices) -> dict:
    return {name: getattr(choices, name) for name in Choices.__dataclass_fields__}


def choices_in(row: Import) -> Choices:
    return Choices(**{name: value for name, value in row.choices.items() if name != "layout"})


def ask(row: Import, now: datetime) -> None:
    """Let the worker do it; asked twice, it is done once."""
    refuse_if(row.state == "done", "import_done")
    Import.objects.filter(pk=row.pk).update(state="waiting", trouble="")
    outbox.put("hours", f"hours:{row.key}:{row.state == 'failed'}:{now:%H%M%S}", {"import": row.key}, now)


def run(key: str, now: datetime) -> None:
    """Do it: for the worker. Killed in the middle and begun again, it goes on where it was."""
    row = Import.objects.filter(pk=key).first()
    if row is None or row.state != "waiting":
        return
    _bring_row(row, now)


def _by_now(row: Import) -> By | None:
    """Who asked for it, in the role that they have by now; None where it lets them log no hours, or they have left."""
    contract = chain.fold(row.code)
    member = Member.objects.filter(person_id=row.person_id, business_id=contract.freelancer, left=None).first()
    return By("freelancer", row.person_id, member.role) if member and may(member.role, "LogHours") else None


def _bring_row(row: Import, now: datetime) -> None:
    key, by = row.key, _by_now(row)
    if by is None:
        Import.objects.filter(pk=key).update(state="failed", trouble="role_may_not")
        return

    def progress(done: int, total: int) -> None:
        Import.objects.filter(pk=key).update(done=done, rows=total)

    try:
        bring(row.key, row.code, table_in(row), choices_in(row), by, now, progress)
    except Refusal as refusal:
        Import.objects.filter(pk=key).update(state="failed", trouble=refusal.name)
        return
    own = Worked.objects.filter(code=row.code, key__startswith=_own(key)).exclude(mark=None)
    Import.objects.filter(pk=key).update(state="done", added=own.count(), text=b"")
