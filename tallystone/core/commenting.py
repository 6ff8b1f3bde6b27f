"""Commenting: what either side says about a clause, answered, resolved and taken up again; before the agreement and after it.

A comment binds nobody and stops nothing. `about` is one of CLAUSES, or "milestone:2".
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from tallystone.core import acts, facts
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_state
from tallystone.core.state import By, Contract, Remark
from tallystone.core.writing import check_words

SIDES = ("freelancer", "client")
CLAUSES = (
    "terms", "background", "in_scope", "out_of_scope", "duties", "order", "payment", "review", "rounds", "changes", "leaving",
    "rights", "disputes", "subcontracting", "samples", "following", "price",
)  # fmt: skip
ABOUT_MILESTONE = re.compile(r"milestone:([1-9][0-9]{0,3})")
COMMENT_LENGTH = 5_000
MOST_COMMENTS = 500  # a contract keeps in mind each one that was begun; answers do not count


def milestone_of(about: str) -> int:
    """The milestone that a comment is about, or 0."""
    match = ABOUT_MILESTONE.fullmatch(about)
    return int(match[1]) if match else 0


def may_comment(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "proposed", "agreed")


def comment(c: Contract, act: acts.Comment, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.words, "words", COMMENT_LENGTH, missing="text_missing")
    if act.answers:
        remark = _remark(c, act.answers)
        refuse_if(not remark.open, "comment_resolved", comment=remark.number)
        return [facts.Commented(remark.number, remark.about, act.words.hash)]
    number = milestone_of(act.about)
    known = act.about in CLAUSES or any(stake.number == number for stake in c.agreed_plan.milestones)
    refuse_if(not known, "no_such_clause", "about")
    refuse_if(len(c.remarks) >= MOST_COMMENTS, "too_many_comments", most=MOST_COMMENTS)
    return [facts.Commented(len(c.remarks) + 1, act.about, act.words.hash)]


def commented(c: Contract, fact: facts.Commented, by: By, at: datetime) -> Contract:
    if fact.comment <= len(c.remarks):
        return _with_remark(c, fact.comment, by=by.side)
    return replace(c, remarks=(*c.remarks, Remark(fact.comment, fact.about, c.version, by.side)))


def may_resolve(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "proposed", "agreed")
    refuse_if(not open_remarks(c), "no_open_comment")


def resolve(c: Contract, act: acts.ResolveComment, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(not _remark(c, act.comment).open, "comment_resolved", comment=act.comment)
    return [facts.CommentResolved(act.comment)]


def may_reopen(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "proposed", "agreed")
    refuse_if(all(remark.open for remark in c.remarks), "no_resolved_comment")


def reopen(c: Contract, act: acts.ReopenComment, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(_remark(c, act.comment).open, "comment_open", comment=act.comment)
    return [facts.CommentReopened(act.comment)]


def open_remarks(c: Contract) -> list[Remark]:
    """The comments that nobody has resolved."""
    return [remark for remark in c.remarks if remark.open]


def _remark(c: Contract, number: int) -> Remark:
    if not 1 <= number <= len(c.remarks):
        raise Refusal("no_such_comment", comment=number)
    return c.remarks[number - 1]


def _with_remark(c: Contract, number: int, **changes: Any) -> Contract:
    remarks = tuple(replace(r, **changes) if r.number == number else r for r in c.remarks)
    return replace(c, remarks=remarks)


RULES = [
    Rule(acts.Comment, SIDES, may_comment, comment),
    Rule(acts.ResolveComment, SIDES, may_resolve, resolve),
    Rule(acts.ReopenComment, SIDES, may_reopen, reopen),
]
FOLDS: Folds = {
    facts.Commented: commented,
    facts.CommentResolved: lambda c, f, by, at: _with_remark(c, f.comment, open=False),
    facts.CommentReopened: lambda c, f, by, at: _with_remark(c, f.comment, open=True, by=by.side),
}
