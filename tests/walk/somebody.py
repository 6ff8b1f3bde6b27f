"""Somebody in a browser of their own, with a mailbox; what the browser complains of is kept."""

from playwright.sync_api import Browser, Locator, Page, expect

from tests.walk.post import PATIENCE
from tests.walk.stage import Stage

ANSWERS = "the server responded with a status of"  # a refused form is an answer, not a fault of the page


class Somebody:
    """A person with one browser context. `page` is the open page."""

    def __init__(self, stage: Stage, browser: Browser, email: str, scripts: bool = True, **context) -> None:
        self.stage, self.email, self.scripts = stage, email, scripts
        told = {"locale": "en-GB", "timezone_id": "Europe/Lisbon", "reduced_motion": "reduce", **context}
        self.context = browser.new_context(java_script_enabled=scripts, base_url=stage.url, **told)
        self.context.set_default_timeout(1000 * PATIENCE)
        self.complaints: list[str] = []
        self.page = self.new_page()

    def new_page(self) -> Page:
        """One more tab."""
        page = self.context.new_page()
        page.on("console", lambda said: self._complain(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._complain(str(error)))
        return page

    def _complain(self, text: str) -> None:
        if ANSWERS not in text:
            self.complaints.append(f"{self.page.url}: {text}")

    def open(self, path: str) -> Page:
        """Go there; where that asks for it, sign in with a mailed code on the way."""
        self.page.goto(path)
        if "/sign-in" in self.page.url:
            self.sign_in()
        return self.page

    def sign_in(self) -> None:
        """From the page that asks for the address to where one wanted to go."""
        mark = self.stage.post.mark()
        self.page.get_by_label("Mail address").fill(self.email)
        self.press("Mail me a code")
        self.page.get_by_label("Code", exact=True).fill(self.code(mark))
        self.press("Sign in")

    def code(self, mark: int) -> str:
        """The code that was mailed after this mark."""
        return self.stage.post.wait(self.email, "code", after=mark).code

    def arrive(self, link: str) -> None:
        """Follow the link of a letter."""
        self.page.goto(link)
        if "/in/" in self.page.url:
            self.press("Continue as")

    def button(self, name: str) -> Locator:
        """The button in the page's own part (not its head) whose words begin like this."""
        return self.page.locator("#main").get_by_role("button", name=name).first

    def press(self, name: str) -> None:
        """Press a button and wait for the page that follows."""
        with self.page.expect_navigation():
            self.button(name).click()

    def follow(self, path: str) -> None:
        """Click on a link to this path, which must be on the page."""
        with self.page.expect_navigation():
            self.page.locator(f'#main a[href$="{path}"]').first.click()

    def confirm(self, name: str) -> None:
        """Press a button that binds: where it asks for a fresh code, type the one from the mail and press again."""
        mark = self.stage.post.mark()
        self.press(name)
        field = self.page.get_by_label("Code from the mail")
        if field.count():
            field.fill(self.code(mark))
            self.press(name)
        self.sees_it_done()

    def sees_it_done(self) -> None:
        """The contract's page says in a sentence what was just done."""
        expect(self.page.locator("#main .notice.done")).to_be_visible()
