"""Members of a business: invited by a mailed link, given roles, removed at once; the table shown is the core's."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from tallystone.core import roles
from tallystone.people import members as room
from tallystone.people import status
from tallystone.people.models import Member, Pass, Person, StatusLink
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import beside, text
from tests.people.browsers import last_code, later, letters_to

LEA = "lea@brandt.example"


def fresh(browser: Client) -> Client:
    session = browser.session
    session["fresh"] = time.time()
    session.save()
    return browser


@pytest.fixture
def owner(cast) -> Client:
    """Jonas, who has just typed a code."""
    return fresh(browser_of(cast.jonas))


def here(business, *rest) -> str:
    return "/".join(["/settings/members", str(business.pk), *map(str, rest)])


def place(person, business) -> Member:
    return Member.objects.get(person=person, business=business)


def invited(owner: Client, business, email: str = LEA, role: str = "member") -> str:
    """The path of the link in the letter."""
    answer = owner.post(here(business, "invite"), {"email": email, "role": role})
    assert answer.status_code == 303, text(answer)
    return re.search(r"/join/[\w-]{43}", letters_to(email)[-1].text).group()


def test_the_page_lists_who_is_there_and_the_owner_can_invite(owner, cast):
    people.member(cast.brandt, "Lea Kern", "member")
    page = text(owner.get(here(cast.brandt)))
    for words in ("Jonas Brandt (you)", "Lea Kern", "lea@brandt.example", "Invite somebody"):
        assert words in page


def test_a_member_sees_the_list_but_no_addresses_and_no_way_to_change_it(cast):
    lea = browser_of(people.member(cast.brandt, "Lea Kern", "member"))
    page = text(lea.get(here(cast.brandt)))
    assert "Your role: Member" in page
    assert people.JONAS not in page
    assert "Invite" not in page
    assert "Leave" in page


def test_the_table_on_the_page_is_the_cores(owner, cast):
    page = owner.get(here(cast.brandt)).content.decode()
    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</th>(.*?)</tr>', page, re.S)
    found = {}
    for what, cells in rows:
        allowed = tuple(re.findall(r'<td class="may" data-role="(\w+)"', cells))
        found |= {each: tuple(role.lower() for role in allowed) for each in what.split(" · ")}
    assert found["Accept the delivery"] == roles.MAY["Accept"]
    assert found["Report progress"] == roles.MAY["Report"]
    assert found["Propose terms"] == roles.MAY["Propose"]
    assert found["Prices, invoices and papers"] == roles.SEE["prices"]
    assert found["Hours"] == roles.SEE["hours"]
    assert found["Members and their roles"] == roles.KEEP["members"]
    assert set(found.values()) == {*roles.MAY.values(), *roles.SEE.values(), *roles.KEEP.values()}


def test_inviting_wants_a_fresh_code_first(cast, jonas_browser):
    typed = {"email": LEA, "role": "manager"}
    answer = jonas_browser.post(here(cast.brandt, "invite"), typed)
    assert answer.status_code == 200
    assert "mailed a code" in answer.content.decode()
    assert not Pass.objects.filter(purpose="join").exists()
    answer = jonas_browser.post(here(cast.brandt, "invite"), {**typed, "fresh_code": last_code(people.JONAS)})
    assert answer["Location"] == here(cast.brandt) + "?saved=invited"
    assert Pass.objects.get(purpose="join").role == "manager"


def test_the_letter_says_who_invites_to_what_and_only_the_hash_is_kept(owner, cast):
    link = invited(owner, cast.brandt)
    letter = letters_to(LEA)[-1]
    assert letter.subject == "Jonas Brandt invites you to Jonas Brandt Webdesign"
    assert "in this role: member" in letter.text
    assert link.rpartition("/")[2] not in str(Pass.objects.filter(purpose="join").values())


def test_the_link_makes_a_member_once_and_signs_in(owner, cast, stranger_browser):
    link = invited(owner, cast.brandt)
    page = stranger_browser.get(link)
    assert "Work with Jonas Brandt Webdesign" in text(page)
    assert LEA not in page.content.decode()
    assert not Person.objects.filter(email=LEA).exists()
    answer = stranger_browser.post(link, {"name": "Lea Kern"})
    assert answer["Location"] == here(cast.brandt) + "?saved=joined"
    lea = Person.objects.get(email=LEA)
    assert (lea.name, place(lea, cast.brandt).role) == ("Lea Kern", "member")
    assert "You are a member now" in text(stranger_browser.get(answer["Location"]))
    assert "fresh" not in stranger_browser.session
    assert "Lea Kern has joined" in letters_to(people.JONAS)[-1].subject
    assert Client().post(link, {"name": "Eve"}).status_code == 410
    assert Member.objects.filter(business=cast.brandt).count() == 2


def test_a_name_is_asked_for_where_none_is_known(owner, cast, stranger_browser):
    link = invited(owner, cast.brandt)
    answer = stranger_browser.post(link, {"name": " "})
    assert answer.status_code == 422
    assert beside(answer, "name") == "Write your name, as others know you."
    assert Pass.objects.get(purpose="join").used is None


def test_somebody_with_an_account_joins_beside_their_own_business(owner, cast):
    link = invited(owner, cast.brandt, people.NOOR, "manager")
    noor = browser_of(cast.noor)
    assert noor.post(link)["Location"] == here(cast.brandt) + "?saved=joined"
    assert {one.business for one in Member.objects.filter(person=cast.noor, left=None)} == {cast.brandt, cast.elsewhere}
    settings = text(noor.get("/settings"))
    assert "Noor Elsewhere" in settings
    assert "your role: Manager" in settings


def test_the_link_is_for_the_address_whoever_is_signed_in(owner, cast):
    link = invited(owner, cast.brandt)
    noor = browser_of(cast.noor)
    assert "You are signed in here as noor@outside.example" in text(noor.get(link))
    noor.post(link, {"name": "Lea Kern"})
    assert not Member.objects.filter(person=cast.noor, business=cast.brandt).exists()
    assert noor.session["_auth_user_id"] == str(Person.objects.get(email=LEA).pk)


@pytest.mark.parametrize("end", ["revoked", "old", "invited again"])
def test_an_invitation_that_ended_lets_nobody_in(owner, cast, stranger_browser, time_machine, end):
    link = invited(owner, cast.brandt)
    if end == "revoked":
        owner.post(here(cast.brandt, "invitations", Pass.objects.get(purpose="join").pk, "revoke"))
    elif end == "old":
        later(time_machine, timedelta(days=31))
    else:
        invited(owner, cast.brandt)
    answer = stranger_browser.post(link, {"name": "Lea"})
    assert answer.status_code == 410
    assert "This invitation is over" in text(answer)
    assert stranger_browser.post(link, {"resend": "1"}).status_code == 410
    assert not Member.objects.filter(business=cast.brandt).exclude(person=cast.jonas).exists()


def test_a_changed_link_and_a_link_of_another_kind_lead_nowhere(owner, cast, stranger_browser):
    link = invited(owner, cast.brandt)
    assert stranger_browser.get(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 404
    assert stranger_browser.get(link.replace("/join/", "/in/")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_one_link_at_once_from_many_browsers_makes_one_member():
    cast = people.cast()
    link = invited(fresh(browser_of(cast.jonas)), cast.brandt)

    def press(_number: int) -> int:
        try:
            return Client().post(link, {"name": "Lea"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(press, range(8)))
    assert answers == [303, *[410] * 7]
    assert Member.objects.filter(business=cast.brandt).count() == 2


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"email": "no address", "role": "member"}, "email", "Write one mail address only"),
        ({"email": people.JONAS, "role": "member"}, "email", "This person is a member already."),
        ({"email": LEA, "role": "king"}, "role", "Choose a role."),
        ({"email": LEA}, "role", "Choose a role."),
    ],
)
def test_what_cannot_be_invited_is_told_beside_its_field(owner, cast, typed, field, says):
    answer = owner.post(here(cast.brandt, "invite"), typed)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not Pass.objects.filter(purpose="join").exists()


def test_too_many_invitations_to_one_address_are_refused(owner, cast):
    for _ in range(5):
        invited(owner, cast.brandt)
    answer = owner.post(here(cast.brandt, "invite"), {"email": LEA, "role": "member"})
    assert (answer.status_code, beside(answer, "email")[:14]) == (422, "Too many tries")


def test_another_role_counts_from_the_next_page_on_and_is_told(owner, cast):
    lea = people.member(cast.brandt, "Lea Kern", "owner")
    browser = browser_of(lea)
    assert browser.get(here(cast.brandt, "invite")).status_code == 200
    answer = owner.post(here(cast.brandt, place(lea, cast.brandt).pk), {"role": "guest"})
    assert answer["Location"] == here(cast.brandt) + "?saved=role"
    assert browser.get(here(cast.brandt, "invite")).status_code == 404
    assert letters_to(LEA)[-1].subject == "Your role at Jonas Brandt Webdesign has changed"
    assert "another role: guest" in letters_to(LEA)[-1].text


@pytest.mark.parametrize("what", ["role", "remove"])
def test_the_last_owner_can_neither_be_demoted_nor_leave(owner, cast, what):
    people.member(cast.brandt, "Lea Kern", "manager")
    mine = place(cast.jonas, cast.brandt)
    address = here(cast.brandt, mine.pk) if what == "role" else here(cast.brandt, mine.pk, "remove")
    answer = owner.post(address, {"role": "manager"})
    assert answer.status_code == 422
    assert "A business needs an owner. Make somebody else the owner first." in text(answer)
    mine.refresh_from_db()
    assert (mine.role, mine.left) == ("owner", None)


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_remove_each_other_at_once_leave_one():
    cast = people.cast()
    lea = people.member(cast.brandt, "Lea Kern", "owner")
    pairs = [(cast.jonas, place(lea, cast.brandt)), (lea, place(cast.jonas, cast.brandt))]
    browsers = [(fresh(browser_of(who)), here(cast.brandt, other.pk, "remove")) for who, other in pairs]

    def press(pair) -> int:
        try:
            return pair[0].post(pair[1]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, browsers))
    assert answers[0] == 303
    assert Member.objects.filter(business=cast.brandt, left=None, role="owner").count() == 1


def test_the_business_is_handed_over(owner, cast):
    lea = people.member(cast.brandt, "Lea Kern", "member")
    answer = owner.post(here(cast.brandt, place(lea, cast.brandt).pk, "owner"))
    assert answer["Location"] == here(cast.brandt) + "?saved=owner"
    assert (place(lea, cast.brandt).role, place(cast.jonas, cast.brandt).role) == ("owner", "manager")
    assert {letters_to(each)[-1].subject for each in (LEA, people.JONAS)} == {"Jonas Brandt Webdesign has a new owner"}
    assert owner.get(here(cast.brandt, "invite")).status_code == 404
    assert owner.get("/settings/bank").status_code == 404


@pytest.mark.parametrize("what", ["", "owner", "remove"])
def test_each_change_wants_a_fresh_code(cast, jonas_browser, what):
    lea = people.member(cast.brandt, "Lea Kern", "member")
    member = place(lea, cast.brandt)
    address = here(cast.brandt, member.pk, *([what] if what else []))
    answer = jonas_browser.post(address, {"role": "owner"})
    assert "mailed a code" in answer.content.decode()
    member.refresh_from_db()
    assert (member.role, member.left) == ("member", None)


def test_who_is_removed_is_out_with_the_next_request_and_keeps_their_place_in_the_history(owner, cast):
    from tallystone.core import acts
    from tallystone.core.state import By
    from tallystone.journal import prose

    life = people.started()
    lea = people.member(cast.brandt, "Lea Kern", "member")
    life.do(acts.Report(1, 40, prose.words("Half"), people.today()), By("freelancer", lea.pk, "member"))
    browser = browser_of(lea)
    assert browser.get(f"/contracts/{life.code}").status_code == 200
    answer = owner.post(here(cast.brandt, place(lea, cast.brandt).pk, "remove"))
    assert answer["Location"] == here(cast.brandt) + "?saved=removed"
    for address in (f"/contracts/{life.code}", here(cast.brandt), f"/contracts/{life.code}/milestones/1"):
        assert browser.get(address).status_code == 404
    assert life.terms.title not in text(browser.get("/"))
    assert "Lea Kern" in text(owner.get(f"/contracts/{life.code}"))
    assert letters_to(LEA)[-1].subject == "You are no longer a member of Jonas Brandt Webdesign"
    assert owner.get(here(cast.brandt, place(lea, cast.brandt).pk)).status_code == 404


def test_who_is_removed_takes_no_back_door_along(owner, cast):
    """Invitations that they sent and status links that they made end with them."""
    life = people.started()
    lea = people.member(cast.brandt, "Lea Kern", "owner")
    link = invited(fresh(browser_of(lea)), cast.brandt, "second@elsewhere.example", "owner")
    address = status.make(life.code, "freelancer", lea)
    client_link = status.make(life.code, "client", cast.maya)
    owner.post(here(cast.brandt, place(lea, cast.brandt).pk, "remove"))
    assert Client().post(link, {"name": "Lea again"}).status_code == 410
    assert Client().get(address.partition("testserver")[2] or "/" + address.split("/", 3)[3]).status_code == 404
    assert StatusLink.objects.filter(revoked=None).count() == 1
    assert Client().get("/" + client_link.split("/", 3)[3]).status_code == 200


def test_everybody_may_leave_and_owners_hear_of_it(cast):
    lea = people.member(cast.brandt, "Lea Kern", "guest")
    browser = fresh(browser_of(lea))
    answer = browser.post(here(cast.brandt, place(lea, cast.brandt).pk, "remove"))
    assert answer["Location"] == "/settings?saved=left"
    assert "You have left the business" in text(browser.get(answer["Location"]))
    assert letters_to(people.JONAS)[-1].subject == "Lea Kern has left Jonas Brandt Webdesign"


def test_who_comes_back_gets_their_old_place(owner, cast, stranger_browser):
    lea = people.member(cast.brandt, "Lea Kern", "owner")
    room.remove(place(lea, cast.brandt))
    stranger_browser.post(invited(owner, cast.brandt, LEA, "guest"))
    again = Member.objects.get(person=lea, business=cast.brandt)
    assert (again.role, again.left) == ("guest", None)


def test_the_contracts_of_who_is_removed_go_to_who_was_chosen(owner, cast):
    from tallystone.core import acts
    from tallystone.core.state import By
    from tallystone.ops import worker

    life, over = people.started(), people.completed()
    lea, tom = people.member(cast.brandt, "Lea Kern", "manager"), people.member(cast.brandt, "Tom Beck", "member")
    for each in (life, over):
        each.cast = cast
    life.do(acts.HandToMember(lea.pk, "manager"), By("freelancer", cast.jonas.pk))
    page = owner.get(here(cast.brandt, place(lea, cast.brandt).pk, "remove"))
    assert "Into whose hands do they go?" in text(page)
    answer = owner.post(here(cast.brandt, place(lea, cast.brandt).pk, "remove"), {"to": str(tom.pk)})
    assert answer.status_code == 303
    worker.work_off()
    worker.work_off()
    assert life.contract.lead("freelancer") == tom.pk
    assert life.row.freelancer_lead == tom.pk
    assert over.contract.lead("freelancer") == cast.jonas.pk


@pytest.mark.parametrize("role", ["manager", "member", "bookkeeper", "guest"])
def test_only_owners_change_anything(cast, role):
    lea = people.member(cast.brandt, "Lea Kern", role)
    browser, before = fresh(browser_of(lea)), list(Member.objects.order_by("pk").values())
    jonas = place(cast.jonas, cast.brandt)
    mine = place(lea, cast.brandt)
    for rest, typed in [
        (["invite"], {"email": "x@y.example", "role": "owner"}), (["invitations", 1, "revoke"], {}),
        ([mine.pk], {"role": "owner"}), ([jonas.pk], {"role": "guest"}), ([mine.pk, "owner"], {}), ([jonas.pk, "remove"], {}),
    ]:  # fmt: skip
        assert browser.post(here(cast.brandt, *rest), typed).status_code == 404, rest
    assert list(Member.objects.order_by("pk").values()) == before
    for address in ("/settings/bank", "/settings/business", "/settings/tax", "/settings/logo"):
        assert browser.get(address).status_code == 404, address


def test_a_clients_business_has_members_too(cast):
    maya = fresh(browser_of(cast.maya))
    link = invited(maya, cast.almada, "rui@almada.example", "bookkeeper")
    rui = Client()
    rui.post(link, {"name": "Rui Costa"})
    assert "Your role: Bookkeeper" in text(rui.get(here(cast.almada)))
    assert rui.get(f"/settings/client/{cast.almada.pk}").status_code == 404
    assert maya.get(f"/settings/client/{cast.almada.pk}").status_code == 200


def test_a_member_may_still_begin_a_business_of_their_own(cast):
    lea = browser_of(people.member(cast.brandt, "Lea Kern", "member"))
    assert lea.get("/welcome").status_code == 200
    assert "I also work freelance" in text(lea.get("/settings"))
