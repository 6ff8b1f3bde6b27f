"""The desk: what waits first, every contract as a road, in a number of queries that does not grow."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tallystone.core import acts
from tallystone.journal import prose
from tallystone.people.models import Business, Member, Person
from tests import cast as lives
from tests.conftest import browser_of

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def queries_of(browser, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(address).status_code == 200
    return len(caught)


def test_a_stranger_reads_what_this_is(stranger_browser):
    page = text_of(stranger_browser.get("/"))
    assert "Agree on milestones" in page
    assert "Write terms" in page
    assert "/sign-in?next=%2Fdrafts%2Fnew" in page or "/sign-in?next=/drafts/new" in page


def test_a_freelancer_without_a_contract_is_told_how_to_begin(jonas_browser):
    page = text_of(jonas_browser.get("/"))
    assert "Write the first terms" in page
    assert "/drafts/new" in page


def test_a_client_without_a_contract_is_told_what_will_come(db):
    someone = Person.objects.create(email="tom@elsewhere.example")
    assert "Nobody has proposed terms to you yet" in text_of(browser_of(someone).get("/"))


def test_what_waits_comes_first_with_its_act_and_its_day(maya_browser):
    life = lives.delivered()
    page = text_of(maya_browser.get("/"))
    assert "One thing waits for you" in page
    assert "Review milestone 1, “Stage 1”" in page
    assert "Review, then accept and release 1,190.60" in page
    assert f"/contracts/{life.code}/milestones/1" in page


def test_what_is_due_first_is_on_top(maya_browser):
    later, sooner = lives.proposed(), lives.proposed()
    type(later.row).objects.filter(code=sooner.code).update(client_until=datetime.now(UTC) + timedelta(days=1))
    waits = later.row.waits
    waits[0]["until"] = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    type(later.row).objects.filter(code=sooner.code).update(waits=waits)
    page = text_of(maya_browser.get("/"))
    assert "2 things wait for you" in page
    assert page.index(f"/contracts/{sooner.code}") < page.index(f"/contracts/{later.code}")


def test_what_others_are_asked_for_is_said(jonas_browser):
    lives.delivered()
    page = text_of(jonas_browser.get("/"))
    assert "You wait for others" in page
    assert "Studio Almada is asked to review milestone 1" in page


def test_work_and_orders_are_two_lists(cast, jonas_browser):
    lives.agreed()
    own = Business.objects.create(name="Jonas as a client", kept_by=cast.elsewhere)
    Member.objects.create(person=cast.jonas, business=own)
    whole = lives.terms()
    life = lives.Life(lives.new_code(), cast, whole)
    until = lives.today() + timedelta(days=5)
    noor = lives.By("freelancer", cast.noor.pk)
    life.do(acts.Propose(cast.elsewhere.pk, own.pk, whole, lives.words_of(whole), until), noor)
    page = text_of(jonas_browser.get("/"))
    assert page.index("Your work") < page.index("Work done for you")


def test_an_outsider_sees_nothing_of_it(noor_browser):
    life = lives.agreed()
    page = text_of(noor_browser.get("/"))
    assert life.code not in page
    assert life.terms.title not in page


@pytest.mark.parametrize(
    ("state", "shown"), [("", 4), ("live", 1), ("proposed", 1), ("done", 1), ("ended", 1), ("nonsense", 4)]
)
def test_the_list_narrows_by_state(jonas_browser, state, shown):
    lives.agreed(), lives.proposed(), lives.completed(count=1)
    life = lives.proposed()
    life.maya(acts.Decline(prose.words("Not now.")))
    page = text_of(jonas_browser.get("/", {"state": state}))
    assert page.count('class="card deal"') == shown


@pytest.mark.parametrize(("search", "found"), [("harbour", 1), ("almada", 2), ("nothing like it", 0), ("%", 0)])
def test_the_list_is_searched_by_title_and_name(jonas_browser, search, found):
    lives.agreed()
    lives.agreed(title="A booking page for the harbour")
    page = text_of(jonas_browser.get("/", {"search": search}))
    assert page.count('class="card deal"') == found
    assert ("Nothing was found" in page) == (not found)


def test_a_code_is_found_however_it_is_typed(jonas_browser):
    life = lives.agreed()
    lives.agreed()
    page = text_of(jonas_browser.get("/", {"search": life.code.lower()}))
    assert page.count('class="card deal"') == 1


def test_pages_follow_each_other_by_key_and_miss_nothing(jonas_browser, cast):
    codes = many(23)
    seen: list[str] = []
    address = "/"
    while address:
        page = text_of(jonas_browser.get(address))
        seen += [code for code in codes if f'/contracts/{code}">' in page.partition("deals")[2].partition("awaited")[0]]
        link = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
        address = "/" + link.replace("&amp;", "&") if 'rel="next"' in page else ""
    assert sorted(seen) == sorted(codes)


@pytest.mark.parametrize(
    "after", ["x", "~", "2026-99-99T00:00~K7Q2M4", "2026-01-01~A", "\0~\0", "2026-01-01T00:00:00+00:00~K7Q2M4"]
)
def test_a_key_that_cannot_be_read_is_no_error(jonas_browser, after):
    assert jonas_browser.get("/", {"after": after}).status_code == 200


def test_the_number_of_queries_does_not_grow(jonas_browser):
    many(3)
    few = queries_of(jonas_browser, "/")
    many(57)
    assert queries_of(jonas_browser, "/") == few
    assert 5 < few <= 12


def many(count: int) -> list[str]:
    """So many proposed contracts."""
    return [lives.proposed(count=2).code for _ in range(count)]
