"""Hours: who may see none finds none on any address, in any file, in any letter; who may see them does find them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tallystone.acting.door import new_act_id
from tallystone.core import acts, roles
from tallystone.core.state import By
from tallystone.hours import keeping
from tallystone.hours.keeping import Keeper, New
from tallystone.notices import rhythm
from tallystone.notices.models import Letter, Wish
from tallystone.ops import worker
from tallystone.people.models import Member
from tests import cast as lives
from tests.conftest import browser_of

pytestmark = pytest.mark.django_db(transaction=True)
BLIND = [role for role in roles.ROLES if not roles.sees(role, "hours")]
NOTE = "Canary in the mine"
# 443 minutes, as hours (17:23 is a time of day), as minutes, as a share of ten hours; what an entry says.
CANARY = re.compile(rf"7[\s\u00a0]h[\s\u00a0]23|(?<!\d)7:23|7\.38|\b443\b|\b73[\s\u00a0]%|{NOTE}")
PATHS = (
    "/", "/hours", "/earned", "/contracts/{code}", "/contracts/{code}/milestones/1", "/contracts/{code}/history",
    "/contracts/{code}/terms", "/contracts/{code}/hours", "/contracts/{code}/news?seen=1", "/contracts/{code}/changes",
    "/contracts/{code}/comments", "/contracts/{code}/exposure", "/contracts/{code}/odds", "/contracts/{code}/text",
    "/contracts/{code}/milestones/1/deliver", "/contracts/{code}/milestones/1/report", "/hours?week={week}",
)  # fmt: skip


@pytest.fixture
def life():
    """Ten hours at most, by the hour; 7 h 23 min are in the record, with a note, and the half of the cap was told."""
    life = lives.working(cap=600)
    start = datetime.now(UTC) - timedelta(minutes=443, hours=1)
    keeping.log(Keeper.of(life.code, 1, By("freelancer", life.cast.jonas.pk)), [New(start, 443, NOTE)], new_act_id())
    return life


def told(life, role: str, side: str) -> set[str]:
    """The addresses on which somebody in this role reads of hours."""
    firm = life.cast.brandt if side == "freelancer" else life.cast.almada
    browser, found = browser_of(lives.member(firm, "Pia Rot", role)), set()
    week = f"{lives.today():%G-W%V}"
    paths = [path.format(code=life.code, week=week) for path in PATHS]
    for path in [*paths, reverse("hours-csv", args=[life.code])]:
        answer = browser.get(path)
        content = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code < 300 and CANARY.search(content.decode()):
            found.add(path)
    return found


@pytest.mark.parametrize("side", ["freelancer", "client"])
@pytest.mark.parametrize("role", BLIND)
def test_who_may_see_no_hours_finds_none(life, role, side):
    assert told(life, role, side) == set()


@pytest.mark.parametrize("side", ["freelancer", "client"])
@pytest.mark.parametrize("role", ["member", "bookkeeper"])
def test_who_may_see_them_does_find_them(life, role, side):
    """Else the test above would prove nothing."""
    there = f"/contracts/{life.code}"
    found = told(life, role, side)
    assert {f"{there}/hours", f"{there}/milestones/1", f"{there}/history", reverse("hours-csv", args=[life.code])} <= found


@pytest.mark.parametrize("role", BLIND)
def test_no_letter_tells_them(life, role, settings, monkeypatch):
    """Not even to somebody in whose hands the contract is, and whose role is another one by now."""
    from tallystone.files import store
    from tallystone.papers import filing

    monkeypatch.setattr(filing, "make", lambda row, seq, kind, about: store.keep(f"%PDF {kind} {about}".encode()).hash)
    settings.DEMO = True
    pia = lives.member(life.cast.almada, "Pia Rot", "member")
    for person in (pia, life.cast.maya):
        Wish.objects.filter(pk=rhythm.wish_of(person.pk).pk).update(rhythm=rhythm.EACH)
    life.maya(acts.HandToMember(pia.pk, "member"))
    Member.objects.filter(person=pia).update(role=role)
    worker.work_off()
    hers, mayas = (list(Letter.objects.filter(to=who, code=life.code)) for who in (pia.email, lives.MAYA))
    assert "CapReached" in {letter.kind for letter in hers}, "a letter came"
    assert not any(CANARY.search(letter.subject + letter.text + letter.html) for letter in hers)
    assert any(CANARY.search(letter.text) for letter in mayas)
