"""What the worker does for each kind of job. Each may run again after a crash and then finds its work done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tallystone.acting import outbox
from tallystone.books.models import Contract, Paper
from tallystone.core import acts, facts
from tallystone.files import previews, uploads
from tallystone.journal import chain
from tallystone.notices import letters, post
from tallystone.ops.clock import by_clock
from tallystone.papers import filing


def entry(payload: dict[str, Any], now: datetime) -> None:
    """After an act: its papers, then its letters with them, and previews of what was handed over."""
    code, seq = payload["code"], payload["seq"]
    told = next(chain.entries(code, after=seq - 1, up_to=seq))
    attached = [file_paper(code, seq, kind, about, now) for kind, about in filing.wanted(told, code)]
    letters.write_for_entry(code, seq, now, attached)
    for fact in told.facts:
        if isinstance(fact, facts.Delivered):
            uploads.take(code, fact.milestone, fact.files)  # the page does so too; a crash there may not hide files
            for digest in fact.files:
                outbox.put("preview", f"preview:{digest}", {"file": digest}, now)


def file_paper(code: str, seq: int, kind: str, about: str, now: datetime) -> list[str]:
    """The paper, made if it is not there yet, as [file hash, file name]."""
    paper = Paper.objects.filter(code=code, kind=kind, about=about).first()
    if paper is None:
        digest = filing.make(Contract.objects.get(code=code), seq, kind, about)
        by_clock(code, acts.FilePaper(kind, about, digest), f"paper:{kind}:{about}", now)
        paper = Paper.objects.get(code=code, kind=kind, about=about)
    return [paper.file, f"{kind}-{about}.pdf"]


def send(payload: dict[str, Any], now: datetime) -> None:
    """Hand a letter to the mail server; where it proves a notice, the review clock hears of it."""
    letter = post.send(payload["letter"], now)
    if letter and payload.get("notice"):
        number, round_, kind = payload["notice"]
        act = acts.Notice(number, round_, kind)
        by_clock(letter.code, act, f"notice:{letter.code}:{number}:{round_}:{kind[0]}", now)


def preview(payload: dict[str, Any], now: datetime) -> None:
    previews.make_previews(payload["file"])


KINDS: dict[str, Callable[[dict[str, Any], datetime], None]] = {"entry": entry, "send": send, "preview": preview}
