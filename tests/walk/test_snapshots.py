"""A delivery with a film and a frozen web page, in two browsers: brought, captured, handed over, played, looked into."""

import http.server
import threading

import pytest
from playwright.sync_api import expect

from tallystone.books.models import Contract
from tests import cast
from tests.files import samples
from tests.walk.stage import apart


class Quiet(http.server.BaseHTTPRequestHandler):
    """One page, as a web server somewhere would show it."""

    def do_GET(self):
        body = b"<!doctype html><title>The new shop</title><h1>Hello</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given):
        return None


@pytest.fixture(scope="module")
def changed() -> dict:
    return {"CAPTURE_NETWORKS": ["127.0.0.0/8"]}


@pytest.fixture
def site():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_a_film_and_a_page_are_handed_over(stage, somebody, site):
    life = apart(cast.started)
    here, jonas, maya = f"/contracts/{life.code}", somebody(cast.JONAS), somebody(cast.MAYA)
    page = jonas.open(f"{here}/milestones/1/deliver")
    film = {"name": "tour.mp4", "mimeType": "video/mp4", "buffer": apart(samples.film)}
    page.locator("#uploads input[type=file]").set_input_files([film])
    expect(page.locator("#uploads .done .name").first).to_have_text("tour.mp4")
    page.get_by_label("Address of a page or a repository").fill(site)
    jonas.press("Freeze it")
    expect(page.locator("#captured .state")).to_have_text("frozen", timeout=90_000)
    expect(page.locator("#captured .name")).to_have_text("The new shop")
    page.reload()
    for box in page.locator("input[type=checkbox]").all():
        box.check()
    for field in page.get_by_label("Where to see it").all():
        field.fill("In the film.")
    jonas.press("Deliver milestone 1")
    page = maya.open(f"{here}/milestones/1")
    expect(page.locator(".captures")).to_contain_text("Frozen as one file and a picture")
    expect(page.locator(".files .name")).to_have_count(3)
    page.locator("summary").filter(has_text="tour.mp4").evaluate("each => { each.parentElement.open = true }")
    playing = "each => new Promise(done => { each.onloadeddata = () => done(each.videoWidth); each.load(); })"
    assert page.locator("video").first.evaluate(playing) == 320
    page = maya.open(f"{here}/files")
    expect(page.locator("h1")).to_have_text("Delivered files")
    expect(page.locator(".uploads .name")).to_have_count(3)
    assert Contract.objects.filter(code=life.code).exists()
