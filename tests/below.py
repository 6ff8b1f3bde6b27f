"""One level down: Ines films for Jonas, who has promised it to Maya.

pair = subcontracted(people.started())      Jonas has given milestone 1 to Ines; pair.outer, pair.inner are Lives
pair.ines(acts.Start(1)); pair.jonas(acts.Accept(...)); pair.work()
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tallystone.acting.door import Done, new_code
from tallystone.core import acts
from tallystone.core.ending import FREE
from tallystone.core.shape import Parent, Terms
from tallystone.core.state import By
from tallystone.journal import prose
from tallystone.ops.worker import work_off
from tallystone.people.models import Business, Person
from tests import cast as people

INES = "ines@rocha.example"
ROCHA = {
    "name": "Rocha Filmes", "address": "Rua das Flores 3\n4050-262 Porto", "country": "PT", "currency": "EUR",
    "account_holder": "Ines Rocha", "iban": "PT50002700000001234567833", "zone": "Europe/Lisbon", "freelance": True,
}  # fmt: skip
INNER_PRICE = 76_543  # nobody above ever reads it: 765.43


@dataclass
class Pair:
    """A contract and a subcontract of one of its milestones."""

    outer: people.Life
    inner: people.Life
    person: Person
    business: Business

    def ines(self, act: acts.Act, now: datetime | None = None) -> Done:
        return self.inner.do(act, By("freelancer", self.person.pk), now)

    def jonas(self, act: acts.Act, now: datetime | None = None) -> Done:
        """Jonas as the client below."""
        return self.inner.do(act, By("client", self.outer.cast.jonas.pk), now)

    def work(self, now: datetime | None = None) -> int:
        return work_off(now)

    def deliver(self, note: str = "The first cut.", now: datetime | None = None) -> None:
        """Ines does milestone 1 below and hands it over."""
        if self.inner.stone(1).work == "planned":
            self.ines(acts.Start(1), now)
        manifest = prose.words('{"note":"' + note + '","criteria":[{"number":1,"evidence":"At minute two"}]}')
        criteria = tuple(range(1, self.inner.stone(1).stake.criteria + 1))
        self.ines(acts.Deliver(1, manifest, (), criteria), now)


def ines() -> tuple[Person, Business]:
    """Ines Rocha and her business, made where they are not there yet."""
    return people._player(INES, "Ines Rocha", "Europe/Lisbon", ROCHA)


def inner_terms(days: int = 7, **changed) -> Terms:
    """One milestone with a price that is nowhere else, due in a week, paid after acceptance."""
    one = replace(people.milestone(1, people.today() + timedelta(days=days), INNER_PRICE), title="The rough cut")
    told = {"title": "Film for the site", "background": "", "milestones": (one,), "duties": (), "tax_bp": 0, **changed}
    return people.terms("after", 1, **told)


def offered(outer: people.Life, number: int = 1, criteria: tuple[int, ...] = (1, 2), **changed) -> Pair:
    """Jonas has put terms to Ines for a milestone of his contract with Maya."""
    person, business = ines()
    whole = inner_terms(**changed)
    pair = Pair(outer, people.Life(new_code(), outer.cast, whole), person, business)
    until = people.today() + timedelta(days=14)
    parent = Parent(outer.code, number, criteria)
    act = acts.Subcontract(business.pk, outer.cast.brandt.pk, whole, people.words_of(whole), until, None, parent=parent)
    pair.jonas(act)
    return pair


def subcontracted(outer: people.Life, number: int = 1, **changed) -> Pair:
    """... and Ines has agreed; nothing is told above before `pair.work()`."""
    pair = offered(outer, number, **changed)
    pair.ines(acts.Agree(pair.inner.contract.terms, prose.words("Ines Rocha"), "code"))
    return pair


def free(funding: str = "before", count: int = 3, **changed) -> people.Life:
    """Jonas and Maya's contract, milestone 1 started, whose terms leave him free to give work on."""
    return people.started(funding, count, subcontracting=FREE, **changed)
