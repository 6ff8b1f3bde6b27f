"""What tests of letters may ask for."""

import pytest

from tallystone.files import store
from tallystone.notices import rhythm
from tallystone.notices.models import Letter, Wish
from tallystone.ops import worker
from tallystone.papers import filing
from tallystone.people.models import Person


@pytest.fixture
def quick_papers(monkeypatch):
    """Papers that are told apart and not typeset."""
    monkeypatch.setattr(filing, "make", lambda row, seq, kind, about: store.keep(f"%PDF {kind} {about}".encode()).hash)


@pytest.fixture
def written(settings, quick_papers):
    """The letters that the worker wrote after an act: `written(life, act)`, by address."""
    settings.DEMO = True

    def letters(life, act) -> dict[str, Letter]:
        for person in Person.objects.all():
            rhythm.wish_of(person.pk)
        Wish.objects.update(rhythm=rhythm.EACH)  # what is said, not when: see test_digest.py
        worker.work_off()
        before = Letter.objects.count()
        act(life)
        worker.work_off()
        found = list(Letter.objects.order_by("id")[before:])
        assert len({letter.to for letter in found}) == len(found)
        return {letter.to: letter for letter in found}

    return letters
