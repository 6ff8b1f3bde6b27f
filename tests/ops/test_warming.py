"""What is slow to load is loaded behind the first answer, never before it."""

import subprocess
import sys
import threading

import pytest
from django.dispatch import Signal

from tallystone.ops import warming
from tests.test_tidy import ROOT

LOADED = """
import sys, time, django
from django.conf import settings
settings.configure()
from tallystone.ops import warming
warming.load()
from tallystone import daysoff, scope
from tallystone.scope import law, pack
before = (pack._read.cache_info().misses, law.laws.cache_info().misses, "holidays" in sys.modules)
began = time.process_time()
for language in pack.languages():
    scope.check(scope.terms_of("Several pages, etc."), language)
print(before, (pack._read.cache_info().misses, law.laws.cache_info().misses), time.process_time() - began < 0.1)
"""


@pytest.fixture
def answers(monkeypatch) -> Signal:
    """Tells that an answer was given."""
    signal = Signal()
    monkeypatch.setattr(warming, "request_finished", signal)
    return signal


def test_it_waits_for_the_first_answer(answers):
    loaded = threading.Event()
    thread = warming.later(60, loaded.set)
    assert not loaded.wait(0.05)
    answers.send(sender=None)
    assert loaded.wait(5)
    thread.join(5)
    assert not thread.is_alive()


def test_it_does_not_wait_for_ever(answers):
    loaded = threading.Event()
    warming.later(0.01, loaded.set)
    assert loaded.wait(5)
    answers.send(sender=None)  # and an answer that comes later is none of its business


def test_what_was_loaded_is_loaded_once():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "(3, 1, True) (3, 1) True"
