"""Files of hours: read as each tool writes them, looked at first, brought in once; also many, also after a kill."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tallystone.acting.door import new_act_id
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.hours import importing, keeping
from tallystone.hours.importing import Choices, bring, look
from tallystone.hours.keeping import Keeper, New
from tallystone.hours.layouts import decoded, layout_of, mapping_of, missing, table_of
from tallystone.hours.models import Import, Worked
from tallystone.hours.rows import dates_of, read_day, read_length, read_rows
from tallystone.journal.models import Entry
from tests import cast as lives

EXPORTS = Path(__file__).parent / "exports"
TOOLS = ("toggl", "clockify", "harvest", "kimai")
LISBON = "Europe/Lisbon"
FIRST = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def table(name: str):
    return table_of(decoded((EXPORTS / f"{name}.csv").read_bytes()))


def choices(found, **changed) -> Choices:
    layout = layout_of(found.heads)
    mapping = mapping_of(layout, found.heads)
    return replace(Choices(mapping, LISBON, dates_of(found, mapping["day"], layout.dates)), **changed)


@pytest.mark.parametrize("tool", TOOLS)
def test_each_tool_is_known_by_its_columns_and_read(tool):
    found = table(tool)
    assert layout_of(found.heads).name == tool
    assert missing(mapping_of(layout_of(found.heads), found.heads)) == []
    first, second = list(read_rows(found, choices(found)))[:2]
    assert (first.start.replace(second=0), first.minutes, first.note, first.trouble) == (FIRST, 90, "Menu on the phone", "")
    assert (second.minutes, second.trouble) == (45, "")


def test_what_two_tools_say_of_an_afternoon():
    found = table("clockify")
    afternoon = list(read_rows(found, choices(found)))[1]
    assert afternoon.start == datetime(2026, 3, 13, 14, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "dates", "day"),
    [("2026-03-04", "dmy", date(2026, 3, 4)), ("04/03/2026", "dmy", date(2026, 3, 4)), ("04/03/2026", "mdy", date(2026, 4, 3)),
     ("4.3.26", "iso", date(2026, 3, 4)), ("2026/3/4", "mdy", date(2026, 3, 4))],
)  # fmt: skip
def test_days_are_read_as_they_are_said_to_be_written(text, dates, day):
    assert read_day(text, dates)[0] == day


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "13/13/2026", "0000-01-01", "2026-03/04"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Refusal, match="date_unreadable"):
        read_day(text, "dmy")


@pytest.mark.parametrize(
    ("text", "minutes"), [("01:30:00", 90), ("1:30", 90), ("1.5", 90), ("1,5", 90), ("5400", 90), ("24", 1440),
     ("0.01", 1), ("30:00", 1800)]
)  # fmt: skip
def test_lengths_are_read(text, minutes):
    assert read_length(text) == minutes


def test_the_clocks_odd_hours_in_a_file():
    heads = "Date,Start,End,Note\n"
    spring = table_of(heads + "2026-03-29,00:30,02:30,over the gap\n2026-03-29,01:30,02:30,in the gap\n")
    over, inside = read_rows(spring, Choices({"day": 0, "start": 1, "end": 2, "note": 3}, LISBON))
    assert (over.minutes, inside.trouble) == (60, "clock_skipped")
    autumn = table_of(heads + "2026-10-25,00:30,02:30,the long night\n2026-10-24,23:30,00:30,past midnight\n")
    long, night = read_rows(autumn, Choices({"day": 0, "start": 1, "end": 2, "note": 3}, LISBON))
    assert (long.minutes, night.minutes) == (180, 60)


@pytest.mark.parametrize("raw", [b"", b"  \n", b"one column\nx\n", b"a,b\n", b"a,b\x00\nc,d\n", b"\x89PNG\x00\x01"])
def test_what_is_no_table_is_refused(raw):
    with pytest.raises(Refusal):
        table_of(decoded(raw))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_may_come_in_windows_ways(encoding):
    raw = "Date;Hours;Note\n2026-03-03;1,5;Größe\n".encode(encoding)
    assert table_of(decoded(raw)).rows == [["2026-03-03", "1,5", "Größe"]]


# into a contract

pytestmark = pytest.mark.django_db(transaction=True)


def working(**changed) -> lives.Life:
    life = lives.working(cap=600_000, **changed)
    return life


def by(life) -> By:
    return By("freelancer", life.cast.jonas.pk, "owner")


def recent(count: int, minutes: int = 5, project: str = "Website") -> str:
    """So many rows of the last day and a half, one after the other."""
    begin = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=36)
    rows = (begin + timedelta(minutes=n % 2000) for n in range(count))
    return "Start date,Start time,Duration,Description,Project,Tags,Email\n" + "".join(
        f"{at:%Y-%m-%d},{at:%H:%M:%S},00:{minutes:02d}:00,Row {n},{project},,\n" for n, at in enumerate(rows)
    )


def chosen(found, **changed) -> Choices:
    return choices(found, zone="UTC", **{"milestones": {"Website": 1}, **changed})


def quiet(done: int, total: int) -> None:
    pass


def test_a_dry_run_says_what_would_come_and_writes_nothing():
    life = working()
    found = table_of(recent(3) + recent(1, project="Garden").split("\n")[1] + "\n2026-13-01,9:00,1:00,odd,Website,,\n")
    before = life.contract
    looked = look(life.code, found, chosen(found), by(life), datetime.now(UTC))
    assert (looked.count, looked.minutes, looked.known) == (3, 15, 0)
    assert {why: n for why, n, _ in looked.why_left} == {"row_left_out": 1, "date_unreadable": 1}
    assert (life.contract, Worked.objects.count()) == (before, 0)


def test_brought_in_again_nothing_doubles():
    life = working()
    found = table_of(recent(10))
    now = datetime.now(UTC)
    assert bring("k" * 32, life.code, found, chosen(found), by(life), now, quiet) == 10
    assert bring("l" * 32, life.code, found, chosen(found), by(life), now, quiet) == 0
    assert (Worked.objects.count(), life.stone(1).minutes) == (10, 50)


def test_two_equal_rows_are_two_entries_once_each():
    life = working()
    text = recent(1)
    found = table_of(text + text.split("\n")[1] + "\n")
    now = datetime.now(UTC)
    assert bring("k" * 32, life.code, found, chosen(found), by(life), now, quiet) == 2
    assert bring("k" * 32, life.code, found, chosen(found), by(life), now, quiet) == 0


def test_what_overlaps_what_is_there_is_doubtful_and_comes_only_if_wanted():
    life = working()
    found = table_of(recent(2, 1))
    at = next(iter(read_rows(found, chosen(found)))).start
    keeping.log(Keeper.of(life.code, 1, by(life)), [New(at, 1, "By hand")], new_act_id())
    now = datetime.now(UTC)
    looked = look(life.code, found, chosen(found), by(life), now)
    assert (looked.count, len(looked.doubtful)) == (1, 1)
    assert look(life.code, found, chosen(found, doubtful=True), by(life), now).count == 2


def test_what_was_removed_by_hand_does_not_come_back():
    life = working()
    found = table_of(recent(1))
    now = datetime.now(UTC)
    bring("k" * 32, life.code, found, chosen(found), by(life), now, quiet)
    keeping.remove(Keeper.of(life.code, 1, by(life)), Worked.objects.get(), new_act_id())
    assert look(life.code, found, chosen(found), by(life), now).known == 1


def test_under_a_hard_cap_only_what_fits_comes_in():
    life = lives.working(kind="hard", cap=12)
    found = table_of(recent(3))
    now = datetime.now(UTC)
    looked = look(life.code, found, chosen(found), by(life), now)
    assert (looked.count, [why for _, why in looked.left]) == (2, ["row_past_cap"])
    assert bring("k" * 32, life.code, found, chosen(found), by(life), now, quiet) == 2
    assert life.stone(1).minutes == 10


class Killed(Exception):
    pass


def test_killed_in_the_middle_it_goes_on_where_it_was(monkeypatch):
    life = working()
    monkeypatch.setattr(importing, "MOST_ENTRIES", 3)
    row = importing.keep(life.code, by(life), "toggl.csv", recent(10).encode(), chosen(table_of(recent(10))), datetime.now(UTC))
    importing.ask(row, datetime.now(UTC))
    times = []

    def killed(*given):
        times.append(given)
        if len(times) == 3:
            raise Killed
        return real(*given)

    real = importing.log
    monkeypatch.setattr(importing, "log", killed)
    with pytest.raises(Killed):
        importing.run(row.key, datetime.now(UTC))
    assert Worked.objects.count() == 6
    importing.run(row.key, datetime.now(UTC))
    done = Import.objects.get()
    assert (Worked.objects.count(), life.stone(1).minutes, done.state, done.text) == (10, 50, "done", b"")
    assert done.added == 10, "also what came in before it was killed"
    importing.run(row.key, datetime.now(UTC))
    assert Worked.objects.count() == 10


def test_fifty_thousand_rows_take_under_ten_seconds_with_progress_and_double_nothing():
    life, told = working(), []
    found = table_of(recent(50_000, 1))
    now = datetime.now(UTC)
    began = time.process_time()
    assert bring("k" * 32, life.code, found, chosen(found), by(life), now, lambda done, total: told.append(done)) == 50_000
    took = time.process_time() - began
    assert took < 10, took
    assert (Worked.objects.count(), life.stone(1).minutes) == (50_000, 50_000)
    assert (len(told) > 20, told == sorted(told), told[-1]) == (True, True, 50_000)
    assert Entry.objects.filter(code=life.code).count() < 40
    assert bring("l" * 32, life.code, found, chosen(found), by(life), now, quiet) == 0
