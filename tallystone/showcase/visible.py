"""What strangers may see now: samples whose consent stands and whose day has come, words that both sides publish.

Each look asks the copy of the record that the act itself wrote: what was withdrawn is gone with the withdrawal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from tallystone.books.models import Contract, Milestone, Shown
from tallystone.core.dates import day_of
from tallystone.core.value import value
from tallystone.files.models import Upload
from tallystone.journal import prose
from tallystone.people.models import Business
from tallystone.showcase.models import Piece, Profile, Sample, Word


@dataclass
class Seen:
    """A sample as it may be shown: with the client's name and the price only where that was allowed."""

    sample: Sample
    accepted_at: datetime
    from_on: date
    zone: str
    client: str = ""
    price_minor: int | None = None
    currency: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def pictures(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.made]

    @property
    def excerpts(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.text and not piece.made]


@value
class Praise:
    """A client's published word: by name, or "a client"."""

    text: str
    client: str
    at: datetime
    title: str


def profile_at(slug: str) -> Profile | None:
    """The public profile at this address."""
    return Profile.objects.select_related("business").filter(slug=slug.lower(), public=True).first()


def samples_of(profile: Profile, now: datetime) -> list[Seen]:
    """What a public profile shows, the newest first."""
    rows = Sample.objects.filter(business_id=profile.business_id, public=True).order_by("-since", "-id")
    return seen(list(rows), now)


def seen(samples: list[Sample], now: datetime) -> list[Seen]:
    """Those of these samples that may be shown now, in their order; a handful of queries however many."""
    codes = {sample.code for sample in samples}
    shown = {(row.code, row.number): row for row in Shown.objects.filter(code__in=codes, from_on__isnull=False)}
    contracts = {row.code: row for row in Contract.objects.filter(code__in=codes)}
    stones = {(row.code, row.number): row for row in Milestone.objects.filter(code__in=codes, work="accepted")}
    found = []
    for sample in samples:
        where = (sample.code, sample.milestone)
        row, contract, stone = shown.get(where), contracts.get(sample.code), stones.get(where)
        if row and contract and stone and _open(sample, row, contract, now):
            found.append(_seen(sample, row, contract, stone))
    return _filled(found, contracts)


def _open(sample: Sample, row: Shown, contract: Contract, now: datetime) -> bool:
    """Is it this business's work, and has the day come, where the contract lives?"""
    return contract.freelancer_id == sample.business_id and row.from_on <= day_of(now, contract.zone)


def _seen(sample: Sample, row: Shown, contract: Contract, stone: Milestone) -> Seen:
    one = Seen(sample, stone.accepted_at, row.from_on, contract.zone, currency=contract.currency)
    one.price_minor = stone.price_minor if row.priced else None
    one.client = "?" if row.named else ""
    return one


def _filled(found: list[Seen], contracts: dict[str, Contract]) -> list[Seen]:
    """The same with names where they are allowed, and with pieces."""
    named = {contracts[one.sample.code].client_id for one in found if one.client}
    names = dict(Business.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}
    pieces: dict[int, list[Piece]] = {}
    rows = list(Piece.objects.filter(sample_id__in=[one.sample.pk for one in found]))
    kept = _kept({one.sample.pk: one.sample.code for one in found}, rows)
    for piece in rows:
        if piece.pk in kept:
            pieces.setdefault(piece.sample_id, []).append(piece)
    for one in found:
        one.client = names.get(contracts[one.sample.code].client_id, "") if one.client else ""
        one.pieces = pieces.get(one.sample.pk, [])
    return found


def _kept(codes: dict[int, str], pieces: list[Piece]) -> set[int]:
    """Those whose file is still there in its contract: what was erased is not shown any more, cropped or not."""
    there = Upload.objects.filter(code__in=codes.values(), blob_id__in={p.source for p in pieces}, blob__state="ready")
    known = set(there.filter(erased__isnull=True).values_list("code", "blob_id"))
    return {piece.pk for piece in pieces if (codes[piece.sample_id], piece.source) in known}


def words_of(business_id: int) -> list[Praise]:
    """The words of clients that both sides publish, the newest first."""
    rows = {(row.code, row.number): row for row in Shown.objects.filter(freelancer_id=business_id).exclude(word="")}
    kept = Word.objects.filter(code__in={code for code, _ in rows}).order_by("-at", "-id")
    published = [word for word in kept if (row := rows.get((word.code, word.milestone))) and row.word == word.hash]
    return _praises(published, rows)


def _praises(published: list[Word], rows: dict[tuple[str, int], Shown]) -> list[Praise]:
    texts, codes = prose.read(word.hash for word in published), {word.code for word in published}
    contracts = {row.code: row for row in Contract.objects.filter(code__in=codes)}
    names = dict(Business.objects.filter(pk__in={row.client_id for row in contracts.values()}).values_list("pk", "name"))
    stones = {(row.code, row.number): row for row in Milestone.objects.filter(code__in=codes)}
    found = []
    for word in published:
        where = (word.code, word.milestone)
        if word.hash in texts and where in stones:
            client = names.get(contracts[word.code].client_id, "") if rows[where].word_named else ""
            found.append(Praise(texts[word.hash], client, stones[where].accepted_at or word.at, ""))
    return found


def picture_in(samples: Iterable[Seen], made: str) -> Piece | None:
    """The picture with this hash among those that are shown."""
    return next((piece for one in samples for piece in one.pictures if piece.made == made), None)
