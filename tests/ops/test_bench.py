"""The benchmark's own lives: what its clients send is what the pages take."""

import pytest

from bench import world
from bench.lives import life
from bench.recording import browsers_of, play_on
from tallystone.books.models import Contract

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_act_of_a_life_is_taken():
    pair = world.prepare({"pairs": 1, "lives": 2})[0]
    for proposal in pair["lives"]:
        play_on(browsers_of(pair), proposal, len(list(life(proposal["funding"]))))
    assert set(Contract.objects.values_list("state", flat=True)) == {"completed"}
