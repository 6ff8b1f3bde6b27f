"""Where one contract stands, for the one who reads: everything its page shows, in a handful of queries."""

from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tallystone.core import facts
from tallystone.core.contract import open_acts
from tallystone.core.moving import moving
from tallystone.core.proposing import expired
from tallystone.core.roles import keeps, may
from tallystone.core.shape import terms_from
from tallystone.core.state import Stone
from tallystone.core.value import value
from tallystone.core.waiting import waits
from tallystone.core.watching import risks
from tallystone.drafting.differences import Difference
from tallystone.journal import chain, prose
from tallystone.notices.telling import Names
from tallystone.notices.warning import Warned, warned
from tallystone.pages import (
    agreeing,
    asked,
    asks,
    below,
    commenting,
    comparing,
    exit_acts,
    glance,
    history,
    roads,
    showcase_acts,
)
from tallystone.pages.filed import Filed, filed
from tallystone.pages.place import Place
from tallystone.pages.showcase_block import just_accepted
from tallystone.pages.team import parties_of
from tallystone.people.models import Business
from tallystone.people.status import links_of

AT_WORK = ("delivered", "changes_asked", "part_accepted", "started")
CHANGE_ACTS = ("OfferChange", "AcceptChange", "DeclineChange", "WithdrawChange")  # done where the change is read
BESIDE = (*asked.THREADED[1:], "FulfilDuty", "ReopenDuty")  # done where they belong
TEAM_ACTS = ("IntroduceMember", "HandToMember")  # offered beside the people
DELEGATING = ("AskSubcontract", "ConsentSubcontract", "RefuseSubcontract")  # done on the page of the milestone
HOURS_ACTS = ("LogHours", "CorrectHours")  # done where the hours are shown
DISPUTING = {"Dispute", "OfferSplit", "AcceptSplit", "WithdrawDispute", "CallMediator", "AgreeMediator", "Chargeback"}
ELSEWHERE = DISPUTING | {
    "Agree",
    "Counter",
    "Decline",
    "Withdraw",
    *commenting.ACTS,
    *HOURS_ACTS,
    *CHANGE_ACTS,
    *TEAM_ACTS,
    *BESIDE,
    *showcase_acts.ACTS,
    *DELEGATING,
    *exit_acts.ACTS,
}  # done where terms are read


@value
class Now:
    """The milestone that things are about at this time."""

    stone: Stone
    title: str
    deliverables: tuple[str, ...]
    criteria: tuple[str, ...]
    late_days: int
    unmet: tuple[int, ...]  # criteria that are being mended; of a delivery under review it is not known yet
    report: str
    reported_at: datetime | None
    due: date  # the date that counts today


@value
class Way:
    """An act that is open, offered quietly."""

    label: str
    href: str


class Standing(Place):
    """The page of one contract, read once. Raises Http404 for everything out of reach."""

    def __init__(self, request: HttpRequest, code: str):
        super().__init__(request, code)
        chain.remember(self.contract)
        self.piece = history.piece(code)
        said = asked.hashes(self.contract.questions)
        self.texts = prose.read({self.contract.terms, *said, *history.hashes_in(self.piece.told)})
        told = self.texts.get(self.contract.terms)
        self.terms = terms_from(told) if told else None
        self.parties = parties_of(self.contract)
        freelancer, client = (party.business.name if party.business else "–" for party in self.parties)
        self.names = Names(freelancer, client, self.currency, self.zone, self.titles, self.duties)

    @cached_property
    def lines(self) -> list[history.Line]:
        people = {person.pk: str(person) for party in self.parties for person in party.people}
        return history.lines(self.piece.told, self.names, self.texts, people)

    @cached_property
    def pieces(self) -> list[roads.Piece]:
        return roads.pieces_of(self.contract, self.titles, self.today)

    @cached_property
    def case(self) -> asks.Case:
        gross = {piece.number: piece.gross_minor for piece in self.pieces}
        return asks.Case(
            self.code, self.contract.paid_before, self.zone, self.names, gross, self.review_days, self.hourly,
        )  # fmt: skip

    @cached_property
    def hourly(self) -> frozenset[int]:
        return frozenset(s.number for s in self.plan.milestones if s.hourly)

    @cached_property
    def differs(self) -> list[Difference]:
        """What the terms on offer change against the version before."""
        return comparing.latest(self.code) if self.contract.version > 1 else []

    @cached_property
    def who(self) -> agreeing.Deciders | None:
        """Who may agree for the reader's business, where that is asked."""
        return agreeing.who_may_agree(self)

    @property
    def expired(self) -> bool:
        """Is the last day of the offer over?"""
        return expired(self.contract, self.now)

    @cached_property
    def offer_note(self) -> str:
        """What was written with the terms that are on offer."""
        offers = (fact for told in self.piece.told for fact in told.facts if isinstance(fact, facts.Proposed | facts.Countered))
        note = next((fact.note for fact in offers), None)
        return self.texts.get(note or "", "")

    @property
    def leaver(self) -> str:
        """Who wants to leave, where an exit is on offer."""
        return self.names.side(self.contract.exit.side) if self.contract.exit else ""

    @cached_property
    def talk(self) -> commenting.Talk:
        """The comments on the terms that are read here."""
        return commenting.Talk(self, "contract", self.terms)

    @cached_property
    def asks(self) -> list[asks.Ask]:
        """What is asked of the reader, the most pressing first."""
        mine = asks.firsts(waits(self.contract, self.now), self.side)
        return [asks.ask_of(wait, self.case, self.now) for wait in mine if may(self.by.role, wait.act)]

    @cached_property
    def awaited(self) -> list[str]:
        """What the other side is asked for; and one's own, where it is for others in it to do."""
        now, other = waits(self.contract, self.now), "client" if self.side == "freelancer" else "freelancer"
        ours = [wait for wait in asks.firsts(now, self.side) if not may(self.by.role, wait.act)]
        return [asks.awaited(wait, self.case) for wait in [*ours, *asks.firsts(now, other)]]

    @cached_property
    def road(self) -> roads.Laid:
        view = roads.View({"freelancer": self.names.freelancer, "client": self.names.client}, self.side)
        return roads.road_of(self.row, self.pieces, waits(self.contract, self.now), view, self.now)

    @cached_property
    def sums(self) -> roads.Sums:
        return roads.sums_of(self.pieces)

    @cached_property
    def current(self) -> Now | None:
        """The milestone at work; else the next one that is planned."""
        if self.contract.state != "agreed":
            return None
        at_work = [s for work in AT_WORK for s in self.contract.stones if s.work == work]
        stone = next(iter(at_work), None) or next((s for s in self.contract.stones if s.work == "planned"), None)
        return self._now(stone) if stone else None

    def _now(self, stone: Stone) -> Now:
        words = self.terms.milestone(stone.number) if self.terms else None
        unfinished = stone.work in roads.UNFINISHED
        due = moving(self.contract, stone).on(self.today)
        late = max(0, (self.today - due).days) if unfinished else 0
        found = history.report_on(self.piece.told, stone.number)
        report, at = (self.texts.get(found[0].note, ""), found[1]) if found else ("", None)
        titled = (words.title, words.deliverables, words.criteria) if words else ("", (), ())
        unmet = stone.unmet if stone.work == "changes_asked" else ()
        return Now(stone, *titled, late, unmet, report, at, due)

    @cached_property
    def glance(self) -> glance.Glance:
        names = {"freelancer": self.names.freelancer, "client": self.names.client}
        return glance.glance(self.pieces, self.sums, waits(self.contract, self.now), names, self.zone, self.now)

    @cached_property
    def warned(self) -> list[Warned]:
        """What is at risk now."""
        below_ = [*below.warnings_of(self.below, self), *below.effect(self)]
        return [*warned(risks(self.contract), self.names, self.now), *below_]

    @cached_property
    def below(self) -> list[below.Below]:
        """What the reader has given on, one level down."""
        return below.below(self) if self.contract.given else []

    @cached_property
    def questions(self) -> list[asked.Thread]:
        """The questions that wait for an answer or for a decision."""
        return asked.threads(self, [q for q in self.contract.questions if q.state in {"open", "answered"}], self.texts)

    @cached_property
    def decisions(self) -> list[asked.Thread]:
        """What was decided, the newest first."""
        return asked.threads(self, reversed([q for q in self.contract.questions if q.state == "decided"]), self.texts)

    @cached_property
    def owed(self) -> list[asked.Owed]:
        """What the client does."""
        return asked.owed(self)

    @cached_property
    def filed(self) -> Filed:
        return filed(self.contract)

    @cached_property
    def links(self) -> list:
        return links_of(self.code, self.side) if self.may_link else []

    @property
    def may_link(self) -> bool:
        """Whether the reader's role makes and sees status links; these show sums."""
        return keeps(self.by.role, "status_links")

    @cached_property
    def ways(self) -> list[Way]:
        """The other acts that are open to the reader, each for its first milestone; not what is asked anyway."""
        asked = {ask.act for ask in self.asks}
        found: dict[str, Way] = {}
        for open_act in open_acts(self.contract, self.by, self.now):
            if open_act.act not in asked and open_act.act not in ELSEWHERE:
                label = _label(open_act.act, open_act.milestone)
                if label:
                    found.setdefault(open_act.act, Way(label, asks.address(self.code, open_act.act, open_act.milestone)))
        return list(found.values())

    @cached_property
    def open(self) -> set[str]:
        """The names of all acts that are open to the reader."""
        return {each.act for each in open_acts(self.contract, self.by, self.now)}

    @cached_property
    def done(self) -> list[str]:
        """What the reader has just done (`?done=SEQ`), in sentences; nothing once something else has happened."""
        asked = self.request.GET.get("done", "")
        mine = [str(told.seq) for told in self.piece.told if told.by.person == self.request.user.pk]
        if asked not in mine or int(asked) < self.contract.touched:
            return []
        return next((line.sentences for line in self.lines if line.seq == int(asked)), [])

    @cached_property
    def just_accepted(self) -> int:
        """The milestone that the reader has just accepted and may say a word about, or 0."""
        return just_accepted(self.done, self.piece.told, self.request, self.open)

    @cached_property
    def ended(self) -> tuple[str, list[str]] | None:
        """The sentence and the words by which the talking ended, where it did without an agreement."""
        if self.contract.state not in {"declined", "withdrawn", "expired"}:
            return None
        line = next((each for each in self.lines if each.sentences), None)
        return (line.sentences[0], line.quotes) if line else None

    @property
    def offered_by_reader(self) -> bool:
        return self.contract.offered_by == self.side

    @property
    def by_side(self) -> dict[str, Business | None]:
        """Both businesses, as the terms name them."""
        return {party.side: party.business for party in self.parties}


def _label(act: str, number: int) -> str:
    """What an act is called where it is one among others; nothing where it is not offered there."""
    labels = {
        "AskFunding": _("Ask for the deposit for milestone %(number)s"),
        "ClaimPaid": _("Pay milestone %(number)s"),
        "ConfirmFunding": _("Confirm that the deposit for milestone %(number)s arrived"),
        "ConfirmPayment": _("Confirm that the payment for milestone %(number)s arrived"),
        "Start": _("Start milestone %(number)s"),
        "Report": _("Report on milestone %(number)s"),
        "Deliver": _("Deliver milestone %(number)s"),
        "Retract": _("Take back the delivery of milestone %(number)s"),
        "AskChanges": _("Ask for changes to milestone %(number)s"),
        "Accept": _("Accept milestone %(number)s"),
        "AcceptPart": _("Accept a part of milestone %(number)s"),
        "Ask": _("Ask a question about milestone %(number)s"),
        "Answer": _("Answer a question about milestone %(number)s"),
        "Decide": _("Take an answer about milestone %(number)s as decided"),
        "WithdrawQuestion": _("Withdraw a question about milestone %(number)s"),
        "FulfilDuty": _("Say that a duty is done"),
        "ReopenDuty": _("Say that a duty is not complete"),
        "OfferChange": _("Offer a change to the terms"),
        "Refer": _("Name somebody who could take over"),
        "WithdrawReferral": _("Take back a name"),
        "ConsentSuccessor": _("Choose who takes over"),
        "DeclineSuccessor": _("Decline somebody who was named"),
        "HandOver": _("Hand over what the next person needs"),
        "AcknowledgeHandover": _("Say that the handover has arrived"),
        "Refund": _("Say that the refund for milestone %(number)s was sent"),
        "AskSubcontract": _("Ask whether milestone %(number)s may be given on"),
        "ConsentSubcontract": _("Consent to a request about milestone %(number)s"),
        "RefuseSubcontract": _("Say no to a request about milestone %(number)s"),
    }
    return labels[act] % {"number": number} if act in labels else ""
