"""Hostile and long text: answered at once, with a clear sentence; the same text always gives the same findings."""

import gc
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tallystone import scope
from tallystone.scope.checking import MOST_READ
from tallystone.scope.words import MOST_OF_A_RULE
from tests.scope.examples import terms

ROOT = Path(__file__).parents[2]
PAGE = (
    "The freelancer writes twelve articles of 800 to 1,000 words for the newsletter of the museum. The client sends a list of "
    "the twelve themes by 3 March 2027 and names one person who answers questions within two working days. Each article has "
    "a title, three sources and two pictures from the archive. The client owns the texts after payment. Several pages are "
    "translated, etc. "
) * 9
HOSTILE = {
    "one word": "x" * 1_000_000,
    "one fuzzy word": "modern " * 150_000,
    "overrides": "\u202euser-friendly\u202c " * 60_000,
    "zero width": "u\u200bs\u200be\u200br\u200b " * 120_000,
    "a table": "\n".join(f"| {n} | several pages | asap | {n} EUR | etc. |" for n in range(5_000)),
    "quotes": '"' * 500_000,
    "brackets": "(((" * 300_000,
    "lines": "\n" * 1_000_000,
    "other words each time": " ".join(f"w{n}ed" for n in range(120_000)),
    "half a pattern": "will not be " * 80_000,
}


def seconds(text: str, language: str = "en") -> float:
    """The time of this process for one check, the quickest of three: neighbours on the machine do not count."""
    given, took = scope.terms_of(text), []
    gc.collect()
    for _ in range(3):
        begun = time.process_time()
        scope.check(given, language)
        took.append(time.process_time() - begun)
    return min(took)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_answered_at_once(name):
    text = HOSTILE[name]
    assert seconds(text) < 1  # 0.2 on the machine of docs/scope.md
    assert any(f.rule == "text-cut" and f"{MOST_READ:,}" in f.why for f in scope.check(scope.terms_of(text)))


def test_twenty_pages_are_read_in_a_twentieth_of_a_second():
    text = "\n\n".join(f"{n}. {PAGE}" for n in range(20))
    assert 55_000 < len(text) < MOST_READ
    assert seconds(text) < 0.5  # 0.05 on the machine of docs/scope.md


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\ufeff"])
def test_what_cannot_be_seen_is_said(sign):
    text = f"Two pages {sign}and a form."
    (f,) = [f for f in scope.check(scope.terms_of(text)) if f.rule == "hidden-characters"]
    assert (f.severity, f.start, f.end) == ("error", 10, 11)


def test_joiners_of_scripts_and_emoji_are_no_disguise():
    text = "می\u200cخواهم, a family 👩\u200d👩\u200d👧, Donau\u00addampf."
    assert not any(f.rule == "hidden-characters" for f in scope.check(scope.terms_of(text)))


def test_many_findings_of_a_rule_are_cut_with_a_word():
    found = [f for f in scope.check(scope.terms_of("Several pages. " * 500)) if f.rule == "vague-quantity"]
    assert len(found) == MOST_OF_A_RULE + 1
    assert "only the first" in found[-1].why


def test_the_same_terms_give_the_same_findings():
    text = PAGE + "A modern, robust site etc. if possible; it will be checked soon."
    given = terms(in_scope=text, background=text)
    assert scope.check(given) == scope.check(given)
    assert len(scope.check(given)) > 10


def test_another_process_finds_the_same():
    said = "from tests.scope.test_hostile import PAGE, scope; print(scope.check(scope.terms_of(PAGE * 3)))"
    told = {subprocess.run([sys.executable, "-c", said], capture_output=True, check=True, cwd=ROOT).stdout for _ in range(3)}
    assert len(told) == 1


def test_nothing_is_found_in_nothing():
    assert [f for f in scope.check(scope.terms_of("")) if f.family == "words"] == []
