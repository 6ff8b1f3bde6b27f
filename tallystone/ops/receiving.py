"""Receiving: one mail that answers a letter of ours, as a mail server pipes it. It becomes an answer or a comment, or nothing.

The exit code says to the mail server what became of it (sysexits.h): 0 taken, 65 too large or unreadable, 67 no such address,
75 try again later, 77 not from the person whose letter it was.
"""

import logging
import re

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _

from tallystone.acting.door import perform
from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.commenting import COMMENT_LENGTH, open_remarks
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.journal import chain, prose
from tallystone.notices import replying
from tallystone.notices.letters import send_plain_letter
from tallystone.notices.opening import Unreadable
from tallystone.notices.replying import NotForUs, NotTheirs, Reply
from tallystone.people import limits
from tallystone.people.reach import party_for

log = logging.getLogger(__name__)
TAKEN, BAD, NO_SUCH, LATER, NOT_THEIRS = 0, 65, 67, 75, 77
NUMBERED = re.compile(r"^[ \t]*#?([0-9]{1,5}):", re.MULTILINE)  # "2: Yes." answers comment 2
MOST = 6  # answers to one letter that are looked at within a quarter of an hour


def receive(raw: bytes) -> int:
    """What became of this mail, as an exit code. The same mail again changes nothing."""
    if len(raw) > replying.MOST_BYTES:
        return BAD
    try:
        reply = replying.read(raw)
        if reply is None:
            log.info("left alone: a machine sent it")
            return TAKEN
        return _take(reply)
    except Unreadable:
        log.info("left alone: it cannot be read")
        return BAD
    except NotForUs:
        return NO_SUCH
    except NotTheirs:
        return NOT_THEIRS
    except (OperationalError, InterfaceError):
        log.exception("the database cannot be used")
        return LATER


def _take(reply: Reply) -> int:
    code = reply.letter.code
    try:
        limits.count("reply", str(reply.letter.pk), MOST)
    except Refusal:
        return LATER
    if not reply.text:
        return _say_no(reply, _("There was nothing in your mail but what it quotes. Write above the quoted lines."))
    try:
        _row, by = party_for(reply.person, code)
    except Http404:
        return NOT_THEIRS
    try:
        for act, key in _acts(reply, by):
            perform(code, act, by, key)
    except Refusal as refusal:
        return _say_no(reply, sentence(refusal))
    log.info("taken", extra={"contract": code})
    if reply.attachments:
        _write_back(reply, _("Your words are kept; the files with them are not. Add files on the page, where both find them."))
    return TAKEN


def _acts(reply: Reply, by: By) -> list[tuple[acts.Act, str]]:
    """What a mail asks for, with the ids under which it does: one act, or one for each comment that it answers by number."""
    open_ = {r.number: r.about for r in open_remarks(chain.fold(reply.letter.code))}
    if reply.letter.kind != "Commented" or reply.letter.comment:
        return [(_act(reply, by), reply.key)]
    parts = NUMBERED.split(reply.text)
    first, answers = parts[0].strip(), list(zip(map(int, parts[1::2]), map(str.strip, parts[2::2]), strict=True))
    if first or not answers or any(number not in open_ or not text for number, text in answers):
        return [(_act(reply, by), reply.key)]
    return [
        (acts.Comment(open_[number], prose.words(text[: 4 * COMMENT_LENGTH]), number), f"{reply.key[:33]}-{at}")
        for at, (number, text) in enumerate(answers)
    ]


def _act(reply: Reply, by: By) -> acts.Act:
    """An answer to the question or the comment that the letter was about, while it is open; else a comment of its own."""
    letter, contract = reply.letter, chain.fold(reply.letter.code)
    question = next((q for q in contract.questions if q.number == letter.question), None)
    if question and question.state == "open" and question.asks == by.side:
        return acts.Answer(question.milestone, question.number, prose.words(reply.text))
    said = prose.words(reply.text[: 4 * COMMENT_LENGTH])
    remark = next((r for r in open_remarks(contract) if r.number == letter.comment), None)
    if remark:
        return acts.Comment(remark.about, said, remark.number)
    about = f"milestone:{letter.milestone}" if letter.milestone else "terms"
    return acts.Comment(about, said)


def _say_no(reply: Reply, why: str) -> int:
    _write_back(reply, why)
    return TAKEN


def _write_back(reply: Reply, why: str) -> None:
    """Tell the writer, who is known, what became of their mail; a stranger is told nothing."""
    place = f"{settings.BASE_URL}/contracts/{reply.letter.code}"
    send_plain_letter(reply.person.email, _("About your mail"), [why], _("Go to the contract"), place)
