"""Whatever is sent, the answer is a sentence, a 404 or a 400; never a 500, never half an effect."""

import random
import time
from itertools import product

import pytest

from tallystone.core import acts
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.journal import prose
from tallystone.journal.models import Entry
from tests import cast as lives
from tests.security import nasty
from tests.security.test_foreign import sure
from tests.security.world import world

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
SECONDS = 4


@pytest.fixture
def browsers():
    """Both parties; wrong answers raise nothing, so that they are counted, and codes are never asked for twice."""
    here = world()
    for browser in here.browsers.values():
        browser.raise_request_exception = False
    sure(here.browsers["jonas"])
    sure(here.browsers["maya"])
    return here


def targets(here) -> list[tuple[str, str]]:
    """Who is at which form."""
    code, offer = here.life.code, here.proposed.code
    settings = ("you", "business", "tax", "bank", "logo", "address", "address/code")
    found = [("jonas", f"/settings/{each}") for each in settings]
    found += [("jonas", f"/drafts/{here.draft.pk}{tail}") for tail in ("", "/sums", "/preview", "/rebase", "/bring-back")]
    found += [("maya", f"/drafts/{here.answer.pk}{tail}") for tail in ("", "/sums", "/preview", "/rebase")]
    found += [
        ("jonas", f"/contracts/{code}/milestones/{n}/{act}")
        for n in (1, 2)
        for act in ("start", "report", "deliver", "retract")
    ]
    found += [("maya", f"/contracts/{code}/milestones/1/{act}") for act in ("accept", "ask-changes", "claim-paid")]
    found += [("maya", f"/contracts/{offer}/{act}") for act in ("agree", "decline", "counter", "counter/sums")]
    found += [("jonas", f"/contracts/{offer}/withdraw"), ("jonas", "/drafts/new"), ("jonas", "/drafts/new/sums")]
    found += [("maya", f"/settings/client/{here.life.cast.almada.pk}"), ("maya", "/welcome"), ("jonas", "/welcome/invoices")]
    found += [("stranger", "/sign-in"), ("stranger", "/sign-in/code"), ("stranger", f"/in/{here.invite}")]
    found += [("jonas", f"/contracts/{code}/milestones/2/uploads"), ("jonas", f"/contracts/{code}/status-link")]
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_form_ever_breaks(browsers, seed):
    """Random bodies at every form for a bounded time."""
    chance, until, broke = random.Random(seed), time.monotonic() + SECONDS, []
    everywhere = targets(browsers)
    shown = {where: nasty.fields_of(browsers.browsers[who].get(where).content.decode()) for who, where in everywhere}
    while time.monotonic() < until:
        for who, where in everywhere:
            body = nasty.encoded(nasty.mangled(shown[where], chance))
            answer = browsers.browsers[who].post(where, body, content_type=FORM)
            if answer.status_code >= 500:
                broke.append((where, body[:2000]))
        if broke:
            break
    assert broke == []


@pytest.mark.parametrize("turn", range(6))
def test_no_field_of_a_draft_breaks_anything(jonas_browser, turn):
    """A nasty text in every field of the editor, others each turn: saved, shown again, previewed, listed."""
    lives.cast()
    jonas_browser.raise_request_exception = False
    names = nasty.fields_of(jonas_browser.get("/drafts/new").content.decode())
    body = [name for name in names if name not in {"do", "act_id", "csrfmiddlewaretoken", "window", "client"}]
    body += [f"m-2-{each}" for each in ("title", "deliverables", "criteria", "due", "price", "cap")]
    sent = {name: nasty.ALL[(n + turn * 11) % len(nasty.ALL)] for n, name in enumerate(body)}
    answer = jonas_browser.post("/drafts/new", nasty.encoded(sent), content_type=FORM)
    assert answer.status_code in {200, 303, 422}
    made = Draft.objects.get()
    for where in (
        "/drafts",
        f"/drafts/{made.pk}",
        f"/drafts/{made.pk}?check",
        f"/drafts/{made.pk}/preview",
        f"/drafts/{made.pk}/sums",
    ):
        assert jonas_browser.get(where).status_code in {200, 303}, where


@pytest.mark.parametrize(
    "field", ["window", "act_id", "revision", "client", "client_country", "zone", "currency", "funding", "mark", "parallel"]
)
def test_hidden_fields_and_choices_of_a_draft(jonas_browser, field):
    """Forged where a browser would offer a choice: kept as text and told, or left out."""
    people = lives.cast()
    jonas_browser.raise_request_exception = False
    for value in ("\x00", "\ud800", "../../../etc/passwd", "z" * 5000, "Europe", "{}", "-1"):
        _forged(jonas_browser, _draft_to(people, lives.terms()), field, value)


def _forged(jonas_browser, draft: Draft, field: str, value: str) -> None:
    body = {**_typed(draft), "revision": "1", field: value, "do": "preview"}
    assert jonas_browser.post(f"/drafts/{draft.pk}", nasty.encoded(body), content_type=FORM).status_code < 500
    draft.refresh_from_db()
    jonas_browser.get(f"/drafts/{draft.pk}/preview")
    sent = jonas_browser.post(f"/drafts/{draft.pk}/preview", {"revision": draft.revision})
    assert sent.status_code in {303, 409, 422}
    assert jonas_browser.get("/").status_code == 200


def _draft_to(people, terms) -> Draft:
    typed = spelled(terms, ".", lives.today()) | {"client_email": "new@client.example", "client_company": "New"}
    return Draft.objects.create(
        business=people.brandt, person=people.jonas, code=lives.new_code(), act_id=lives.new_act_id(), typed=typed
    )


def _typed(draft: Draft) -> dict[str, str]:
    """The stored draft as a form sends it."""
    flat = {name: text for name, text in draft.typed.items() if isinstance(text, str)}
    for letter, kind in (("m", "milestones"), ("d", "duties")):
        for n, row in enumerate(draft.typed[kind], 1):
            flat |= {f"{letter}-{n}-{field}": text for field, text in row.items()}
    return flat


def test_odd_amounts_are_never_prices(jonas_browser):
    """What is no plain amount is refused; what is one is exactly that amount."""
    people = lives.cast()
    taken = {value for value in nasty.NUMBERS if _priced(jonas_browser, _draft_to(people, lives.terms(count=1)), value)}
    assert taken == {"1\u00a0000", "10000000000.00"}
    assert not Entry.objects.exists()


def _priced(jonas_browser, draft: Draft, value: str) -> bool:
    """Whether this is taken for a price; if not, the field says why."""
    body = {**_typed(draft), "m-1-price": value, "revision": "1", "do": "preview"}
    answer = jonas_browser.post(f"/drafts/{draft.pk}", nasty.encoded(body), content_type=FORM)
    assert answer.status_code == 303 or 'class="error"' in answer.content.decode()
    return answer.status_code == 303


def test_huge_bodies(jonas_browser):
    """A title of 1 MB and 300 milestones are told; 11,000 fields and 5 MB of text are turned away unread."""
    jonas_browser.raise_request_exception = False
    lives.cast()
    answer = jonas_browser.post("/drafts/new", {"title": "t" * 1_000_000, "do": "preview"})
    assert answer.status_code == 422
    assert "characters long" in answer.content.decode()
    many = {f"m-{n}-title": "Stage" for n in range(1, 301)}
    answer = jonas_browser.post("/drafts/new", many | {"do": "preview"})
    assert answer.status_code == 422
    assert "at most 100 milestones" in answer.content.decode()
    began = time.monotonic()
    assert jonas_browser.post("/drafts/new", {f"f{n}": "x" for n in range(11_000)}).status_code == 400
    assert jonas_browser.post("/drafts/new", {"title": "t" * 5_000_000}).status_code == 400
    assert jonas_browser.post("/drafts/new", "[" * 100_000, content_type="application/json").status_code < 500
    assert time.monotonic() - began < 10


def test_odd_lengths_of_a_body(jonas_browser):
    life = lives.started()
    jonas_browser.raise_request_exception = False
    places = (f"/contracts/{life.code}/milestones/1/uploads", "/settings/logo", "/drafts/new")
    for length, where in product(("", "x", "-1", "1e9", "0"), places):
        answer = jonas_browser.generic(
            "POST", where, b"abc", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length
        )
        assert answer.status_code < 500, where


BROKEN = (
    "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 300,
    "text/html",
    "multipart/mixed; boundary=x",
    "x" * 5000,
)


def test_odd_kinds_of_a_body(jonas_browser):
    life = lives.started()
    jonas_browser.raise_request_exception = False
    places = (f"/contracts/{life.code}/milestones/1/uploads", "/settings/logo", "/drafts/new", "/sign-in")
    for kind, where in product(BROKEN, places):
        for body in (
            b"",
            b"--x\r\n",
            b"\xff" * 100,
            b'--x\r\nContent-Disposition: form-data; name="a\x00"\r\n\r\n\xff\r\n--x--',
        ):
            assert jonas_browser.generic("POST", where, body, content_type=kind).status_code < 500, where


QUERIES = (
    "?version=%00&before=99999999999999999999&since=0001-01-01T00:00:00%2B23:59&after=9999-12-31T23:59:59-23:59~%00&search=%00",
    "?version=9999&before=%C2%B2&since=9999-12-31T23:59:59-23:59&after=~&search=%25%5F%5C&preview=9999&done=-1",
    "?version=%D9%A3&before=-1&since=2027-01-01T00:00:00&after=2027-01-01~%00&preview=%00&thumb=%00&done=99999999999",
    "?from=%00&deleted=%00&next=%00&upload=%00&saved=%00&check=%00&side=%00&state=%00&done=%00",
    "?after=0001-01-01T00:00:00%2B14:00~x&deleted=99999999999999999999&from=" + "x" * 3000,
)


def test_odd_questions(browsers):
    code = browsers.life.code
    pages = (
        "",
        "/terms",
        "/compare",
        "/history",
        "/news",
        "/milestones/1",
        f"/files/{browsers.file.blob_id}/plan.txt",
        "/counter",
    )
    addresses = [f"/contracts/{code}{page}" for page in pages] + [
        "/",
        "/drafts",
        "/drafts/new",
        "/settings",
        "/sign-in",
        "/outbox",
    ]
    for query, address, who in product(QUERIES, addresses, ("jonas", "stranger")):
        assert browsers.browsers[who].get(address + query).status_code < 500, (who, address + query)


PATHS = (
    "/contracts/%00", "/status/%00", "/in/%00", "/contracts/{code}/files/%00/x", "/contracts/{code}/files/{hash}/%00",
    "/contracts/{code}/papers/%00/x.pdf", "/contracts/{code}/papers/agreement/%00.pdf", "/drafts/99999999999999999999999",
    "/contracts/{code}/milestones/99999999999999999999", "/contracts/{code}/milestones/0", "/settings/client/0",
    "/businesses/99999999999999999999/logo", "/contracts/%ED%A0%80", "/contracts/%F0%28%8C%BC", "/status/" + "a" * 8000,
    "/contracts/..%2f..%2fetc", "//evil.example/", "/contracts/{code}/",
    "/static/..%2f..%2fsettings.py", "/%2e%2e/%2e%2e/etc/passwd",
    "/contracts/{code}/milestones/1/uploads/not-a-uuid", "/contracts/{code}/files/{hash}/%0d%0aSet-Cookie:x=1",
    "/contracts/{code}/milestones/" + "9" * 5000,
)  # fmt: skip


def test_odd_addresses(browsers):
    for path, who, method in product(PATHS, ("jonas", "stranger"), ("get", "post", "delete")):
        path = path.replace("{code}", browsers.life.code).replace("{hash}", browsers.file.blob_id)
        answer = getattr(browsers.browsers[who], method)(path)
        assert answer.status_code < 500, path
        assert "Set-Cookie" not in answer.get("Content-Disposition", "")


HEADERS = (
    {"ACCEPT_LANGUAGE": "\xff\xfe<script>"}, {"ACCEPT_LANGUAGE": "x" * 5000}, {"ACCEPT_LANGUAGE": "../../etc"},
    {"RANGE": "bytes=" + "9" * 15 + "-"}, {"RANGE": "bytes=" + "9" * 5000 + "-"}, {"RANGE": "bytes=-0"}, {"RANGE": "bytes=5-1"},
    {"COOKIE": "sessionid=" + "x" * 4000}, {"COOKIE": "browser=\xff; sessionid=\x00"}, {"X_REQUEST_ID": "a\nb" * 10},
    {"X_FORWARDED_FOR": "a,b,\xff," * 500}, {"IF_NONE_MATCH": '"x' * 500}, {"HX_REQUEST": "true", "HX_CURRENT_URL": "\x00"},
    {"ORIGIN": "null"}, {"REFERER": "http://[::1"}, {"ORIGIN": "http://["}, {"IF_MODIFIED_SINCE": "9" * 50},
)  # fmt: skip


def test_odd_headers(browsers):
    code = browsers.life.code
    places = ("/", "/sign-in", f"/contracts/{code}", f"/contracts/{code}/files/{browsers.file.blob_id}/plan.txt", "/healthz")
    for headers, who, address in product(HEADERS, ("jonas", "stranger"), places):
        sent = {f"HTTP_{name}": value for name, value in headers.items()}
        assert browsers.browsers[who].get(address, **sent).status_code < 500
        assert browsers.browsers[who].post(address, **sent).status_code < 500


def test_words_with_anything_in_them_are_told_again(jonas_browser, maya_browser):
    """Every nasty text that the door takes comes back on the pages, and none breaks one."""
    life = lives.started(count=1)
    jonas_browser.raise_request_exception = maya_browser.raise_request_exception = False
    for text in (
        each for each in nasty.ALL if each.strip() and not any(c == "\x00" or 0xD800 <= ord(c) < 0xE000 for c in each)
    ):
        life.jonas(acts.Report(1, 10, prose.words(text), lives.today()))
    for browser in (jonas_browser, maya_browser):
        for where in ("", "/history", "/milestones/1", "/terms"):
            assert browser.get(f"/contracts/{life.code}{where}").status_code == 200
