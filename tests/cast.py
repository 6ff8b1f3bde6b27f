"""The cast of all tests, and lives of contracts played through the door.

    life = started(funding="after")      a contract at this point of its life, milestone 1 started
    life.jonas(acts.Report(1, ...))      Jonas (freelancer) acts; also life.maya, life.clock
    life.contract, life.stone(1), life.row, life.code

Every act that these lives do may also be done by hand with `life.do(act, by)`.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from tallystone.acting.door import Done, new_act_id, new_code, perform
from tallystone.books.models import Contract as Row
from tallystone.core import acts
from tallystone.core.money import worth
from tallystone.core.shape import BEFORE, Duty, Milestone, Terms, terms_from, terms_text
from tallystone.core.state import CLOCK, By, Contract, Stone
from tallystone.core.words import Words
from tallystone.journal import chain, prose
from tallystone.people.models import Business, Member, Person

JONAS, MAYA, NOOR = "jonas@brandt.example", "maya@almada.example", "noor@outside.example"
BRANDT = {
    "name": "Jonas Brandt Webdesign", "address": "Kastanienallee 12\n10435 Berlin", "country": "DE", "currency": "EUR",
    "tax_number": "DE 123 456 789", "tax_bp": 1_900, "account_holder": "Jonas Brandt", "iban": "DE89370400440532013000",
    "bic": "COBADEFFXXX", "zone": "Europe/Berlin", "freelance": True,
}  # fmt: skip
ALMADA = {"name": "Studio Almada", "address": "Rua da Judiaria 8\n2800-125 Almada", "country": "PT", "zone": "Europe/Lisbon"}
ELSEWHERE = {"name": "Noor Elsewhere", "address": "Hoogstraat 1\nRotterdam", "country": "NL", "freelance": True}


@dataclass(frozen=True)
class Cast:
    """Jonas is the freelancer, Maya his client; Noor is a freelancer who has nothing to do with either."""

    jonas: Person
    maya: Person
    noor: Person
    brandt: Business
    almada: Business
    elsewhere: Business


def cast() -> Cast:
    """The cast in this database, made where it is not there yet."""
    jonas, brandt = _player(JONAS, "Jonas Brandt", "Europe/Berlin", BRANDT)
    maya, almada = _player(MAYA, "Maya Serrano", "Europe/Lisbon", {**ALMADA, "kept_by": brandt})
    noor, elsewhere = _player(NOOR, "Noor Visser", "Europe/Amsterdam", ELSEWHERE)
    return Cast(jonas, maya, noor, brandt, almada, elsewhere)


def _player(email: str, name: str, zone: str, business: dict) -> tuple[Person, Business]:
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": name, "zone": zone})
    firm, _ = Business.objects.get_or_create(name=business["name"], defaults=business)
    Member.objects.get_or_create(person=person, business=firm)
    return person, firm


def member(business: Business, name: str, role: str, email: str = "") -> Person:
    """Somebody with this role in this business, e.g. lea@brandt.example."""
    domain = {"Jonas Brandt Webdesign": "brandt", "Studio Almada": "almada"}.get(business.name, "outside")
    address = email or f"{name.split()[0].lower()}@{domain}.example"
    person, _ = Person.objects.get_or_create(email=address, defaults={"name": name})
    Member.objects.update_or_create(person=person, business=business, defaults={"role": role, "left": None})
    return person


def terms(funding: str = BEFORE, count: int = 3, **changed) -> Terms:
    """Complete terms with `count` milestones of 1,000.50 EUR, 2,000.50 EUR ...; any field of Terms may be given."""
    today = datetime.now(UTC).date()
    whole = Terms(
        title="A website for the studio", background="The old site cannot be read on a phone.",
        in_scope="Five pages, a form, one language.", out_of_scope="Photographs.", duties=(Duty("Send the logo"),),
        milestones=tuple(milestone(n, today + timedelta(days=10 * n)) for n in range(1, count + 1)),
        currency="EUR", zone="Europe/Lisbon", funding=funding, tax_bp=1_900,
    )  # fmt: skip
    return replace(whole, **changed)


def milestone(number: int, due: date, price_minor: int | None = None) -> Milestone:
    """A milestone with two criteria."""
    price = number * 100_000 + 50 if price_minor is None else price_minor
    return Milestone(number, f"Stage {number}", ("Drafts",), ("Opens on a phone", "Reads without help"), due, price)


@dataclass
class Life:
    """One contract between Jonas and Maya. Acts raise Refusal as the door does."""

    code: str
    cast: Cast
    terms: Terms

    def do(self, act: acts.Act, by: By, now: datetime | None = None, act_id: str = "", seen: int | None = None) -> Done:
        return perform(self.code, act, by, act_id or new_act_id(), seen, now)

    def jonas(self, act: acts.Act, now: datetime | None = None) -> Done:
        return self.do(act, By("freelancer", self.cast.jonas.pk), now)

    def maya(self, act: acts.Act, now: datetime | None = None) -> Done:
        return self.do(act, By("client", self.cast.maya.pk), now)

    def clock(self, act: acts.Act, now: datetime | None = None) -> Done:
        return self.do(act, CLOCK, now)

    @property
    def contract(self) -> Contract:
        return chain.fold(self.code)

    @property
    def row(self) -> Row:
        return Row.objects.get(code=self.code)

    def stone(self, number: int) -> Stone:
        return next(s for s in self.contract.stones if s.number == number)


def today() -> date:
    return datetime.now(UTC).date()


def proposed(funding: str = BEFORE, count: int = 3, given: Terms | None = None, now: datetime | None = None, **changed) -> Life:
    """Jonas has proposed terms to Maya."""
    people, whole = cast(), given or terms(funding, count, **changed)
    life = Life(new_code(), people, whole)
    until = today() + timedelta(days=14)
    life.jonas(acts.Propose(people.brandt.pk, people.almada.pk, whole, words_of(whole), until), now)
    return life


def words_of(whole: Terms) -> Words:
    """Terms as the salted words whose hash is agreed to."""
    return prose.words(terms_text(whole))


def countered(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """Maya has answered with terms of her own: a later date for the last milestone."""
    life = proposed(funding, count, **changed)
    last = life.terms.milestones[-1]
    later = replace(last, due=last.due + timedelta(days=7))
    life.terms = replace(life.terms, milestones=(*life.terms.milestones[:-1], later))
    answers, until = life.contract.terms, today() + timedelta(days=14)
    life.maya(acts.Counter(life.terms, words_of(life.terms), answers, until))
    return life


def agreed(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """Maya has agreed to Jonas's terms."""
    life = proposed(funding, count, **changed)
    life.maya(acts.Agree(life.contract.terms, prose.words("Maya Serrano"), "code"))
    return life


def asked(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """The deposit for milestone 1 is asked for; with payment afterwards, simply agreed."""
    life = agreed(funding, count, **changed)
    if funding == BEFORE:
        life.jonas(acts.AskFunding(1))
    return life


def funded(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """The deposit for milestone 1 has arrived; with payment afterwards, simply agreed."""
    life = agreed(funding, count, **changed)
    fund(life, 1)
    return life


def started(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """Milestone 1 is being worked on."""
    life = funded(funding, count, **changed)
    life.jonas(acts.Start(1))
    return life


def delivered(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """Milestone 1 is delivered and waits for Maya."""
    life = started(funding, count, **changed)
    deliver(life, 1)
    return life


def changes_asked(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """Maya has found criterion 1 of milestone 1 unmet."""
    life = delivered(funding, count, **changed)
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("The menu covers the text.")))
    return life


def accepted(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """Milestone 1 is accepted: released where paid before, invoiced where paid after."""
    life = delivered(funding, count, **changed)
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    return life


def completed(funding: str = BEFORE, count: int = 3, **changed) -> Life:
    """Every milestone is accepted and paid."""
    life = agreed(funding, count, **changed)
    for number in range(1, count + 1):
        finish(life, number)
    return life


def fund(life: Life, number: int) -> None:
    """Ask, claim and confirm a deposit, where the contract is paid before."""
    if not life.contract.paid_before:
        return
    life.jonas(acts.AskFunding(number))
    life.maya(acts.ClaimPaid(number, today()))
    life.jonas(acts.ConfirmFunding(number, today()))


def deliver(life: Life, number: int, note: str = "Here it is.") -> Done:
    """Hand over a snapshot with every criterion ticked and no file."""
    criteria = range(1, life.stone(number).stake.criteria + 1)
    manifest = json.dumps({"note": note, "files": [], "links": [], "evidence": {}})
    return life.jonas(acts.Deliver(number, prose.words(manifest), (), tuple(criteria)))


def finish(life: Life, number: int) -> None:
    """Play one milestone from planned to accepted and paid."""
    fund(life, number)
    life.jonas(acts.Start(number))
    deliver(life, number)
    life.maya(acts.Accept(number, life.stone(number).snapshot))
    if not life.contract.paid_before:
        life.maya(acts.ClaimPaid(number, today()))
        life.jonas(acts.ConfirmPayment(number, today()))


def change(life: Life, **changed) -> Done:
    """Jonas offers to change milestone 2 (its price, where nothing else is named); it is open."""
    was = prose.kept(life.contract.terms)
    if was is None:
        raise LookupError("the terms were erased")
    terms = terms_from(was.text)
    told = changed or {"price_minor": 12_345}
    new = replace(terms, milestones=tuple(replace(m, **told) if m.number == 2 else m for m in terms.milestones))
    return life.jonas(acts.OfferChange(new, prose.words(terms_text(new)), was, today() + timedelta(days=7)))


def by_the_hour(rate: int = 8_000, cap: int = 600, kind: str = "soft", **changed) -> Terms:
    """Milestone 1 is billed by the hour: 10 hours at 80.00 if nothing else is said."""
    whole = terms(**changed)
    hourly = {"rate_minor": rate, "cap_minutes": cap, "cap_kind": kind, "price_minor": worth(cap, rate)}
    return replace(whole, milestones=(replace(whole.milestones[0], **hourly), *whole.milestones[1:]))


def working(funding: str = BEFORE, **changed) -> Life:
    """Milestone 1, by the hour, is being worked on since two days."""
    return at_work(by_the_hour(funding=funding, **changed))


def at_work(given: Terms | None = None, **changed) -> Life:
    """Milestone 1, paid after acceptance for a fixed price if nothing else is given, is being worked on since two days."""
    begun = datetime.now(UTC) - timedelta(days=2)
    life = proposed(given=given or terms("after", **changed), now=begun)
    life.maya(acts.Agree(life.contract.terms, prose.words("Maya Serrano"), "code"), begun)
    life.jonas(acts.Start(1), begun)
    return life
