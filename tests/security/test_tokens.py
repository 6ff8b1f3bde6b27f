"""Codes and links: each opens its own kind of thing, for its own time, in its own browser, once; and nothing else."""

import time
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client

from tallystone.core import acts
from tallystone.core.manifest import Evidence, File, Link, Manifest, manifest_text
from tallystone.core.shape import Duty
from tallystone.core.state import By
from tallystone.journal import prose
from tallystone.notices.models import Letter
from tallystone.people import passes, status
from tallystone.people.arriving import FRESH
from tallystone.people.models import Business, Pass
from tests import cast as lives
from tests.conftest import browser_of
from tests.pages.forms import hidden
from tests.people.browsers import last_code, later, sign_in
from tests.security.world import everything, told, world

pytestmark = pytest.mark.django_db
FORMS = {
    "page": "/status/{0}", "invite": "/in/{0}", "slash": "/status/{0}/",
    "contract": "/contracts/{0}", "code": "/sign-in/code?x={0}",
    "calendar": "/calendar/{0}.ics", "stop": "/letters/stop/{0}", "join": "/join/{0}", "header": "/contracts?token={0}",
    "pdf": "/status/{0}.pdf", "file": "/contracts/{0}/files/{0}/x", "next": "/in/{0}/status",
}  # fmt: skip


def signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize("state", ["valid", "expired", "revoked", "used"])
def test_each_kind_of_token_opens_its_own_page_alone(state, time_machine):
    here = world()
    _bring_to(here, state, time_machine)
    opened = set()
    for (kind, token), (form, address) in product((("status", here.status), ("invite", here.invite)), FORMS.items()):
        browser = Client()
        for method in ("get", "post"):
            answer = getattr(browser, method)(address.format(token))
            if answer.status_code == 200:
                opened.add((kind, form, method))
        if kind != "invite" or form != "invite":
            assert not signed_in(browser)
    expected = {("status", "page", "get")} if state in {"valid", "expired", "used"} else set()
    expected |= {("invite", "invite", "get")} if state == "valid" else set()
    assert opened == expected


def _bring_to(here, state: str, time_machine) -> None:
    """Status links stand until they are revoked; invitations end, are used, or are revoked."""
    if state == "expired":
        later(time_machine, timedelta(days=31))
    if state == "revoked":
        status.revoke(here.life.code, "client")
        passes.revoke_invites(lives.MAYA, here.life.code)
    if state == "used":
        assert Client().post(f"/in/{here.invite}").status_code == 303


@pytest.mark.parametrize(
    "change", [str.lower, str.upper, lambda t: t[:-1], lambda t: t + "A", lambda t: t[::-1], lambda t: t + "="]
)
def test_a_changed_token_is_none(change):
    here = world()
    for kind, token in (("status", here.status), ("in", here.invite)):
        assert Client().get(f"/{kind}/{change(token)}").status_code == 404
        answer = Client().post(f"/{kind}/{change(token)}")
        assert answer.status_code in {404, 405}


def test_only_hashes_are_kept():
    """Who reads the tables alone can neither open a link nor type a code."""
    here = world()
    sign_in(Client(), lives.MAYA)
    kept = " ".join(
        repr(row) for model in (Pass, type(status.links_of(here.life.code, "client")[0])) for row in model.objects.values_list()
    )
    assert here.status not in kept
    assert here.invite not in kept
    assert last_code(lives.MAYA) not in kept


CANARIES = (
    "CANARY-ADDRESS",
    "CANARY-PROSE",
    "CANARY-NOTE",
    "CANARY-FILE",
    "CANARY-LINK",
    "canary@mail.example",
    "CANARY-TAX",
    "CANARY-PERSON",
)


def test_a_status_link_shows_progress_and_nothing_else(jonas_browser):
    """Canaries in everything that is written somewhere: none sings on the status page."""
    life = _with_canaries()
    token = status.make(life.code, "client", life.cast.maya).rpartition("/")[2]
    page = Client().get(f"/status/{token}").content.decode()
    assert [canary for canary in CANARIES if canary in page] == []
    assert life.code not in page
    assert "/contracts/" not in page
    assert "<form" not in page.replace('<form class="theme', "")
    seen = Client()
    seen.get(f"/status/{token}")
    for address in (f"/contracts/{life.code}", f"/contracts/{life.code}/terms", f"/contracts/{life.code}/status-link"):
        assert seen.get(address).status_code in {302, 404, 405}


def _with_canaries() -> lives.Life:
    people = lives.cast()
    Business.objects.update(
        address="CANARY-ADDRESS", tax_number="CANARY-TAX", iban="CANARY-LINK", account_holder="CANARY-PERSON"
    )
    type(people.maya).objects.filter(pk=people.maya.pk).update(name="CANARY-PERSON", email="canary@mail.example")
    first = replace(lives.terms().milestones[0], criteria=("CANARY-PROSE", "two"), deliverables=("CANARY-PROSE",))
    duties = (Duty("CANARY-PROSE"),)
    life = lives.agreed(background="CANARY-PROSE", in_scope="CANARY-PROSE", milestones=(first,), duties=duties)
    lives.fund(life, 1)
    life.jonas(acts.Start(1))
    life.jonas(acts.Report(1, 30, prose.words("CANARY-NOTE"), lives.today()))
    life.jonas(acts.Ask(1, prose.words("CANARY-NOTE"), lives.today()))
    life.maya(acts.Comment("terms", prose.words("CANARY-NOTE")))
    life.maya(acts.Comment("milestone:1", prose.words("CANARY-NOTE")))
    file = File("CANARY-FILE.txt", "a" * 64, 3, "text/plain")
    said = Manifest(
        "CANARY-NOTE", (Link("CANARY-LINK", "https://canary.example"),), (file,), (Evidence(1, "CANARY-NOTE"), Evidence(2, "x"))
    )
    life.jonas(acts.Deliver(1, prose.words(manifest_text(said)), (), (1, 2)))
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("CANARY-NOTE")))
    return life


def test_status_links_end_for_one_side_alone():
    here = world()
    theirs = status.make(here.life.code, "freelancer", here.life.cast.jonas).rpartition("/")[2]
    here.browsers["maya"].post(f"/contracts/{here.life.code}/status-link/revoke")
    assert Client().get(f"/status/{here.status}").status_code == 404
    assert Client().get(f"/status/{theirs}").status_code == 200
    unknown, revoked = (told(Client().get(f"/status/{token}")) for token in ("x" * 43, here.status))
    assert unknown == revoked


class TestStepUp:
    """Agreeing and accepting want a code mailed just now, to this person, for this purpose, in this browser."""

    def refused(self, browser, life, **sent) -> None:
        before = life.contract.seq
        address, page = self.shown(browser, life)
        answer = browser.post(address, {**page, "verdict-1": "met", "verdict-2": "met", **sent})
        assert answer.status_code in {200, 409, 422}
        assert life.contract.seq == before

    def shown(self, browser, life):
        address = f"/contracts/{life.code}/milestones/1/accept"
        return address, hidden(browser.get(address))

    def test_no_code_no_acceptance(self, maya_browser):
        life = lives.delivered()
        for sent in (
            {},
            {"fresh_code": ""},
            {"fresh_code": "00000000"},
            {"fresh": "1"},
            {"fresh_code": "１２３４５６７８"},
            {"resend": ""},
        ):
            self.refused(maya_browser, life, **sent)

    def test_an_act_id_that_was_used_elsewhere_skips_nothing(self, maya_browser):
        """A repeated act wants no new code; an id taken from another act is not a repetition."""
        life, other = lives.delivered(), lives.proposed()
        used = lives.new_act_id()
        other.do(acts.Withdraw(), By("freelancer", life.cast.jonas.pk), act_id=used)
        self.refused(maya_browser, life, act_id=used)
        assert life.stone(1).work == "delivered"

    def test_codes_for_something_else(self, cast, maya_browser):
        """A code to sign in, one for another person, one for a new address, one from another browser."""
        life = lives.delivered()
        self.refused(maya_browser, life)
        maya_browser.post("/sign-in", {"email": lives.MAYA})
        self.refused(maya_browser, life, fresh_code=last_code(lives.MAYA))
        maya_browser.post("/sign-in", {"email": lives.JONAS})
        self.refused(maya_browser, life, fresh_code=last_code(lives.JONAS))
        other = browser_of(cast.maya)
        self.refused(other, life)
        self.refused(maya_browser, life, fresh_code=last_code(lives.MAYA))
        assert other.get(f"/contracts/{life.code}").status_code == 200

    def test_an_invitation_is_no_fresh_code(self, cast):
        life, browser = lives.delivered(), Client()
        assert browser.post(f"/in/{passes.invite(lives.MAYA, life.code).rpartition('/')[2]}").status_code == 303
        assert signed_in(browser)
        self.refused(browser, life)

    def test_guesses_are_counted_whatever_the_page(self, maya_browser):
        life = lives.delivered()
        self.refused(maya_browser, life)
        right = last_code(lives.MAYA)
        wrong = f"{(int(right) + 1) % 10**8:08d}"
        for _ in range(5):
            self.refused(maya_browser, life, fresh_code=wrong)
        self.refused(maya_browser, life, fresh_code=right)

    def test_freshness_is_the_sessions_own(self, cast, maya_browser):
        """Fresh in one browser says nothing in another, and it ends when somebody else signs in there."""
        life = lives.delivered()
        session = maya_browser.session
        session[FRESH] = time.time()
        session.save()
        self.refused(browser_of(cast.maya), life)
        sign_in(maya_browser, lives.JONAS)
        sign_in_by_link = passes.invite(lives.MAYA, life.code).rpartition("/")[2]
        maya_browser.post(f"/in/{sign_in_by_link}")
        self.refused(maya_browser, life)


def test_codes_go_to_the_stored_address_alone(cast):
    """Two addresses in one field, copies, twins: one letter to one plain address, or none."""
    odd = (
        f"{lives.MAYA},evil@outside.example", f"{lives.MAYA} evil@outside.example",
        f"{lives.MAYA}\r\nBcc: evil@outside.example",
        f"evil@outside.example\x00{lives.MAYA}", "maya@almada.example\u200b", "ｍaya@almada.example", "mаya@almada.example",
        f'"{lives.MAYA}"@outside.example', f"<{lives.MAYA}>", f"{lives.MAYA}%0a", "maya@ALMADA.example\u0131", "",
    )  # fmt: skip
    for typed in odd:
        answer = Client().post("/sign-in", {"email": typed})
        assert answer.status_code in {303, 422}
    assert set(Letter.objects.values_list("to", flat=True)) <= {lives.MAYA}
    both = Client().post("/sign-in", {"email": [lives.MAYA, "evil@outside.example"]})
    assert both.status_code == 303
    assert Letter.objects.order_by("-id").first().to == "evil@outside.example"
    assert last_code("evil@outside.example") not in "".join(Letter.objects.filter(to=lives.MAYA).values_list("text", flat=True))


def test_asking_for_codes_tells_nothing_of_who_is_here(cast):
    known, unknown = (told(Client().post("/sign-in", {"email": email})) for email in (lives.MAYA, "nobody@outside.example"))
    assert known == unknown


def test_a_code_does_not_move_with_the_address_in_the_session(cast):
    """A code asked for one's own address opens no other, though the same session then asks for that one."""
    browser = Client()
    browser.post("/sign-in", {"email": lives.NOOR})
    own = last_code(lives.NOOR)
    browser.post("/sign-in", {"email": lives.JONAS})
    assert browser.post("/sign-in/code", {"code": own}).status_code == 422
    assert browser.post("/sign-in/code", {"code": own, "email": lives.NOOR, "next": "/settings"}).status_code == 422
    assert not signed_in(browser)
    assert not Pass.objects.filter(used__isnull=False).exists()


def test_signing_out_ends_it_and_a_kept_cookie_is_worth_nothing(cast):
    browser = Client()
    sign_in(browser, lives.JONAS)
    kept = browser.cookies["sessionid"].value
    assert browser.get("/settings").status_code == 200
    browser.post("/sign-out")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/settings").status_code == 302


def test_a_session_planted_before_signing_in_is_not_the_one_after(cast):
    """Fixation: whoever knew the session before knows nothing afterwards."""
    victim = Client()
    victim.post("/sign-in", {"email": lives.JONAS})
    planted = victim.cookies["sessionid"].value
    victim.post("/sign-in/code", {"code": last_code(lives.JONAS)})
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert victim.get("/settings").status_code == 200
    assert thief.get("/settings").status_code == 302


def test_a_new_address_ends_the_other_sessions(cast):
    here, there = Client(), Client()
    sign_in(there, lives.JONAS)
    sign_in(here, lives.JONAS)
    here.post("/settings/address", {"email": "jonas@new.example"})
    here.post("/settings/address/code", {"code": last_code("jonas@new.example")})
    assert here.get("/settings").status_code == 200
    assert there.get("/settings").status_code == 302


def test_a_step_up_code_of_before_does_not_change_the_address(jonas_browser):
    """The code for the new address wants the one for the old before it, and only for the address that was asked for."""
    before = everything()["people.Person"]
    jonas_browser.post("/settings/address", {"email": "evil@outside.example"})
    assert not Letter.objects.filter(to="evil@outside.example").exists()
    jonas_browser.post("/settings/address/code", {"code": last_code(lives.JONAS)})
    assert everything()["people.Person"] == before
