"""Uploads as a page or a script shows them: names, sizes, addresses, previews."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from tallystone.files.models import Preview, Upload
from tallystone.files.previews import text_of


@dataclass(frozen=True)
class Picture:
    """A preview's address and its size in pixels, so that the page keeps the place for it."""

    address: str
    width: int
    height: int


@dataclass(frozen=True)
class FileRow:
    """One file to show. `pages` are large previews, `text` the beginning of a text file (escape it)."""

    id: str
    name: str
    size: str
    kind: str
    hash: str
    state: str
    address: str
    remove: str
    thumb: str = ""
    pages: tuple[Picture, ...] = ()
    text: str | None = None
    look: str = ""

    def as_json(self) -> dict:
        return asdict(self)


def file_rows(uploads: Iterable[Upload], *, text: bool = False) -> list[FileRow]:
    """The rows of these uploads, in their order; with `text` also the beginnings of text files."""
    found = list(uploads)
    drawn: dict[str, list[Preview]] = {}
    for preview in Preview.objects.filter(blob_id__in={upload.blob_id for upload in found}, thumb=False):
        drawn.setdefault(preview.blob_id, []).append(preview)
    return [_row(upload, drawn.get(upload.blob_id, []), text) for upload in found]


def _row(upload: Upload, drawn: list[Preview], text: bool) -> FileRow:
    address = reverse("file", args=[upload.code, upload.blob_id, upload.name])
    return FileRow(
        id=str(upload.pk),
        name=upload.name,
        size=filesizeformat(upload.blob.size),
        kind=upload.blob.kind,
        hash=upload.blob_id,
        state=upload.blob.preview_state,
        address=address,
        remove="" if upload.taken else reverse("upload", args=[upload.code, upload.milestone, upload.pk]),
        thumb=f"{address}?preview=1&thumb=1" if drawn else "",
        pages=tuple(Picture(f"{address}?preview={one.page}", one.width, one.height) for one in drawn),
        text=text_of(upload.blob) if text else None,
        look=reverse("look", args=[upload.code, upload.milestone, upload.blob_id]) if upload.taken else "",
    )
