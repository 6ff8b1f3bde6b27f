"""Members in browsers: invited, each role in its own, another role, a contract handed on and told to the client, the end."""

import re

import pytest
from playwright.sync_api import expect

from tallystone.core import acts
from tallystone.core.state import By
from tallystone.journal import chain, prose
from tallystone.people.models import Member
from tests import cast
from tests.walk.somebody import Somebody
from tests.walk.stage import Stage, apart
from tests.walk.test_whole_life import assert_all_of_it_holds

LEA, BEN, GIL = "lea@brandt.example", "ben@brandt.example", "gil@brandt.example"
PRICE = "1,190.60"  # milestone 1 with tax


@pytest.fixture(scope="module")
def life(stage) -> cast.Life:
    return apart(cast.started)


def test_members_from_the_invitation_to_the_end(somebody, stage, life):
    jonas, maya = somebody(cast.JONAS), somebody(cast.MAYA, scripts=False)
    lea = joins(jonas, somebody(LEA), "Lea Kern", "Member", stage, life)
    the_work_and_no_prices(lea, life)
    maya_reads_who_works_on_it(maya, stage, life)
    ben = joins(jonas, somebody(BEN, scripts=False), "Ben Ott", "Bookkeeper", stage, life)
    money_and_no_work(ben, life)
    gil = joins(jonas, somebody(GIL), "Gil Roth", "Guest", stage, life)
    reads_only(gil, life)
    another_role(jonas, lea, stage, life)
    handed_on(jonas, lea, maya, stage, life)
    leaves(lea, jonas, maya, stage, life)
    removed(jonas, gil, life)
    assert_all_of_it_holds()


def business(life: cast.Life) -> int:
    return life.cast.brandt.pk


def joins(owner: Somebody, who: Somebody, name: str, role: str, stage: Stage, life: cast.Life) -> Somebody:
    """An owner invites by mail; the link makes a member of whoever has the mailbox."""
    page = owner.open(f"/settings/members/{business(life)}")
    owner.follow("/invite")
    page.get_by_label("Mail address").fill(who.email)
    page.get_by_role("radio", name=re.compile(f"^{role} ")).check()
    with_a_code(owner, "Mail the invitation", stage)
    expect(page.locator("#main .notice.done")).to_contain_text("on its way")
    mark = stage.post.wait(who.email, "invites you").link
    who.page.goto(mark)
    expect(who.page.locator("#main")).to_contain_text(f"Your role: {role}")
    who.page.get_by_label("Your name").fill(name)
    who.press("Join")
    expect(who.page.locator("#main .notice.done")).to_contain_text("You are a member now")
    stage.post.wait(cast.JONAS, name, "has joined")
    return who


def with_a_code(who: Somebody, button: str, stage: Stage) -> None:
    """Press, and where a fresh code is asked for, type it and press again."""
    mark = stage.post.mark()
    who.press(button)
    field = who.page.get_by_label("Code from the mail")
    if field.count():
        field.fill(who.code(mark))
        who.press(button)


def the_work_and_no_prices(lea: Somebody, life: cast.Life) -> None:
    page = lea.open(f"/contracts/{life.code}")
    expect(page.locator("#main")).not_to_contain_text(PRICE)
    lea.open(f"/contracts/{life.code}/milestones/1/report")
    page.get_by_role("spinbutton", name="How far is it?").fill("40")
    page.get_by_label("What is done").fill("The first page stands.")
    lea.press("Report to")
    lea.sees_it_done()
    assert life.contract.team("freelancer") == (life.cast.jonas.pk, person(LEA))
    lea.open(f"/contracts/{life.code}/milestones/2/ask-funding")
    expect(page.locator("#main").get_by_role("button", name="Ask for")).to_have_count(0)


def maya_reads_who_works_on_it(maya: Somebody, stage: Stage, life: cast.Life) -> None:
    """The first act of somebody new introduces them to the client."""
    stage.settle()
    page = maya.open(f"/contracts/{life.code}")
    expect(page.locator("#main")).to_contain_text("Lea Kern")
    expect(page.locator("#main")).not_to_contain_text("Ben Ott")
    maya.open(f"/contracts/{life.code}/history")
    expect(page.locator("#main")).to_contain_text("Lea Kern")


def money_and_no_work(ben: Somebody, life: cast.Life) -> None:
    page = ben.open(f"/contracts/{life.code}")
    expect(page.locator("#main")).to_contain_text(PRICE)
    expect(page.locator("#main").get_by_role("link", name=re.compile("^Report on|^Deliver milestone"))).to_have_count(0)
    ben.open(f"/contracts/{life.code}/milestones/1/deliver")
    expect(page.locator("#main").get_by_role("button", name="Deliver milestone")).to_have_count(0)


def reads_only(gil: Somebody, life: cast.Life) -> None:
    page = gil.open(f"/contracts/{life.code}")
    expect(page.locator("#main")).to_contain_text("A website for the studio")
    expect(page.locator("#main")).not_to_contain_text(PRICE)
    expect(page.locator("#main form .button:not(.quiet, .plain)")).to_have_count(0)
    assert page.goto(f"/contracts/{life.code}/hours").status == 404


def another_role(jonas: Somebody, lea: Somebody, stage: Stage, life: cast.Life) -> None:
    jonas.open(f"/settings/members/{business(life)}")
    jonas.follow(f"/settings/members/{business(life)}/{place(LEA)}")
    jonas.page.get_by_role("radio", name=re.compile("^Manager ")).check()
    with_a_code(jonas, "Keep this role", stage)
    expect(jonas.page.locator("#main .notice.done")).to_contain_text("The role is changed")
    stage.post.wait(LEA, "another role", "manager")
    expect(lea.open(f"/contracts/{life.code}").locator("#main")).to_contain_text(PRICE)


def handed_on(jonas: Somebody, lea: Somebody, maya: Somebody, stage: Stage, life: cast.Life) -> None:
    page = jonas.open(f"/contracts/{life.code}")
    jonas.follow(f"/contracts/{life.code}/hand-to-member")
    page.get_by_label("Who").select_option(str(person(LEA)))
    page.get_by_label("A word about it").fill("I am away in May; Lea knows all of it.")
    jonas.press("Put it into their hands")
    jonas.sees_it_done()
    stage.settle()
    assert life.contract.lead("freelancer") == person(LEA)
    expect(maya.open(f"/contracts/{life.code}/history").locator("#main")).to_contain_text("I am away in May")
    expect(lea.open("/").locator("#main")).to_contain_text("A website for the studio")


def leaves(lea: Somebody, jonas: Somebody, maya: Somebody, stage: Stage, life: cast.Life) -> None:
    """She hands on first, is out at once, and keeps her place in the history."""
    page = lea.open(f"/settings/members/{business(life)}")
    lea.follow(f"/settings/members/{business(life)}/{place(LEA)}/remove")
    expect(page.get_by_label("Into whose hands do they go?")).to_have_value(str(life.cast.jonas.pk))
    with_a_code(lea, "Leave now", stage)
    expect(page.locator("#main .notice.done")).to_contain_text("You have left the business")
    last = list(chain.entries(life.code))[-1]
    assert (last.act, last.by.person) == ("HandToMember", lea_id := person(LEA))
    assert life.contract.lead("freelancer") == life.cast.jonas.pk != lea_id
    for path in ("", "/milestones/1", "/history", "/hours"):
        assert page.goto(f"/contracts/{life.code}{path}").status == 404
    stage.post.wait(cast.JONAS, "has left")
    expect(maya.open(f"/contracts/{life.code}/history").locator("#main")).to_contain_text("Lea Kern")
    expect(jonas.open(f"/contracts/{life.code}/history").locator("#main")).to_contain_text("Lea Kern")


def removed(jonas: Somebody, gil: Somebody, life: cast.Life) -> None:
    """Access ends with the next request, while the page is still open."""
    gil.open(f"/contracts/{life.code}")
    jonas.open(f"/settings/members/{business(life)}/{place(GIL)}/remove")
    with_a_code(jonas, "Remove Gil Roth now", jonas.stage)
    assert gil.page.reload().status == 404


def person(email: str) -> int:
    return Member.objects.get(person__email=email).person_id


def place(email: str) -> int:
    return Member.objects.get(person__email=email).pk


def test_who_works_for_the_client_is_handed_the_contract_too(stage, life):
    """The client's side has members as well, by the same rules."""
    rui = apart(cast.member, life.cast.almada, "Rui Almada", "member")
    apart(life.maya, acts.HandToMember(rui.pk, "member"))
    apart(life.do, acts.Ask(1, prose.words("When?"), cast.today()), By("client", rui.pk, "member"))
    assert life.contract.lead("client") == rui.pk
