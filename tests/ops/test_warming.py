"""What only the editor needs is loaded when somebody is about to write, and beside the page."""

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
def requests(monkeypatch) -> Signal:
    """Tells that a page is asked for."""
    signal = Signal()
    monkeypatch.setattr(warming, "request_started", signal)
    return signal


@pytest.mark.parametrize("path", ["/drafts/new", "/templates", "/contracts/AAAA22/counter", "/contracts/AAAA22/offer-change"])
def test_it_is_loaded_once_when_somebody_is_about_to_write(requests, path):
    loaded = threading.Semaphore(0)
    warming.when_needed(loaded.release)
    requests.send(sender=None, environ={"PATH_INFO": "/contracts/AAAA22"})
    requests.send(sender=None)
    assert not loaded.acquire(timeout=0.05)
    requests.send(sender=None, environ={"PATH_INFO": path})
    assert loaded.acquire(timeout=5)
    requests.send(sender=None, environ={"PATH_INFO": path})
    assert not loaded.acquire(timeout=0.05)


def test_what_was_loaded_is_loaded_once():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "(3, 1, True) (3, 1) True"
