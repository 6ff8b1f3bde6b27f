"""Bringing hours from a file: the mapping is shown and can be changed, one looks first, the worker brings it in once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from tallystone.hours.models import Import, Worked
from tallystone.ops import jobs, worker
from tallystone.ops.command import main
from tests import cast as lives
from tests.hours.test_importing import recent, working

pytestmark = pytest.mark.django_db(transaction=True)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def upload(browser, life, text: str, zone: str = "UTC"):
    file = SimpleUploadedFile("toggl.csv", text.encode(), "text/csv")
    return browser.post(f"/contracts/{life.code}/hours/import", {"file": file, "zone": zone})


def typed(page: str) -> dict[str, str]:
    """Everything that the form of the page would send."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select id="[^"]+" name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1]
    return found


def test_look_first_then_bring_it_in_and_again_nothing_doubles(jonas_browser):
    life, text = working(), recent(3)
    for added in (3, 0):
        answer = upload(jonas_browser, life, text)
        assert answer.status_code == 303
        page = text_of(jonas_browser.get(answer["Location"]))
        assert "It looks like an export of Toggl Track" in page
        assert ("3 entries would come in, 15 min" in page) == bool(added)
        assert ("All of this is there already" in page) == (not added)
        assert Worked.objects.count() == 3 - added
        jonas_browser.post(answer["Location"], typed(page) | {"do": "bring"})
        worker.work_off(datetime.now(UTC) + timedelta(seconds=5))
        assert Worked.objects.count() == 3
    assert life.stone(1).minutes == 15
    assert "0 entries came in" in text_of(jonas_browser.get(answer["Location"]))


def test_progress_is_shown_until_it_is_over(jonas_browser):
    life = working()
    address = upload(jonas_browser, life, recent(3))["Location"]
    jonas_browser.post(address, typed(jonas_browser.get(address).content.decode()) | {"do": "bring"})
    Import.objects.update(done=1)
    piece = jonas_browser.get(address, headers={"HX-Request": "true"})
    assert (piece.status_code, "1 of 3 rows" in text_of(piece), 'value="33"' in text_of(piece)) == (200, True, True)
    page = jonas_browser.get(address).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    jobs.hours({"import": Import.objects.get().key}, datetime.now(UTC))
    assert jonas_browser.get(address, headers={"HX-Request": "true"}).status_code == 286
    assert "3 entries came in" in text_of(jonas_browser.get(address))


def test_an_unknown_table_asks_for_its_columns(jonas_browser):
    life = working()
    day = f"{datetime.now(UTC) - timedelta(hours=30):%d.%m.%Y}"
    address = upload(jonas_browser, life, f"wann;wie lange;was\n{day};1,5;Menü\n")["Location"]
    page = jonas_browser.get(address).content.decode()
    assert "Choose a column for the day" in page
    jonas_browser.post(address, typed(page) | {"c-day": "0", "c-length": "1", "c-note": "2", "dates": "dmy"})
    page = text_of(jonas_browser.get(address))
    assert "1 entry would come in, 1 h 30 min" in page
    assert "Menü" in page


def test_work_can_be_left_out(jonas_browser):
    life = working()
    address = upload(jonas_browser, life, recent(2))["Location"]
    page = jonas_browser.get(address).content.decode()
    jonas_browser.post(address, typed(page) | {"to-0": "0"})
    page = text_of(jonas_browser.get(address))
    assert "Nothing would come in yet" in page
    assert "You chose no milestone for this work" in page


CASES = [("", "Choose a file first"), ("one\ntwo\n", "no rows below"), ("a,b\n", "no rows below")]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_what_is_no_table_is_said(jonas_browser, text, told):
    life = working()
    there = f"/contracts/{life.code}/hours/import"
    answer = upload(jonas_browser, life, text) if text else jonas_browser.post(there, {"zone": "UTC"})
    assert (answer.status_code, told in text_of(answer)) == (422, True)


def test_the_client_and_outsiders_find_nothing(jonas_browser, maya_browser, noor_browser):
    life = working()
    address = upload(jonas_browser, life, recent(1))["Location"]
    for browser in (maya_browser, noor_browser):
        assert browser.get(address).status_code == 404
        assert browser.get(f"/contracts/{life.code}/hours/import").status_code == 404


# the command


def command(tmp_path, life, *more: str):
    file = tmp_path / "toggl.csv"
    if not file.exists():
        file.write_text(recent(4))
    return CliRunner().invoke(main, ["import-hours", str(file), "--contract", life.code, "--zone", "UTC", *more])


def test_the_command_says_what_would_come_and_brings_it_in_once(tmp_path):
    life = working()
    dry = command(tmp_path, life, "--dry-run")
    assert (dry.exit_code, "4 entries would be added (0 h 20 min)" in dry.output, Worked.objects.count()) == (0, True, 0)
    assert "4 entries came in" in command(tmp_path, life).output
    again = command(tmp_path, life)
    assert "4 are there already" in again.output
    assert Worked.objects.count() == 4


@pytest.mark.parametrize("more", [("--milestone", "3"), ("--person", "nobody@nowhere.example"), ("--project", "Garden")])
def test_the_command_says_what_is_wrong(tmp_path, more):
    told = command(tmp_path, working(), *more)
    assert (told.exit_code, Worked.objects.count()) == (2, 0)


def test_the_command_knows_no_contract(tmp_path):
    life = lives.proposed()
    assert "There is no agreed contract" in command(tmp_path, life).output


def test_hours_come_in_for_ones_own_people_alone(jonas_browser):
    """The form names somebody of another business: the hours are one's own, and nobody else's name is shown."""
    life = working()
    address = upload(jonas_browser, life, recent(2))["Location"]
    page = jonas_browser.get(address).content.decode()
    named = {"person-0": "j@brandt.example", "who-0": str(life.cast.noor.pk)}
    names = re.findall(r'name="person-0" value="([^"]*)"', page)
    jonas_browser.post(address, typed(page) | named | {"person-0": names[0] if names else "", "do": "bring"})
    assert life.cast.noor.pk not in Import.objects.get().choices["persons"].values()
    worker.work_off(datetime.now(UTC) + timedelta(seconds=5))
    assert set(Worked.objects.values_list("person_id", flat=True)) == {life.cast.jonas.pk}


@pytest.mark.parametrize("left", ["gone", "guest"])
def test_who_has_left_or_may_not_any_more_brings_nothing_in(jonas_browser, left):
    """Asked for as an owner, done by the worker after the role was taken away."""
    life = working()
    address = upload(jonas_browser, life, recent(2))["Location"]
    jonas_browser.post(address, typed(jonas_browser.get(address).content.decode()) | {"do": "bring"})
    mine = life.cast.jonas.memberships.filter(business=life.cast.brandt)
    mine.update(**{"left": datetime.now(UTC)} if left == "gone" else {"role": "guest"})
    worker.work_off(datetime.now(UTC) + timedelta(seconds=5))
    assert (Worked.objects.count(), Import.objects.get().state, Import.objects.get().trouble) == (0, "failed", "role_may_not")


@pytest.mark.parametrize("text", ["a,b\n" * 3_000_000, "," * 300 + "\nx" + "," * 300])
def test_a_file_of_endless_rows_or_columns_is_refused_before_it_is_kept(jonas_browser, text):
    answer = upload(jonas_browser, working(), text)
    assert (answer.status_code, Import.objects.count()) == (422, 0)
