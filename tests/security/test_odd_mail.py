"""Mail from anybody: whatever it is made of, it is answered soon, with one of the exit codes, and nothing is done with it."""

import time

import pytest

from tallystone.core import acts
from tallystone.journal import prose
from tallystone.notices import opening, post, replying, rhythm
from tallystone.notices.models import Letter, Wish
from tallystone.ops import receiving, worker
from tests import cast

pytestmark = pytest.mark.django_db
SOON = 20  # seconds of the processor, so that a machine that is busy counts alike
CODES = {receiving.TAKEN, receiving.BAD, receiving.NO_SUCH, receiving.NOT_THEIRS}
NOBODY = b"reply+" + b"a" * 32 + b"@tallystone.example"
ODD = [
    b"<", b'"', b"=?x?b?!!?=", b"(" * 3000, b"a," * 50_000, b"a@[", b"", b",,,", b":;", b"@", b"group: a@b;", b"\xff\xfe",
    b"=?utf-8?b?/////w==?=", b"<a@[" * 20_000, b'"\\' * 40_000, b"a" * 1_000_000, b"\x00", b"=?utf-8?q?=00?=",
    b"multipart/mixed; boundary=", b'text/plain; charset="a\x00b"', b"text/html; charset=utf-7", b"text/plain; charset=idna",
    b"multipart/alternative", b"message/rfc822", b"message/partial", b'text/plain; name*0*=x; name*1="' + b"y" * 50_000,
]  # fmt: skip
NAMES = [
    b"From", b"To", b"Cc", b"Delivered-To", b"Message-ID", b"Content-Type", b"Auto-Submitted", b"Content-Transfer-Encoding",
    b"Content-Disposition", b"Return-Path",
]  # fmt: skip


@pytest.fixture(autouse=True)
def inbound(settings):
    settings.DEMO = True
    settings.INBOUND_ADDRESS = "reply@tallystone.example"


def asked() -> tuple[cast.Life, Letter]:
    life = cast.started("after")
    rhythm.wish_of(life.cast.maya.pk)
    Wish.objects.update(rhythm=rhythm.EACH)
    life.jonas(acts.Ask(1, prose.words("By year or by place?"), cast.today()))
    worker.work_off()
    return life, Letter.objects.get(to=cast.MAYA, kind="Asked")


def soon(raw: bytes) -> int:
    began = time.process_time()
    told = receiving.receive(raw)
    assert time.process_time() - began < SOON
    return told


@pytest.mark.parametrize("name", NAMES)
def test_odd_heads(name):
    for value in ODD:
        others = b"".join(n + b": " + v + b"\r\n" for n, v in ((b"From", b"a@b.example"), (b"To", NOBODY)) if n != name)
        assert soon(others + name + b": " + value + b"\r\n\r\nhi") in CODES, (name, value[:40])


def nested(depth: int, kind: bytes = b"multipart/mixed") -> bytes:
    heads = b"".join(b"Content-Type: %s; boundary=b%d\r\n\r\n--b%d\r\n" % (kind, n, n) for n in range(depth))
    return heads + b"Content-Type: text/plain\r\n\r\nhi\r\n"


@pytest.mark.parametrize(
    "body",
    [
        nested(300), nested(5000), nested(900) + b"a\r\n" * 1_000_000,
        b"Content-Type: message/rfc822\r\n\r\n" * 5000 + b"\r\nhi",
        b"Content-Type: text/html\r\n\r\n" + b"<!" * 200_000, b"Content-Type: text/html\r\n\r\n" + b"<b> </b>" * 60_000,
        b"Content-Type: text/html\r\n\r\n" + b"<a " * 200_000, b"Content-Type: text/html\r\n\r\n" + b"<blockquote>" * 40_000,
        b"\r\n" + b"a\r\n" * 200_000, b"\r\n" + b"On a\r\n" * 100_000, b"\r\nOn a:" + b" " * 400_000 + b"x",
        b"\r\n" + b"From: \r\n" * 100_000, b"\r\n" + b"##-" * 200_000, b"X: y\r\n" * 300_000 + b"\r\nhi",
    ],
    ids=range(14),
)  # fmt: skip
def test_bombs_from_who_has_the_address(body):
    """Sent by Maya herself with her own token: what becomes of it is said within seconds."""
    _life, letter = asked()
    head = f"From: {cast.MAYA}\r\nTo: {post.reply_address(letter)}\r\nMessage-ID: <1@a.example>\r\nMIME-Version: 1.0\r\n"
    assert soon(head.encode() + body) in CODES


def test_a_long_honest_mail_is_read_at_once():
    began = time.monotonic()
    assert replying.own_words("A line of an honest mail.\n" * 20_000).count("\n") == 19_999
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "said",
    [
        "From: maya@almada.example, otto@outside.example", "From: otto@outside.example, maya@almada.example",
        "From: maya@almada.example\r\nFrom: otto@outside.example", "From: otto@outside.example\r\nFrom: maya@almada.example",
        "From: maya@almada.example <otto@outside.example>", 'From: "maya@almada.example" <otto@outside.example>',
        "From: otto@outside.example\r\nSender: maya@almada.example\r\nReply-To: maya@almada.example",
        "From: mayа@almada.example", "From: maya@almada.example.outside.example",
    ],
)  # fmt: skip
def test_a_mail_from_several_or_from_a_twin_is_nobodys(said):
    life, letter = asked()
    raw = f"{said}\r\nTo: {post.reply_address(letter)}\r\nMessage-ID: <1@a.example>\r\n\r\nBy year.".encode()
    assert soon(raw) in {receiving.NOT_THEIRS, receiving.TAKEN, receiving.BAD}
    assert life.contract.questions[0].state == "open"
    assert not life.contract.remarks


def test_the_token_of_anothers_letter_is_worth_nothing():
    """Jonas writes to the address that was given to Maya, and with the token as mail servers note it elsewhere."""
    life, letter = asked()
    for name in ("To", "Cc", "Delivered-To", "X-Original-To"):
        raw = f"From: {cast.JONAS}\r\n{name}: {post.reply_address(letter)}\r\nMessage-ID: <1@a.example>\r\n\r\nBy year."
        assert soon(raw.encode()) == receiving.NOT_THEIRS
    elsewhere = post.reply_address(letter).partition("+")[2]
    assert soon(f"From: {cast.MAYA}\r\nTo: x@y.example\r\nSubject: +{elsewhere}\r\n\r\nx".encode()) == receiving.NO_SUCH
    assert life.contract.questions[0].state == "open"


def test_an_answer_never_binds_and_never_moves_money():
    """Whatever the mail says, it becomes words: an answer or a comment."""
    life, letter = asked()
    head = f"From: {cast.MAYA}\r\nTo: {post.reply_address(letter)}\r\nMessage-ID: <%d@a.example>\r\n\r\n"
    before = (life.contract.terms, life.stone(1).money, life.stone(1).work)
    for number, said in enumerate(
        ("Accept", "I agree to the terms.", "Decide: yes", "\0\ud800".encode("utf-16", "surrogatepass"))
    ):
        body = said if isinstance(said, bytes) else said.encode()
        assert soon((head % number).encode() + body) in CODES
    assert (life.contract.terms, life.stone(1).money, life.stone(1).work) == before


def test_time_is_given_back():
    """After a mail that took too long the clock of the process is nobody's."""
    with pytest.raises(opening.Unreadable), opening.carefully(1):
        time.sleep(3)
    time.sleep(1.2)
