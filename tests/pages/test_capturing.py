"""Pages and commits that a delivery names: frozen by a real browser and a real git, or named with the reason; taken along."""

import http.server
import json
import subprocess
import threading
from functools import partial

import pytest
from django.urls import reverse

from tallystone.files import capturing, commit_capture, page_capture, store, uploads
from tallystone.files.models import Capture, Upload
from tallystone.files.page_capture import Frozen, NotCaptured
from tallystone.journal import prose
from tallystone.ops import proof, worker
from tests import cast as played
from tests.conftest import browser_of
from tests.pages.forms import send, text

pytestmark = pytest.mark.django_db
SEEN = {"tick_1": "on", "evidence_1": "See the first page.", "tick_2": "on", "evidence_2": "Read it aloud."}
COMMIT = "1" * 40
PAGE = b"""<!doctype html><title>A new shop</title><h1>Hello</h1><img src="http://10.0.0.1/inner.png">
<script>document.body.append("made by a script")</script>"""


@pytest.fixture
def site(tmp_path):
    """A web server with a page, a page that leads inside, and a repository."""
    (tmp_path / "index.html").write_bytes(PAGE)
    handler = partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", tmp_path
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/secret")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_given):
        return None


def begin(life, address: str, commit: str = "") -> Capture:
    row = capturing.begin(life.cast.jonas, life.code, 1, address, commit)
    worker.work_off()
    row.refresh_from_db()
    return row


def test_a_page_is_frozen_as_one_file_and_a_picture(site, settings):
    settings.CAPTURE_NETWORKS = ["127.0.0.0/8"]
    row = begin(played.started(), site[0])
    assert (row.state, row.title, row.why) == ("frozen", "A new shop", "")
    page, picture = row.uploads.order_by("name")
    assert (page.blob.kind, picture.blob.kind) == ("application/x-mimearchive", "image/png")
    with store.open_blob(page.blob_id) as file:
        saved = file.read()
    assert b"made by a script" in saved.replace(b"=\r\n", b"")
    assert b"Subject: A new shop" in saved
    assert picture.blob.preview_state == "ready"


@pytest.mark.parametrize(
    ("path", "inside", "why"), [("", False, "inside"), ("/away", True, "inside"), ("/missing", True, "answered_error")]
)
def test_what_leads_inside_or_fails_is_only_named(site, settings, path, inside, why):
    settings.CAPTURE_NETWORKS = ["127.0.0.0/8"] if inside else []
    row = begin(played.started(), site[0] + path)
    assert (row.state, row.why) == ("named", why)
    assert not row.uploads.exists()


def test_without_a_browser_or_git_it_is_named(settings):
    settings.CHROMIUM = settings.GIT = "off"
    life = played.started()
    assert begin(life, "https://shop.example/").why == "no_browser"
    assert begin(life, "https://shop.example/shop.git", COMMIT).why == "no_git"


def git(folder, *command: str) -> str:
    names = ["-c", "user.name=Jonas", "-c", "user.email=jonas@brandt.example"]
    done = subprocess.run(["git", "-C", str(folder), *names, *command], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_commit_is_frozen_as_a_bundle_that_git_can_clone(site, settings, tmp_path_factory):
    settings.CAPTURE_NETWORKS = ["127.0.0.0/8"]
    address, folder = site
    work = tmp_path_factory.mktemp("work")
    git(work, "init", "-q", "-b", "main")
    for n in range(3):
        (work / "stone.txt").write_text(f"stone {n}")
        git(work, "add", "."), git(work, "commit", "-q", "-m", f"Set stone {n}")
    second = git(work, "rev-parse", "HEAD~1")
    subprocess.run(["git", "clone", "-q", "--bare", str(work), str(folder / "shop.git")], check=True)
    git(folder / "shop.git", "update-server-info")
    row = begin(played.started(), f"{address}/shop.git", second)
    assert (row.state, row.title, row.kind) == ("frozen", "Set stone 1", "commit")
    upload = row.uploads.get()
    assert upload.name.endswith(f"shop-{second[:12]}.bundle")
    bundle = tmp_path_factory.mktemp("out") / "shop.bundle"
    with store.open_blob(upload.blob_id) as file:
        bundle.write_bytes(file.read())
    subprocess.run(["git", "clone", "-q", "-b", "delivered", str(bundle), str(bundle.parent / "again")], check=True)
    assert (bundle.parent / "again" / "stone.txt").read_text() == "stone 1"
    assert begin(played.started(), f"{address}/shop.git", COMMIT).why == "unreachable"


@pytest.mark.parametrize(
    "address", ["ext::sh -c touch% /tmp/x", "file:///etc", "ssh://host/x", "git://host/x", "--upload-pack=x"]
)
def test_git_is_asked_for_nothing_but_the_web(address):
    with pytest.raises(capturing.Unreadable):
        capturing.begin(None, "AAAA22", 1, address, COMMIT)
    with pytest.raises(NotCaptured):
        commit_capture.capture(address, COMMIT)


@pytest.fixture
def quick(monkeypatch):
    """Captures without a browser: one is frozen, one is not."""

    def page(address: str) -> Frozen:
        if "down" in address:
            raise NotCaptured("unreachable")
        return Frozen("The shop", {"mhtml": b"From: <Saved by Blink>\r\n\r\n", "png": b"\x89PNG\r\n\x1a\n of it"})

    monkeypatch.setattr(page_capture, "capture", page)


def at(life, rest: str) -> str:
    return f"/contracts/{life.code}/milestones/1/{rest}"


def test_a_delivery_takes_them_along_and_says_what_could_not_be_frozen(quick, jonas_browser, maya_browser):
    life = played.started()
    for address in ("https://shop.example/", "https://down.example/"):
        answer = jonas_browser.post(at(life, "captures"), {"address": address, "back": at(life, "deliver")})
        assert (answer.status_code, answer["Location"]) == (303, at(life, "deliver") + "#captures")
    page = jonas_browser.get(at(life, "deliver"))
    assert text(page).count("being captured") == 2
    assert send(jonas_browser, at(life, "deliver"), page, **SEEN).status_code == 422
    worker.work_off()
    page = jonas_browser.get(at(life, "deliver"))
    assert "It could not be reached from here" in text(page)
    assert send(jonas_browser, at(life, "deliver"), page, **SEEN).status_code == 303
    told = json.loads(prose.read([life.stone(1).snapshot])[life.stone(1).snapshot])
    frozen, named = told["captures"]
    assert (frozen["kind"], frozen["address"], frozen["title"], frozen["why"]) == (
        "page",
        "https://shop.example/",
        "The shop",
        "",
    )
    assert sorted(frozen["files"]) == sorted(each["hash"] for each in told["files"])
    assert (named["address"], named["why"], named["files"]) == ("https://down.example/", "unreachable", [])
    worker.work_off()
    seen = text(maya_browser.get(at(life, "").rstrip("/")))
    assert "The shop" in seen
    assert "Frozen as one file and a picture" in seen
    assert "Only named" in seen
    assert "It could not be reached from here." in seen
    assert not capturing.waiting(life.code, 1).exists()
    assert proof.prove()["holds"]


def test_taken_away_its_files_go_along(quick, jonas_browser):
    life = played.started()
    row = begin(life, "https://shop.example/")
    assert Upload.objects.count() == 2
    assert jonas_browser.post(at(life, f"captures/{row.pk}")).status_code == 303
    assert not Upload.objects.exists()
    assert not Capture.objects.exists()


def test_taken_away_while_it_is_captured_nothing_stays(monkeypatch):
    life = played.started()
    row = capturing.begin(life.cast.jonas, life.code, 1, "https://shop.example/")

    def gone(_address: str) -> Frozen:
        capturing.remove(Capture.objects.get())
        return Frozen("The shop", {"png": b"\x89PNG\r\n\x1a\n of it"})

    monkeypatch.setattr(page_capture, "capture", gone)
    worker.work_off()
    assert not Capture.objects.filter(pk=row.pk).exists()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"address": "javascript:alert(1)"}, "no address that can be opened"),
        ({"address": "https://jonas:secret@shop.example/"}, "no address that can be opened"),
        ({"address": "https://shop.example/", "commit": "main"}, "whole id of the commit"),
    ],
)
def test_what_cannot_be_captured_is_said_and_stays_typed(jonas_browser, typed, words):
    life = played.started()
    answer = jonas_browser.post(at(life, "captures"), {**typed, "back": at(life, "deliver")})
    page = jonas_browser.get(answer["Location"].partition("#")[0])
    assert words in text(page)
    assert f'value="{typed["address"]}"' in page.content.decode()
    assert not Capture.objects.exists()


def test_only_who_delivers_may_ask(quick):
    life = played.started()
    row = begin(life, "https://shop.example/")
    for person in (life.cast.maya, life.cast.noor):
        browser = browser_of(person)
        assert browser.post(at(life, "captures"), {"address": "https://b.example/"}).status_code == 404
        assert browser.get(at(life, "captures")).status_code == 404
        assert browser.post(reverse("capture", args=[life.code, 1, row.pk])).status_code == 404
    assert Capture.objects.count() == 1
    assert uploads.waiting(life.code, 1).count() == 2
