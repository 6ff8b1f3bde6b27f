"""The life of a contract after its proposal, act by act, as its two people send the forms."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MILESTONES = 3
NOTE = "The pages are drawn, the menu works with one hand, and the form answers. Next come the photographs."
WHY = "The menu covers the text when the telephone is held upright."
LONG_REPORT = f"{NOTE} {WHY}"
NO_NOTES = hashlib.sha256(b"[]").hexdigest()  # what a review's form says where nothing was pinned to the snapshot


@dataclass(frozen=True, slots=True)
class Step:
    """One form: who sends it, where it goes, what stands in it. `shows` names what the page had shown: "terms", "snapshot"."""

    side: str
    act: str
    milestone: int
    fields: dict[str, str]
    shows: str = ""

    def shown(self, terms: str, snapshot: str) -> dict[str, str]:
        """What the form brings back of what its page showed."""
        return {"": {}, "terms": {"terms": terms}, "snapshot": {"snapshot": snapshot, "notes": NO_NOTES}}[self.shows]

    def path(self, code: str) -> str:
        return (
            f"/contracts/{code}/milestones/{self.milestone}/{self.act}" if self.milestone else f"/contracts/{code}/{self.act}"
        )


def life(funding: str) -> Iterator[Step]:
    """Agreement, then every milestone with one round of changes, accepted and paid: 28 acts (25 where paid afterwards)."""
    yield Step("client", "agree", 0, {**_client(), "name": "Maya Serrano", "read": "on"}, "terms")
    for number in range(1, MILESTONES + 1):
        yield from _milestone(number, funding)


def _milestone(number: int, funding: str) -> Iterator[Step]:
    today = datetime.now(UTC).date()
    day = {"on": today.isoformat()}
    if funding == "before":
        yield Step("freelancer", "ask-funding", number, {})
        yield Step("client", "claim-paid", number, day)
        yield Step("freelancer", "confirm-funding", number, day)
    yield Step("freelancer", "start", number, {})
    report = {"percent": "50", "note": NOTE, "next_on": (today + timedelta(days=7)).isoformat()}
    yield Step("freelancer", "report", number, report)
    yield Step("freelancer", "deliver", number, _delivery())
    unmet = {"verdict-1": "unmet", "why-1": WHY, "verdict-2": "met", "note": ""}
    yield Step("client", "ask-changes", number, unmet, "snapshot")
    yield Step("freelancer", "deliver", number, _delivery())
    yield Step("client", "accept", number, {"verdict-1": "met", "verdict-2": "met", "note": "Thank you."}, "snapshot")
    if funding == "after":
        yield Step("client", "claim-paid", number, day)
        yield Step("freelancer", "confirm-payment", number, day)


def _client() -> dict[str, str]:
    return {
        "business_name": "Studio Almada",
        "address": "Rua da Judiaria 8\n2800-125 Almada",
        "country": "PT",
        "tax_number": "",
    }


def _delivery() -> dict[str, str]:
    criteria = {f"{name}-{n}": value for n in (1, 2) for name, value in (("tick", "on"), ("evidence", "On the test address."))}
    return {"note": NOTE, "links": "1", "title-1": "Test address", "address-1": "https://test.example/site", **criteria}
