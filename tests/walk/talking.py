"""Questions, answers, decisions and duties, done in the browser by those who take part."""

from datetime import UTC, datetime, timedelta

from tallystone.ops.stories import Step
from tests.walk.somebody import Somebody


class Talking:
    """What a player of stories does beside the work."""

    code: str

    def _to(self, who: Somebody, path: str, act: str) -> None:
        """From this page by the link that leads to the act."""
        who.open(path)
        with who.page.expect_navigation():
            who.page.locator(f'#main :is(a[href$="/{act}"], a[href*="/{act}?"])').first.click()

    def Ask(self, who: Somebody, step: Step) -> None:
        self._to(who, f"/contracts/{self.code}/milestones/{step.milestone}", "ask")
        who.page.get_by_label("Your question").fill(step.told["note"])
        until = datetime.now(UTC).date() + timedelta(days=step.told["days"])
        who.page.get_by_label("Answer needed by").fill(until.isoformat())
        who.press("Ask ")
        who.sees_it_done()

    def Answer(self, who: Somebody, step: Step) -> None:
        self._to(who, f"/contracts/{self.code}", "answer")
        who.page.get_by_label("Your answer").fill(step.told["note"])
        who.press("Answer ")
        who.sees_it_done()

    def Decide(self, who: Somebody, step: Step) -> None:
        self._to(who, f"/contracts/{self.code}/milestones/{step.milestone}", "decide")
        who.press("Record this as decided")
        who.sees_it_done()

    def FulfilDuty(self, who: Somebody, step: Step) -> None:
        self._to(who, f"/contracts/{self.code}", "fulfil-duty")
        who.page.get_by_label("Where to find it").fill(step.told["note"])
        who.press("Tell ")
        who.sees_it_done()
