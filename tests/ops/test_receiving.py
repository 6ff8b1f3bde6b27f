"""Answers by mail: from the person whose letter it was, without what they quoted; nothing from machines or strangers."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings as product

from tallystone.core import acts
from tallystone.journal import chain, prose
from tallystone.notices import post, replying, rhythm
from tallystone.notices.models import Letter, Wish
from tallystone.ops import receiving, worker
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def inbound(settings, quick_papers):
    settings.DEMO = True
    settings.INBOUND_ADDRESS = "reply@tallystone.example"


@pytest.fixture
def quick_papers(monkeypatch):
    from tallystone.files import store
    from tallystone.papers import filing

    monkeypatch.setattr(filing, "make", lambda row, seq, kind, about: store.keep(f"%PDF {kind} {about}".encode()).hash)


def asked() -> tuple[cast.Life, Letter]:
    life = cast.started("after")
    rhythm.wish_of(life.cast.maya.pk)
    Wish.objects.update(rhythm=rhythm.EACH)
    life.jonas(acts.Ask(1, prose.words("By year or by place?"), cast.today()))
    worker.work_off()
    return life, Letter.objects.get(to=cast.MAYA, kind="Asked")


def mail(letter: Letter, text: str = "By year.", writer: str = f"Maya <{cast.MAYA}>", **headers) -> bytes:
    made = EmailMessage()
    told = {"From": writer, "To": post.reply_address(letter), "Subject": "Re: x", "Message-ID": "<1@almada.example>"}
    for name, value in (told | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        made[name] = value
    made.set_content(text)
    return made.as_bytes()


def test_the_letter_says_that_it_can_be_answered(mailoutbox, settings):
    _life, letter = asked()
    assert "##- Write your answer above this line -##" in letter.text
    assert "You may answer this letter" in letter.text
    settings.SMTP, settings.EMAIL_BACKEND = "mail.example", "django.core.mail.backends.locmem.EmailBackend"
    Letter.objects.filter(pk=letter.pk).update(sent=None)
    post.send(letter.pk, letter.made)
    (sent,) = mailoutbox
    assert sent.extra_headers["Reply-To"] == post.reply_address(letter)


def test_without_an_address_no_letter_promises_it(settings):
    settings.INBOUND_ADDRESS = ""
    _life, letter = asked()
    assert "Write your answer" not in letter.text
    assert letter.reply_hash == ""


def test_a_reply_answers_the_question_once_however_often_it_comes():
    life, letter = asked()
    assert receiving.receive(mail(letter)) == receiving.TAKEN
    assert receiving.receive(mail(letter)) == receiving.TAKEN
    question = life.contract.questions[0]
    assert (question.state, prose.read([question.answer])[question.answer]) == ("answered", "By year.")
    last = list(chain.entries(life.code))[-1]
    assert (last.act, last.by.person, last.by.side) == ("Answer", life.cast.maya.pk, "client")


def test_a_second_thought_becomes_a_comment_on_the_milestone():
    life, letter = asked()
    receiving.receive(mail(letter))
    assert receiving.receive(mail(letter, "Or rather by place?", Message_ID="<2@almada.example>")) == receiving.TAKEN
    assert life.contract.questions[0].state == "answered"
    assert life.contract.remarks[-1].about == "milestone:1"


def said(life: cast.Life, *comments: acts.Comment) -> Letter:
    """Maya's comments on the terms, and the one letter to Jonas about them."""
    for comment in comments:
        life.maya(comment)
    worker.work_off(datetime.now(UTC) + timedelta(minutes=11))
    return Letter.objects.get(to=cast.JONAS, kind="Commented")


def test_a_reply_joins_the_thread_of_the_comment_while_that_is_open():
    life = cast.started("after")
    letter = said(life, acts.Comment("milestone:1", prose.words("Could you also build a page for news?")))
    told = {"writer": f"Jonas <{cast.JONAS}>"}
    assert receiving.receive(mail(letter, "That would be a change.", **told)) == receiving.TAKEN
    assert [(r.number, r.about, r.by) for r in life.contract.remarks] == [(1, "milestone:1", "freelancer")]
    life.maya(acts.ResolveComment(1))
    receiving.receive(mail(letter, "One thing more.", Message_ID="<2@brandt.example>", **told))
    assert [(r.number, r.open) for r in life.contract.remarks] == [(1, False), (2, True)]


def test_a_reply_to_a_letter_about_two_comments_joins_neither():
    life = cast.started("after")
    letter = said(life, *(acts.Comment("terms", prose.words(text)) for text in ("First.", "Second.")))
    receiving.receive(mail(letter, "To both: yes.", writer=f"Jonas <{cast.JONAS}>"))
    assert [r.number for r in life.contract.remarks] == [1, 2, 3]


def test_a_reply_to_a_letter_about_two_comments_answers_each_by_its_number(settings):
    life = cast.started("after")
    letter = said(life, *(acts.Comment("terms", prose.words(text)) for text in ("First.", "Second.")))
    assert "“2: Yes.”" in letter.text
    assert "Comment 1, on the terms as a whole: First." in letter.text
    text, writer = "2: Yes.\nGladly.\n\n1: No.", f"Jonas <{cast.JONAS}>"
    for _again in range(2):
        assert receiving.receive(mail(letter, text, writer=writer)) == receiving.TAKEN
    assert [(r.number, r.by) for r in life.contract.remarks] == [(1, "freelancer"), (2, "freelancer")]
    facts_ = [fact for told in chain.entries(life.code) for fact in told.facts if getattr(fact, "comment", 0)]
    texts = prose.read(fact.words for fact in facts_)
    assert [(f.comment, texts[f.words]) for f in facts_[2:]] == [(2, "Yes.\nGladly."), (1, "No.")]


@pytest.mark.parametrize("text", ["9: There is no such comment.", "Well: 2: no.", "2:", "Thanks.\n2: Yes."])
def test_what_does_not_answer_by_number_is_a_comment_of_its_own(text):
    life = cast.started("after")
    letter = said(life, *(acts.Comment("terms", prose.words(text)) for text in ("First.", "Second.")))
    receiving.receive(mail(letter, text, writer=f"Jonas <{cast.JONAS}>"))
    assert [r.number for r in life.contract.remarks] == [1, 2, 3]


def test_a_stranger_with_the_address_is_nobody():
    life, letter = asked()
    assert receiving.receive(mail(letter, writer="noor@outside.example")) == receiving.NOT_THEIRS
    assert receiving.receive(mail(letter, writer=f"{cast.JONAS}")) == receiving.NOT_THEIRS
    assert life.contract.questions[0].state == "open"


def test_who_has_left_is_nobody():
    life, letter = asked()
    life.cast.maya.memberships.update(left=letter.made)
    assert receiving.receive(mail(letter)) == receiving.NOT_THEIRS


@pytest.mark.parametrize(
    "to", ["reply@tallystone.example", f"reply+{'a' * 32}@tallystone.example", "reply+x@tallystone.example"]
)
def test_an_address_that_was_never_given_is_refused(to):
    _life, letter = asked()
    raw = mail(letter).replace(post.reply_address(letter).encode(), to.encode())
    assert receiving.receive(raw) == receiving.NO_SUCH


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Auto_Submitted": "auto-generated"}, {"Precedence": "bulk"},
        {"Return_Path": "<>"}, {"List_Id": "<a.example>"}, {"X_Autoreply": "yes"},
        {"writer": "mailer-daemon@almada.example"}, {"writer": product.DEFAULT_FROM_EMAIL},
        {"writer": "reply@tallystone.example"},
    ],
)  # fmt: skip
def test_what_a_machine_sent_is_left_alone_and_not_answered(headers):
    life, letter = asked()
    before = Letter.objects.count()
    assert receiving.receive(mail(letter, **headers)) == receiving.TAKEN
    assert life.contract.questions[0].state == "open"
    assert Letter.objects.count() == before


def test_what_cannot_be_taken_is_said_to_its_writer():
    life, letter = asked()
    assert receiving.receive(mail(letter, "> By year or by place?\n")) == receiving.TAKEN
    assert "nothing in your mail but what it quotes" in Letter.objects.get(kind="Plain", to=cast.MAYA).text
    assert life.contract.questions[0].state == "open"


def test_too_many_and_too_large_are_not_looked_at():
    _life, letter = asked()
    for number in range(receiving.MOST):
        assert receiving.receive(mail(letter, f"Word {number}", Message_ID=f"<{number}@a.example>")) == receiving.TAKEN
    assert receiving.receive(mail(letter, "One more", Message_ID="<99@a.example>")) == receiving.LATER
    assert receiving.receive(b"x" * (replying.MOST_BYTES + 1)) == receiving.BAD


def test_files_in_a_mail_are_told_not_to_be_kept():
    life, letter = asked()
    made = EmailMessage()
    made["From"], made["To"], made["Message-ID"] = cast.MAYA, post.reply_address(letter), "<3@a.example>"
    made.set_content("See the sketch.")
    made.add_attachment(b"x", maintype="image", subtype="png", filename="sketch.png")
    assert receiving.receive(made.as_bytes()) == receiving.TAKEN
    assert life.contract.questions[0].state == "answered"
    assert "the files with them are not" in Letter.objects.get(kind="Plain", to=cast.MAYA).text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("By year.\n\nOn Tue, 3 Mar 2026 at 10:00, Tallystone <t@x.example> wrote:\n> By year or by place?\n", "By year."),
        ("By year.\n\nOn Tue, 3 Mar 2026 at 10:00, Tallystone\n<t@x.example> wrote:\n> old\n", "By year."),
        ("Nach Jahr.\n\nAm 03.03.26 um 10:00 schrieb Tallystone:\n> alt\n", "Nach Jahr."),
        ("By year.\n-- \nMaya Serrano\nStudio Almada", "By year."),
        ("By year.\n\nSent from my iPhone", "By year."),
        ("By year.\n\n-----Original Message-----\nFrom: T\nSent: Tuesday\nTo: Maya", "By year."),
        ("By year.\n\nFrom: Tallystone <t@x.example>\nSent: Tuesday\nTo: Maya\n\nold", "By year."),
        ("By year.\n> ##- Write your answer above this line -##\n> old", "By year."),
        ("> By year or by place?\nBy year.\n> And?\nNothing more.", "By year.\nNothing more."),
        ("On Monday we said this:\nby year.", "On Monday we said this:\nby year."),
        ("Two\n\n\n\n\nparts", "Two\n\nparts"),
        ("", ""),
    ],
)
def test_only_what_was_written_is_kept(text, kept):
    assert replying.own_words(text) == kept


def test_html_alone_is_read_without_its_quotes_and_tags():
    made = EmailMessage()
    made.set_content(
        "<html><head><style>p{}</style></head><body><p>By <b>year</b>.</p><p>&lt;script&gt;</p>"
        "<div class='gmail_quote'>On Tuesday<br>they wrote <blockquote>old</blockquote></div></body></html>",
        subtype="html",
    )
    assert replying.words_of(made) == "By year.\n\n<script>"


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"From: a\n\n", b"From: m@x.example\nContent-Type: text/plain; charset=nope\n\nhi"]
)
def test_odd_mail_is_refused_not_stumbled_over(raw):
    assert receiving.receive(raw) in {receiving.TAKEN, receiving.NO_SUCH}


def test_the_command_reads_one_mail(tmp_path):
    """As a mail server pipes it, into an installation that knows no such letter."""
    environment = {"TALLYSTONE_DATA": str(tmp_path), "PATH": "/usr/bin:/bin", "TALLYSTONE_INBOUND_ADDRESS": "r@x.example"}
    tool = str(Path(sys.executable).parent / "tallystone")
    subprocess.run([tool, "migrate"], env=environment, check=True, capture_output=True)
    raw = b"From: maya@almada.example\nTo: r+" + b"a" * 32 + b"@x.example\n\nHello\n"
    done = subprocess.run([tool, "receive-mail"], env=environment, input=raw, capture_output=True)
    assert done.returncode == receiving.NO_SUCH, done.stderr
