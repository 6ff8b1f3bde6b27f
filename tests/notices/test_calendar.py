"""The calendar: the right dates under names that stay, for who has the address, and nothing once it is revoked."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tallystone.core import acts
from tallystone.core.shape import Duty
from tallystone.journal import prose
from tallystone.notices import calendar, feeds
from tallystone.ops import worker
from tests import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def life_with_dates():
    life = cast.started("after", duties=(Duty("The logo", cast.today() + 2 * DAY),))
    life.jonas(acts.Report(1, 30, prose.words("x"), cast.today() + 5 * DAY))
    life.jonas(acts.Ask(1, prose.words("?"), cast.today() + 3 * DAY))
    return life


def read(browser, address: str) -> dict[str, object]:
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    parsed = Calendar.from_ical(answer.content)
    assert parsed["method"] == "PUBLISH"
    assert b"\r\n" in answer.content
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return {str(event["uid"]).partition("@")[0]: event for event in parsed.walk("VEVENT")}


def path_of(person) -> str:
    return "/calendar/" + feeds.make(person).rpartition("/")[2]


def test_the_feed_has_every_date(stranger_browser):
    life = life_with_dates()
    found = read(stranger_browser, path_of(life.cast.maya))
    ends = {f"{life.code}-{key}" for key in (
        "milestone-1-due", "milestone-2-due", "milestone-3-due", "milestone-1-word", "question-1", "duty-1",
    )}  # fmt: skip
    assert set(found) == ends
    due = found[f"{life.code}-milestone-1-due"]
    assert due.decoded("dtstart") == life.stone(1).stake.due
    assert type(due.decoded("dtstart")) is date
    assert due.decoded("dtend") - due.decoded("dtstart") == DAY
    assert "The logo" in str(found[f"{life.code}-duty-1"]["summary"])


def test_a_review_ends_at_its_moment_which_is_named_in_the_contracts_zone(stranger_browser, settings):
    settings.DEMO = True
    life = cast.delivered("after")
    life.clock(acts.Notice(1, 1, "delivered"))
    answer = stranger_browser.get(path_of(life.cast.jonas)).content.decode()
    found = read(stranger_browser, path_of(life.cast.jonas))
    ends = found[f"{life.code}-milestone-1-review"].decoded("dtstart")
    assert ends == life.stone(1).review_until
    assert f"DTSTART:{ends:%Y%m%dT%H%M%SZ}" in answer, "every program reads UTC alike"
    assert ends.astimezone(ZoneInfo("Europe/Lisbon")).hour == 18
    assert "18:00 (Lisbon)" in str(found[f"{life.code}-milestone-1-review"]["description"])


def test_a_moved_date_keeps_its_name_and_counts_on(stranger_browser):
    life = life_with_dates()
    first = read(stranger_browser, path_of(life.cast.maya))[f"{life.code}-milestone-1-due"]
    sequences = [int(first["sequence"])]
    rows = [life.row]
    for days in (3, 4):  # the logo is late and the date moves on, day by day, while nothing is done
        _row, entries = next(calendar._read(rows, life.row.moved_at + days * DAY))
        (entry,) = (e for e in entries if e.key == "milestone-1-due")
        assert entry.at == life.stone(1).stake.due + (days - 2) * DAY
        sequences.append(int(calendar._event(life.row, entry)["sequence"]))
    life.maya(acts.FulfilDuty(1))
    sequences.append(int(read(stranger_browser, path_of(life.cast.maya))[f"{life.code}-milestone-1-due"]["sequence"]))
    assert sequences == sorted(set(sequences)), "each is higher than the one before"


def test_an_exit_a_dispute_and_what_is_paid_after_the_end_are_in_it(stranger_browser):
    life = cast.started("after", kill_started_bp=2_500)
    life.maya(acts.OfferExit(0, 0, prose.words("Our plans have changed"), prose.words("It is fair")))
    address = path_of(life.cast.jonas)
    exit_ = read(stranger_browser, address)[f"{life.code}-exit"]
    assert exit_.decoded("dtstart") == life.contract.exit.until
    assert "Answer of Jonas Brandt Webdesign to the exit" in str(exit_["summary"])
    life.jonas(acts.CounterExit(1, 50_000, prose.words("Half is done")))
    life.maya(acts.AcceptExit(1, 50_000))
    assert life.contract.state == "leaving"
    assert f"{life.code}-milestone-1-payment" in read(stranger_browser, address)
    other = cast.delivered()
    other.maya(acts.Dispute(1, (1,), prose.words("It does not open."), 40_000))
    assert f"{other.code}-milestone-1-dispute-1" in read(stranger_browser, address)


def test_what_is_done_is_gone(stranger_browser):
    life = life_with_dates()
    life.maya(acts.FulfilDuty(1))
    life.maya(acts.Answer(1, 1, prose.words("!")))
    found = read(stranger_browser, path_of(life.cast.maya))
    assert not {f"{life.code}-duty-1", f"{life.code}-question-1"} & set(found)


def test_the_address_is_private_stays_and_can_be_revoked(maya_browser, stranger_browser, cast):
    maya_browser.post("/settings/calendar")
    address = feeds.address_of(cast.maya)
    maya_browser.post("/settings/calendar")
    assert feeds.address_of(cast.maya) == address
    path = "/calendar/" + address.rpartition("/")[2]
    assert address in maya_browser.get("/settings").content.decode()
    assert stranger_browser.get(path)["Cache-Control"] == "private, no-store"
    maya_browser.post("/settings/calendar/revoke")
    assert stranger_browser.get(path).status_code == 404
    maya_browser.post("/settings/calendar")
    assert feeds.address_of(cast.maya) != address


def test_others_dates_are_not_in_it(stranger_browser):
    life = life_with_dates()
    assert read(stranger_browser, path_of(life.cast.noor)) == {}


def test_one_date_to_take_along(maya_browser, noor_browser):
    life = life_with_dates()
    here = f"/contracts/{life.code}/dates/milestone-2-due.ics"
    answer = maya_browser.get(here)
    assert answer["Content-Disposition"] == f'attachment; filename="{life.code}-milestone-2-due.ics"'
    assert list(read(maya_browser, here)) == [f"{life.code}-milestone-2-due"]
    assert noor_browser.get(here).status_code == 404
    assert maya_browser.get(f"/contracts/{life.code}/dates/milestone-9-due.ics").status_code == 404
    assert here in maya_browser.get(f"/contracts/{life.code}/milestones/2").content.decode()


def test_a_feed_costs_the_same_however_many_contracts(stranger_browser, django_assert_num_queries):
    one = path_of(life_with_dates().cast.maya)
    with django_assert_num_queries(6):
        stranger_browser.get(one)
    for _more in range(3):
        life_with_dates()
    with django_assert_num_queries(6):
        assert len(read(stranger_browser, one)) == 24


def test_words_cannot_break_out_of_their_line(stranger_browser):
    life = cast.started("after", title="A\r\nBEGIN:VEVENT;,\\ title")
    found = read(stranger_browser, path_of(life.cast.maya))
    assert len(found) == 3
    worker.work_off(datetime.now(life.row.moved_at.tzinfo))
