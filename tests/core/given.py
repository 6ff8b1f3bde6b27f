"""Given facts: contracts of the pure core, played without a database. Ids and time are passed in, never made."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tallystone.core import acts
from tallystone.core.changing import live
from tallystone.core.contract import decide, evolve
from tallystone.core.disputing import answer_day
from tallystone.core.facts import Fact
from tallystone.core.invoicing import numbered
from tallystone.core.keeping_silent import notice_due, silent
from tallystone.core.money import worth
from tallystone.core.shape import Duty, Milestone, Terms, terms_from, terms_text
from tallystone.core.sheet import Logged, sheet_text
from tallystone.core.state import CLOCK, By, Contract
from tallystone.core.words import Words

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
F, C = By("freelancer", 1), By("client", 2)
M = By("mediator", 3)
SIDES = {"freelancer": F, "client": C, "clock": CLOCK, "mediator": M}


def said(text: str) -> Words:
    return Words(text, "salt")


def terms(funding: str = "before", prices: tuple[int, ...] = (10_000, 20_000), **changed) -> Terms:
    stones = tuple(
        Milestone(n, f"Stage {n}", ("Drafts",), ("Opens", "Reads"), TODAY + n * 10 * DAY, price)
        for n, price in enumerate(prices, 1)
    )
    whole = Terms(
        "Site", "Old site", "Five pages", "Photographs", (Duty("Logo", TODAY + DAY),), stones, "EUR", "Europe/Lisbon",
        funding, 1_900,
    )  # fmt: skip
    return replace(whole, **changed)


class Play:
    """A contract as acts are played upon it. `at` moves time; `then` is what the last act brought."""

    def __init__(self, **changed) -> None:
        self.contract, self.now = Contract("K7Q2M4"), NOW
        self.terms = terms(**changed)
        self.then: list[Fact] = []
        self.said: dict[str, Words] = {}
        self.bills = 0

    def at(self, now: datetime) -> "Play":
        self.now = now
        return self

    def later(self, **delta) -> "Play":
        return self.at(self.now + timedelta(**delta))

    def do(self, by: By, *played: acts.Act) -> "Play":
        for act in played:
            self.then = decide(self.contract, act, by, self.now)
            if words := getattr(act, "words", None):
                self.said[words.hash] = words
            seq = self.contract.seq + 1
            happened = numbered(self.then, self.next_number)
            self.contract = evolve(self.contract, happened, by, self.now, seq, f"{seq:064x}")
        return self

    def next_number(self) -> str:
        """Invoice numbers, as the door takes them from a locked row."""
        self.bills += 1
        return f"7-{self.bills:04d}"

    @property
    def in_force(self) -> Words:
        """The words of the terms in force, as their hash names them."""
        return self.said.get(self.contract.terms) or said(terms_text(self.terms))

    def stone(self, number: int = 1):
        return self.contract.stone(number)

    def names(self) -> list[str]:
        return [type(fact).__name__ for fact in self.then]


def propose(whole: Terms, **changed) -> acts.Propose:
    return replace(acts.Propose(7, 8, whole, said(terms_text(whole)), TODAY + 14 * DAY), **changed)


def counter(play: Play, whole: Terms, **changed) -> acts.Counter:
    return replace(acts.Counter(whole, said(terms_text(whole)), play.contract.terms, TODAY + 14 * DAY), **changed)


def change(play: Play, whole: Terms, **changed) -> acts.OfferChange:
    """A change order with these terms: a new one, or in answer to the one that is open."""
    answered = live(play.contract, play.now)
    answers = answered.terms if answered else ""
    until = play.now.date() + 7 * DAY
    return replace(acts.OfferChange(whole, said(terms_text(whole)), play.in_force, until, answers), **changed)


def changed(play: Play, **stones: dict | None) -> Terms:
    """The terms in force with milestones changed: m2={"price_minor": 5}, m2=None removes it, m3={} adds one."""
    whole = terms_from(play.in_force.text)
    found = {m.number: m for m in whole.milestones}
    for name, told in stones.items():
        number = int(name[1:])
        new = Milestone(number, f"Stage {number}", ("More",), ("Opens", "Reads"), TODAY + number * 10 * DAY, 30_000)
        if told is None:
            found.pop(number)
        else:
            found[number] = replace(found.get(number, new), **told)
    return replace(whole, milestones=tuple(found[n] for n in sorted(found)))


def accept_change(play: Play, **told) -> acts.AcceptChange:
    terms_ = play.contract.change.terms if play.contract.change else ""
    return replace(acts.AcceptChange(terms_, said("Maya Serrano"), "code"), **told)


def offering(play: Play, whole: Terms, by: By = F) -> Play:
    return play.do(by, change(play, whole))


def changing(play: Play, by: By = F, **stones: dict | None) -> Play:
    """The same contract after a change order that the one side offered and the other accepted."""
    offering(play, changed(play, **stones), by)
    return play.do(C if by is F else F, accept_change(play))


def agree(play: Play, **changed) -> acts.Agree:
    return replace(acts.Agree(play.contract.terms, said("Maya Serrano"), "code"), **changed)


def proposed(**changed) -> Play:
    play = Play(**changed)
    return play.do(F, propose(play.terms))


def agreed(**changed) -> Play:
    play = proposed(**changed)
    return play.do(C, agree(play))


def funded(**changed) -> Play:
    play = agreed(**changed)
    if play.contract.paid_before:
        play.do(F, acts.AskFunding(1)).do(C, acts.ClaimPaid(1, TODAY)).do(F, acts.ConfirmFunding(1, TODAY))
    return play


def started(**changed) -> Play:
    return funded(**changed).do(F, acts.Start(1))


def deliver(number: int = 1, text: str = "snapshot", **changed) -> acts.Deliver:
    return replace(acts.Deliver(number, said(text), (), (1, 2)), **changed)


def delivered(**changed) -> Play:
    return started(**changed).do(F, deliver())


def noticed(**changed) -> Play:
    return delivered(**changed).do(CLOCK, acts.Notice(1, 1, "delivered"))


def accept(play: Play, number: int = 1) -> acts.Accept:
    return acts.Accept(number, play.stone(number).snapshot)


def accepted(**changed) -> Play:
    play = delivered(**changed)
    return play.do(C, accept(play))


def accept_part(play: Play, *met: int, **changed) -> acts.AcceptPart:
    """Accept these criteria of milestone 1, the rest in ten days."""
    whole = acts.AcceptPart(1, play.stone().snapshot, met or (1,), play.now.date() + 10 * DAY, said("The rest is missing"))
    return replace(whole, **changed)


def part_accepted(**changed) -> Play:
    play = noticed(**changed)
    return play.do(C, accept_part(play))


def completed(**changed) -> Play:
    play = agreed(**changed)
    for n in (s.number for s in play.contract.stones):
        if play.contract.paid_before and play.stone(n).stake.gross_minor:
            play.do(F, acts.AskFunding(n), acts.ConfirmFunding(n, TODAY))
        play.do(F, acts.Start(n), deliver(n)).do(C, accept(play, n))
        if play.stone(n).money == "invoiced":
            play.do(F, acts.ConfirmPayment(n, TODAY))
    return play


def by_the_hour(rate: int = 8_000, cap: int = 600, kind: str = "soft", **changed) -> Terms:
    """Milestone 1 by the hour, 10 hours at 80.00 if nothing else is said."""
    whole = terms(**changed)
    first = replace(whole.milestones[0], rate_minor=rate, cap_minutes=cap, cap_kind=kind, price_minor=worth(cap, rate))
    return replace(whole, milestones=(first, *whole.milestones[1:]))


def hours(play: Play, minutes: int, key: str = "k1", note: str = "Drafts") -> Logged:
    """An entry that ends now."""
    return Logged(key, 1, play.now - timedelta(minutes=minutes), minutes, note)


def sheet(*now: Logged, was: Logged | None = None) -> Words:
    return said(sheet_text(now, [was] if was else []))


def working(**changed) -> Play:
    """Milestone 1 is being worked on, by the hour, two days after the agreement."""
    play = Play()
    play.terms = by_the_hour(**changed)
    play.do(F, propose(play.terms))
    return play.do(C, agree(play)).do(F, acts.Start(1)).later(days=2)


def logged(minutes: int = 90, **changed) -> Play:
    play = working(**changed)
    return play.do(F, acts.LogHours(1, sheet(hours(play, minutes))))


def billed(minutes: int = 90, **changed) -> Play:
    """Its hours are accepted."""
    play = logged(minutes, **changed).do(F, deliver())
    return play.do(C, accept(play))


def asked(**changed) -> Play:
    """The freelancer has asked the client a question on milestone 1, to be answered in two days."""
    return started(funding="after", **changed).do(F, acts.Ask(1, said("Which of the two?"), TODAY + 2 * DAY))


def answered(**changed) -> Play:
    return asked(**changed).do(C, acts.Answer(1, 1, said("The first")))


def fulfilled(**changed) -> Play:
    """The client says that the logo was sent."""
    return started(funding="after", **changed).do(C, acts.FulfilDuty(1))


def dispute(number: int = 1, minor: int = 0, *criteria: int) -> acts.Dispute:
    """Dispute the first criterion of a milestone, with this number for the freelancer."""
    return acts.Dispute(number, criteria or (1,), said("It does not open on my phone"), minor)


def disputed(minor: int = 3_000, by: By = C, play: Play | None = None, **changed) -> Play:
    """Delivered, and in dispute: the client would pay 30.00."""
    play = play or delivered(**changed)
    return play.do(by, dispute(1, minor))


def split(play: Play, minor: int, number: int = 1, **changed) -> acts.OfferSplit:
    """Another number, that stands as long as it must."""
    until = answer_day(play.contract, play.now) if play.contract.plan else TODAY
    return replace(acts.OfferSplit(number, minor, until), **changed)


def accept_split(play: Play, side: str = "", number: int = 1) -> acts.AcceptSplit:
    """The other side's number as it stands; without a side, the one that waits for an answer."""
    stone = play.stone(number)
    splits = stone.dispute.splits if stone and stone.dispute else ()
    found = [s for s in splits if (s.side != side if side else not s.answered)]
    return acts.AcceptSplit(number, found[-1].number, found[-1].minor) if found else acts.AcceptSplit(number, 0, 0)


def notice_split(play: Play, number: int = 1) -> acts.NoticeSplit:
    """The letter that is due now, or one that is not."""
    stone = play.stone(number)
    splits = stone.dispute.splits if stone and stone.dispute else ()
    due = [(s.number, notice_due(play.contract, s, play.now)) for s in splits]
    return acts.NoticeSplit(number, *next((each for each in due if each[1]), (1, "offer")))


def silence(play: Play, number: int = 1) -> acts.LapseSplit:
    """The clock, for the number to which nobody has said anything."""
    stone = play.stone(number)
    quiet = silent(play.contract, stone, play.now) if stone and stone.dispute else None
    return acts.LapseSplit(number, quiet.number if quiet else 1)


def kept_silent(play: Play) -> Play:
    """The other side was told, reminded, and has said nothing."""
    play.do(CLOCK, notice_split(play)).later(days=6).do(CLOCK, notice_split(play))
    return play.later(days=3)
