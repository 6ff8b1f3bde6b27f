"""What is agreed for an early end and for afterwards, read from the front matter."""

from typing import Any

from tallystone.core.ending import CHOICES, ENDING, NAME_LENGTH, PERSON, RANGES
from tallystone.planning import front as fronts
from tallystone.planning import heads
from tallystone.planning.pieces import Faults
from tallystone.planning.said import _, short

YES_NO = {"yes": 1, "no": 0}


def ending_from(front: fronts.Front, faults: Faults) -> dict[str, Any]:
    """Every field; what the front matter leaves out is as usual."""
    told = {name: _read(front, name, key, faults) for name, key in heads.ENDING.items()}
    line, name = front.values.get("mediator name", (0, ""))
    if told["mediator"] == PERSON and not name:
        faults.add(front.values["mediator"][0], "mediator_missing", _("“mediator: person” needs a line “mediator name: …”."))
    if len(name) > NAME_LENGTH:
        faults.add(line, "text_too_long", _("These are %(given)s characters; %(most)s are the most."), given=len(name),
                   most=NAME_LENGTH)  # fmt: skip
    return {**told, "mediator_name": name}


def _read(front: fronts.Front, name: str, key: str, faults: Faults) -> Any:
    otherwise = ENDING[name]
    if name.endswith("_bp"):
        return _share(front, key, RANGES[name][1], faults) if key in front.values else otherwise
    if name in RANGES:
        return fronts.whole(front, key, *RANGES[name], otherwise, faults)
    words = YES_NO if name == "workers_shown" else {str(word): word for word in CHOICES[name]}
    return fronts.choice(front, key, words, otherwise, faults)


def _share(front: fronts.Front, key: str, most: int, faults: Faults) -> int:
    line, text = front.values[key]
    share = fronts.basis_points(line, text, faults)
    if share > most:
        told = {"key": key, "least": 0, "most": most // 100, "text": short(text)}
        faults.add(line, "out_of_range", _("“%(key)s” is a share from %(least)s to %(most)s %%, not “%(text)s”."), **told)
    return share
