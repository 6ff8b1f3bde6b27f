"""Plays the steps of a story through the door, each at its own moment, with the worker following."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tallystone.acting.door import new_act_id, new_code, perform
from tallystone.core import acts
from tallystone.core.manifest import (
    Captured,
    Evidence,
    File,
    Link,
    Manifest,
    Pin,
    Reasons,
    Reply,
    manifest_from,
    manifest_text,
    reasons_text,
)
from tallystone.core.shape import Terms, terms_from, terms_text
from tallystone.core.standing import outcome
from tallystone.core.state import By, Contract, Stone
from tallystone.core.words import Words
from tallystone.drafting.growing import words_of_comment
from tallystone.files import store, uploads
from tallystone.hours.keeping import Keeper, New, log
from tallystone.journal import chain, prose
from tallystone.ops import clock, crew, passing_on, worker
from tallystone.ops.giving import Giving
from tallystone.ops.pictures import picture
from tallystone.ops.stories import Step, Story
from tallystone.people.models import Business, Member, Person


class Player(Giving):
    """One story's contract, and the people who act in it. `known`: the codes of stories that were played before, by key."""

    worker: Business | None = None  # to whom work is given on

    def __init__(
        self, story: Story, today: date, freelancer: Business, client: Business, known: dict[str, str] | None = None
    ) -> None:
        self.known = known or {}
        self.story, self.first, self.code, self.terms = story, story.first_day(today), new_code(), story.terms
        self.freelancer, self.client = freelancer, client
        self.people = {side: _speaker(b) for side, b in (("freelancer", freelancer), ("client", client))}

    def play(self) -> str:
        """All steps; the contract's code."""
        for step in self.story.steps:
            now = datetime.combine(self.first + timedelta(days=step.day), time(step.hour, 12), UTC)
            now = min(now, datetime.now(UTC))
            if step.act == "Tick":
                clock.tick(now)
            elif step.act == "LogHours":
                self.log_hours(step, now)
            else:
                act = passing_on.PLAYS[step.act](self, step, now) if step.act in passing_on.PLAYS else self._made(step, now)
                perform(self.code, act, self._by(step), new_act_id(), now=now)
            worker.work_off(now)
        return self.code

    def _made(self, step: Step, now: datetime) -> acts.Act:
        made: acts.Act = getattr(self, step.act, self._plain)(step, now)
        return made

    def _by(self, step: Step) -> By:
        """Who does it: the one who speaks for the side, or the member whom the step names."""
        if "by" not in step.told:
            return By(step.side, self.people[step.side].pk)
        who = crew.member(self._business(step), step.told["by"])
        return By(step.side, who.person_id, who.role)

    def _business(self, step: Step) -> Business:
        return self.freelancer if step.side == "freelancer" else self.client

    def log_hours(self, step: Step, now: datetime) -> None:
        """Hours that end now, as they are logged on the desk."""
        by = By(step.side, self.people[step.side].pk)
        minutes = step.told["minutes"]
        new = New(now - timedelta(minutes=minutes), minutes, step.told["note"])
        log(Keeper(self.code, step.milestone, by, now), [new], new_act_id())

    @property
    def contract(self) -> Contract:
        return chain.fold(self.code)

    def stone(self, number: int) -> Stone:
        return next(s for s in self.contract.stones if s.number == number)

    def _in_force(self) -> Terms:
        """The terms in force, which change orders may have changed since they were agreed."""
        return prose.terms(self.contract.terms) or self.terms

    def _plain(self, step: Step, now: datetime) -> acts.Act:
        """Acts that need nothing but the milestone, and perhaps the day."""
        kind: Callable[..., acts.Act] = acts.ACTS[step.act]
        dated = step.act in {"ClaimPaid", "ConfirmFunding", "ConfirmPayment", "Refund"}
        return kind(step.milestone, now.date()) if dated else kind(step.milestone)

    def Propose(self, step: Step, now: datetime) -> acts.Act:
        note = prose.words(self.story.note) if self.story.note else None
        until = now.date() + timedelta(days=14)
        return acts.Propose(self.freelancer.pk, self.client.pk, self.terms, prose.words(terms_text(self.terms)), until, note)

    def Counter(self, step: Step, now: datetime) -> acts.Act:
        told: dict[str, Any] = dict(step.told)
        note = prose.words(told.pop("note"))
        self.terms = replace(self.terms, **told)
        until = now.date() + timedelta(days=14)
        return acts.Counter(self.terms, prose.words(terms_text(self.terms)), self.contract.terms, until, note)

    def OfferChange(self, step: Step, now: datetime) -> acts.Act:
        """`told` has a function that makes the new terms of those in force, and a note."""
        was, change = prose.kept(self.contract.terms), self.contract.change
        if was is None:
            raise LookupError("the terms were erased")
        terms = step.told["make"](terms_from(was.text), now.date())
        until, note = now.date() + timedelta(days=14), prose.words(step.told["note"])
        grew_from = words_of_comment(self.code, step.told["comment"]) if "comment" in step.told else None
        return acts.OfferChange(
            terms, prose.words(terms_text(terms)), was, until, change.terms if change else "", note, grew_from
        )

    def AcceptChange(self, step: Step, now: datetime) -> acts.Act:
        change = self.contract.change
        return acts.AcceptChange(change.terms if change else "", prose.words(self.people[step.side].name), "code")

    def DeclineChange(self, step: Step, now: datetime) -> acts.Act:
        return acts.DeclineChange(prose.words(step.told["reason"]))

    def OfferExit(self, step: Step, now: datetime) -> acts.Act:
        told, side = step.told, step.side
        minor = outcome(self.contract, told["after"], side, now).figure_minor + told.get("more", 0)
        words = prose.words(told["note"]), prose.words(told["reason"])
        return acts.OfferExit(told["after"], minor, *words, told.get("notice", 0))

    def CounterExit(self, step: Step, now: datetime) -> acts.Act:
        number = self.contract.exit.number if self.contract.exit else 0
        return acts.CounterExit(number, step.told["minor"], prose.words(step.told["reason"]))

    def AcceptExit(self, step: Step, now: datetime) -> acts.Act:
        leaving = self.contract.exit
        return acts.AcceptExit(leaving.number, leaving.stated.minor) if leaving else acts.AcceptExit(0, 0)

    def Comment(self, step: Step, now: datetime) -> acts.Act:
        return acts.Comment(step.told.get("about", ""), prose.words(step.told["words"]), step.told.get("answers", 0))

    def ResolveComment(self, step: Step, now: datetime) -> acts.Act:
        return acts.ResolveComment(step.told["comment"])

    def Agree(self, step: Step, now: datetime) -> acts.Act:
        return acts.Agree(self.contract.terms, prose.words(self.people[step.side].name), "code")

    def Report(self, step: Step, now: datetime) -> acts.Act:
        words = prose.words(step.told["note"])
        return acts.Report(step.milestone, step.told["percent"], words, now.date() + timedelta(days=7))

    def Ask(self, step: Step, now: datetime) -> acts.Act:
        return acts.Ask(step.milestone, prose.words(step.told["note"]), now.date() + timedelta(days=step.told["days"]))

    def Answer(self, step: Step, now: datetime) -> acts.Act:
        question = next(q for q in self.contract.questions if q.milestone == step.milestone and q.state == "open")
        return acts.Answer(step.milestone, question.number, prose.words(step.told["note"]))

    def Decide(self, step: Step, now: datetime) -> acts.Act:
        question = next(q for q in self.contract.questions if q.milestone == step.milestone and q.state == "answered")
        return acts.Decide(step.milestone, question.number, question.answer)

    def FulfilDuty(self, step: Step, now: datetime) -> acts.Act:
        return acts.FulfilDuty(step.told["duty"], prose.words(step.told["note"]))

    def Dispute(self, step: Step, now: datetime) -> acts.Act:
        told = step.told
        return acts.Dispute(step.milestone, told["criteria"], prose.words(told["note"]), told["minor"])

    def OfferSplit(self, step: Step, now: datetime) -> acts.Act:
        until = now.date() + timedelta(days=step.told["days"])
        return acts.OfferSplit(step.milestone, step.told["minor"], until, prose.words(step.told["note"]))

    def IntroduceMember(self, step: Step, now: datetime) -> acts.Act:
        who = crew.member(self._business(step), step.told["who"])
        return acts.IntroduceMember(who.person_id, who.role, prose.words(step.told["note"]))

    def HandToMember(self, step: Step, now: datetime) -> acts.Act:
        who = crew.member(self._business(step), step.told["who"])
        return acts.HandToMember(who.person_id, who.role, prose.words(step.told["note"]))

    def AskShowcase(self, step: Step, now: datetime) -> acts.Act:
        return acts.AskShowcase(step.milestone, prose.words(step.told["note"]))

    def AllowShowcase(self, step: Step, now: datetime) -> acts.Act:
        """`told` are the conditions."""
        return acts.AllowShowcase(step.milestone, self.stone(step.milestone).snapshot, now.date(), **step.told)

    def Recommend(self, step: Step, now: datetime) -> acts.Act:
        return acts.Recommend(step.milestone, prose.words(step.told["words"]), step.told.get("named", 1))

    def Deliver(self, step: Step, now: datetime) -> acts.Act:
        files = [self._file(step.milestone, name) for name in step.told["files"]]
        criteria = self._in_force().milestone(step.milestone).criteria
        seen = tuple(Evidence(n, f"See {files[min(n, len(files)) - 1].name}.") for n in range(1, len(criteria) + 1))
        links = tuple(Link("On a test address", address) for address in step.told.get("links", ()))
        replies = tuple(Reply(n, not text, text) for n, text in step.told.get("replies", {}).items())
        told = step.told.get("captures", ())
        captures = tuple(Captured(at=now.isoformat(timespec="seconds"), **each) for each in told)
        snapshot = Manifest(step.told["note"], links, tuple(files), seen, replies, captures=captures)
        hashes = tuple(f.hash for f in files)
        uploads.bind(hashes)
        uploads.take(self.code, step.milestone, hashes)
        ticked = tuple(range(1, len(criteria) + 1))
        return acts.Deliver(step.milestone, prose.words(manifest_text(snapshot)), hashes, ticked)

    def AskChanges(self, step: Step, now: datetime) -> acts.Act:
        snapshot = self.stone(step.milestone).snapshot
        return acts.AskChanges(step.milestone, snapshot, tuple(step.told["unmet"]), self._reasons(step))

    def AcceptPart(self, step: Step, now: datetime) -> acts.Act:
        rest_due = now.date() + timedelta(days=step.told["rest_in"])
        snapshot = self.stone(step.milestone).snapshot
        return acts.AcceptPart(step.milestone, snapshot, tuple(step.told["met"]), rest_due, self._reasons(step))

    def _reasons(self, step: Step) -> Words:
        """What is missing, with the notes pinned to the files of the delivery."""
        stone = self.stone(step.milestone)
        files = {file.name: file.hash for file in manifest_from(prose.read([stone.snapshot])[stone.snapshot]).files}
        pins = tuple(Pin(n, stone.round, files[pin["name"]], **pin) for n, pin in enumerate(step.told.get("pins", ()), 1))
        return prose.words(reasons_text(Reasons(step.told["unmet"], step.told["note"], pins)))

    def Accept(self, step: Step, now: datetime) -> acts.Act:
        return acts.Accept(step.milestone, self.stone(step.milestone).snapshot)

    def _file(self, milestone: int, name: str) -> File:
        upload = uploads.attach(self.people["freelancer"], self.code, milestone, picture(name), name)
        blob = store.Blob.objects.get(pk=upload.blob_id)
        return File(upload.name, blob.hash, blob.size, blob.kind)


def _speaker(business: Business) -> Person:
    return Member.objects.select_related("person").filter(business=business).order_by("id")[0].person
