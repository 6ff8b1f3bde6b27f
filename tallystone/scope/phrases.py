"""The sentences that rules put together by themselves, and everything that a translator finds in the files of rules and laws.

python -m tallystone.scope.phrases          a catalogue for gettext (.pot) of all of it
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
KEYS = ("why", "mend", "told", "reach", "name", "reference_rate")

TODAY = "today, {day}"
MILESTONE = "milestone {number}, {day}"
NOTHING = "nothing that needs it: milestone {number} is due {day}"
START = "the start"
MONEY, TIME = "money", "time"
SIDE = {"client": "the client", "freelancer": "the freelancer"}
NOT_ADVICE = "Information, not legal advice."
APPLIES = "{name} ({citation}; in force since {effective}, as of {as_of}) applies. {told}"
MAY_APPLY = "{name} ({citation}; in force since {effective}, as of {as_of}) may apply: {reach}. {told}"
KEEP = "Keep the contract and its record for {years} years. {link}"
READ = "Read it here: {link}"
RATE = "{name} counts from {limit}; this contract is in {currency}, so it depends on the rate."
WORK_OUT = "Work out the total in that currency: ___."
LONGER = "{why} ({name}, {citation}, as of {as_of}). The terms say {days} days."
ADDRESSES = {
    "addresses": "The contract must name the postal address of both sides; that of {side} is missing "
    "({name}, {citation}, as of {as_of}).",
    "client-address": "The contract must name the client's postal address; it is missing ({name}, {citation}, as of {as_of}).",
}
ADD_ADDRESS = "Add the address: ___."
UNKNOWN = {
    (lacks, side): f"The {lacks} of the {side} is not known, so laws on written contracts and late payment may hold "
    "that are not told here."
    for lacks in ("country", "state")
    for side in SIDE
}
FULL_ADDRESS = {
    "client": "Add the client's full postal address: ___.",
    "freelancer": "Add the freelancer's full postal address: ___.",
}


def phrases() -> Iterator[str]:
    """Every text that `say` is asked to translate, each once."""
    own: list[object] = [value for name, value in globals().items() if name.isupper() and name not in {"HERE", "KEYS"}]
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("rules/en/*.toml"))]
    laws = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("law/*.toml"))]
    yield from dict.fromkeys([*_texts(own), *_named(files), *_named(laws)])


def _texts(given: object) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict | list):
        for value in given.values() if isinstance(given, dict) else given:
            yield from _texts(value)


def _named(given: object) -> Iterator[str]:
    """What stands under the keys that are told, however deep."""
    if isinstance(given, dict):
        for key, value in given.items():
            yield from [value] if key in KEYS and isinstance(value, str) else _named(value)
    elif isinstance(given, list):
        for value in given:
            yield from _named(value)


def catalogue() -> str:
    """All of it in the form of a .pot file."""
    quoted = (f'#, python-brace-format\nmsgid {json.dumps(text, ensure_ascii=False)}\nmsgstr ""\n' for text in phrases())
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    return "\n".join([head, *quoted])


if __name__ == "__main__":
    sys.stdout.write(catalogue())
