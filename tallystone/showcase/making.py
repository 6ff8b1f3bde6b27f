"""Making samples: begun from accepted work, pictures and excerpts chosen from its files, edited, published, taken down."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tallystone.core.manifest import File, manifest_from
from tallystone.core.refusal import refuse_if
from tallystone.core.state import Contract
from tallystone.files.models import Blob, Preview
from tallystone.files.previews import text_of
from tallystone.journal import prose
from tallystone.people.models import Business
from tallystone.showcase import drawing, finding
from tallystone.showcase.models import Piece, Sample

MOST_PIECES = 12
MOST_LINES = 400
LARGE = 64 * 1024


def begin(business: Business, contract: Contract, milestone: int, title: str) -> Sample:
    """The sample of this milestone: the one that is there, or a new one, private, with all that its files can show."""
    found = Sample.objects.filter(code=contract.code, milestone=milestone).first()
    if found:
        return found
    with transaction.atomic():
        sample, new = Sample.objects.get_or_create(
            code=contract.code, milestone=milestone,
            defaults={"business": business, "title": title[:100], "slug": finding.free_slug(business, title)},
        )  # fmt: skip
    if new:
        for source, page in choices(contract, milestone)[:4]:
            add(sample, source, page)
    return sample


def files_of(contract: Contract, milestone: int) -> list[File]:
    """The files of the accepted snapshot; none where its words or bytes were erased."""
    stone = contract.stone(milestone)
    if stone is None or stone.work != "accepted":
        return []
    manifest = manifest_from(prose.read([stone.snapshot]).get(stone.snapshot))
    there = set(Blob.objects.filter(pk__in={f.hash for f in manifest.files}, state="ready").values_list("pk", flat=True))
    return [file for file in manifest.files if file.hash in there]


def choices(contract: Contract, milestone: int) -> list[tuple[File, int]]:
    """Everything that can become a piece: each page of each picture and paper, and text files."""
    files = files_of(contract, milestone)
    pages: dict[str, list[int]] = {}
    for hash_, page in Preview.objects.filter(blob_id__in=[f.hash for f in files], thumb=False).values_list("blob_id", "page"):
        pages.setdefault(hash_, []).append(page)
    texts = set(Blob.objects.filter(pk__in=[f.hash for f in files], kind="text/plain").values_list("pk", flat=True))
    return [(f, page) for f in files for page in (sorted(pages.get(f.hash, [])) or ([0] if f.hash in texts else []))]


def add(sample: Sample, file: File, page: int) -> Piece:
    """One more piece, as it is; page 0 is a text file's first lines. Raises Refusal: too_many."""
    refuse_if(sample.pieces.count() >= MOST_PIECES, "too_many", "piece", most=MOST_PIECES)
    place = 1 + max([0, *sample.pieces.values_list("place", flat=True)])
    piece = Piece(sample=sample, source=file.hash, page=page, alt=_readable(file.name), place=place)
    if page:
        redraw(piece)
    else:
        excerpt(piece, 1, 40)
    return Piece.objects.get_or_create(sample=sample, source=file.hash, page=page, defaults=_columns(piece))[0]


def _columns(piece: Piece) -> dict[str, Any]:
    names = ("alt", "made", "width", "height", "text", "place", "edits")
    return {name: getattr(piece, name) for name in names}


def _readable(name: str) -> str:
    return name.rpartition(".")[0].replace("-", " ").replace("_", " ").capitalize()[:200] or name[:200]


def redraw(piece: Piece) -> None:
    """Make the picture anew with the piece's edits, on the row in memory."""
    made = drawing.make(piece.source, piece.page, piece.edits)
    if made:
        piece.made, piece.width, piece.height = made.hash, made.width, made.height


def edit(piece: Piece, kind: str, box: tuple[int, int, int, int]) -> None:
    """Crop to, blur, or leave out a rectangle given in thousandths. Raises Refusal: choose_one, box_unreadable, too_many."""
    refuse_if(kind not in drawing.KINDS, "choose_one", "kind")
    left, top, width, height = box
    inside = 0 <= left < 1_000 and 0 <= top < 1_000 and 0 < width <= 1_000 - left and 0 < height <= 1_000 - top
    refuse_if(not inside, "box_unreadable", "left")
    kept = [each for each in piece.edits if kind != drawing.CROP or each[0] != drawing.CROP]
    refuse_if(len(kept) >= drawing.MOST_EDITS, "too_many", "kind", most=drawing.MOST_EDITS)
    piece.edits = [*kept, [kind, *box]]
    _keep_picture(piece)


def undo(piece: Piece, number: int) -> None:
    """Take one edit away, by its place."""
    piece.edits = [each for at, each in enumerate(piece.edits) if at != number]
    _keep_picture(piece)


def _keep_picture(piece: Piece) -> None:
    redraw(piece)
    piece.save(update_fields=["edits", "made", "width", "height"])


def excerpt(piece: Piece, first: int, last: int) -> None:
    """Show these lines of a text file, on the row in memory. Raises Refusal: line_unreadable."""
    blob = Blob.objects.filter(pk=piece.source).first()
    lines = (text_of(blob, LARGE) or "").splitlines() if blob else []
    refuse_if(not (1 <= first <= last) or first > max(1, len(lines)), "line_unreadable", "first", most=len(lines))
    piece.text = "\n".join(lines[first - 1 : min(last, first - 1 + MOST_LINES)])
    piece.edits = [["lines", first, min(last, len(lines)), 0, 0]]


def publish(sample: Sample, now: datetime) -> None:
    """From now on it stands on the profile, while the client's consent stands. Raises Refusal: story_missing, piece_missing."""
    refuse_if(not (sample.problem.strip() and sample.work.strip() and sample.result.strip()), "story_missing", "problem")
    refuse_if(not sample.pieces.exists(), "piece_missing", "piece")
    sample.public, sample.since = True, sample.since or now
    sample.save(update_fields=["public", "since", "changed"])


def take_down(sample: Sample) -> None:
    sample.public = False
    sample.save(update_fields=["public", "changed"])
