"""What a delivery holds and what a review finds missing, as the words (canonical JSON) that the record binds by hash."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class File:
    """A delivered file: its name, the sha256 of its content, its size in bytes and its kind (MIME)."""

    name: str
    hash: str
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a criterion can be seen to be met: in words, in one of the delivered files (by hash), or in both."""

    number: int
    evidence: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One snapshot: everything that was handed over, and the evidence for each criterion."""

    note: str = ""
    links: tuple[Link, ...] = ()
    files: tuple[File, ...] = ()
    criteria: tuple[Evidence, ...] = ()

    def evidence_for(self, number: int) -> Evidence | None:
        return next((each for each in self.criteria if each.number == number), None)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a delivery was not accepted: a reason for each criterion that is not met, and a note."""

    unmet: dict[int, str]
    note: str = ""


def manifest_text(manifest: Manifest) -> str:
    """The one spelling of a snapshot that is hashed."""
    return _canonical(asdict(manifest))


def manifest_from(text: str | None) -> Manifest:
    """A snapshot from its stored text; an empty one where the words were erased."""
    data = _read(text)
    return Manifest(
        str(data.get("note", "")),
        tuple(Link(each["title"], each["address"]) for each in data.get("links", [])),
        tuple(File(each["name"], each["hash"], each["size"], each["kind"]) for each in data.get("files", [])),
        tuple(Evidence(each["number"], each["evidence"], each.get("file", "")) for each in data.get("criteria", [])),
    )


def reasons_text(reasons: Reasons) -> str:
    """The one spelling of a review's reasons that is hashed."""
    unmet = [{"number": number, "why": why} for number, why in sorted(reasons.unmet.items())]
    return _canonical({"unmet": unmet, "note": reasons.note})


def reasons_from(text: str | None) -> Reasons:
    """The reasons of a review from their stored text."""
    data = _read(text)
    return Reasons({each["number"]: each["why"] for each in data.get("unmet", [])}, str(data.get("note", "")))


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
