"""The story of one milestone: its reports, every delivery with what was found missing, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tallystone.core import facts
from tallystone.core.manifest import Evidence, File, Manifest, Reasons, manifest_from, reasons_from
from tallystone.core.value import value
from tallystone.files.models import Upload
from tallystone.files.uploads import within_reach
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.pages.captures import why
from tallystone.pages.file_rows import FileRow, file_rows
from tallystone.pages.place import Place

QUOTED = ("note", "reasons", "snapshot")


@dataclass(slots=True)
class Round:
    """One delivery. `outcome` is accepted, deemed, changes, part, retracted, or "" while it is under review."""

    number: int
    at: datetime
    manifest: Manifest
    outcome: str = ""
    met: tuple[int, ...] = ()  # the criteria that were accepted, where that was a part
    ended: datetime | None = None
    reasons: Reasons | None = None
    note: str = ""
    files: list[FileRow] = field(default_factory=list)
    pins: list[Any] = field(default_factory=list)  # notes to show (pages.pinned.beside)
    missing: list[str] = field(default_factory=list)  # names of files that were erased

    @property
    def captures(self) -> list[dict[str, Any]]:
        """Pages and commits as the snapshot tells them, with the reason in words where one is only named."""
        return [{"told": each, "at": datetime.fromisoformat(each.at), "why": why(each.why)} for each in self.manifest.captures]

    def evidence(self, number: int) -> Evidence | None:
        return self.manifest.evidence_for(number)

    def file_of(self, hash_: str) -> FileRow | None:
        return next((row for row in self.files if row.hash == hash_), None)

    def why(self, number: int) -> str | None:
        """Why this criterion was not met, or None where nobody said so."""
        return self.reasons.unmet.get(number) if self.reasons else None


@value
class Said:
    """One report: how far, in which words, and when the next one comes."""

    at: datetime
    percent: int
    note: str
    next_on: date


@value
class Story:
    """Rounds and reports, oldest first."""

    rounds: list[Round]
    reports: list[Said]

    @property
    def last(self) -> Round | None:
        """The newest delivery that was not taken back."""
        return next((each for each in reversed(self.rounds) if each.outcome != "retracted"), None)

    @property
    def comparable(self) -> bool:
        """Are there two deliveries that were not taken back?"""
        return sum(each.outcome != "retracted" for each in self.rounds) > 1

    @property
    def earlier(self) -> list[Round]:
        """All others, newest first."""
        return [each for each in reversed(self.rounds) if each is not self.last]


@value
class Criterion:
    """A criterion as it stands: met, unmet, or "" where nobody has said; with its evidence and the reason."""

    number: int
    text: str
    state: str
    evidence: str = ""
    file: Any = None
    why: str = ""


def story(place: Place, current: bool = True) -> Story:
    """The story of the place's milestone; `current` says whether the last round's text files are opened as well."""
    entries, texts = told(place)
    found = Story([], [])
    for entry in entries:
        for fact in entry.facts:
            if getattr(fact, "milestone", 0) == place.number:
                _fold(found, fact, entry.at, texts)
    _with_files(place, found, current)
    return found


def told(place: Place) -> tuple[list[chain.Told], dict[str, str]]:
    """The entries of the place's milestone, and the words that they name; read once for a place."""
    if "rounds" not in place.kept:
        entries = _entries(place.code, place.number)
        named = {getattr(fact, name, None) for entry in entries for fact in entry.facts for name in QUOTED}
        place.kept["rounds"] = entries, prose.read(named)
    return place.kept["rounds"]


def _entries(code: str, number: int) -> list[chain.Told]:
    """The entries in which this milestone is named; the text that is searched is our own canonical spelling."""
    rows = Entry.objects.filter(code=code, text__contains=f'"milestone":{number}').order_by("seq")
    return [chain.read(text, hash_) for text, hash_ in rows.values_list("text", "hash")]


def _fold(found: Story, fact: facts.Fact, at: datetime, texts: dict[str, str]) -> None:
    match fact:
        case facts.Reported():
            found.reports.append(Said(at, fact.percent, texts.get(fact.note, ""), fact.next_on))
        case facts.Delivered():
            found.rounds.append(Round(fact.round, at, manifest_from(texts.get(fact.snapshot))))
        case facts.Retracted():
            _end(found, "retracted", at)
        case facts.ChangesAsked():
            _end(found, "changes", at, reasons=_reasons(fact, texts))
        case facts.PartAccepted():
            _end(found, "part", at, reasons=reasons_from(texts.get(fact.reasons or "")))
            if found.last:
                found.last.met = fact.criteria
        case facts.Accepted():
            _end(found, "accepted", at, note=texts.get(fact.note or "", ""))
        case facts.Lapsed():
            _end(found, "deemed", at)


def _end(found: Story, outcome: str, at: datetime, reasons: Reasons | None = None, note: str = "") -> None:
    last = found.last
    if last:
        last.outcome, last.ended, last.reasons, last.note = outcome, at, reasons, note


def _reasons(fact: facts.ChangesAsked, texts: dict[str, str]) -> Reasons:
    """The reasons as written; the numbers alone where the words were erased."""
    told = reasons_from(texts.get(fact.reasons))
    return Reasons({number: told.unmet.get(number, "") for number in fact.unmet}, told.note, told.pins)


def _with_files(place: Place, found: Story, current: bool) -> None:
    """Give each round its files that are still there, under the names they were delivered with."""
    hashes = {file.hash for each in found.rounds for file in each.manifest.files}
    if not hashes:
        return
    uploads = list(within_reach(place.code, place.side).filter(milestone=place.number, blob_id__in=hashes))
    for each in found.rounds:
        picked = [(file, _upload(uploads, file)) for file in each.manifest.files]
        each.missing = [file.name for file, upload in picked if upload is None]
        each.files = file_rows((upload for _file, upload in picked if upload), text=current and each is found.last)


def _upload(uploads: Iterable[Upload], file: File) -> Upload | None:
    same = [upload for upload in uploads if upload.blob_id == file.hash]
    return next((upload for upload in same if upload.name == file.name), next(iter(same), None))


def criteria(place: Place, last: Round | None) -> list[Criterion]:
    """The criteria beside the evidence of the newest delivery."""
    return [_criterion(place, last, number, text) for number, text in place.criteria]


def _criterion(place: Place, last: Round | None, number: int, text: str) -> Criterion:
    met = place.stone.work == "accepted" or number in place.stone.met
    if last is None:
        return Criterion(number, text, "met" if met else "")
    evidence, why = last.evidence(number), last.why(number)
    state = "met" if met else "unmet" if why is not None else ""
    file = last.file_of(evidence.file) if evidence and evidence.file else None
    return Criterion(number, text, state, evidence.evidence if evidence else "", file, why or "")


def review_rows(form: Any, place: Place, last: Round | None) -> list[dict[str, Any]]:
    """Each criterion that is open with its evidence and the fields of its verdict."""
    told = {each.number: each for each in criteria(place, last)}
    return [row | {"told": told[row["number"]]} for row in form.rows()]
