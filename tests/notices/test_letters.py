"""The letter about each act: to whom, what happened, what is asked and by when, with the head of the chain."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from tallystone.core import acts
from tallystone.core.manifest import Manifest, Reasons, manifest_text, reasons_text
from tallystone.journal import prose
from tallystone.notices import reporting
from tallystone.people.models import Member, Pass, Person
from tests import cast

pytestmark = pytest.mark.django_db
JONAS, MAYA = cast.JONAS, cast.MAYA
words = prose.words


def agree(life) -> None:
    life.maya(acts.Agree(life.contract.terms, words("Maya Serrano"), "code"))


def counter(life) -> None:
    answers, until = life.contract.terms, cast.today() + timedelta(days=9)
    life.maya(acts.Counter(life.terms, cast.words_of(life.terms), answers, until, words("Ten days, <b>please</b>.")))


def deliver(life) -> None:
    note = manifest_text(Manifest("All five pages."))
    life.jonas(acts.Deliver(1, words(note), (), (1, 2)))


def ask_changes(life) -> None:
    said = words(reasons_text(Reasons({2: "The contact page is missing."}, "The rest is fine.")))
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (2,), said))


def claim(life) -> None:
    life.maya(acts.ClaimPaid(1, cast.today()))


def claimed() -> cast.Life:
    life = cast.asked()
    claim(life)
    return life


# before, act, who hears of it, the subject, what stands in the text of the first of them, papers
TOLD = {
    "Counter": (
        cast.proposed, counter, [JONAS], "Studio Almada answered with other terms",
        ["Read the terms", "> Ten days, <b>", " in all, "], [],
    ),
    "Agree": (
        cast.proposed, agree, [JONAS, MAYA], "Studio Almada agreed to the terms",
        ["Ask Studio Almada for the funding", "With this letter: agreement-"],
        ["agreement"],
    ),
    "Decline": (
        cast.proposed, lambda life: life.maya(acts.Decline(words("Too dear."))), [JONAS], "Studio Almada declined the proposal",
        ["> Too dear.", "Nothing is asked of you now."], [],
    ),
    "Withdraw": (cast.proposed, lambda life: life.jonas(acts.Withdraw()), [MAYA], "Jonas Brandt Webdesign withdrew", [], []),
    "AskFunding": (
        cast.agreed, lambda life: life.jonas(acts.AskFunding(1)), [MAYA], "asked for the funding of milestone 1, “Stage 1”",
        ["Send 1,190.60 EUR for milestone 1, “Stage 1”, then say that it was sent.", "By the end of "], ["invoice"],
    ),
    "ClaimPaid": (
        cast.asked, claim, [JONAS], "Studio Almada says that the money for milestone 1",
        ["Look whether 1,190.60 EUR for milestone 1, “Stage 1” has arrived"], [],
    ),
    "ConfirmFunding": (
        claimed, lambda life: life.jonas(acts.ConfirmFunding(1, cast.today())), [MAYA],
        "Jonas Brandt Webdesign saw the deposit of 1,190.60 EUR", ["Next comes Jonas Brandt Webdesign: Start milestone 1"], [],
    ),
    "Start": (
        cast.funded, lambda life: life.jonas(acts.Start(1)), [MAYA], "Jonas Brandt Webdesign started milestone 1",
        ["Deliver milestone 1"], [],
    ),
    "Report": (
        cast.started, lambda life: life.jonas(acts.Report(1, 60, words("It goes well."), cast.today())), [MAYA],
        "Jonas Brandt Webdesign reported on milestone 1, “Stage 1”: 60 % done.", ["> It goes well."], [],
    ),
    "Deliver": (
        cast.started, deliver, [MAYA], "Jonas Brandt Webdesign delivered milestone 1, “Stage 1” (delivery 1)",
        ["Review milestone 1, “Stage 1”: accept it, or ask for changes.", "> All five pages.", "/milestones/1",
         "18:00 (Lisbon) at the earliest. After that it counts as accepted."], [],
    ),
    "Retract": (
        cast.delivered, lambda life: life.jonas(acts.Retract(1)), [MAYA], "took back the delivery of milestone 1", [], [],
    ),
    "AskChanges": (
        cast.delivered, ask_changes, [JONAS], "Studio Almada asked for changes to milestone 1",
        ["> Criterion 2: The contact page is missing.", "> The rest is fine.", "Deliver milestone 1", "By "], [],
    ),
    "Accept": (
        cast.delivered, lambda life: life.maya(acts.Accept(1, life.stone(1).snapshot, words("Lovely."))), [JONAS, MAYA],
        "Studio Almada accepted milestone 1, “Stage 1”",
        ["> Lovely.", "1,190.60 EUR for milestone 1, “Stage 1” was released to Jonas Brandt Webdesign.", "◉ 1  Stage 1"],
        ["invoice"],
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def both_have_been_here(db):
    people = cast.cast()
    Person.objects.filter(pk__in=[people.jonas.pk, people.maya.pk]).update(last_login="2026-01-01T00:00Z", locale="en")


@pytest.mark.parametrize("act", TOLD)
def test_each_act_is_told_to_the_right_people(written, act):
    before, do, hear, subject, said, papers = TOLD[act]
    life = before()
    letters = written(life, do)
    entry = last_loud(life)
    assert sorted(letters) == sorted(hear)
    for letter in letters.values():
        assert subject in letter.subject
        assert letter.subject.endswith("· A website for the studio")
        assert letter.text.rstrip().endswith(entry.hash)
        assert entry.hash in letter.html
        assert f"/contracts/{life.code}" in letter.text
        assert [name.split("-")[0] for _, name in letter.papers] == papers
    first = letters[hear[0]]
    for each in said:
        assert each in first.text.replace("\N{NO-BREAK SPACE}", " ")
        assert each.removeprefix("> ").replace("◉ 1  ", "1. ") in seen(first.html)


def last_loud(life):
    from tallystone.core import facts
    from tallystone.journal import chain

    return [e for e in chain.entries(life.code) if not all(isinstance(f, facts.QUIET) for f in e.facts)][-1]


def seen(html: str) -> str:
    """The words and addresses of a page, as they are seen."""
    links = " ".join(re.findall(r'href="([^"]+)"', html))
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\N{NO-BREAK SPACE}", " ") + links


def test_the_last_letter_closes_the_contract(written):
    life = cast.started("after", count=1)
    cast.deliver(life, 1)
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    claim(life)
    letters = written(life, lambda life: life.jonas(acts.ConfirmPayment(1, cast.today())))
    assert set(letters) == {JONAS, MAYA}
    assert "The contract is complete." in letters[MAYA].text
    assert [name for _, name in letters[MAYA].papers] == [f"statement-{life.code}.pdf"]


def test_by_when_is_told_in_the_contracts_zone_in_the_readers_way(written):
    Person.objects.filter(email=MAYA).update(locale="en-US", zone="Asia/Tokyo")
    life = cast.started(zone="America/New_York")
    written(life, deliver)
    from tallystone.notices.models import Letter
    from tallystone.notices.reporting import write_reminder

    write_reminder(life.code, 1, life.stone(1).review_until - timedelta(days=1))
    letter = Letter.objects.get(kind="Reminder")
    assert re.search(r"By \w+day, \w+ \d+, 20\d\d, 6:00\sPM \(New York\)\. After that it counts as accepted\.", letter.text)
    Person.objects.filter(email=MAYA).update(locale="de")
    asked = written(life, lambda life: life.jonas(acts.Retract(1)))
    assert re.search(r"Stage 1 \(\d+\. \w+ 20\d\d\)", asked[MAYA].text)


def test_a_client_who_was_never_here_gets_a_link_that_lets_in(written, settings):
    settings.BASE_URL = "https://tallystone.example"
    Person.objects.filter(email=MAYA).update(last_login=None)
    letter = written(cast.agreed(), lambda life: life.jonas(acts.AskFunding(1)))[MAYA]
    links = re.findall(r"https?://\S+", letter.text)
    assert len(links) == 1
    assert links[0].startswith("https://tallystone.example/in/")
    assert links[0] in letter.html
    assert Pass.objects.filter(email=MAYA, purpose=Pass.INVITE, used=None).exists()


def test_each_person_of_a_side_gets_one_and_who_left_none(written):
    life = cast.agreed()
    for name in ("boss", "gone"):
        person = Person.objects.create_user(f"{name}@almada.example")
        Member.objects.create(person=person, business=life.cast.almada)
    Member.objects.filter(person__email="gone@almada.example").update(left="2026-01-01T00:00Z")
    letters = written(life, lambda life: life.jonas(acts.AskFunding(1)))
    assert set(letters) == {MAYA, "boss@almada.example"}


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> "&\r\nBcc: all@evil.example {{ 7|add:7 }} {% now "Y" %}'


def test_what_people_write_stays_text(written):
    people = cast.cast()
    type(people.brandt).objects.filter(pk=people.brandt.pk).update(name=HOSTILE[:110])
    title = HOSTILE.replace("\r\n", " ")[:110]
    first = cast.milestone(1, cast.today())
    life = cast.proposed(title=title, milestones=(type(first)(**{**as_dict(first), "title": title}),))
    letters = written(life, lambda life: life.maya(acts.Decline(words(HOSTILE))))
    letter = letters[JONAS]
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
    assert len(letter.subject) <= 240
    assert "<script" not in letter.html
    assert "<img" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert "{{ 7|add:7 }}" in letter.text
    assert "14" not in letter.text.split(life.contract.head)[0].replace(life.code, "")[:60]


def as_dict(milestone) -> dict:
    from dataclasses import fields

    return {f.name: getattr(milestone, f.name) for f in fields(milestone)}


def test_written_once_however_often_asked(written):
    from tallystone.acting.models import Job
    from tallystone.notices.models import Letter
    from tallystone.ops import worker

    life = cast.agreed()
    written(life, lambda life: life.jonas(acts.AskFunding(1)))
    count = Letter.objects.count()
    Job.objects.update(done=None)
    worker.work_off()
    assert Letter.objects.count() == count


def test_an_answer_says_what_it_changes(written):
    life = cast.proposed()

    def answer(life) -> None:
        other = replace(life.terms, review_days=life.terms.review_days + 3)
        life.maya(acts.Counter(other, cast.words_of(other), life.contract.terms, cast.today() + timedelta(days=9)))

    letter = written(life, answer)[JONAS]
    assert f"What differs:\n- Days to review: {life.terms.review_days + 3}, was {life.terms.review_days}." in letter.text
    assert "<li>Days to review: " in letter.html


@pytest.mark.parametrize(
    ("told", "heading"),
    [
        ("Maya accepted milestone 1.", "Maya accepted milestone 1"),
        (
            f"{'Jonas ' * 11}saw 1,800.00 EUR arrive on 9. November 2026. It is held until acceptance.",
            "arrive on 9. November 2026",
        ),
        (f"{'Jonas ' * 16}is at 40 % done. The next word comes by 22. November 2026.", "is at 40 % done"),
        ("x" * 200, "x" * 119 + "…"),
    ],
)
def test_a_subject_ends_with_a_whole_sentence(told, heading):
    assert reporting._short(told).endswith(heading)
