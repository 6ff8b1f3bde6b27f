"""Counting the figures of a track record from what each contract's journal was observed to say."""

from collections.abc import Callable, Iterable
from typing import Any

from tallystone.showcase.definitions import EVERY, Definition
from tallystone.showcase.figures import ENDED, Base, Figure
from tallystone.showcase.models import Track

OVER = {"completed", "ended"}  # of agreed contracts


def tracks_of(business_id: int, side: str) -> list[Track]:
    """What was observed of this business's contracts on that side; one query."""
    return list(Track.objects.filter(**{f"{side}_id": business_id}).order_by("code"))


def figures(tracks: Iterable[Track], side: str) -> list[Figure]:
    """Every figure of this side, from contracts in which nobody stood on both."""
    told = [track.told for track in tracks if not track.told["same_person"]]
    return [MAKE[definition.key](definition, told) for definition in EVERY[side]]


def base(tracks: Iterable[Track], side: str) -> Base:
    """What the figures rest on."""
    every = [track for track in tracks if track.told["agreed"]]
    tracks = [track for track in every if not track.told["same_person"]]
    other = "client_id" if side == "freelancer" else "freelancer_id"
    shares: dict[int, int] = {}
    for track in tracks:
        shares[getattr(track, other)] = shares.get(getattr(track, other), 0) + len(track.told["accepted"])
    milestones = sum(shares.values())
    said = [how for track in tracks for *_days, how in (*track.told["payments"], *track.told["fundings"])]
    return Base(
        contracts=len(tracks),
        others=len(shares),
        largest_percent=round(100 * max(shares.values()) / milestones) if milestones else 0,
        milestones=milestones,
        payments=len(said),
        said={how: said.count(how) for how in set(said)},
        hasty=sum(row["hasty"] for track in tracks for row in track.told["accepted"]),
        same_person=len(every) - len(tracks),
        since=min((track.told["agreed"] for track in tracks), default=""),
    )


Told = dict[str, Any]


def _all(told: list[Told], name: str) -> list[Any]:
    return [row for each in told for row in each[name]]


def _timely(definition: Definition, late: list[int]) -> Figure:
    over = tuple(sorted(days for days in late if days > 0))
    return Figure(definition, of=len(late), count=len(late) - len(over), late=over)


def _ranged(definition: Definition, values: list[float], silent: int = 0) -> Figure:
    return Figure(definition, of=len(values), values=tuple(sorted(values)), silent=silent)


def _on_time(definition: Definition, told: list[Told]) -> Figure:
    return _timely(definition, [days for each in told for days in each["handed"].values()])


def _first_review(definition: Definition, told: list[Told]) -> Figure:
    rows = _all(told, "accepted")
    return Figure(definition, len(rows), sum(r["first"] for r in rows), silent=sum(r["first"] and r["silent"] for r in rows))


def _finished(definition: Definition, told: list[Told]) -> Figure:
    over = [each for each in told if each["agreed"] and each["state"] in OVER]
    return Figure(definition, len(over), sum(each["state"] == "completed" for each in over))


def _estimates(definition: Definition, told: list[Told]) -> Figure:
    return _ranged(definition, [100 * minutes / agreed for agreed, minutes in _all(told, "estimates")])


def _reviews(definition: Definition, told: list[Told]) -> Figure:
    rows = _all(told, "reviews")
    return _ranged(definition, [seconds for seconds, _how in rows], sum(how == "silence" for _seconds, how in rows))


def _endings(name: str) -> Callable[[Definition, list[Told]], Figure]:
    """Disputes or exits, with how each ended."""

    def count(definition: Definition, told: list[Told]) -> Figure:
        hows = [how for each in told for _side, how in each.get(name, [])]
        endings = tuple((how, hows.count(how)) for how in ENDED if how in hows)
        return Figure(definition, sum(bool(each["agreed"]) for each in told), len(hows), endings=endings)

    return count


MAKE = {
    "disputes": _endings("disputes"),
    "client_disputes": _endings("disputes"),
    "exits": _endings("exits"),
    "client_exits": _endings("exits"),
    "on_time": _on_time,
    "first_review": _first_review,
    "rounds": lambda d, told: _ranged(d, [row["rounds"] for row in _all(told, "accepted")]),
    "answers": lambda d, told: _ranged(d, [took for each in told for took in each["answers"]["freelancer"]]),
    "estimates": _estimates,
    "finished": _finished,
    "reviews": _reviews,
    "payments": lambda d, told: _timely(d, [late for _days, late, _how in _all(told, "payments")]),
    "payment_days": lambda d, told: _ranged(d, [days for days, _late, _how in _all(told, "payments")]),
    "fundings": lambda d, told: _timely(d, [late for _days, late, _how in _all(told, "fundings")]),
    "changes": lambda d, told: _ranged(d, [row["changes"] for row in _all(told, "accepted")]),
    "client_answers": lambda d, told: _ranged(d, [took for each in told for took in each["answers"]["client"]]),
}
