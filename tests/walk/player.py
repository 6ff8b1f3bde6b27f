"""Plays a story in two browsers, step by step, as tallystone/ops/playing.py plays it through the door."""

import base64
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from playwright.sync_api import Locator, expect

from tallystone.journal import chain
from tallystone.notices import digest
from tallystone.ops.pictures import picture
from tallystone.ops.stories import Step, Story
from tallystone.pages.asks import address
from tallystone.papers import filing
from tests.walk.post import Letter
from tests.walk.somebody import Somebody
from tests.walk.talking import Talking
from tests.walk.writing import NUMBERS, address_to, group, send, write

BUTTONS = {
    "AskFunding": "Ask for", "ClaimPaid": "Say that", "ConfirmFunding": "Confirm that", "ConfirmPayment": "Confirm that",
    "Start": "Start milestone",
}  # fmt: skip
DROPPED = """(files) => {
  const transfer = new DataTransfer();
  for (const { name, bytes } of files) {
    transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
  }
  return transfer;
}"""


class BrowserPlayer(Talking):
    """One story between two people. `code` is its contract once it is proposed, or one that was begun elsewhere."""

    def __init__(self, story: Story, today: date, freelancer: Somebody, client: Somebody, code: str = "") -> None:
        self.story, self.first, self.code, self.terms = story, story.first_day(today), code, story.terms
        self.freelancer, self.client, self.stage = freelancer, client, freelancer.stage
        self.left = list(story.steps)
        self.letter: Letter | None = None  # the last one about an act

    def through(self, act: str, milestone: int = 0) -> None:
        """Play on, up to and with the next step that is this act on this milestone."""
        while self.left:
            step = self.left[0]
            self.play(self.left.pop(0))
            if (step.act, step.milestone) == (act, milestone):
                return
        raise AssertionError(f"the story has no {act} {milestone} any more")

    def finish(self) -> None:
        """Play what is left."""
        while self.left:
            self.play(self.left.pop(0))

    def play(self, step: Step) -> None:
        """One step at its own moment, and the letter about it."""
        day = self.first + timedelta(days=step.day)
        self.stage.move_to(datetime.combine(day, time(step.hour, 12), UTC))
        self.stage.settle()
        if step.act == "Tick":
            return
        who, before = self.who(step.side), self.seq
        getattr(self, step.act, self._plain)(who, step)
        self.stage.settle()
        self.letter = self._heard(step, before)

    def who(self, side: str) -> Somebody:
        return self.freelancer if side == "freelancer" else self.client

    @property
    def seq(self) -> int:
        return chain.fold(self.code).seq if self.code else 0

    def _heard(self, step: Step, before: int) -> Letter:
        """The other side has a letter about the act, with the head of the chain in its text and in its HTML.

        What needs no answer waits for the day's letter; the letter before counts on.
        """
        told = next(told for told in chain.entries(self.code, after=before) if told.act == step.act)
        side = "client" if step.side == "freelancer" else "freelancer"
        if side not in digest.pressing(told, self.code) and not list(filing.wanted(told, self.code)):
            return self.letter
        other = self.who(side)
        letter = self.stage.post.wait(other.email, told.hash)
        assert told.hash in letter.html
        assert self.code in letter.html
        return letter

    def at(self, who: Somebody, step: Step) -> None:
        """From the contract's page to where this act is done."""
        who.open(f"/contracts/{self.code}")
        who.follow(address(self.code, step.act, step.milestone))

    def _plain(self, who: Somebody, step: Step) -> None:
        """Acts that need nothing but a button; the day in the form is today."""
        self.at(who, step)
        who.press(BUTTONS[step.act])
        who.sees_it_done()

    def Propose(self, who: Somebody, step: Step) -> None:
        who.open("/")
        who.open("/drafts/new")
        write(who, self.terms)
        address_to(who.page, self.client.email, "Marta Reis", "Almada Building")
        group(who.page, "Sending it").get_by_label("Note").fill(self.story.note)
        self.code = send(who, self.terms, "Propose to")

    def Counter(self, who: Somebody, step: Step) -> None:
        told: dict[str, Any] = dict(step.told)
        self.open(who)
        who.follow(f"/contracts/{self.code}/counter")
        group(who.page, "Sending it").get_by_label("Note").fill(told.pop("note"))
        for name, value in told.items():
            who.page.get_by_label(NUMBERS[name]).fill(str(value))
        send(who, self.terms, "Send my version to")

    def Agree(self, who: Somebody, step: Step) -> None:
        self.open(who)
        who.follow(f"/contracts/{self.code}/agree")
        if step.side == "client":
            who.page.get_by_label("Postal address").fill("Rua da Judiaria 8\n2800-125 Almada")
            who.page.get_by_label("Country").select_option("PT")
        who.page.get_by_label("Your name").fill(who.email.split("@")[0].title())
        who.page.get_by_role("checkbox", name="I have read the terms").check()
        who.confirm("Agree to")

    def open(self, who: Somebody) -> None:
        """To the contract; a client who has never been here has only the link in the letter."""
        if who is self.client and self.letter and "/in/" in self.letter.link:
            who.arrive(self.letter.link)
        else:
            who.open(f"/contracts/{self.code}")

    def Report(self, who: Somebody, step: Step) -> None:
        self.at(who, step)
        who.page.get_by_role("spinbutton", name="How far is it?").fill(str(step.told["percent"]))
        who.page.get_by_label("What is done").fill(step.told["note"])
        who.press("Report to")
        who.sees_it_done()

    def Deliver(self, who: Somebody, step: Step) -> None:
        self.at(who, step)
        files = step.told["files"]
        self.attach(who, files)
        for title in step.told.get("links", ()):
            who.page.get_by_label("What it is").last.fill("On a test address")
            who.page.get_by_label("Address", exact=False).last.fill(title)
        who.page.locator("#id_note").fill(step.told["note"])
        for number, why in step.told.get("replies", {}).items():
            if why:
                who.page.locator(f"#id_answer-{number}").fill(why)
            else:
                who.page.locator(f"#id_done-{number}").check()
        for at, criterion in enumerate(who.page.locator("ol.criteria > li").all(), 1):
            self.show_met(criterion, files[min(at, len(files)) - 1])
        who.press("Deliver milestone")
        who.sees_it_done()

    @staticmethod
    def show_met(criterion: Locator, name: str) -> None:
        """Tick a criterion and say where it can be seen."""
        criterion.get_by_role("checkbox").check()
        criterion.get_by_label("Where to see it").fill(f"See {name}.")
        criterion.get_by_label("In this file").select_option(label=name)

    def attach(self, who: Somebody, names: list[str]) -> None:
        """Drop all files at once; without scripts, add one after the other."""
        if who.scripts:
            files = [{"name": n, "bytes": base64.b64encode(picture(n).read()).decode()} for n in names]
            transfer = who.page.evaluate_handle(DROPPED, files)
            who.page.locator(".drop").dispatch_event("drop", {"dataTransfer": transfer})
        else:
            for name in names:
                file = {"name": name, "mimeType": "", "buffer": picture(name).read()}
                who.page.locator("input[type=file]").set_input_files(file)
                who.press("Add this file")
        expect(who.page.locator(".uploads > li.done")).to_have_count(len(names))

    def AskChanges(self, who: Somebody, step: Step) -> None:
        for pin in step.told.get("pins", ()):
            self.pin(who, step, pin)
        self.at(who, step)
        for number, why in step.told["unmet"].items():
            criterion = who.page.locator("[data-verdicts] > li").nth(number - 1)
            criterion.get_by_role("radio", name="Not met").check()
            criterion.get_by_label("What is missing").fill(why)
        who.page.get_by_label("A word to the other side").fill(step.told["note"])
        who.press("Ask for changes")
        who.sees_it_done()

    def pin(self, who: Somebody, step: Step, pin: dict[str, Any]) -> None:
        """Write a note where it belongs, on the page of the file: by figures, which pointing would fill in, or on a line."""
        who.open(f"/contracts/{self.code}/milestones/{step.milestone}")
        who.page.get_by_role("link", name=f"Look closely {pin['name']}").click()
        if line := pin.get("line"):
            who.page.get_by_role("link", name=f"{line} Write a note on this line", exact=True).click()
        else:
            who.page.get_by_label("From the left, %").fill(str(pin["x"] / 10))
            who.page.get_by_label("From the top, %").fill(str(pin["y"] / 10))
        who.page.get_by_label("Your note").fill(pin["text"])
        if pin.get("criterion"):
            who.page.get_by_label("About a criterion").select_option(str(pin["criterion"]))
        who.press("Keep this note")
        expect(who.page.get_by_role("heading", name="Your notes, not sent yet")).to_be_visible()

    def Accept(self, who: Somebody, step: Step) -> None:
        self.at(who, step)
        for criterion in who.page.locator("[data-verdicts] > li").all():
            criterion.get_by_role("radio", name="Met", exact=True).check()
        who.confirm("Accept")
