"""The calendar as other programs take it: a second library, the letter of RFC 5545, and a client that keeps what it read."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from tallystone.core import acts
from tallystone.core.shape import Duty
from tallystone.journal import prose
from tallystone.notices import calendar, feeds
from tests import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG = "Über den Zaun, „schräg“; 漢字 \\ and 🪵 " * 6
BARE = re.compile(r"^(DTSTAMP|LAST-MODIFIED):\d{8}T\d{6}Z$")


def life_with_dates(title: str = LONG):
    life = cast.started("after", title=title[:118], duties=(Duty("The logo, in „SVG“; or\nas PDF", cast.today() + 2 * DAY),))
    life.jonas(acts.Report(1, 30, prose.words("x"), cast.today() + 5 * DAY))
    life.jonas(acts.Ask(1, prose.words("?"), cast.today() + 3 * DAY))
    return life


def under_review():
    life = cast.delivered("after", title=LONG[:118], review_days=30)
    life.clock(acts.Notice(1, 1, "delivered"))
    return life


def fed(browser, person) -> bytes:
    return browser.get("/calendar/" + feeds.make(person).rpartition("/")[2]).content


def unfolded(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("make", [life_with_dates, under_review])
def test_a_second_library_reads_every_date_and_finds_nothing_wrong(make, stranger_browser):
    life = make()
    raw = fed(stranger_browser, life.cast.maya)
    other = vobject.readOne(raw.decode())
    assert other.validate(raiseException=True)
    ours = {str(e["uid"]): e for e in Calendar.from_ical(raw).walk("VEVENT")}
    theirs = {e.uid.value: e for e in other.vevent_list}
    assert set(ours) == set(theirs)
    for uid, event in ours.items():
        assert theirs[uid].dtstart.value == event.decoded("dtstart")
        assert theirs[uid].summary.value == str(event["summary"])
        assert theirs[uid].sequence.value == str(event["sequence"])


@pytest.mark.parametrize("make", [life_with_dates, under_review])
def test_every_line_is_as_the_standard_wants_it(make, stranger_browser):
    raw = fed(stranger_browser, make().cast.maya)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no letter is parted
    lines = unfolded(raw)
    assert [line for line in lines if line.startswith(("DTSTAMP", "LAST-MODIFIED")) and not BARE.match(line)] == []
    assert "TZID" not in raw.decode(), "a zone of its own is read differently by different programs; UTC is not"


@pytest.mark.parametrize("make", [life_with_dates, under_review])
def test_every_event_has_what_it_must_and_ends_after_it_begins(make, stranger_browser):
    for event in Calendar.from_ical(fed(stranger_browser, make().cast.maya)).walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"} <= set(event)
        if "DTEND" in event:
            assert event.decoded("dtend") > event.decoded("dtstart")


def test_one_date_alone_is_whole_too(maya_browser):
    life = life_with_dates()
    raw = maya_browser.get(f"/contracts/{life.code}/dates/milestone-2-due.ics").content
    other = vobject.readOne(raw.decode())
    assert other.validate(raiseException=True)
    assert len(other.vevent_list) == 1


class Client:
    """A calendar program: it keeps events by UID, takes a newer SEQUENCE, and drops what the feed has no more."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[int, object]] = {}

    def read(self, raw: bytes) -> None:
        came = {e.uid.value: (int(e.sequence.value), e.dtstart.value) for e in vobject.readOne(raw.decode()).vevent_list}
        for uid, (sequence, at) in came.items():
            known = self.kept.get(uid)
            if known is None or sequence > known[0]:
                self.kept[uid] = (sequence, at)
        self.kept = {uid: self.kept[uid] for uid in came}

    @property
    def dates(self) -> dict[str, object]:
        return {uid.partition("@")[0]: at for uid, (_sequence, at) in self.kept.items()}


def test_a_client_that_reads_again_and_again_has_the_dates_of_now(stranger_browser):
    life, client = life_with_dates(), Client()
    last = f"{life.code}-milestone-3-due"

    def read() -> dict[str, object]:
        raw = fed(stranger_browser, life.cast.jonas)
        client.read(raw)
        events = Calendar.from_ical(raw).walk("VEVENT")
        assert client.dates == {str(e["uid"]).partition("@")[0]: e.decoded("dtstart") for e in events}
        return client.dates

    first = read()
    assert read() == first
    cast.change(life, due=life.terms.milestones[1].due + 3 * DAY)
    life.maya(acts.AcceptChange(life.contract.change.terms, prose.words("Maya Serrano"), "code"))
    moved = read()
    assert moved[f"{life.code}-milestone-2-due"] == first[f"{life.code}-milestone-2-due"] + 3 * DAY
    assert moved[last] == first[last]
    life.maya(acts.Answer(1, 1, prose.words("!")))
    assert f"{life.code}-question-1" not in read()


def test_a_date_that_moves_by_itself_moves_in_a_client_too():
    life, client, seen = life_with_dates(), Client(), []
    for days in range(6):  # the logo is late from the third day on, and nobody does anything
        (told,) = calendar._read([life.row], datetime.now(UTC) + days * DAY)
        sheet = calendar._calendar("x")
        for entry in told[1]:
            sheet.add_component(calendar._event(life.row, entry))
        client.read(sheet.to_ical())
        seen.append(client.dates[f"{life.code}-milestone-1-due"])
    assert seen == sorted(seen)
    assert seen[-1] - seen[0] == 3 * DAY
