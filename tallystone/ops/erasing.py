"""Erasing delivered files: by a contract's rule when its time is over, or on request, each as an act in the record."""

from datetime import datetime

from tallystone.acting import outbox
from tallystone.core import acts
from tallystone.files import retention
from tallystone.journal import chain
from tallystone.ops.clock import by_clock


def plan(code: str, now: datetime) -> None:
    """Have the worker come back when the files of a contract that has ended are to be erased."""
    due = retention.over_at(code, chain.fold(code).ended_at) if retention.days_of(code) else None
    if due:
        outbox.put("erase", f"erase:{code}:{due:%Y%m%d%H%M%S}", {"code": code}, max(due, now))


def by_rule(code: str, now: datetime) -> None:
    """Erase them, if the rule still says so; the worker does it when the act is in the record."""
    due = retention.over_at(code, chain.fold(code).ended_at)
    files = sorted({upload.blob_id for upload in retention.kept(code)}) if due and due <= now else []
    if due and files:
        by_clock(code, acts.Erase(tuple(files), "rule"), f"erase:{code}:{due:%Y%m%d%H%M%S}", now)


def on_request(digest: str, now: datetime) -> list[str]:
    """Erase a file from every contract that it was delivered to; their codes."""
    codes = retention.codes_of(digest)
    for code in codes:
        by_clock(code, acts.Erase((digest,), "request"), f"gone:{code}:{digest[:24]}", now)
        retention.erase(code, [digest], now)
    return codes
