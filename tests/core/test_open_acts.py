"""What `open_acts` lists is what the rules let happen: one rule for the button and for the write."""

from dataclasses import replace
from datetime import datetime

import pytest

from tallystone.core import acts
from tallystone.core.changing import with_round
from tallystone.core.charging_back import received
from tallystone.core.contract import RULES, Open, decide, open_acts
from tallystone.core.refusal import Refusal
from tallystone.core.reminding import due
from tallystone.core.shape import Milestone, terms_from, terms_text
from tallystone.core.splitting import at_stake
from tallystone.core.state import Contract, Question, Stone
from tests.core import exits, given, given_below, given_handover
from tests.core.given import CLOCK, DAY, NOW, SIDES, TODAY, C, F, said


def beyond() -> given.Play:
    """Changes are asked for once more than agreed, and the terms name a price for that."""
    play = given.delivered(rounds=0, extra_round_minor=900)
    return play.do(given.C, acts.AskChanges(1, play.stone().snapshot, (1,), said("Blurred")))


def showcase_allowed() -> given.Play:
    """After the end, the client has said a word and allowed the first milestone to be shown."""
    play = given.completed()
    play.do(given.F, acts.AskShowcase(1)).do(given.C, acts.Recommend(1, said("Good")))
    return play.do(given.C, acts.AllowShowcase(1, play.stone().snapshot, TODAY))


PLAYS = {
    "draft": given.Play, "proposed": given.proposed, "agreed": given.agreed, "funded": given.funded, "started": given.started,
    "delivered": given.delivered, "noticed": given.noticed, "accepted": given.accepted, "completed": given.completed,
    "expired": lambda: given.proposed().at(NOW + 30 * DAY),
    "lapsing": lambda: given.noticed().at(NOW + 30 * DAY).do(CLOCK, acts.Notice(1, 1, "day")),
    "part": given.part_accepted,
    "part_after": lambda: given.part_accepted(funding="after"),
    "after": lambda: given.accepted(funding="after"),
    "hours": lambda: given.logged(),
    "hours delivered": lambda: given.logged().do(given.F, given.deliver()),
    "hours accepted": lambda: given.billed(),
    "commented": lambda: given.proposed().do(given.C, acts.Comment("rounds", said("Why?"))),
    "resolved": lambda: given.started().do(given.C, acts.Comment("rounds", said("Why?")), acts.ResolveComment(1)),
    "free": lambda: given.agreed(prices=(0, 5)),
    "asked": given.asked, "answered": given.answered, "duty done": given.fulfilled,
    "changing": lambda: given.offering(given.funded(), given.changed(given.funded(), m2=None)),
    "too_late": lambda: given.offering(given.funded(), given.changed(given.funded(), m2=None)).at(NOW + 30 * DAY),
    "changed": lambda: given.changing(given.funded(), m1={"price_minor": 5}, m2=None),
    "third_round": lambda: beyond(),
    "showcase asked": lambda: given.accepted().do(given.F, acts.AskShowcase(1)),
    "showcase allowed": lambda: showcase_allowed(),
    **given_below.PLAYS,
    "handed over": given_handover.handed_over, "acknowledged": given_handover.acknowledged,
    "referred": given_handover.referred, "chosen": given_handover.chosen, "fee": given_handover.fee,
    "disputed": given.disputed, "disputed by the freelancer": lambda: given.disputed(by=F),
    "disputed after": lambda: given.disputed(funding="after"),
    "disputed hours": lambda: given.disputed(play=given.logged().do(F, given.deliver())),
    "both numbers": lambda: given.disputed().do(F, given.split(given.disputed(), 9_000)),
    "silent": lambda: given.kept_silent(given.disputed()),
    "settled": lambda: given.disputed().do(F, given.accept_split(given.disputed())),
    "calm again": lambda: given.disputed().do(C, acts.WithdrawDispute(1)),
    "charged back": lambda: given.completed().do(F, acts.Chargeback(1, 4_000, TODAY)),
    "invoice disputed": lambda: given.disputed(play=given.accepted(funding="after")),
    **exits.PLAYS,
}  # fmt: skip
SHOWING = {"AskShowcase", "Recommend"}  # open for accepted work, whatever else goes on
LEAVE = {"OfferExit", "EndForCause"}  # open to either side while a contract is under way and something is unfinished
TEAM = {"IntroduceMember", "HandToMember"}  # open to either side from the proposal to the end


def silent(c: Contract, now: datetime) -> int:
    """The last milestone whose review time is over, or 1."""
    return max([1, *(s.number for s in c.stones if s.reminded_at and s.review_until and s.review_until <= now)])


def question(c: Contract, number: int, state: str) -> Question:
    """The first question on this milestone in this state, or one that does not exist."""
    found = (q for q in c.questions if q.milestone == number and q.state == state)
    return next(found, Question(99, number, "client", "", TODAY, NOW))


def reminder(c: Contract, stone: Stone, now: datetime) -> str:
    """The reminder that is due, or one that is not."""
    return due(stone, c.agreed_plan.zone, now) or "half"


def unknown(c: Contract) -> int:
    """Somebody who does not work on the contract yet."""
    return max([100, *(hand.person for hand in c.hands)]) + 1


def filed() -> dict:
    """What the clock puts into the record about files."""
    return {
        acts.FilePaper: lambda: acts.FilePaper("agreement", "1", "ab"),
        acts.Erase: lambda: acts.Erase(("ab" * 32,), "rule"),
    }


def good(kind: type, number: int, play: given.Play, side: str = "") -> acts.Act:
    """An act of this kind whose particulars are all in order."""
    c, stone = play.contract, play.contract.stone(number)
    snapshot = stone.snapshot if stone else ""
    round_ = stone.round if stone else 0
    left = stone.open_criteria if stone else ()
    made = {
        acts.Propose: lambda: given.propose(play.terms),
        acts.Counter: lambda: given.counter(play, play.terms),
        acts.Withdraw: lambda: acts.Withdraw(),
        acts.Decline: lambda: acts.Decline(said("No")),
        acts.Agree: lambda: given.agree(play),
        acts.Report: lambda: acts.Report(number, 50, said("Half"), play.now.date()),
        acts.Deliver: lambda: given.deliver(number),
        acts.AskChanges: lambda: acts.AskChanges(number, snapshot, left[-1:] or (1,), said("Blurred")),
        acts.AcceptPart: lambda: acts.AcceptPart(number, snapshot, left[:1], play.now.date() + 5 * DAY, said("The rest")),
        acts.Accept: lambda: acts.Accept(number, snapshot),
        acts.Notice: lambda: acts.Notice(
            number, round_, reminder(c, stone, play.now) if stone and stone.noticed_at else "delivered"
        ),
        acts.Lapse: lambda: acts.Lapse(0 if c.state == "proposed" else silent(c, play.now)),
        acts.LogHours: lambda: acts.LogHours(number, given.sheet(given.hours(play, 30))),
        acts.CorrectHours: lambda: acts.CorrectHours(number, given.sheet(given.hours(play, 20), was=given.hours(play, 30))),
        acts.Comment: lambda: acts.Comment("in_scope", said("Why?")),
        acts.ResolveComment: lambda: acts.ResolveComment(next((r.number for r in c.remarks if r.open), 1)),
        acts.ReopenComment: lambda: acts.ReopenComment(next((r.number for r in c.remarks if not r.open), 1)),
        **filed(),
        acts.IntroduceMember: lambda: acts.IntroduceMember(unknown(c), "member", said("Lea draws")),
        acts.HandToMember: lambda: acts.HandToMember(unknown(c), "manager"),
        acts.Ask: lambda: acts.Ask(number, said("Which of the two?"), play.now.date()),
        acts.Answer: lambda: acts.Answer(number, question(c, number, "open").number, said("The first")),
        acts.Decide: lambda: acts.Decide(*[number, (q := question(c, number, "answered")).number, q.answer]),
        acts.WithdrawQuestion: lambda: acts.WithdrawQuestion(number, question(c, number, "open").number),
        acts.FulfilDuty: lambda: acts.FulfilDuty(1),
        acts.ReopenDuty: lambda: acts.ReopenDuty(1, said("Half of it")),
        **{**changing(number, play), **given_handover.goods(play, number), **disputing(number, play, side), **exits.good(play)},
    }
    if kind in made:
        return made[kind]()
    return kind(number, TODAY) if "on" in kind.__dataclass_fields__ else kind(number)


def other_terms(play: given.Play):
    """Terms that may stand in place of those in force, whatever has happened: one milestone more."""
    whole, last = terms_from(play.in_force.text), max([0, *(s.number for s in play.contract.stones)])
    added = Milestone(last + 1, "More", ("Drafts",), ("Opens",), play.now.date() + DAY, 700)
    return replace(whole, milestones=(*whole.milestones, added))


def priced_round(play: given.Play, number: int) -> acts.PriceRound:
    """The round that the milestone has come to, for the price that the terms name."""
    whole, stone = terms_from(play.in_force.text), play.contract.stone(number)
    if stone and any(m.number == number for m in whole.milestones):
        whole = with_round(whole, number, stone.round)
    return acts.PriceRound(number, whole, said(terms_text(whole)), play.in_force)


def shown(number: int, play: given.Play) -> dict:
    """The acts of showing that need more than their milestone."""
    stone = play.contract.stone(number)
    return {
        acts.AllowShowcase: lambda: acts.AllowShowcase(number, stone.snapshot if stone else "", play.now.date()),
        acts.Recommend: lambda: acts.Recommend(number, said("Good")),
    }


def changing(number: int, play: given.Play) -> dict:
    """The acts of change orders and of showing, all in order."""
    return {
        **given_below.goods(number, play),
        acts.OfferChange: lambda: given.change(play, other_terms(play)),
        acts.AcceptChange: lambda: given.accept_change(play),
        acts.DeclineChange: lambda: acts.DeclineChange(said("No")),
        acts.WithdrawChange: lambda: acts.WithdrawChange(),
        acts.LapseChange: lambda: acts.LapseChange(),
        acts.PriceRound: lambda: priced_round(play, number),
        **shown(number, play),
    }


def disputing(number: int, play: given.Play, side: str) -> dict:
    """The acts of a dispute, all in order."""
    stone = play.contract.stone(number)
    pot = at_stake(stone) if stone else 0
    came = received(stone) if stone else 0
    called = stone.dispute.mediator if stone and stone.dispute else ""
    return {
        acts.Dispute: lambda: given.dispute(number, pot // 3),
        acts.OfferSplit: lambda: given.split(play, pot // 2, number),
        acts.AcceptSplit: lambda: given.accept_split(play, side, number),
        acts.CallMediator: lambda: acts.CallMediator(number, said("ines@mediate.example"), play.in_force),
        acts.AgreeMediator: lambda: acts.AgreeMediator(number, called),
        acts.Mediate: lambda: acts.Mediate(number, pot // 2, said("Half of it is done")),
        acts.Chargeback: lambda: acts.Chargeback(number, max(1, came // 2), play.now.date()),
        acts.NoticeSplit: lambda: given.notice_split(play, number),
        acts.LapseSplit: lambda: given.silence(play, number),
    }


def refusal(play: given.Play, act: acts.Act, side: str) -> str:
    try:
        assert decide(play.contract, act, SIDES[side], play.now)
    except Refusal as refused:
        return refused.name
    return ""


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("state", PLAYS)
def test_listed_is_done_and_unlisted_is_refused(state, side):
    play = PLAYS[state]()
    listed = open_acts(play.contract, SIDES[side], play.now)
    places = [(kind, n) for kind, rule in RULES.items() for n in ((1, 2) if rule.on_stone else (0,))]
    for kind, number in places:
        refused = refusal(play, good(kind, number, play, side), side)
        # A reminder that is too early is refused by its moment, not by the guard: the delivery may still be noticed.
        waiting = kind is acts.Notice and refused == "not_due"
        assert (Open(kind.__name__, number) in listed) == (not refused or waiting), (kind, number, refused)


def test_every_act_and_every_fact_has_its_rule():
    from tallystone.core.contract import FOLDS
    from tallystone.core.facts import FACTS

    assert set(RULES) == set(acts.ACTS.values())
    assert set(FOLDS) == set(FACTS.values())


# What is open beside the work nearly all the time.
BESIDE = {
    "AskSubcontract", "GiveOn", "Dispute", "Chargeback", "HandOver", "Refer", "Ask", "FulfilDuty", "Comment", "ResolveComment",
    "ReopenComment", "Erase",
}  # fmt: skip
ASIDE = BESIDE | TEAM | SHOWING | LEAVE


@pytest.mark.parametrize(
    ("state", "side", "names"),
    [
        ("draft", "freelancer", ["Propose"]),
        ("draft", "client", ["Subcontract"]),
        ("proposed", "freelancer", ["Counter", "Withdraw"]),
        ("proposed", "client", ["Counter", "Decline", "Agree"]),
        ("expired", "client", []),
        ("agreed", "freelancer", ["AskFunding", "AskFunding", "OfferChange"]),
        ("started", "freelancer", ["AskFunding", "Report", "Deliver", "OfferChange"]),
        ("delivered", "freelancer", ["AskFunding", "Retract", "OfferChange"]),
        ("delivered", "client", ["AskChanges", "Accept", "AcceptPart", "OfferChange"]),
        ("lapsing", "client", ["AskChanges", "Accept", "AcceptPart", "OfferChange"]),
        ("part", "freelancer", ["AskFunding", "Report", "Deliver", "OfferChange"]),
        ("part", "client", ["OfferChange"]),
        ("part_after", "client", ["ClaimPaid", "OfferChange"]),
        ("after", "freelancer", ["ConfirmPayment", "Start", "OfferChange"]),
        ("after", "client", ["ClaimPaid", "OfferChange"]),
        ("hours", "freelancer", ["AskFunding", "Report", "Deliver", "LogHours", "CorrectHours", "OfferChange"]),
        ("hours delivered", "freelancer", ["AskFunding", "Retract", "CorrectHours", "OfferChange"]),
        ("hours accepted", "freelancer", ["AskFunding", "ConfirmPayment", "OfferChange"]),
        ("asked", "client", ["Answer", "OfferChange"]),
        ("answered", "freelancer", ["Report", "Deliver", "Decide", "OfferChange"]),
        ("duty done", "freelancer", ["Report", "Deliver", "ReopenDuty", "OfferChange"]),
        ("commented", "freelancer", ["Counter", "Withdraw"]),
        ("changing", "freelancer", ["AskFunding", "Start", "WithdrawChange"]),
        ("changing", "client", ["OfferChange", "AcceptChange", "DeclineChange"]),
        ("too_late", "freelancer", ["AskFunding", "Start", "OfferChange", "WithdrawChange"]),
        ("too_late", "client", ["OfferChange"]),
        ("too_late", "clock", ["FilePaper", "LapseChange"]),
        ("changed", "freelancer", ["Start", "OfferChange", "Refund"]),
        ("third_round", "clock", ["FilePaper", "PriceRound"]),
        ("completed", "freelancer", []),
        ("completed", "client", []),
    ],
)
def test_what_is_open(state, side, names):
    play = PLAYS[state]()
    assert [o.act for o in open_acts(play.contract, SIDES[side], play.now) if o.act not in ASIDE] == names
    assert ({o.act for o in open_acts(play.contract, SIDES[side], play.now)} >= TEAM) == (
        play.contract.state in {"proposed", "agreed"} and side != "clock"
    )
