"""Comments on clauses: said beside them, answered, resolved, shown before one agrees; erased words; who sees them."""

import time
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tallystone.core import acts
from tallystone.core.shape import renumbered
from tallystone.journal import prose
from tallystone.people.arriving import FRESH
from tests import cast as played
from tests.pages.forms import beside, hidden, send, text

pytestmark = pytest.mark.django_db


def say(life, about: str = "in_scope", said: str = "Is the map in it?", by: str = "maya", answers: int = 0):
    return getattr(life, by)(acts.Comment(about, prose.words(said), answers))


def at(life, act: str, **asked) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/contracts/{life.code}/{act}?{query}"


def between(page, start: str, end: str) -> str:
    """What stands on the page from one text to the next."""
    return text(page).split(start, 1)[1].split(end, 1)[0]


class TestComment:
    def test_on_a_clause(self, maya_browser, jonas_browser):
        life = played.proposed()
        page = maya_browser.get(at(life, "comment", about="in_scope", back="contract"))
        assert "Your comment on “In scope”" in text(page)
        answer = send(maya_browser, at(life, "comment"), page, words="Is the map in it?")
        assert (answer.status_code, answer.url) == (303, f"/contracts/{life.code}?done=2#comment-1")
        (remark,) = life.contract.remarks
        assert (remark.about, remark.by) == ("in_scope", "client")
        read = jonas_browser.get(f"/contracts/{life.code}")
        assert "Is the map in it?" in between(read, "Five pages, a form, one language.", "Out of scope")
        assert "1 comment is open" in text(read)

    def test_on_any_clause_by_choosing_it(self, maya_browser):
        life = played.proposed()
        page = maya_browser.get(at(life, "comment"))
        assert "Milestone 2, “Stage 2”" in text(page)
        send(maya_browser, at(life, "comment"), page, about="milestone:2", words="Why then?")
        assert life.contract.remarks[0].about == "milestone:2"

    def test_an_answer(self, maya_browser, jonas_browser):
        life = played.proposed()
        say(life)
        page = jonas_browser.get(at(life, "comment", answers=1, back="comments"))
        assert "Is the map in it?" in text(page)
        assert "Your answer" in text(page)
        answer = send(jonas_browser, at(life, "comment"), page, words="It is.")
        assert answer.url == f"/contracts/{life.code}/comments#comment-1"
        assert "It is." in text(maya_browser.get(answer.url))

    def test_faults_keep_what_was_typed(self, maya_browser):
        life = played.proposed()
        page = maya_browser.get(at(life, "comment", about="rounds"))
        answer = send(maya_browser, at(life, "comment"), page, words=" ")
        assert answer.status_code == 422
        assert beside(answer, "words_rounds_0") == "Write something here."
        answer = send(maya_browser, at(life, "comment"), page, words="x" * 5_001)
        assert "This is 5001 characters long. 5000 fit here." in text(answer)
        answer = send(maya_browser, at(life, "comment"), page, about="kill_fee", words="Typed with care")
        assert answer.status_code == 422
        assert "Choose what your comment is about." in text(answer)
        assert "Typed with care" in text(answer)
        assert life.contract.remarks == ()

    def test_the_same_form_twice_says_it_once(self, maya_browser):
        life = played.proposed()
        page = maya_browser.get(at(life, "comment", about="rounds"))
        answers = [send(maya_browser, at(life, "comment"), page, words="Why?") for _ in range(2)]
        assert [answer.status_code for answer in answers] == [303, 303]
        assert len(life.contract.remarks) == 1

    def test_what_happened_meanwhile_does_not_matter(self, maya_browser):
        life = played.started()
        page = maya_browser.get(at(life, "comment", about="milestone:2", back="milestone"))
        life.jonas(acts.Report(1, 10, prose.words("Begun."), played.today()))
        answer = send(maya_browser, at(life, "comment"), page, words="Could you also make a guide?")
        assert answer.url == f"/contracts/{life.code}/milestones/2#comment-1"
        assert "Could you also make a guide?" in text(maya_browser.get(answer.url))

    def test_an_odd_address_is_no_page(self, maya_browser):
        life = played.proposed()
        for odd in ("x", "-1", "１", "99999"):
            assert maya_browser.get(at(life, "comment", answers=odd)).status_code == 404


class TestResolveComment:
    def test_resolve_then_reopen(self, jonas_browser):
        life = played.proposed()
        say(life)
        page = jonas_browser.get(f"/contracts/{life.code}/comments")
        answer = jonas_browser.post(at(life, "resolve-comment"), hidden(page))
        assert answer.url == f"/contracts/{life.code}/comments#comment-1"
        assert not life.contract.remarks[0].open
        page = jonas_browser.get(answer.url)
        assert "Everything that was asked is settled." in text(page)
        assert "by Jonas Brandt on" in text(page)
        jonas_browser.post(at(life, "reopen-comment"), hidden(page))
        assert life.contract.remarks[0].open

    def test_on_its_own_page(self, maya_browser):
        life = played.proposed()
        say(life)
        page = maya_browser.get(at(life, "resolve-comment", comment=1))
        assert "Is the map in it?" in text(page)
        assert send(maya_browser, at(life, "resolve-comment"), page).status_code == 303

    def test_a_resolved_one_is_not_answered(self, maya_browser):
        life = played.proposed()
        say(life)
        page = maya_browser.get(at(life, "comment", answers=1))
        life.jonas(acts.ResolveComment(1))
        answer = send(maya_browser, at(life, "comment"), page, words="One more thing")
        assert answer.status_code == 409
        assert "This comment is resolved. Open it again to go on with it." in text(answer)
        assert "One more thing" in text(answer)


def test_open_ones_are_shown_before_one_agrees_and_stop_nothing(maya_browser):
    life = played.proposed()
    say(life)
    say(life, "milestone:2", "Not before Easter.")
    say(life, "rounds", "Settled.")
    life.jonas(acts.ResolveComment(3))
    page = maya_browser.get(at(life, "agree"))
    head = text(page).split("Read the whole terms.", 1)[0]
    assert "2 comments are still open" in head
    assert "Not before Easter." in head
    assert "Settled." not in head
    assert page.content.decode().count("<form") == page.content.decode().count("</form>")
    assert "Agree to 3 milestones" in text(page)


def test_a_comment_on_terms_that_somebody_is_about_to_agree_to_is_shown_first(maya_browser):
    life = played.proposed()
    page = maya_browser.get(at(life, "agree"))
    say(life, by="jonas", said="Read this first.")

    session = maya_browser.session
    session[FRESH] = time.time()
    session.save()
    answer = send(maya_browser, at(life, "agree"), page, name="Maya", read="on", business_name="A", address="B")
    assert answer.status_code == 409
    assert "This changed while you were reading" in text(answer)
    assert "Read this first." in text(answer)
    assert life.contract.state == "proposed"


def test_a_comment_follows_its_milestone_into_the_next_version(jonas_browser):
    life = played.proposed()
    say(life, "milestone:3", "About the third.")
    say(life, "milestone:1", "About the first.")
    _one, two, three = life.terms.milestones
    whole = replace(life.terms, milestones=renumbered((three, two)))
    life.maya(acts.Counter(whole, played.words_of(whole), life.contract.terms, played.today()))
    page = jonas_browser.get(f"/contracts/{life.code}")
    assert "About the third." in between(page, "1. Stage 3", "2. Stage 2")
    assert "About the first." in between(page, "2. Stage 2", "Price in all")
    assert "said of version 1" in text(page)
    old = jonas_browser.get(f"/contracts/{life.code}/terms?version=1")
    assert "About the third." in text(old)


def test_erased_words_say_so(maya_browser):
    life = played.proposed()
    said = prose.words("Secret")
    life.maya(acts.Comment("rounds", said))
    prose.erase(said.hash)
    page = maya_browser.get(f"/contracts/{life.code}/comments")
    assert "These words were erased." in text(page)


def test_hostile_words_are_text(maya_browser):
    life = played.proposed()
    say(life, said="<script>alert(1)</script>")
    assert "<script>alert" not in maya_browser.get(f"/contracts/{life.code}").content.decode()


def test_nothing_said_yet_teaches(maya_browser):
    life = played.proposed()
    assert "Nothing was said yet." in text(maya_browser.get(f"/contracts/{life.code}/comments"))


def test_the_desk_says_that_a_comment_waits(jonas_browser, maya_browser):
    life = played.started()
    say(life, "milestone:2", "Could you also make a guide?")
    assert "Studio Almada wrote about a clause." in text(jonas_browser.get("/"))
    assert "wrote about a clause" not in text(maya_browser.get("/"))


def test_outsiders_see_nothing(noor_browser):
    life = played.proposed()
    say(life)
    for path in ("comments", "comment", "resolve-comment?comment=1"):
        assert noor_browser.get(f"/contracts/{life.code}/{path}").status_code == 404


@pytest.mark.parametrize("where", ["", "/comments", "/terms", "/milestones/2"])
def test_a_hundred_comments_ask_no_more_queries(maya_browser, where):

    counts = []
    for more in (2, 60):
        life = played.proposed(count=2)
        for n in range(more):
            say(life, "milestone:2" if n % 2 else "rounds", f"Number {n}")
        life.maya(acts.Agree(life.contract.terms, prose.words("Maya"), "code"))
        with CaptureQueriesContext(connection) as caught:
            assert maya_browser.get(f"/contracts/{life.code}{where}").status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
