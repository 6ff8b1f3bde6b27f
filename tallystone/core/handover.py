"""The handover as a document: what the record says, what the freelancer adds, and what is still missing in it.

Its text (canonical JSON) is the words that the record binds by hash. It names no amount, so that it can be given on.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from tallystone.core.manifest import File, Link
from tallystone.core.state import Stone
from tallystone.core.value import value

BEGUN = ("started", "delivered", "changes_asked", "part_accepted", "handed_over")  # worked on, and not accepted
RETURN, PASS_ON, CLOSE = WAYS = ("return", "pass_on", "close")  # what becomes of an access
NONE = ("places", "access", "problems")  # of these there may be none, which is then said


@value
class Held:
    """A criterion as the record has it: "accepted", "review" (handed over, not looked at), "unmet" (a review named it),
    "seen" (a review named others) or "open"."""

    number: int
    text: str
    state: str
    evidence: str = ""


@value
class Stage:
    """A milestone: its state in the record, its last snapshot, and in `standing` where its work stands, in words."""

    number: int
    title: str
    work: str
    due: str
    percent: int = 0
    round: int = 0
    snapshot: str = ""
    on: str = ""  # the day of its last snapshot
    note: str = ""  # that went with it
    deliverables: tuple[str, ...] = ()
    criteria: tuple[Held, ...] = ()
    files: tuple[File, ...] = ()
    links: tuple[Link, ...] = ()
    standing: str = ""


@value
class Asked:
    """A question of a side that has no decided answer yet; `answer` is what was said to it so far."""

    number: int
    milestone: int
    by: str
    text: str
    answer: str = ""


@value
class Settled:
    """An answer that both sides go by, and the day on which it was taken as decided."""

    number: int
    milestone: int
    question: str
    answer: str
    on: str


@value
class Promised:
    """A duty of the client's: done, or not yet."""

    number: int
    text: str
    due: str
    done: bool


@value
class Place:
    """Something that is not among the deliveries, and where it is."""

    what: str
    where: str


@value
class Access:
    """An access to be given back ("return"), passed on ("pass_on") or closed ("close"), and how; never the secret itself."""

    what: str
    way: str
    how: str


@value
class Handover:
    """The whole document. `none` names what there is none of; `knowing` is what the next person must know, `first` where
    they begin."""

    stages: tuple[Stage, ...] = ()
    questions: tuple[Asked, ...] = ()
    decisions: tuple[Settled, ...] = ()
    duties: tuple[Promised, ...] = ()
    places: tuple[Place, ...] = ()
    access: tuple[Access, ...] = ()
    problems: str = ""
    knowing: str = ""
    first: str = ""
    none: tuple[str, ...] = ()

    def stage(self, number: int) -> Stage | None:
        return next((stage for stage in self.stages if stage.number == number), None)


LISTS = {
    "stages": Stage, "questions": Asked, "decisions": Settled, "duties": Promised, "places": Place, "access": Access,
}  # fmt: skip


def missing(document: Handover) -> tuple[str, ...]:
    """What a complete handover has and this one has not: "standing.2", "places", "access", "problems", "knowing", "first".

    Nothing is left to do (every milestone accepted or taken out): then nobody needs to be told where to begin.
    """
    lacking = [f"standing.{s.number}" for s in document.stages if s.work in BEGUN and not s.standing.strip()]
    lacking += [name for name in NONE if not _told(document, name)]
    lacking += [name for name in ("knowing",) if not document.knowing.strip()]
    left = any(s.work not in {"accepted", "cancelled"} for s in document.stages)
    return (*lacking, *(("first",) if left and not document.first.strip() else ()))


def _told(document: Handover, name: str) -> bool:
    value = getattr(document, name)
    return bool(value.strip() if isinstance(value, str) else value) or name in document.none


def state_of(s: Stone, number: int) -> str:
    """Where one criterion of a milestone stands, as the record has it."""
    if s.work == "accepted" or number in s.met:
        return "accepted"
    if number in s.unmet:
        return "unmet"
    if not s.snapshot or s.work in {"started", "part_accepted", "planned"}:
        return "open"
    return "seen" if s.unmet else "review"


def texts(document: Handover) -> Iterator[tuple[str, str]]:
    """Everything that the freelancer adds, by the field in which it is typed."""
    for stage in document.stages:
        yield f"standing.{stage.number}", stage.standing
    for n, place in enumerate(document.places, 1):
        yield f"what.{n}", place.what
        yield f"where.{n}", place.where
    for n, access in enumerate(document.access, 1):
        yield f"access.{n}", access.what
        yield f"how.{n}", access.how
    for name in ("problems", "knowing", "first"):
        yield name, getattr(document, name)


def handover_text(document: Handover) -> str:
    """The one spelling of a handover that is hashed."""
    return json.dumps(asdict(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def handover_from(text: str | None) -> Handover | None:
    """A handover from its stored text; None where the words were erased, or are no handover."""
    try:
        data: dict[str, Any] = json.loads(text or "null")
        lists: dict[str, Any] = {name: tuple(_one(kind, each) for each in data[name]) for name, kind in LISTS.items()}
        lists |= {name: str(data[name]) for name in ("problems", "knowing", "first")}
        return Handover(**lists, none=tuple(name for name in data["none"] if name in NONE))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _one(kind: type, data: dict[str, Any]) -> Any:
    if kind is Stage:
        data = data | {
            "deliverables": tuple(data["deliverables"]),
            "criteria": tuple(Held(**each) for each in data["criteria"]),
            "files": tuple(File(**each) for each in data["files"]),
            "links": tuple(Link(**each) for each in data["links"]),
        }
    return kind(**{field.name: data[field.name] for field in fields(kind)})
