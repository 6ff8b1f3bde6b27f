"""More than two hundred kinds of hostile files, delivered and looked at in a real browser: nothing runs, nothing falls."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile
from django.db import connections

from tallystone.acting.models import Job
from tallystone.core import acts
from tallystone.core.manifest import Evidence, File, Manifest, manifest_text
from tallystone.files import previews, uploads
from tallystone.files.models import Inside, Upload
from tallystone.journal import prose
from tallystone.ops import worker
from tests import cast as lives
from tests.files import hostile
from tests.security.browser.test_stored_script import LOAD, Watched

A_ROUND = 80
# As somebody would who could put tags into a page of ours after all.
TAGS = """address => { for (const [tag, name] of [["img", "src"], ["iframe", "src"], ["object", "data"], ["embed", "src"],
  ["video", "src"], ["audio", "src"], ["link", "href"]]) {
  const one = document.createElement(tag); if (tag === "link") one.rel = "stylesheet";
  one[name] = address; document.body.append(one);
} }"""
BLOCKED = ("Content Security Policy", "Refused to", "MIME type")


def deliver_all(life: lives.Life) -> list[Upload]:
    """All of them in one delivery."""
    made = []
    for number, (name, content) in enumerate(hostile.corpus().items()):
        made.append(uploads.attach(life.cast.jonas, life.code, 1, ContentFile(content), name))
        if number % A_ROUND == A_ROUND - 1:
            uploads.take(life.code, 1, [each.blob_id for each in made])
    files = tuple(File(each.name, each.blob_id, each.blob.size, each.blob.kind) for each in made)
    said = manifest_text(Manifest("Look at these.", (), files, (Evidence(1, "all"), Evidence(2, "of them"))))
    hashes = tuple(dict.fromkeys(each.blob_id for each in made))
    life.jonas(acts.Deliver(1, prose.words(said), hashes, (1, 2)))
    uploads.take(life.code, 1, hashes)
    return made


@pytest.fixture(scope="module")
def life(stage) -> lives.Life:
    return lives.started()


@pytest.fixture(scope="module")
def delivered(stage, life) -> list[Upload]:
    found = deliver_all(life)
    with ThreadPoolExecutor(3) as workers:  # beside the one of the stage: bombs take as long as they are given
        list(workers.map(work_off, range(3)))
    stage.settle(900)  # what they found to do goes on
    return found


def work_off(_number: int) -> None:
    try:
        worker.work_off()
    finally:
        connections.close_all()


def test_there_are_more_than_two_hundred_kinds(delivered):
    assert len({each.blob_id for each in delivered}) >= 290


def test_the_worker_stands_and_every_file_came_to_an_end(delivered):
    """Drawn, read, or said to be neither; not one job failed or hangs."""
    assert not previews.waiting().exists()
    assert not Job.objects.exclude(trouble="").exists()
    assert not Job.objects.filter(done=None, kind__in=["preview", "inside"]).exists()
    read = Inside.objects.filter(state="ready")
    assert read.filter(form="markdown").count() > 15
    assert read.filter(form="archive").exists()
    assert max(len(json.dumps(each.told)) for each in read) < 8 << 20


def test_nothing_runs_where_they_are_looked_at(stage, browser, life, delivered):
    maya = Watched(stage, browser, life.cast.maya, width=1280)
    maya.holds(f"/contracts/{life.code}/milestones/1")
    assert maya.page.locator(".files > li").count() >= 290
    for upload in delivered:
        maya.holds(f"/contracts/{life.code}/milestones/1/look/{upload.blob_id}")
    maya.context.close()


def test_nothing_runs_where_they_are_fetched(stage, browser, life, delivered):
    """Opened by their address, and put into tags of a page: saved or dropped, never run."""
    maya = Watched(stage, browser, life.cast.maya)
    for number, upload in enumerate(delivered):
        address = f"/contracts/{life.code}/files/{upload.blob_id}/x.{('html', 'svg', 'js', 'xml')[number % 4]}"
        if number % 25 == 0:
            maya.page.goto(f"/contracts/{life.code}/terms")
        answer = maya.context.request.get(address)
        assert answer.headers["content-disposition"].startswith("attachment"), upload.name
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        maya.page.evaluate(TAGS, address)
        maya.page.evaluate(LOAD, address)
        assert maya.page.evaluate("window.hit === undefined && document.title !== 'hit'"), upload.name
        with maya.page.expect_download() as saved:
            maya.page.evaluate("address => { location.href = address }", address)
        assert saved.value.failure() is None
    assert [each for each in maya.wrong if not each.startswith(BLOCKED) and "Content Security Policy" not in each] == []
    maya.context.close()


def test_others_are_unharmed(stage, browser, life, delivered):
    jonas = Watched(stage, browser, life.cast.jonas)
    jonas.holds("/")
    jonas.holds(f"/contracts/{life.code}")
    jonas.context.close()
