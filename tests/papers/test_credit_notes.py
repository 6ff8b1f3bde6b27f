"""A credit note says whether the milestone became cheaper or was removed, and what became of the money."""

from dataclasses import replace

import pytest

from tallystone.books.models import Invoice
from tallystone.core import acts
from tallystone.core.shape import terms_from, terms_text
from tallystone.journal import chain, prose
from tallystone.papers import settled
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


def changed(life: cast.Life, milestones) -> tuple[str, str]:
    """Jonas offers these milestones, Maya accepts; what the credit note over milestone 2 says."""
    was = prose.kept(life.contract.terms)
    new = replace(terms_from(was.text), milestones=tuple(milestones))
    life.jonas(acts.OfferChange(new, prose.words(terms_text(new)), was, cast.today()))
    life.maya(acts.AcceptChange(life.contract.change.terms, prose.words("Maya Serrano"), "code"))
    told = list(chain.entries(life.code))[-1]
    return settled.credit_line(Invoice.objects.filter(kind="credit", milestone=2).latest("number"), told)


@pytest.fixture
def life():
    life = cast.funded()
    cast.fund(life, 2)
    return life


def test_cheaper(life):
    first, second, third = life.terms.milestones
    text, why = changed(life, (first, replace(second, price_minor=12_345), third))
    assert text.startswith("Part of deposit invoice")
    assert why == "Change order 1 made this milestone cheaper."


def test_removed(life):
    first, _second, third = life.terms.milestones
    text, why = changed(life, (first, third))
    assert text.startswith("Deposit invoice")
    assert why == "Change order 1 removed this milestone."


def test_cheaper_first_and_removed_later_is_told_of_each(life):
    first, second, third = life.terms.milestones
    assert changed(life, (first, replace(second, price_minor=12_345), third))[1].endswith("made this milestone cheaper.")
    assert changed(life, (first, third))[1] == "Change order 2 removed this milestone."
