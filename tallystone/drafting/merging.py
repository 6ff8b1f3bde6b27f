"""Taking over what the other side changed into what is being written, as long as nobody's words are lost by it."""

from dataclasses import dataclass, field

from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.drafting.differences import matched
from tallystone.drafting.typed import ROWS, TEXTS, Typed, is_blank

OWN = {"mark", "until", "note", "client", "left"} | {name for name in TEXTS if name.startswith("client_")}
Row = dict[str, str]


@dataclass(slots=True)
class Merged:
    """The draft with their changes in it; `clashes` are the fields that both changed, where what was typed here stays."""

    typed: Typed
    clashes: list[str] = field(default_factory=list)


@value
class Written:
    """A version as texts, and as terms to find its milestones again in another."""

    typed: Typed
    terms: Terms


@dataclass(slots=True)
class _Stage:
    """A milestone's row on its way: its number in theirs (0: only here), and the fields in which both changed it."""

    there: int
    row: Row
    clashes: list[str] = field(default_factory=list)


def merged(was: Written, theirs: Written, mine: Written) -> Merged:
    """Three versions: the one that both began from, the other side's newer one, and what is written here."""
    found = Merged({**mine.typed})
    for name in TEXTS.keys() - OWN:
        found.typed[name] = _one(found.clashes, name, was.typed[name], theirs.typed[name], mine.typed[name])
    found.typed["duties"] = _duties(found, was.typed["duties"], theirs.typed["duties"], mine.typed["duties"])
    stages = _stages(was, theirs, mine)
    found.typed["milestones"] = [stage.row for stage in stages]
    found.clashes.sort()
    found.clashes += [f"milestones.{n}.{name}" for n, stage in enumerate(stages, 1) for name in stage.clashes]
    return found


def _one(clashes: list[str], name: str, was: str, theirs: str, mine: str) -> str:
    """The text of one field; where both changed it, the one that was typed here."""
    if mine.strip() == was.strip():
        return theirs
    if theirs.strip() not in {was.strip(), mine.strip()}:
        clashes.append(name)
    return mine


def _duties(found: Merged, was: list[Row], theirs: list[Row], mine: list[Row]) -> list[Row]:
    kept = [row for row in mine if not is_blank(row)]
    if kept == was:
        return theirs
    if theirs not in (was, kept):
        found.clashes.append("duties")
    return mine


def _stages(was: Written, theirs: Written, mine: Written) -> list[_Stage]:
    """Rows of here with their changes in them; what they added comes behind what it stands behind with them."""
    origin = {new.number: old.number for old, new in matched(was.terms.milestones, mine.terms.milestones) if old}
    became = {old.number: new.number for old, new in matched(was.terms.milestones, theirs.terms.milestones) if old}
    rows = enumerate(mine.typed["milestones"], 1)
    stages = [stage for at, row in rows if (stage := _stage(was, theirs, row, origin.get(at, 0), became))]
    if list(origin.values()) == sorted(origin.values()):  # nothing was moved here
        stages = _in_their_order(stages)
    for number, row in enumerate(theirs.typed["milestones"], 1):
        if number not in became.values():
            stages.insert(_behind(stages, number), _Stage(number, row))
    return stages


def _stage(was: Written, theirs: Written, mine: Row, began: int, became: dict[int, int]) -> _Stage | None:
    """One row of here; None where they took it out, and nothing was changed in it."""
    if not began:
        return _Stage(0, mine)
    before, there = _at(was, began), became.get(began, 0)
    if there:
        stage = _Stage(there, {})
        after = _at(theirs, there)
        stage.row = {name: _one(stage.clashes, name, before[name], after[name], mine[name]) for name in ROWS["milestones"][1]}
        return stage
    return None if mine == before else _Stage(0, mine, ["title"])


def _at(written: Written, number: int) -> Row:
    row: Row = written.typed["milestones"][number - 1]
    return row


def _in_their_order(stages: list[_Stage]) -> list[_Stage]:
    """What stands in both in the order of theirs; what is only here keeps its place."""
    ordered = iter(sorted((stage for stage in stages if stage.there), key=lambda stage: stage.there))
    return [next(ordered) if stage.there else stage for stage in stages]


def _behind(stages: list[_Stage], number: int) -> int:
    """The place for a milestone that has this number in theirs."""
    return max((place for place, stage in enumerate(stages, 1) if 0 < stage.there < number), default=0)
