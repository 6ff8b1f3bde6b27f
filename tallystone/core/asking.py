"""Asking: a question on a milestone, to the other side, with a date; its answer; and the answer taken as decided."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tallystone.core import acts, facts
from tallystone.core.dates import day_of
from tallystone.core.moving import ended
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_state, need_work
from tallystone.core.state import By, Contract, Question, Stone
from tallystone.core.writing import check_words

SIDES = ("freelancer", "client")
MOST_OPEN = 20
FURTHEST = timedelta(days=90)


def may_ask(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_work(s, "planned", "started", "delivered", "changes_asked", "part_accepted")


def ask(c: Contract, s: Stone, act: acts.Ask, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.note, "note", missing="text_missing")
    today = day_of(now, c.agreed_plan.zone)
    refuse_if(act.until < today, "date_past", "until", day=act.until)
    refuse_if(act.until > today + FURTHEST, "date_far", "until", day=act.until)
    waiting = sum(q.state == "open" for q in c.questions)
    refuse_if(waiting >= MOST_OPEN, "too_many_questions", "note", most=MOST_OPEN)
    return [facts.Asked(s.number, len(c.questions) + 1, act.note.hash, act.until)]


def open_to(c: Contract, number: int, side: str) -> list[Question]:
    """The questions on this milestone that this side is asked and has not answered."""
    return [q for q in c.questions if q.milestone == number and q.state == "open" and q.asks == side]


def may_answer(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(not open_to(c, s.number, by.side), "nothing_asked", milestone=s.number)


def answer(c: Contract, s: Stone, act: acts.Answer, by: By, now: datetime) -> list[facts.Fact]:
    _one(open_to(c, s.number, by.side), act.question)
    check_words(act.note, "note", missing="text_missing")
    return [facts.Answered(s.number, act.question, act.note.hash)]


def _answered(c: Contract, number: int, side: str) -> list[Question]:
    return [q for q in c.questions if q.milestone == number and q.state == "answered" and q.by == side]


def may_decide(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(not _answered(c, s.number, by.side), "nothing_answered", milestone=s.number)


def decide(c: Contract, s: Stone, act: acts.Decide, by: By, now: datetime) -> list[facts.Fact]:
    question = _one(_answered(c, s.number, by.side), act.question)
    refuse_if(act.answer != question.answer, "answer_changed")
    return [facts.Decided(s.number, act.question, act.answer)]


def _own(c: Contract, number: int, side: str) -> list[Question]:
    return [q for q in c.questions if q.milestone == number and q.state == "open" and q.by == side]


def may_withdraw(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(not _own(c, s.number, by.side), "nothing_asked_yet", milestone=s.number)


def withdraw(c: Contract, s: Stone, act: acts.WithdrawQuestion, by: By, now: datetime) -> list[facts.Fact]:
    _one(_own(c, s.number, by.side), act.question)
    return [facts.QuestionWithdrawn(s.number, act.question)]


def _one(questions: list[Question], number: int) -> Question:
    for question in questions:
        if question.number == number:
            return question
    raise Refusal("no_such_question", "question")


def asked(c: Contract, fact: facts.Asked, by: By, at: datetime) -> Contract:
    question = Question(fact.question, fact.milestone, by.side, fact.note, fact.until, at)
    return replace(c, questions=(*c.questions, question))


def answered(c: Contract, fact: facts.Answered, by: By, at: datetime) -> Contract:
    return _over(_with(c, fact.question, state="answered", answer=fact.note, answered_at=at), fact.question, at)


def withdrawn(c: Contract, fact: facts.QuestionWithdrawn, by: By, at: datetime) -> Contract:
    return _over(_with(c, fact.question, state="withdrawn"), fact.question, at)


def _over(c: Contract, number: int, at: datetime) -> Contract:
    """A question of the freelancer's that was open past its day has held the freelancer up."""
    question = next(q for q in c.questions if q.number == number)
    if question.by != "freelancer":
        return c
    return ended(c, "question", question.milestone, number, question.until, day_of(at, c.agreed_plan.zone))


def _with(c: Contract, number: int, **changes: Any) -> Contract:
    return replace(c, questions=tuple(replace(q, **changes) if q.number == number else q for q in c.questions))


RULES = [
    Rule(acts.Ask, SIDES, may_ask, ask, on_stone=True),
    Rule(acts.Answer, SIDES, may_answer, answer, on_stone=True),
    Rule(acts.Decide, SIDES, may_decide, decide, on_stone=True),
    Rule(acts.WithdrawQuestion, SIDES, may_withdraw, withdraw, on_stone=True),
]
FOLDS: Folds = {
    facts.Asked: asked,
    facts.Answered: answered,
    facts.Decided: lambda c, f, by, at: _with(c, f.question, state="decided", decided_at=at),
    facts.QuestionWithdrawn: withdrawn,
}
