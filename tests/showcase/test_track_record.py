"""Every figure of a track record, recomputed from the journal's stored text alone by another reading than the product's."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tallystone.acting.door import new_act_id, perform
from tallystone.core import acts
from tallystone.core.state import CLOCK, By
from tallystone.hours import keeping
from tallystone.hours.keeping import Keeper, New
from tallystone.journal import prose
from tallystone.journal.models import Entry
from tallystone.ops import worker
from tallystone.papers import seal
from tallystone.people.models import Member
from tallystone.showcase import counting, tracking
from tallystone.showcase.definitions import BASE, EVERY
from tallystone.showcase.models import Profile, Track
from tests import cast as lives
from tests.conftest import browser_of
from tests.pages.forms import text
from tests.test_tidy import text as document

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
ZONE = ZoneInfo("Europe/Lisbon")


class Played:
    """A life that began some days ago, acted on at moments of its own."""

    def __init__(self, days: int, **told) -> None:
        self.at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=days)
        self.begun = self.at
        milestones = tuple(lives.milestone(n, self.at.date() + timedelta(days=10 * n)) for n in (1, 2))
        self.life = lives.proposed(now=self.at, given=lives.terms(**{"milestones": milestones, **told}))
        self.maya(acts.Agree(self.life.contract.terms, prose.words("Maya"), "code"))

    def on(self, day: float) -> "Played":
        self.at = self.begun + timedelta(days=day)
        return self

    def jonas(self, *every: acts.Act) -> "Played":
        for act in every:
            self.life.jonas(act, self.at)
        return self

    def maya(self, *every: acts.Act) -> "Played":
        for act in every:
            self.life.maya(act, self.at)
        return self

    def fund(self, number: int, asked: float, paid: float) -> "Played":
        self.on(asked).jonas(acts.AskFunding(number))
        self.on(paid).maya(acts.ClaimPaid(number, self.at.date())).jonas(acts.ConfirmFunding(number, self.at.date()))
        return self

    def deliver(self, number: int) -> "Played":
        return self.jonas(acts.Deliver(number, prose.words('{"note":"Here"}'), (), (1, 2)))

    def accept(self, number: int) -> "Played":
        return self.maya(acts.Accept(number, self.life.stone(number).snapshot))


def played() -> None:
    """Four contracts: late deposits, a round of changes, questions, silence, hours, a payment after the due day."""
    one = Played(60)
    one.fund(1, 1, 20).jonas(acts.Start(1)).on(22).deliver(1)  # the deposit was six days late; so the delivery is in time
    one.on(23).maya(acts.AskChanges(1, one.life.stone(1).snapshot, (1,), prose.words("Blurred")))
    one.on(24).deliver(1).on(25.5).accept(1)
    one.fund(2, 26, 30).jonas(acts.Start(2))
    one.on(31).maya(acts.Ask(2, prose.words("Which font?"), (one.at + 3 * DAY).date()))
    one.on(31.25).jonas(acts.Answer(2, 1, prose.words("The second")))
    one.on(32).jonas(acts.Ask(2, prose.words("Which colour?"), (one.at + 5 * DAY).date()))
    one.on(34).maya(acts.Answer(2, 2, prose.words("Green")))
    one.on(45).deliver(2).on(45.001).accept(2)  # nobody looks that fast
    two = Played(50, funding="after")
    two.on(1).jonas(acts.Start(1)).on(9).deliver(1).on(12).accept(1)
    two.on(30).maya(acts.ClaimPaid(1, two.at.date())).on(32).jonas(acts.ConfirmPayment(1, two.at.date()))
    two.jonas(acts.Start(2)).on(33).deliver(2)
    perform(two.life.code, acts.Notice(2, 1, "delivered"), CLOCK, "notice:two:2", now=two.at)
    perform(two.life.code, acts.Notice(2, 1, "half"), CLOCK, "notice:two:half", now=two.on(37).at)
    perform(two.life.code, acts.Lapse(2), CLOCK, "lapse:two:2", now=two.on(44).at)
    three = Played(30, funding="after")
    three.on(1).jonas(acts.Start(1)).on(4).deliver(1).on(4.5).jonas(acts.Retract(1)).on(5).deliver(1)
    three.on(6).maya(acts.AcceptPart(1, three.life.stone(1).snapshot, (1,), (three.at + 4 * DAY).date(), prose.words("Rest")))
    three.on(8).deliver(1).on(9).accept(1)
    hours = lives.by_the_hour(rate=8_000, cap=600, funding="after")
    four = lives.at_work(hours)
    four.jonas(acts.Report(1, 10, prose.words("Begun"), lives.today()))


class Read:
    """The journal of one contract, read from its stored texts with nothing of the product's."""

    def __init__(self, code: str) -> None:
        self.entries = [json.loads(t) for t in Entry.objects.filter(code=code).order_by("seq").values_list("text", flat=True)]
        self.facts = [(self._at(e), e, f) for e in self.entries for f in e["facts"]]
        offer = next(f for _at, _e, f in self.facts if f["fact"] == "Proposed")
        self.client = offer["client"]
        self.plan = offer["plan"]
        self.due = {m["number"]: date.fromisoformat(m["due"]) for m in self.plan["milestones"]}

    def agreed_minutes(self, number: int) -> int:
        return next(m["cap_minutes"] for m in self.plan["milestones"] if m["number"] == number)

    @staticmethod
    def _at(entry: dict) -> datetime:
        return datetime.fromisoformat(entry["at"].replace("Z", "+00:00"))

    def of(self, *kinds: str) -> list[tuple[datetime, dict, dict]]:
        return [each for each in self.facts if each[2]["fact"] in kinds]

    def late_deposit_days(self, upto: date) -> int:
        """Days on which a deposit was late, until this day; each counts once."""
        days = set()
        for _at, _e, f in self.of("FundingAsked"):
            confirmed = [(a, g) for a, _x, g in self.of("FundingConfirmed") if g["milestone"] == f["milestone"]]
            paid = [date.fromisoformat(g["on"]) for _a, g in confirmed]
            last = min([*paid, upto])
            first = date.fromisoformat(f["due"]) + DAY
            days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
        return len(days)

    def handed(self) -> dict[int, int]:
        """Days late of each milestone's first delivery that was not taken back at once."""
        found: dict[int, int] = {}
        for at, _e, f in self.of("Delivered", "Retracted"):
            if f["fact"] == "Retracted":
                if self.round_before(at, f["milestone"]) == 1:
                    found.pop(f["milestone"], None)
            elif f["round"] == 1:
                day = at.astimezone(ZONE).date()
                found[f["milestone"]] = (day - self.due[f["milestone"]]).days - self.late_deposit_days(day)
        return found

    def round_before(self, at: datetime, number: int) -> int:
        return [f["round"] for a, _e, f in self.of("Delivered") if f["milestone"] == number and a < at][-1]

    def accepted(self) -> list[tuple[datetime, int, bool]]:
        return [(at, f["milestone"], f["fact"] == "Lapsed") for at, _e, f in self.of("Accepted", "Lapsed") if f["milestone"]]

    def last_delivery(self, number: int, before: datetime) -> tuple[datetime, int]:
        return [(a, f["round"]) for a, _e, f in self.of("Delivered") if f["milestone"] == number and a <= before][-1]

    def count(self, kind: str, number: int) -> int:
        return sum(f["milestone"] == number for _at, _e, f in self.of(kind))

    def answers(self, side: str) -> list[float]:
        asked = {f["question"]: (at, e["by"]) for at, e, f in self.of("Asked")}
        told = [(at, asked[f["question"]]) for at, _e, f in self.of("Answered")]
        return [(at - since).total_seconds() for at, (since, by) in told if by != side]

    def reviews(self) -> list[tuple[float, bool]]:
        found = []
        for at, _e, f in self.of("Accepted", "Lapsed", "ChangesAsked", "PartAccepted"):
            if f["milestone"]:
                silent = f["fact"] == "Lapsed"
                until = [g["until"] for _a, _x, g in self.of("Noticed") if g["milestone"] == f["milestone"]]
                end = datetime.fromisoformat(until[-1].replace("Z", "+00:00")) if silent else at
                found.append(((end - self.last_delivery(f["milestone"], at)[0]).total_seconds(), silent))
        return found

    def paid(self) -> list[tuple[int, int]]:
        """(days taken, days late) of each invoice for accepted work."""
        issued = {f["number"]: (at.astimezone(ZONE).date(), f["due"]) for at, _e, f in self.of("InvoiceIssued")}
        told = [(date.fromisoformat(f["on"]), *issued[f["number"]]) for _at, _e, f in self.of("PaymentConfirmed")]
        return [((on - since).days, (on - date.fromisoformat(due)).days) for on, since, due in told]

    def funded(self) -> list[int]:
        due = {f["milestone"]: date.fromisoformat(f["due"]) for _a, _e, f in self.of("FundingAsked")}
        return [(date.fromisoformat(f["on"]) - due[f["milestone"]]).days for _a, _e, f in self.of("FundingConfirmed")]


@pytest.fixture
def world():
    played()
    worker.work_off()
    reads = [Read(code) for code in sorted(set(Entry.objects.values_list("code", flat=True)))]
    cast = lives.cast()
    return reads, cast


def by_key(business: int, side: str) -> dict:
    return {figure.key: figure for figure in counting.figures(counting.tracks_of(business, side), side)}


def test_the_freelancers_figures_are_in_the_journal(world):
    reads, cast = world
    shown = by_key(cast.brandt.pk, "freelancer")
    handed = [late for read in reads for late in read.handed().values()]
    accepted = [(read, *each) for read in reads for each in read.accepted()]
    assert (shown["on_time"].count, shown["on_time"].of) == (sum(late <= 0 for late in handed), len(handed))
    assert sorted(shown["on_time"].late) == sorted(late for late in handed if late > 0)
    first = [not (r.count("ChangesAsked", n) or r.count("PartAccepted", n)) for r, _at, n, _silent in accepted]
    assert (shown["first_review"].count, shown["first_review"].of) == (sum(first), len(accepted))
    assert shown["first_review"].silent == sum(one and each[3] for one, each in zip(first, accepted, strict=True)) == 1
    rounds = sorted(r.last_delivery(n, at)[1] for r, at, n, _silent in accepted)
    assert shown["rounds"].values == tuple(rounds)
    answers = sorted(took for read in reads for took in read.answers("freelancer"))
    assert shown["answers"].values == tuple(answers) == (21_600.0,)
    assert median(shown["rounds"].values) == median(rounds)
    assert (shown["finished"].count, shown["finished"].of) == (sum(bool(r.of("Completed")) for r in reads), 1)


def test_the_clients_figures_are_in_the_journal(world):
    reads, cast = world
    shown = by_key(cast.almada.pk, "client")
    reviews = [each for read in reads for each in read.reviews()]
    assert shown["reviews"].values == tuple(sorted(int(took) for took, _silent in reviews))
    assert shown["reviews"].silent == sum(silent for _took, silent in reviews) == 1
    paid = [each for read in reads for each in read.paid()]
    assert shown["payment_days"].values == tuple(sorted(days for days, _late in paid))
    assert (shown["payments"].count, shown["payments"].of) == (sum(late <= 0 for _days, late in paid), len(paid))
    assert shown["payments"].late == tuple(sorted(late for _days, late in paid if late > 0))
    assert shown["payments"].late
    funded = [late for read in reads for late in read.funded()]
    assert (shown["fundings"].count, shown["fundings"].of) == (sum(late <= 0 for late in funded), len(funded))
    assert shown["fundings"].late == tuple(sorted(late for late in funded if late > 0))
    changes = sorted(r.count("ChangesAsked", n) for r in reads for _at, n, _silent in r.accepted())
    assert shown["changes"].values == tuple(changes)
    assert shown["client_answers"].values == tuple(took for read in reads for took in read.answers("client")) == (172_800.0,)


def test_what_the_figures_rest_on_is_in_the_journal(world):
    reads, cast = world
    base = counting.base(counting.tracks_of(cast.brandt.pk, "freelancer"), "freelancer")
    per = defaultdict(int)
    for read in reads:
        per[read.client] += len(read.accepted())
    agreed = [read for read in reads if read.of("Agreed")]
    assert (base.contracts, base.others) == (len(agreed), len(per))
    assert base.largest_percent == round(100 * max(per.values()) / sum(per.values())) == 100
    assert base.milestones == sum(per.values())
    assert base.payments == sum(len(read.of("FundingConfirmed", "PaymentConfirmed")) for read in reads)
    assert (base.rail, base.both, base.one) == (0, base.payments, 0)
    quick = [took for read in reads for took, silent in read.reviews() if took < 600 and not silent]
    assert base.hasty == len(quick) == 1


def test_disputes_are_counted_with_how_they_ended():
    met, dropped = lives.delivered(), lives.delivered()
    for life in (met, dropped):
        life.maya(acts.Dispute(1, (1,), prose.words("It does not open."), 40_000))
    met.jonas(acts.AcceptSplit(1, 1, 40_000))
    dropped.maya(acts.WithdrawDispute(1))
    for life in (met, dropped):
        tracking.keep(life.code)
    told = [json.loads(text) for text in Entry.objects.values_list("text", flat=True)]
    kinds = [fact["fact"] for entry in told for fact in entry["facts"]]
    for business, side, key in ((met.cast.brandt, "freelancer", "disputes"), (met.cast.almada, "client", "client_disputes")):
        figure = by_key(business.pk, side)[key]
        assert (figure.count, figure.of) == (kinds.count("Disputed"), kinds.count("Agreed")) == (2, 2)
        assert figure.endings == (("accepted", 1), ("withdrawn", 1))
        assert figure.small.startswith("in 2 contracts · one took the other’s number: 1 · withdrawn: 1")


def test_exits_are_counted_with_how_they_were_settled():
    life = lives.started()
    life.maya(acts.OfferExit(0, 0, prose.words("Our plans have changed"), prose.words("It is fair"), 0))
    life.jonas(acts.AcceptExit(1, 0))
    tracking.keep(life.code)
    told = [json.loads(text) for text in Entry.objects.values_list("text", flat=True)]
    (settled,) = [fact for entry in told for fact in entry["facts"] if fact["fact"] == "ExitSettled"]
    for business, side, key in ((life.cast.brandt, "freelancer", "exits"), (life.cast.almada, "client", "client_exits")):
        figure = by_key(business.pk, side)[key]
        assert (figure.count, figure.of, figure.endings) == (1, 1, ((settled["how"], 1),))


def test_hours_against_the_estimate_are_in_the_journal():
    """One milestone within its hours, one a little over them; what is still at work counts for nothing."""
    for minutes in (443, 630, 60):
        life = lives.at_work(lives.by_the_hour(rate=8_000, cap=600, funding="after"))
        who = Keeper.of(life.code, 1, By("freelancer", life.cast.jonas.pk))
        keeping.log(who, [New(datetime.now(UTC) - timedelta(hours=12), minutes, "Plan")], new_act_id())
        if minutes > 60:
            lives.deliver(life, 1)
            life.maya(acts.Accept(1, life.stone(1).snapshot))
        tracking.keep(life.code)
    reads = [Read(code) for code in set(Entry.objects.values_list("code", flat=True))]
    spent = [
        (sum(f["minutes"] for _at, _e, f in read.of("HoursLogged")), read.agreed_minutes(1))
        for read in reads
        if read.accepted()
    ]
    shown = by_key(life.cast.brandt.pk, "freelancer")["estimates"]
    assert shown.values == tuple(sorted(100 * minutes / agreed for minutes, agreed in spent))
    assert [round(value, 2) for value in shown.values] == [73.83, 105.0]


def test_a_person_on_both_sides_is_left_out_and_it_is_said():
    life = lives.completed(count=1)
    Member.objects.create(person=life.cast.jonas, business=life.cast.almada)
    sham = lives.started(count=1)
    lives.deliver(sham, 1)
    sham.do(acts.Accept(1, sham.stone(1).snapshot), By("client", life.cast.jonas.pk))
    for each in (life, sham):
        tracking.keep(each.code)
    tracks = counting.tracks_of(life.cast.brandt.pk, "freelancer")
    base = counting.base(tracks, "freelancer")
    assert (base.contracts, base.same_person) == (1, 1)
    assert counting.figures(tracks, "freelancer")[0].of == 1


def test_an_old_look_never_replaces_a_new_one():
    life = lives.completed(count=1)
    tracking.keep(life.code)
    Track.objects.update(seq=10_000, told={"kept": 1})
    tracking.keep(life.code)
    assert Track.objects.get().told == {"kept": 1}


def test_few_cases_are_said_to_be_few_and_none_are_none():
    life = lives.completed(count=1)
    tracking.keep(life.code)
    shown = by_key(life.cast.brandt.pk, "freelancer")
    assert "few cases" in shown["on_time"].small
    assert (shown["answers"].large, shown["answers"].small) == ("–", "Nothing to count yet")


def test_each_side_sees_its_own_and_publishes_what_it_likes():
    life = lives.completed(count=1)
    worker.work_off()
    jonas, maya = browser_of(life.cast.jonas), browser_of(life.cast.maya)
    assert "Delivered on time" in text(jonas.get("/record"))
    assert "Time to review a delivery" in text(maya.get("/record"))
    assert maya.get(f"/record/{life.cast.brandt.pk}").status_code == 404
    own = f"/record/{life.cast.brandt.pk}"
    assert jonas.post(own, {"figure": ["on_time", "reviews", "nonsense"]}).status_code == 303
    profile = Profile.objects.get()
    assert profile.figures == ["on_time"]
    assert not profile.public
    Profile.objects.update(public=True)
    page = text(Client().get(f"/@{profile.slug}/record"))
    assert "Delivered on time" in page
    assert "Deliveries until acceptance" not in page
    assert "with 1 different clients" in page


def test_the_statement_is_sealed_and_a_clerk_does_not_get_it():
    life = lives.completed(count=1)
    worker.work_off()
    answer = browser_of(life.cast.jonas).get(f"/record/{life.cast.brandt.pk}.pdf")
    found = seal.check(answer.content)
    assert found
    assert found.intact
    assert found.ours
    ida = lives.member(life.cast.brandt, "Ida Kern", "member")
    assert browser_of(ida).get(f"/record/{life.cast.brandt.pk}.pdf").status_code == 404
    assert browser_of(ida).post(f"/record/{life.cast.brandt.pk}", {"figure": ["on_time"]}).status_code == 404
    assert not Profile.objects.exists()


def test_the_definitions_are_published_word_for_word():
    written, page = " ".join(document("docs/track-record.md").split()), text(Client().get("/track-record"))
    for each in (*EVERY["freelancer"], *EVERY["client"]):
        assert each.title in written
        assert each.meaning in written, each.key
        assert each.meaning in page
    for name, meaning in BASE:
        assert name in page
        assert meaning in written
