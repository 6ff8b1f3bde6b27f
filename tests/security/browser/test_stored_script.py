"""What is stored in every field is shown as text, at every place where it is read: in a real browser, mails and papers."""

import io

import pypdfium2
import pytest
from django.test import Client
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from tallystone.books.models import Paper
from tallystone.core import acts
from tallystone.files import store
from tallystone.files.models import Upload
from tallystone.notices.models import Letter
from tallystone.people import passes, status
from tests import cast as lives
from tests.conftest import browser_of
from tests.security import payloads

NARROW = 390  # where what is too wide shows first
WIDE = """() => [...document.querySelectorAll("main *")].filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 8).map(each => each.tagName + "." + each.className)"""  # what sticks out


class Watched:
    """One tab of one person: what runs, what asks for something elsewhere, what the browser complains of."""

    def __init__(self, stage, browser, person=None, width: int = NARROW) -> None:
        self.context = browser.new_context(base_url=stage.url, viewport={"width": width, "height": 900}, accept_downloads=True)
        if person:
            session = browser_of(person).cookies["sessionid"].value
            self.context.add_cookies([{"name": "sessionid", "value": session, "url": stage.url}])
        self.page, self.wrong, self.home = self.context.new_page(), [], stage.url
        self.page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        self.page.on("console", lambda said: self.wrong.append(said.text) if "Content Security Policy" in said.text else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.context.on("request", self._asked)

    def _asked(self, request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.wrong.append(f"asked {request.url}")

    def holds(self, path: str) -> None:
        """The page opens, runs nothing of what is stored, and is not wider than the window."""
        answer = self.page.goto(path)
        assert answer.status == 200, (path, answer.status)
        for box in self.page.locator("details").all():
            box.evaluate("each => { each.open = true }")
        ran = self.page.evaluate(
            "window.hit === undefined && document.querySelectorAll('img[src=x], svg[onload], [onerror]').length === 0"
        )
        assert ran, path
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, (path, wide, self.page.evaluate(WIDE))
        assert "42" not in self.page.evaluate("document.title"), path
        assert self.wrong == [], path


@pytest.fixture(scope="module")
def life(stage) -> lives.Life:
    found = payloads.poisoned()
    stage.settle()
    return found


def test_nothing_stored_runs_or_breaks_a_page(stage, browser, life):
    draft = payloads.poisoned_draft(life)
    here, pages = f"/contracts/{life.code}", ("", "/terms", "/compare", "/history", "/milestones/1", "/milestones/2")
    jonas, maya = (Watched(stage, browser, who) for who in (life.cast.jonas, life.cast.maya))
    for tab in (jonas, maya):
        for path in ("/", "/settings", *(here + page for page in pages)):
            tab.holds(path)
    for path in (
        "/drafts",
        f"/drafts/{draft.pk}",
        f"/drafts/{draft.pk}?check=1",
        "/drafts/new?from=" + life.code,
        "/settings/business",
    ):
        jonas.holds(path)
    for path in (f"{here}/milestones/1/accept", f"{here}/milestones/1/ask-changes", f"/settings/client/{life.cast.almada.pk}"):
        maya.holds(path)
    for path in (f"{here}/milestones/1/retract", f"{here}/milestones/2/ask-funding", f"{here}/milestones/2/deliver"):
        jonas.page.goto(path)
        assert jonas.page.evaluate("window.hit === undefined")
    jonas.context.close()
    maya.context.close()


def test_nothing_runs_beside_the_contract(stage, browser, life):
    """Comments, questions, change orders, notes, versions, hours, templates, days off, members."""
    template, note = payloads.poisoned_beside(life)
    stage.settle()
    here, jonas, maya = f"/contracts/{life.code}", *(Watched(stage, browser, who) for who in (life.cast.jonas, life.cast.maya))
    shared = ("/comments", "/changes", "/change", "/milestones/1/compare", "/exposure")
    for path in (here + each for each in shared):
        jonas.holds(path)
        maya.holds(path)
    maya.holds(f"{here}/milestones/1/look/{note.file}?line=1")
    maya.holds(f"{here}/accept-change")
    maya.holds(f"{here}/milestones/1/accept-part")
    maya.holds(f"{here}/milestones/1/answer?about=2")
    firm = life.cast.brandt.pk
    own = (
        "/templates",
        f"/templates/{template.key}",
        "/settings/time-off",
        "/hours",
        f"{here}/hours",
        f"/settings/members/{firm}",
    )
    for path in (*own, f"{here}/odds"):
        jonas.holds(path)
    jonas.context.close()
    maya.context.close()


def test_nothing_runs_where_strangers_look(stage, browser, life, settings):
    invited = passes.invite(lives.MAYA, life.code).removeprefix(stage.url)
    link = status.make(life.code, "client", life.cast.maya).removeprefix(stage.url)
    stranger = Watched(stage, browser)
    stranger.holds(invited)
    stranger.holds(link)
    stranger.page.goto(f"/sign-in?next={payloads.LINE}")
    assert stranger.page.evaluate("window.hit === undefined")
    assert stranger.wrong == []
    stranger.context.close()


def test_active_files_are_saved_and_never_run(stage, browser, life):
    """Opened in the browser's own tab, in a frame, as a script, as a style: nothing runs."""
    maya = Watched(stage, browser, life.cast.maya)
    for upload in Upload.objects.filter(code=life.code, taken=True):
        address = f"/contracts/{life.code}/files/{upload.blob_id}/x.html"
        maya.page.goto(f"/contracts/{life.code}")
        with maya.page.expect_download() as saved:
            maya.page.evaluate("address => { location.href = address }", address)
        assert saved.value.failure() is None
        answer = maya.context.request.get(address)
        assert answer.headers["content-disposition"].startswith("attachment"), upload.name
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not answer.headers["content-type"].startswith(
            ("text/html", "image/svg", "application/xml", "text/xml", "text/javascript")
        )
        maya.page.evaluate(LOAD, address)
        maya.page.wait_for_timeout(50)
        assert maya.page.evaluate("window.hit === undefined"), upload.name
    maya.context.close()


# As somebody would who could write a script tag after all: ours is the only origin that scripts may come from.
LOAD = """address => new Promise(done => {
  const script = document.createElement("script"); script.src = address;
  script.onload = script.onerror = done; document.head.append(script);
})"""


def test_mails_are_text_with_one_recipient_and_plain_heads(stage, life):
    letters = [letter for letter in stage.post.letters if letter.to in {lives.JONAS, lives.MAYA}]
    assert len(letters) >= 6
    for letter in letters:
        assert "\n" not in letter.subject
        assert "<script" not in letter.html
        assert "<img" not in letter.html
        assert "{{ 7|add:35 }}" in letter.html or "42" not in letter.subject
    assert {letter.to for letter in letters} == {lives.JONAS, lives.MAYA}


def test_papers_hold_it_as_text(stage, life):
    paper = Paper.objects.get(code=life.code, kind="agreement")
    with store.open_blob(paper.file) as file:
        content = file.read()
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(content)))
    assert "{{ 7|add:35 }}" in text
    assert {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA"}.isdisjoint(names_in(content))


def names_in(pdf: bytes) -> set[str]:
    """Every name, key or value, that a PDF's trailer leads to; its bytes are compressed, and may spell anything by chance."""
    found, seen, open_ = set(), set(), [PdfFileReader(io.BytesIO(pdf)).trailer_view]
    while open_:
        thing = open_.pop()
        if isinstance(thing, generic.IndirectObject):
            if thing.reference not in seen:
                seen.add(thing.reference)
                open_.append(thing.get_object())
        elif isinstance(thing, generic.NameObject):
            found.add(str(thing))
        elif isinstance(thing, dict):
            found |= {str(key) for key in thing}
            open_ += [thing.raw_get(key) for key in thing]
        elif isinstance(thing, list):
            open_ += [thing.raw_get(index) for index in range(len(thing))]
    assert {"/Catalog", "/Page", "/Font", "/Sig"} <= found
    return found


def test_names_split_no_heads_of_mails(stage, life):
    """Line breaks in names and titles, as if they had come past the forms."""
    other = lives.started()
    type(other.cast.brandt).objects.filter(pk=other.cast.brandt.pk).update(
        name="Brandt\r\nBcc: all@outside.example\r\n\r\nHello"
    )
    mark = stage.post.mark()
    other.jonas(acts.Retract(1)) if other.stone(1).work == "delivered" else lives.deliver(other, 1)
    stage.settle()
    letter = stage.post.wait(lives.MAYA, after=mark)
    assert "\n" not in letter.subject
    assert not stage.post.find("all@outside.example")
    assert not Letter.objects.filter(sent=None).exists()


def test_a_page_names_nobody_in_its_title_who_is_not_there(stage, life):
    assert Client().get("/contracts/{{7*7}}").status_code in {302, 404}
    assert payloads.titles_are_as_written(life)
