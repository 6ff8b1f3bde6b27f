"""Questions, decisions and duties in a real browser, on both sides; a private calendar; letters that wait for working hours."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tallystone.core.shape import Duty
from tallystone.ops.stories import Step
from tests import cast
from tests.walk.stage import apart
from tests.walk.talking import Talking


class Two(Talking):
    def __init__(self, code: str) -> None:
        self.code = code


def test_a_question_becomes_a_decision_and_a_duty_is_done(somebody):
    life = apart(lambda: cast.started("after", duties=(Duty("The logo", datetime.now(UTC).date()),)))
    jonas, maya, play = somebody(cast.JONAS), somebody(cast.MAYA, scripts=False), Two(life.code)
    step = SimpleNamespace(milestone=1, told={"note": "By year or by place?", "days": 2, "duty": 1})
    play.Ask(jonas, step)
    play.Answer(maya, Step(0, "client", "Answer", 1, {"note": "By year."}))
    play.Decide(jonas, step)
    play.FulfilDuty(maya, Step(0, "client", "FulfilDuty", 0, {"duty": 1, "note": "By mail"}))
    page = maya.open(f"/contracts/{life.code}")
    expect(page.locator(".asked .decided")).to_contain_text("By year.")
    expect(page.locator(".duties .done")).to_contain_text("The logo")
    maya.open("/settings")
    maya.press("Make a private calendar address")
    address = page.get_by_label("Address of your calendar").input_value()
    assert "BEGIN:VCALENDAR" in maya.page.request.get(address).text()
    maya.press("Revoke it")
    assert maya.page.request.get(address).status == 404


def test_a_letter_that_needs_an_answer_waits_for_working_hours(somebody, stage):
    """Maya works tomorrow and not today: what she is asked reaches her when her day begins."""
    life = apart(lambda: cast.started("after"))
    jonas, maya, play = somebody(cast.JONAS), somebody(cast.MAYA, scripts=False), Two(life.code)
    tomorrow = (datetime.now(ZoneInfo("Europe/Lisbon")) + timedelta(days=1)).replace(hour=12)
    page = maya.open("/settings/letters")
    page.get_by_label("At once, within my working hours").check()
    for box in page.locator(".days input").all():
        box.set_checked(box.get_attribute("value") == str(tomorrow.isoweekday()))
    maya.press("Keep this")
    stage.settle()
    mark = stage.post.mark()
    play.Ask(jonas, SimpleNamespace(milestone=1, told={"note": "By year or by place?", "days": 5}))
    stage.settle()
    assert not stage.post.find(cast.MAYA, "By year or by place?", after=mark)
    stage.move_to(tomorrow.astimezone(UTC))
    assert stage.post.wait(cast.MAYA, "By year or by place?", after=mark)
