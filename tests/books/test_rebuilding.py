"""The books are copies: made again from the journal they are the same, and what was altered is found and mended."""

import json

import pytest
from django.db import connection

from tallystone.books import rebuilding
from tallystone.books.models import Contract, Invoice, Milestone, Transfer
from tallystone.core import acts
from tallystone.journal import prose
from tests import cast

pytestmark = pytest.mark.django_db


def raw() -> str:
    """The books exactly as the database has them."""
    with connection.cursor() as cursor:
        told = {}
        for model, key in rebuilding.KEYS.items():
            names = [f.column for f in model._meta.concrete_fields if f.column != "id"]
            cursor.execute(f"SELECT {', '.join(names)} FROM {model._meta.db_table} ORDER BY {', '.join(key)}")
            told[model._meta.db_table] = cursor.fetchall()
    return json.dumps(told, default=str)


def several() -> list[cast.Life]:
    lives = [cast.completed("before"), cast.completed("after"), cast.countered(), cast.changes_asked(), cast.asked()]
    lives[3].jonas(acts.Report(1, 40, prose.words("The menu is moved."), cast.today()))
    lives[0].clock(acts.FilePaper("agreement", "1", "ab" * 32))
    return lives


def test_rebuild_equals_live_byte_for_byte():
    several()
    before = raw()
    assert rebuilding.rebuild() == []
    assert raw() == before


def test_books_lost_altogether_come_back_byte_for_byte():
    several()
    before = raw()
    for model in rebuilding.KEYS:
        model.objects.all().delete()
    assert rebuilding.rebuild()
    assert raw() == before


def test_an_altered_row_is_told_and_mended():
    life = cast.funded()
    before = raw()
    Milestone.objects.filter(code=life.code, number=1).update(held_minor=1)
    (difference,) = rebuilding.rebuild()
    assert str(difference) == f"{life.code}: books_milestone {life.code}, 1: held_minor was 1, not {100_050 + 19_010}"
    assert raw() == before


@pytest.mark.parametrize("model", [Contract, Invoice, Transfer])
def test_a_row_that_no_journal_knows_is_told_and_removed(model):
    life = cast.funded()
    row = model.objects.filter(code=life.code).first()
    row.code = "ZZZZZZ"
    if model is not Contract:
        row.pk = "1-9999" if model is Invoice else None
    row.save(force_insert=True)
    (difference,) = rebuilding.rebuild()
    assert str(difference).startswith("ZZZZZZ: ")
    assert not model.objects.filter(code="ZZZZZZ").exists()


def test_progress_is_told():
    cast.proposed(), cast.agreed()
    steps = []
    rebuilding.rebuild(lambda done, total: steps.append((done, total)))
    assert steps == [(1, 2), (2, 2)]
