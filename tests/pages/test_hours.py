"""The pages of hours: two clicks on the desk, the timer, the week, change and undo, who sees what, files to take away."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tallystone.acting.door import new_act_id
from tallystone.core import acts
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.hours import keeping
from tallystone.hours.keeping import Keeper, New
from tallystone.hours.models import Limit, Timer, Worked
from tallystone.people.models import Member
from tests import cast as lives
from tests.conftest import browser_of

pytestmark = pytest.mark.django_db(transaction=True)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def worked(life, minutes: int = 90, note: str = "Drafts", days: int = 0, number: int = 1) -> Worked:
    start = datetime.now(UTC) - timedelta(minutes=minutes, days=days)
    who = Keeper.of(life.code, number, By("freelancer", life.cast.jonas.pk))
    return Worked.objects.get(key=keeping.log(who, [New(start, minutes, note)], new_act_id())[0])


def form_of(page: str) -> dict[str, str]:
    form = re.search(r'<form class="log".*?</form>', page, re.DOTALL)[0]
    found = dict(re.findall(r'name="([\w]+)" value="([^"]*)"', form))
    return {name: found[name] for name in ("act_id", "back", "day")} | {
        "place": re.search(r'<option value="([^"]+)" selected', form)[1]
    }


def log_on_desk(browser, **typed):
    page = browser.get("/hours" if "Log hours, or start the timer" in text_of(browser.get("/")) else "/").content.decode()
    return browser.post("/hours/log", form_of(page) | {"length": "1:30", "note": "Menu"} | typed)


def test_who_never_counts_hours_finds_a_link(jonas_browser):
    lives.at_work()
    assert "Log hours, or start the timer" in text_of(jonas_browser.get("/"))
    log_on_desk(jonas_browser)
    page = jonas_browser.get("/")
    assert "Log hours, or start the timer" not in text_of(page)
    assert form_of(page.content.decode())["place"]


def test_two_clicks_on_the_desk_log_hours(jonas_browser):
    life = lives.working()
    answer = log_on_desk(jonas_browser)
    assert answer.status_code == 303
    assert (life.stone(1).minutes, Worked.objects.get().note) == (90, "Menu")
    page = text_of(jonas_browser.get(answer["Location"]))
    assert "1 h 30 min are logged." in page
    assert "Undo" in page


def test_the_same_form_twice_logs_once(jonas_browser):
    life = lives.working()
    typed = form_of(jonas_browser.get("/").content.decode()) | {"length": "1", "start": ""}
    assert [jonas_browser.post("/hours/log", typed).status_code for _ in range(2)] == [303, 303]
    assert life.stone(1).minutes == 60


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"length": ""}, "Write how long it took"),
        ({"length": "soon"}, "is no length of time"),
        ({"day": ""}, "Choose a date"),
        ({"day": "2000-01-01"}, "The terms were agreed on"),
        ({"place": "ZZZZZZ.1"}, "Choose what you worked on"),
        ({"start": "25:00"}, "Write a time of day"),
        ({"note": "x" * 501}, "501 characters long"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_kept(jonas_browser, typed, told):
    lives.working()
    answer = log_on_desk(jonas_browser, **typed)
    page = text_of(answer)
    assert (answer.status_code, told in page) == (422, True)
    assert "Menu" in page or "note" in typed
    assert not Worked.objects.exists()


def test_undo_and_undo_again(jonas_browser):
    life = lives.working()
    page = jonas_browser.get(log_on_desk(jonas_browser)["Location"]).content.decode()
    for minutes in (0, 90, 0):
        undo = re.search(r'<form method="post" action="/hours/undo">.*?</form>', page, re.DOTALL)[0]
        answer = jonas_browser.post("/hours/undo", dict(re.findall(r'name="(token|act_id|back)" value="([^"]*)"', undo)))
        page = jonas_browser.get(answer["Location"]).content.decode()
        assert life.stone(1).minutes == minutes


def test_a_change_is_undone_to_what_it_was(jonas_browser):
    life = lives.working()
    entry = worked(life)
    address = f"/hours/entries/{entry.key}"
    page = jonas_browser.get(address).content.decode()
    act_id = re.search(r'name="act_id" value="([^"]+)"', page)[1]
    day, start = re.search(r'name="day" value="([^"]+)"', page)[1], re.search(r'name="start" value="([^"]+)"', page)[1]
    typed = {"act_id": act_id, "length": "0:45", "note": "Less", "day": day, "start": start, "back": "/hours"}
    answer = jonas_browser.post(address, typed)
    changed = Worked.objects.get()
    assert (answer.status_code, changed.minutes, changed.start) == (303, 45, entry.start)
    page = jonas_browser.get(answer["Location"]).content.decode()
    undo = re.search(r'<form method="post" action="/hours/undo">.*?</form>', page, re.DOTALL)[0]
    jonas_browser.post("/hours/undo", dict(re.findall(r'name="(token|act_id|back)" value="([^"]*)"', undo)))
    back = Worked.objects.get()
    assert (back.minutes, back.note, life.stone(1).minutes) == (90, "Drafts", 90)


def test_remove_without_scripts(jonas_browser):
    entry = worked(lives.at_work())
    answer = jonas_browser.post(f"/hours/entries/{entry.key}", {"do": "remove", "act_id": new_act_id(), "back": "/hours"})
    assert "1 h 30 min are removed." in text_of(jonas_browser.get(answer["Location"]))
    assert Worked.objects.get().gone


def test_the_timer_runs_on_when_the_browser_is_closed(jonas_browser, cast):
    life = lives.working()
    typed = form_of(jonas_browser.get("/").content.decode()) | {"note": "On it", "do": "timer"}
    assert jonas_browser.post("/hours/log", typed).status_code == 303
    Timer.objects.update(start=datetime.now(UTC) - timedelta(minutes=83))
    again = browser_of(cast.jonas)
    assert "1 h 23 min" in text_of(again.get("/"))
    answer = again.post("/hours/timer", {"back": "/"})
    assert "1 h 23 min are logged." in text_of(again.get(answer["Location"]))
    assert life.stone(1).minutes == 83


def test_a_second_timer_is_not_started(jonas_browser):
    life, other = lives.working(), lives.at_work()
    typed = form_of(jonas_browser.get("/").content.decode()) | {"do": "timer"}
    jonas_browser.post("/hours/log", typed)
    place = next(v for v in (f"{other.code}.1", f"{life.code}.1") if v != typed["place"])
    answer = jonas_browser.post("/hours/log", typed | {"place": place})
    assert (answer.status_code, "Stop it first" in text_of(answer)) == (422, True)
    assert Timer.objects.count() == 1


def test_a_timer_past_a_hard_cap_is_not_lost(jonas_browser, cast):
    life = lives.working(kind="hard", cap=60)
    Timer.objects.create(person_id=cast.jonas.pk, code=life.code, milestone=1, start=datetime.now(UTC) - timedelta(minutes=75))
    answer = jonas_browser.post("/hours/timer", {"back": "/"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "at most 1 h for milestone 1; 1 h are left" in page
    assert 'value="1:15"' in page
    assert Timer.objects.exists()
    jonas_browser.post("/hours/timer", {"back": "/", "do": "discard"})
    assert not Timer.objects.exists()


def test_the_week_sums_by_milestone_and_day(jonas_browser):
    life = lives.working()
    worked(life, 90)
    worked(life, 30)
    page = text_of(jonas_browser.get("/hours"))
    assert "2 h" in page
    assert "Drafts" in page
    assert "Nothing is logged" in text_of(jonas_browser.get("/hours?week=2020-W01"))
    assert jonas_browser.get("/hours?week=nonsense").status_code == 200


def test_the_week_of_who_has_nothing_teaches(noor_browser):
    assert "Hours begin with a milestone at work" in text_of(noor_browser.get("/hours"))


def test_pages_cost_the_same_however_many_hours_there_are(jonas_browser):
    life = lives.working(cap=60_000)

    def cost() -> list[int]:
        counts = []
        for address in (
            "/",
            "/hours",
            f"/contracts/{life.code}/hours",
            f"/contracts/{life.code}",
            f"/contracts/{life.code}/milestones/1",
        ):
            jonas_browser.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert jonas_browser.get(address).status_code == 200
            counts.append(len(caught))
        return counts

    worked(life, 5)
    before = cost()
    for n in range(20):
        worked(life, 5 + n)
    lives.working()
    assert cost() == before
    assert max(before) < 30


def test_the_client_sees_hours_where_the_milestone_is_by_the_hour(maya_browser):
    life = lives.working()
    worked(life)
    page = text_of(maya_browser.get(f"/contracts/{life.code}/hours"))
    assert "Drafts" in page
    assert "120.00 EUR" in page
    assert "Set the limit" not in page
    assert "Change" not in page
    assert "1 h 30 min" in text_of(maya_browser.get(f"/contracts/{life.code}/milestones/1"))


def test_the_client_sees_no_hours_of_a_fixed_price(maya_browser):
    life = lives.at_work()
    worked(life)
    assert maya_browser.get(f"/contracts/{life.code}/hours").status_code == 404
    assert maya_browser.get(f"/contracts/{life.code}/hours.csv").status_code == 404
    for address in (f"/contracts/{life.code}", f"/contracts/{life.code}/milestones/1"):
        assert "1 h 30" not in text_of(maya_browser.get(address))


def test_the_client_sees_them_where_the_terms_say_so(maya_browser):
    life = lives.at_work(hours_shown=1)
    worked(life)
    assert "Drafts" in text_of(maya_browser.get(f"/contracts/{life.code}/hours"))


def test_with_a_cap_alone_the_client_sees_how_much_is_used_and_no_entry(maya_browser):
    whole = lives.terms("after")
    first = replace(whole.milestones[0], cap_minutes=180)
    life = lives.at_work(replace(whole, milestones=(first, *whole.milestones[1:])))
    worked(life, 5, note="Secret name")
    page = text_of(maya_browser.get(f"/contracts/{life.code}/milestones/1"))
    assert "5 min of at most 3 h" in page
    assert "Secret name" not in page
    assert maya_browser.get(f"/contracts/{life.code}/hours").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("member", 200), ("bookkeeper", 200), ("guest", 404)])
def test_roles_see_hours_as_the_table_says(jonas_browser, cast, role, status):
    life = lives.working()
    Member.objects.filter(person=cast.jonas).update(role=role)
    assert jonas_browser.get(f"/contracts/{life.code}/hours").status_code == status


def test_a_bookkeeper_sees_hours_and_logs_none(jonas_browser, cast):
    life = lives.working()
    entry = worked(life)
    Member.objects.filter(person=cast.jonas).update(role="bookkeeper")
    assert 'class="log"' not in jonas_browser.get("/").content.decode()
    answer = jonas_browser.post(f"/hours/entries/{entry.key}", {"do": "remove", "act_id": new_act_id()})
    assert answer.status_code == 409
    assert Worked.objects.get().gone is None


def test_past_the_limit_an_early_snapshot_is_proposed_everywhere(jonas_browser):
    life = lives.working(cap=6_000)
    Limit.objects.create(code=life.code, minutes=90)
    worked(life, 89)
    addresses = ("/", f"/contracts/{life.code}", f"/contracts/{life.code}/milestones/1", f"/contracts/{life.code}/hours")
    past = ("past your limit", "More is unreviewed")
    assert not any(word in text_of(jonas_browser.get(a)) for a in addresses for word in past)
    worked(life, 1)
    for address in addresses:
        page = text_of(jonas_browser.get(address))
        assert f"/contracts/{life.code}/milestones/1/deliver" in page
        assert any(word in page for word in past)


def test_the_limit_is_set_and_what_cannot_be_read_is_said(jonas_browser):
    life = lives.working()
    address = f"/contracts/{life.code}/hours/limit"
    assert jonas_browser.post(address, {"limit": "40", "rate": ""}).status_code == 303
    assert Limit.objects.get().minutes == 2_400
    assert jonas_browser.post(address, {"limit": "7:30", "rate": "95.50"}).status_code == 303
    assert (Limit.objects.get().minutes, Limit.objects.get().rate_minor) == (450, 9_550)
    for typed in ({"limit": "0"}, {"limit": ""}, {"limit": "much"}, {"limit": "8", "rate": "a lot"}):
        assert jonas_browser.post(address, typed).status_code == 422
    assert Limit.objects.get().minutes == 450


def test_acceptance_ends_the_exposure(jonas_browser):
    life = lives.working()
    worked(life)
    assert "unreviewed" in text_of(jonas_browser.get(f"/contracts/{life.code}"))
    lives.deliver(life, 1)
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    assert "Everything that was worked has been looked at" in text_of(jonas_browser.get(f"/contracts/{life.code}"))


def test_the_accept_page_binds_the_hours_it_shows(maya_browser, jonas_browser):
    life = lives.working()
    entry = worked(life)
    lives.deliver(life, 1)
    page = text_of(maya_browser.get(f"/contracts/{life.code}/milestones/1"))
    assert "142.80 EUR" in page
    seen = life.contract.seq
    who = Keeper.of(life.code, 1, By("freelancer", life.cast.jonas.pk))
    keeping.change(who, entry, New(entry.start, 60, "Less"), new_act_id())
    with pytest.raises(Refusal, match="stale"):
        life.do(acts.Accept(1, life.stone(1).snapshot), By("client", life.cast.maya.pk), seen=seen)


def test_the_file_of_hours_has_no_formulas(jonas_browser):
    life = lives.working(cap=6_000)
    notes = ["=1+1", "+1", "-1", "@sum", "\t=1", " =1", "plain, with “quotes” and =", "＝1"]
    for note in notes:
        worked(life, 5, note)
    answer = jonas_browser.get(f"/contracts/{life.code}/hours.csv")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == len(notes)
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for row in rows for cell in row.values())
    assert {row["Minutes"] for row in rows} == {"5"}


def test_what_an_hour_earned(jonas_browser, maya_browser):
    life = lives.working()
    worked(life, 90)
    lives.deliver(life, 1)
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    assert "0.00 EUR" in text_of(jonas_browser.get("/earned"))
    life.jonas(acts.ConfirmPayment(1, lives.today()))
    page = text_of(jonas_browser.get("/earned"))
    assert "120.00 EUR" in page
    assert "80.00 EUR" in page
    assert maya_browser.get("/earned").status_code == 404


def test_who_may_not_see_prices_does_not_see_what_an_hour_earned(jonas_browser, cast):
    lives.working()
    Member.objects.filter(person=cast.jonas).update(role="member")
    assert jonas_browser.get("/earned").status_code == 404
