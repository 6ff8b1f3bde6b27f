"""Questions, decisions and duties in a real browser, on both sides; and a private calendar, made and revoked."""

from datetime import UTC, datetime
from types import SimpleNamespace

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
