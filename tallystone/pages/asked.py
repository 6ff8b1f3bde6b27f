"""Questions, answers and decisions as a milestone's page and a contract's page show them, and the client's duties."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tallystone.core.contract import open_acts
from tallystone.core.dates import end_of
from tallystone.core.moving import duties, promise
from tallystone.core.state import Question
from tallystone.core.value import value
from tallystone.journal import prose
from tallystone.pages import asks
from tallystone.pages.place import Place

THREADED = ("Ask", "Answer", "Decide", "WithdrawQuestion")  # acts that have their buttons in a thread


@value
class Thread:
    """One question with what became of it; an address where the reader can go on, else nothing."""

    question: Question
    who: str
    asks: str
    text: str
    answer: str
    late: bool
    answer_at: str = ""
    decide_at: str = ""
    withdraw_at: str = ""

    @property
    def calendar(self) -> str:
        """The name of its date in the calendar."""
        return f"question-{self.question.number}"


@value
class Owed:
    """A duty of the client's. `state` is done, late or open."""

    number: int
    text: str
    due: date | None
    done_at: datetime | None
    state: str
    href: str = ""
    reopen: str = ""

    @property
    def key(self) -> str:
        """Under which a calendar takes its day."""
        return f"duty-{self.number}"


def hashes(questions: Iterable[Question]) -> set[str]:
    """The hashes of the words that these questions need."""
    return {h for q in questions for h in (q.note, q.answer) if h}


def threads(place: Place, questions: Iterable[Question], texts: Mapping[str, str] | None = None) -> list[Thread]:
    """These questions, the newest last; one query for their words where these are not given."""
    found = [q for q in questions if q.state != "withdrawn"]
    texts = prose.read(hashes(found)) if texts is None else texts
    can = {(each.act, each.milestone) for each in open_acts(place.contract, place.by, place.now)}
    return [_thread(place, q, texts, can) for q in found]


def _thread(place: Place, q: Question, texts: Mapping[str, str], can: set[tuple[str, int]]) -> Thread:
    def way(act: str, mine: bool) -> str:
        return asks.address(place.code, act, q.milestone, q.number) if mine and (act, q.milestone) in can else ""

    late = q.state == "open" and end_of(q.until, place.zone) <= place.now
    return Thread(
        q, place.names.side(q.by), place.names.side(q.asks), texts.get(q.note, "–"), texts.get(q.answer, "–"), late,
        way("Answer", q.state == "open" and q.asks == place.side),
        way("Decide", q.state == "answered" and q.by == place.side),
        way("WithdrawQuestion", q.state == "open" and q.by == place.side),
    )  # fmt: skip


def owed(place: Place) -> list[Owed]:
    """The client's duties, with the way to say that one is done."""
    can = {each.act for each in open_acts(place.contract, place.by, place.now)}
    return [_owed(place, each.number, each.due, can) for each in duties(place.contract)]


def _owed(place: Place, number: int, due: date | None, can: set[str]) -> Owed:
    done_at = promise(place.contract, number).done_at
    late = due is not None and end_of(due, place.zone) <= place.now
    state = "done" if done_at else "late" if late else "open"
    href = asks.address(place.code, "FulfilDuty", 0, number) if not done_at and "FulfilDuty" in can else ""
    reopen = asks.address(place.code, "ReopenDuty", 0, number) if done_at and "ReopenDuty" in can else ""
    return Owed(number, place.duties.get(number, "–"), due, done_at, state, href, reopen)
