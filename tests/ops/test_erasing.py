"""Erasing delivered files: by a contract's rule and on request. The hash and the proof stay; what others need stays too."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.utils import timezone

from tallystone.core import facts
from tallystone.files import retention, store, uploads
from tallystone.files.models import Blob, Upload
from tallystone.journal import chain
from tallystone.ops import erasing, proof, worker
from tallystone.ops.command import main
from tests import cast as lives
from tests.conftest import browser_of
from tests.pages.forms import text
from tests.security.world import hand_over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told", "papers_are_quick")]
DAY = timedelta(days=1)


def names(life) -> list[str]:
    return [type(fact).__name__ for entry in chain.entries(life.code) for fact in entry.facts]


@pytest.fixture
def over(monkeypatch):
    """A contract with one delivered file, which ended a moment ago."""
    life = lives.started()
    upload = hand_over(life, "plan.txt", b"the plan")
    whole, at = chain.fold, timezone.now()

    def fold(code, *given):
        return replace(whole(code, *given), ended_at=at)

    monkeypatch.setattr(erasing, "chain", SimpleNamespace(fold=fold))
    return life, upload, at


def test_by_rule_when_its_time_is_over_and_not_before(over):
    life, upload, at = over
    retention.keep_for(life.code, 30, life.cast.jonas)
    erasing.plan(life.code, at)
    worker.work_off(at + 29 * DAY)
    assert store.check(upload.blob_id) == "whole"
    worker.work_off(at + 30 * DAY)
    assert store.check(upload.blob_id) == "erased"
    assert names(life).count("Erased") == 1
    told = [fact for entry in chain.entries(life.code) for fact in entry.facts if isinstance(fact, facts.Erased)]
    assert told == [facts.Erased((upload.blob_id,), "rule")]
    worker.work_off(at + 40 * DAY)
    erasing.by_rule(life.code, at + 40 * DAY)
    assert names(life).count("Erased") == 1
    assert [each for each in proof.prove()["faults"] if "seal" not in each["what"]] == []


def test_a_rule_that_was_changed_meanwhile_counts(over):
    life, upload, at = over
    retention.keep_for(life.code, 30, life.cast.jonas)
    erasing.plan(life.code, at)
    retention.keep_for(life.code, 0, life.cast.jonas)
    worker.work_off(at + 400 * DAY)
    assert store.check(upload.blob_id) == "whole"


def test_on_request_from_every_contract_and_what_a_paper_needs_stays(over):
    life, upload, _at = over
    other = lives.started()
    hand_over(other, "again.txt", b"the plan")
    done = CliRunner().invoke(main, ["erase", upload.blob_id])
    assert done.exit_code == 0, done.output
    assert life.code in done.output
    assert other.code in done.output
    assert store.check(upload.blob_id) == "erased"
    assert not Upload.objects.filter(erased=None, blob_id=upload.blob_id).exists()
    assert names(other).count("Erased") == 1
    assert proof.prove()["holds"]
    assert CliRunner().invoke(main, ["erase", upload.blob_id]).exit_code == 1


def test_what_another_contract_was_given_stays_there(over):
    life, upload, at = over
    other = lives.started()
    hand_over(other, "again.txt", b"the plan")
    retention.erase(life.code, [upload.blob_id], at)
    assert store.check(upload.blob_id) == "whole"
    assert not retention.kept(life.code).exists()
    assert retention.kept(other.code).count() == 1
    retention.erase(other.code, [upload.blob_id], at)
    assert store.check(upload.blob_id) == "erased"


def test_delivered_again_after_it_was_erased_it_is_here_again(over):
    life, upload, at = over
    retention.erase(life.code, [upload.blob_id], at)
    again = uploads.attach(life.cast.jonas, life.code, 1, BytesIO(b"the plan"), "plan.txt")
    assert again.pk != upload.pk
    assert store.check(again.blob_id) == "whole"


def test_both_sides_see_what_lies_here_and_what_was_erased(over):
    life, upload, at = over
    here = f"/contracts/{life.code}/files"
    for person in (life.cast.jonas, life.cast.maya):
        page = text(browser_of(person).get(here))
        assert "plan.txt" in page
        assert "1 file takes 8" in page
    retention.erase(life.code, [upload.blob_id], at)
    page = text(browser_of(life.cast.maya).get(here))
    assert "erased on" in page
    assert upload.blob_id in page
    assert "The file plan.txt was erased." in text(browser_of(life.cast.maya).get(f"/contracts/{life.code}/milestones/1"))
    assert browser_of(life.cast.noor).get(here).status_code == 404


def test_the_rule_is_the_freelancers_to_set(over):
    life, _upload, _at = over
    here = f"/contracts/{life.code}/files"
    jonas, maya = browser_of(life.cast.jonas), browser_of(life.cast.maya)
    assert jonas.post(here, {"days": "90"}).status_code == 303
    assert "90 days after" in text(maya.get(here)) or "They are erased here on" in text(maya.get(here))
    assert maya.post(here, {"days": "30"}).status_code == 404
    for odd in ("", "x", "29", "3651", "-1", "٣٠", "9" * 9):
        answer = jonas.post(here, {"days": odd})
        assert answer.status_code == 422
        assert "from 30 to 3,650" in text(answer)
    assert retention.days_of(life.code) == 90
    assert jonas.post(here, {"days": "0"}).status_code == 303
    assert retention.days_of(life.code) == 0


def test_the_same_content_is_kept_once(over):
    life, upload, _at = over
    uploads.attach(life.cast.jonas, life.code, 2, BytesIO(b"the plan"), "other.txt")
    assert Blob.objects.filter(pk=upload.blob_id).count() == 1
    assert uploads.space_of(life.cast.jonas) == len(b"the plan")
