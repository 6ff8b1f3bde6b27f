"""Comments beside the clauses that they are about, for the one who reads: who said what, what is open, what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystone.acting.door import new_act_id
from tallystone.core import facts
from tallystone.core.commenting import milestone_of
from tallystone.core.contract import open_acts
from tallystone.core.shape import Terms
from tallystone.core.state import Remark
from tallystone.core.value import value
from tallystone.drafting.differences import matched
from tallystone.drafting.models import Draft
from tallystone.drafting.offered import versions
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.notices.clauses import clause_label, clause_told
from tallystone.pages.place import Place
from tallystone.people.models import Person

ACTS = {"Comment", "ResolveComment", "ReopenComment"}
RULES = (
    "order",
    "payment",
    "review",
    "rounds",
    "changes",
    "leaving",
    "rights",
    "disputes",
    "subcontracting",
    "samples",
    "following",
    "price",
)
GONE = "gone"  # where a comment stands whose milestone is no longer in the terms


@value
class Said:
    """One thing that was said in a comment; `text` is None where it was erased."""

    at: datetime
    side: str
    person: str
    text: str | None


@dataclass(slots=True)
class Thread:
    """A comment with its answers. `about` is where it stands now; `turn` the side whose answer it waits for."""

    number: int
    about: str
    label: str
    version: int
    open: bool
    turn: str
    said: list[Said] = field(default_factory=list)
    resolved_at: datetime | None = None
    resolved_by: str = ""

    @property
    def act_id(self) -> str:
        return new_act_id()


class Talk:
    """All comments of a contract. `here` names the page, so that an act leads back to it; `shown` the terms that are read;
    `plain` leaves them to be read only, as within another form."""

    def __init__(
        self, place: Place, here: str = "contract", shown: Terms | None = None, version: int = 0, plain: bool = False
    ) -> None:
        self.place, self.code, self.here, self.seen = place, place.code, here, place.contract.seq
        self.version = version or place.contract.version
        self._shown, self._plain = shown, plain

    @cached_property
    def allowed(self) -> set[str]:
        """The acts on comments that are open to the reader here."""
        if self._plain:
            return set()
        return ACTS & {each.act for each in open_acts(self.place.contract, self.place.by, self.place.now)}

    @property
    def may(self) -> bool:
        """Can something be said here now?"""
        return "Comment" in self.allowed and self.version == self.place.contract.version

    @cached_property
    def grows(self) -> bool:
        """May the reader make a change order of a comment, now and in their role?"""
        return not self._plain and any(
            each.act == "OfferChange" for each in open_acts(self.place.contract, self.place.by, self.place.now)
        )

    @cached_property
    def threads(self) -> list[Thread]:
        """Every comment, in the order in which they were begun. Nothing is asked where there are none."""
        remarks = self.place.contract.remarks
        if not remarks:
            return []
        where = _moved(self.place, remarks, self._shown)
        made = {r.number: self._thread(r, where.get((r.version, r.about), r.about)) for r in remarks}
        _read(self.place, made)
        return list(made.values())

    @cached_property
    def shown(self) -> list[Thread]:
        """Those that belong beside the version that is read: an old one keeps what was said to it."""
        if self.version == self.place.contract.version:
            return self.threads
        return [thread for thread in self.threads if thread.version == self.version]

    def on(self, about: str) -> list[Thread]:
        """The comments on one clause, the open ones first."""
        return sorted((t for t in self.shown if t.about == about), key=lambda thread: not thread.open)

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.open]

    @property
    def resolved(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.open]

    @property
    def rules(self) -> tuple[str, ...]:
        """The clauses that an editor has together, under money and time."""
        return RULES

    @property
    def gone(self) -> list[Thread]:
        return self.on(GONE)

    def _thread(self, remark: Remark, about: str) -> Thread:
        names = self.place.names
        label = clause_told(remark.about, names) if about == GONE else clause_label(about, names)
        turn = {"freelancer": "client", "client": "freelancer"}[remark.by] if remark.open else ""
        return Thread(remark.number, about, label, remark.version, remark.open, turn)


def _moved(place: Place, remarks: Iterable[Remark], shown: Terms | None) -> dict[tuple[int, str], str]:
    """Where comments on milestones of earlier versions stand now; numbers are for ever only once terms are agreed."""
    named = any(milestone_of(r.about) for r in remarks)
    offered = {each.number: each.hash for each in versions(place.code) if not each.order} if named else {}
    moving = shown is not None and place.contract.state == "proposed"
    last = len(offered) + (1 if moving else 0)
    earlier = {r.version for r in remarks if milestone_of(r.about) and r.version in offered and r.version < last}
    if not earlier:
        return {}
    texts = {number: prose.terms(offered[number]) for number in {*earlier, len(offered)}}
    now = shown if moving else texts[len(offered)]
    found: dict[tuple[int, str], str] = {}
    for version in earlier:
        was = texts[version]
        if was and now:
            became = {old.number: new.number for old, new in matched(was.milestones, now.milestones) if old}
            for m in was.milestones:
                new = became.get(m.number)
                found[version, f"milestone:{m.number}"] = f"milestone:{new}" if new else GONE
    return found


def _read(place: Place, made: dict[int, Thread]) -> None:
    """Put what was said into its threads: three queries, however many there are."""
    rows = Entry.objects.filter(code=place.code, text__contains='"fact":"Comment').order_by("seq")
    entries = [chain.read(text, hash_) for text, hash_ in rows.values_list("text", "hash")]
    texts = prose.read(fact.words for told in entries for fact in told.facts if isinstance(fact, facts.Commented))
    people = {p.pk: str(p) for p in Person.objects.filter(pk__in={told.by.person for told in entries})}
    for told in entries:
        who = people.get(told.by.person, "")
        for fact in told.facts:
            if isinstance(fact, facts.Commented):
                made[fact.comment].said.append(Said(told.at, place.names.side(told.by.side), who, texts.get(fact.words)))
            elif isinstance(fact, facts.CommentResolved):
                made[fact.comment].resolved_at, made[fact.comment].resolved_by = told.at, who


def beside_draft(request: HttpRequest, draft: Draft, written: Terms) -> Talk | None:
    """The comments to be read beside an answer that is being written, each at the milestone that it now is."""
    return Talk(Place(request, draft.code), shown=written, plain=True) if draft.counters else None


@login_required
@require_safe
def comments(request: HttpRequest, code: str) -> HttpResponse:
    """Every comment of a contract on one page: what is open, what was resolved."""
    place = Place(request, code)
    return render(request, "contract/comments.html", {"place": place, "talk": Talk(place, "comments")})
