"""What the worker does for each kind of job. Each may run again after a crash and then finds its work done."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage

from tallystone.acting import outbox
from tallystone.acting.models import Job
from tallystone.books.models import Contract, Paper
from tallystone.core import acts, facts
from tallystone.files import arriving, capturing, comparing, insides, previews, retention, uploads
from tallystone.files.asking import ask_previews
from tallystone.files.folder import Folder
from tallystone.files.models import Arriving
from tallystone.hours import importing
from tallystone.journal import chain
from tallystone.notices import gathering, mediation, nudging, post, reporting
from tallystone.ops.clock import by_clock
from tallystone.ops.erasing import by_rule, plan
from tallystone.ops.following import follow
from tallystone.ops.handing import hand
from tallystone.papers import filing
from tallystone.papers.names import COUNTED, file_name
from tallystone.people import sweeping
from tallystone.reviewing import notes, pairs
from tallystone.showcase import tracking

A_DAY = 100  # forgotten previews that a day's sweep asks for
JOBS_KEPT = timedelta(days=90)  # longer than any delivery waits: the keys of done jobs say what was done


def entry(payload: dict[str, Any], now: datetime) -> None:
    """After an act: its papers, then its letters with them, and previews of what was handed over."""
    code, seq = payload["code"], payload["seq"]
    told = next(chain.entries(code, after=seq - 1, up_to=seq))
    tracking.follow(told, code)
    attached = [file_paper(code, seq, kind, about, now) for kind, about in filing.wanted(told, code)]
    reporting.write_for_entry(code, seq, now, attached)
    follow(told, code, now)
    gathering.gather(code, told, now)
    nudging.plan(code, now)
    mediation.ask(code, told, now)
    for fact in told.facts:
        if isinstance(fact, facts.Erased):
            retention.erase(code, fact.files, now)
        if isinstance(fact, facts.Delivered):
            uploads.bind(fact.files)
            uploads.take(code, fact.milestone, fact.files)  # the page does so too; a crash there may not hide files
            capturing.take(code, fact.milestone, told.at)
            for digest in fact.files:
                outbox.put("preview", f"preview:{digest}", {"file": digest}, now)
            for upload in uploads.delivered(code, fact.milestone, fact.files):
                ask_previews(upload)
            for pair in pairs.changed_with(code, fact.milestone, seq):
                files = {"before": pair.before.hash, "after": pair.after.hash}
                outbox.put("compare", f"compare:{files['before'][:32]}:{files['after'][:32]}", files, now)
    plan(code, now)


def file_paper(code: str, seq: int, kind: str, about: str, now: datetime) -> list[str]:
    """The paper, made if it is not there yet, as [file hash, file name]."""
    paper = Paper.objects.filter(code=code, kind=kind, about=about).first()
    if paper is None:
        digest = filing.make(Contract.objects.get(code=code), seq, kind, about)
        whole = f"{code}:{about}" if kind in COUNTED else about
        by_clock(code, acts.FilePaper(kind, about, digest), f"paper:{kind}:{whole}", now)
        paper = Paper.objects.get(code=code, kind=kind, about=about)
    return [paper.file, file_name(code, kind, about)]


def send(payload: dict[str, Any], now: datetime) -> None:
    """Hand a letter to the mail server; where it proves a notice, the review clock hears of it."""
    letter, notice = post.send(payload["letter"], now), payload.get("notice")
    if letter is None or not notice:
        return
    number, round_, kind, snapshot = notice
    if kind in {"offer", "reminder"}:  # of a number in a dispute: `snapshot` is the dispute's
        act_id = f"notice:{letter.code}:{number}:{snapshot}:{round_}:{kind[:2]}"
        by_clock(letter.code, acts.NoticeSplit(number, round_, kind), act_id, now)
        return
    stone = chain.fold(letter.code).stone(number)
    if stone and stone.snapshot == snapshot:  # a delivery that was taken back since starts no clock
        act_id = f"notice:{letter.code}:{number}:{snapshot[:16]}:{kind[:2]}"
        by_clock(letter.code, acts.Notice(number, round_, kind), act_id, now)


def remind(payload: dict[str, Any], now: datetime) -> None:
    reporting.write_reminder(payload["code"], payload["number"], now)


def comments(payload: dict[str, Any], now: datetime) -> None:
    gathering.write_comments(payload["code"], payload["side"], payload["start"], now)


def letter(payload: dict[str, Any], now: datetime) -> None:
    reporting.write_held(payload, now)


def digest(payload: dict[str, Any], now: datetime) -> None:
    reporting.write_digest(payload["person"], datetime.fromisoformat(payload["due"]), now)


def nudge(payload: dict[str, Any], now: datetime) -> None:
    reporting.write_nudge(payload, now)


def preview(payload: dict[str, Any], now: datetime) -> None:
    previews.make_previews(payload["file"])


def arrived(payload: dict[str, Any], now: datetime) -> None:
    """A large file came whole: keep it by its content."""
    row = Arriving.objects.filter(pk=payload["file"]).first()
    done = arriving.settle(row) if row else None
    if done and done.upload:
        ask_previews(done.upload)


def inside(payload: dict[str, Any], now: datetime) -> None:
    insides.read(payload["file"], payload["form"])


def capture(payload: dict[str, Any], now: datetime) -> None:
    capturing.capture(payload["capture"])


def compare(payload: dict[str, Any], now: datetime) -> None:
    comparing.compare(payload["before"], payload["after"])


def sweep(payload: dict[str, Any], now: datetime) -> None:
    """Once a day: forget what nobody needs any more, and draw previews that were forgotten."""
    sweeping.sweep(now)
    notes.sweep(now)
    arriving.sweep(now)
    Job.objects.filter(done__lt=now - JOBS_KEPT).delete()
    if isinstance(default_storage, Folder):
        default_storage.clear_arriving()
    for digest in previews.waiting()[:A_DAY]:
        outbox.put("preview", f"again:{now:%Y%m%d}:{digest}", {"file": digest}, now)


def hours(payload: dict[str, Any], now: datetime) -> None:
    """Bring in a file of hours, or what is left of it."""
    importing.run(payload["import"], now)


KINDS: dict[str, Callable[[dict[str, Any], datetime], None]] = {
    "entry": entry, "send": send, "remind": remind, "preview": preview, "sweep": sweep, "hand": hand, "comments": comments,
    "digest": digest, "nudge": nudge, "letter": letter,
    "compare": compare,
    "arrived": arrived, "inside": inside, "capture": capture,
    "erase": lambda payload, now: by_rule(payload["code"], now),
    "hours": hours,
}  # fmt: skip
