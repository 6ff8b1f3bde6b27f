"""What was written once is read for ever: a stored example of each fact of version 1, and whole stored lives.

The files in examples/ never change. A new version of a fact adds an example beside the old one.
"""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tallystone.core.contract import evolve
from tallystone.core.facts import FACTS
from tallystone.core.state import Contract
from tallystone.journal import chain

EXAMPLES = Path(__file__).parent / "examples"
LIVES = sorted(path.stem for path in EXAMPLES.glob("life-*.json"))


def stored(name: str) -> dict:
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def spelled_again(text: str) -> str:
    data, told = json.loads(text), chain.read(text, "")
    return chain.entry_text(data["contract"], told.seq, told.at, told.by, told.act, data["id"], told.facts)


@pytest.mark.parametrize("kind", FACTS)
def test_each_fact_of_version_1_is_read_and_spelled_the_same(kind):
    entry = stored(kind)
    told = chain.read(entry["text"], entry["hash"])
    assert FACTS[kind] in {type(fact) for fact in told.facts}
    assert spelled_again(entry["text"]) == entry["text"]
    assert chain.link(entry["previous"], entry["text"]) == entry["hash"]


@pytest.mark.parametrize("name", LIVES)
def test_a_stored_life_folds_to_the_same_contract(name):
    life, previous = stored(name), chain.GENESIS
    contract = Contract("K7Q2M4", head=previous)
    for entry in life["entries"]:
        assert chain.link(previous, entry["text"]) == entry["hash"]
        previous = entry["hash"]
        told = chain.read(entry["text"], entry["hash"])
        contract = evolve(contract, told.facts, told.by, told.at, told.seq, told.hash)
    now = json.loads(json.dumps(asdict(contract), default=str))
    assert as_far_as(life["contract"], now) == life["contract"]


def as_far_as(known, now):
    """What is said now, of all that was known when the example was stored."""
    if isinstance(known, dict):
        return {name: as_far_as(value, now[name]) for name, value in known.items()}
    if isinstance(known, list):
        return [as_far_as(*pair) for pair in zip(known, now, strict=True)]
    return now
