"""The core path with scripts switched off: propose, agree, deliver with files, a round of changes, accept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tallystone.core.shape import AFTER
from tallystone.journal import chain
from tallystone.ops.stories import Step
from tests import cast
from tests.walk.life import AGAIN, CHANGES, whole_life
from tests.walk.player import BrowserPlayer

STEPS = (
    Step(0, "freelancer", "Propose"),
    Step(2, "client", "Agree"),
    Step(3, "freelancer", "Start", 1),
    Step(6, "freelancer", "Deliver", 1, {"files": ["wireframes.png", "site-map.md"], "note": "Site map and wireframes."}),
    Step(7, "client", "AskChanges", 1, CHANGES),
    Step(8, "freelancer", "Deliver", 1, AGAIN),
    Step(9, "client", "Accept", 1),
    Step(10, "client", "ClaimPaid", 1),
    Step(11, "freelancer", "ConfirmPayment", 1),
)


def test_without_scripts(somebody):
    cast.cast()
    today = datetime.now(UTC).date() + timedelta(days=1)
    story = whole_life(today)
    story = replace(story, steps=STEPS, terms=replace(story.terms, funding=AFTER))
    jonas, marta = somebody(cast.JONAS, scripts=False), somebody("marta@almada.example", scripts=False)
    life = BrowserPlayer(story, today, jonas, marta)
    life.finish()
    contract = chain.fold(life.code)
    stone = contract.stone(1)
    assert (contract.version, stone.work, stone.money, stone.round) == (1, "accepted", "paid", 2)
