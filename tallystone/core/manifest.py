"""What a delivery holds and what a review finds missing, as the words (canonical JSON) that the record binds by hash."""

import json
from dataclasses import asdict
from typing import Any

from tallystone.core.value import value


@value
class Link:
    title: str
    address: str


@value
class File:
    """A delivered file: its name, the sha256 of its content, its size in bytes and its kind (MIME)."""

    name: str
    hash: str
    size: int
    kind: str


@value
class Captured:
    """A web page or a Git commit: frozen into `files` (by hash) at this moment, or only named, and `why`."""

    kind: str
    address: str
    at: str
    commit: str = ""
    title: str = ""
    why: str = ""
    files: tuple[str, ...] = ()


@value
class Evidence:
    """Where a criterion can be seen to be met: in words, in one of the delivered files (by hash), or in both."""

    number: int
    evidence: str
    file: str = ""


@value
class Pin:
    """A note on a delivered file, pinned to a place: a page (pictures have one) at thousandths from left and top, or a line.

    `number` counts through the milestone, `round` is the delivery that it was first said of. It stays until it is settled.
    """

    number: int
    round: int
    file: str
    name: str
    text: str
    page: int = 0
    x: int | None = None
    y: int | None = None
    line: int = 0
    criterion: int = 0


@value
class Reply:
    """What a new delivery says to a note: done, or why not, or both."""

    number: int
    done: bool
    text: str = ""


@value
class Manifest:
    """One snapshot: everything that was handed over, the evidence for each criterion, what became of each note, its origins."""

    note: str = ""
    links: tuple[Link, ...] = ()
    files: tuple[File, ...] = ()
    criteria: tuple[Evidence, ...] = ()
    replies: tuple[Reply, ...] = ()
    origins: tuple[str, ...] = ()  # hashes of the subcontractors' snapshots that it was made of
    captures: tuple[Captured, ...] = ()

    def reply_to(self, number: int) -> Reply | None:
        return next((each for each in self.replies if each.number == number), None)

    def evidence_for(self, number: int) -> Evidence | None:
        return next((each for each in self.criteria if each.number == number), None)


@value
class Reasons:
    """Why a delivery was not accepted: a reason for each criterion that is not met, a note, and the notes that are open."""

    unmet: dict[int, str]
    note: str = ""
    pins: tuple[Pin, ...] = ()


def manifest_text(manifest: Manifest) -> str:
    """The one spelling of a snapshot that is hashed."""
    later = {name for name in ("replies", "origins", "captures") if not getattr(manifest, name)}
    return _canonical({name: value for name, value in asdict(manifest).items() if name not in later})


def manifest_from(text: str | None) -> Manifest:
    """A snapshot from its stored text; an empty one where the words were erased."""
    data = _read(text)
    return Manifest(
        str(data.get("note", "")),
        tuple(Link(each["title"], each["address"]) for each in data.get("links", [])),
        tuple(File(each["name"], each["hash"], each["size"], each["kind"]) for each in data.get("files", [])),
        tuple(Evidence(each["number"], each["evidence"], each.get("file", "")) for each in data.get("criteria", [])),
        tuple(Reply(**each) for each in data.get("replies", [])),
        tuple(map(str, data.get("origins", []))),
        tuple(Captured(**{**each, "files": tuple(each["files"])}) for each in data.get("captures", [])),
    )


def reasons_text(reasons: Reasons) -> str:
    """The one spelling of a review's reasons that is hashed."""
    unmet = [{"number": number, "why": why} for number, why in sorted(reasons.unmet.items())]
    pins = {"pins": [asdict(pin) for pin in reasons.pins]} if reasons.pins else {}
    return _canonical({"unmet": unmet, "note": reasons.note, **pins})


def reasons_from(text: str | None) -> Reasons:
    """The reasons of a review from their stored text."""
    data = _read(text)
    pins = tuple(Pin(**each) for each in data.get("pins", []))
    return Reasons({each["number"]: each["why"] for each in data.get("unmet", [])}, str(data.get("note", "")), pins)


def _canonical(data: dict[str, Any]) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _read(text: str | None) -> dict[str, Any]:
    """The data in a stored text; words that are not ours to parse (another program's) are a note."""
    if not text:
        return {}
    try:
        data = json.loads(text)
    except ValueError:
        return {"note": text}
    return data if isinstance(data, dict) else {"note": text}
