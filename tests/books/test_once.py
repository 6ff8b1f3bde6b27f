"""Within one act, no row of the books is written twice: on PostgreSQL the second of two writes would be lost."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from tallystone.books import writing
from tallystone.books.models import Contract
from tallystone.books.rows import change
from tallystone.core import acts
from tallystone.core.shape import terms_from, terms_text
from tallystone.journal import prose
from tallystone.journal.together import together
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(monkeypatch):
    """written(): the rows that were changed since it was asked last, each as often as it was."""
    rows: list[tuple] = []
    change = writing.change

    def counted(model, columns, **where):
        rows.append((model.__name__, *sorted(where.items())))
        change(model, columns, **where)

    def since() -> Counter:
        found = Counter(rows)
        rows.clear()
        return found

    monkeypatch.setattr(writing, "change", counted)
    return since


@pytest.mark.parametrize("funding", ["before", "after"])
def test_a_change_order_writes_each_row_once(written, funding):
    life = cast.started(funding)
    was = prose.kept(life.contract.terms)
    terms = terms_from(was.text)
    first, second, _third = terms.milestones
    stones = (replace(first, title="Other", price_minor=120_050), second, replace(second, number=4, title="New"))
    new = replace(terms, title="Another title", milestones=stones)
    life.jonas(acts.OfferChange(new, prose.words(terms_text(new)), was, cast.today() + timedelta(days=7)))
    written()
    life.maya(acts.AcceptChange(life.contract.change.terms, prose.words("Maya Serrano"), "code"))
    rows = written()
    assert {name for name, *_where in rows} == {"Contract", "Milestone"}
    assert max(rows.values()) == 1, rows


def test_a_row_that_is_changed_twice_is_a_fault():
    with together():
        change(Contract, {"state": "agreed"}, code="K7Q2M4")
        change(Contract, {"state": "agreed"}, code="OTHER1")
        with pytest.raises(RuntimeError, match="twice"):
            change(Contract, {"until": None}, code="K7Q2M4")
    change(Contract, {"state": "agreed"}, code="K7Q2M4")
