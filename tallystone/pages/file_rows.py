"""Uploads as a page or a script shows them: names, sizes, addresses, previews."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from tallystone.files.models import Blob, Upload
from tallystone.files.previews import text_of


@dataclass(frozen=True)
class FileRow:
    """One file to show. `pages` are addresses of large previews, `text` the beginning of a text file (escape it)."""

    id: str
    name: str
    size: str
    kind: str
    hash: str
    state: str
    address: str
    remove: str
    thumb: str = ""
    pages: tuple[str, ...] = ()
    text: str | None = None

    def as_json(self) -> dict:
        return asdict(self)


def file_rows(uploads: Iterable[Upload], *, text: bool = False) -> list[FileRow]:
    """The rows of these uploads, in their order; with `text` also the beginnings of text files."""
    found = list(uploads)
    numbers: dict[str, list[int]] = {}
    ready = {upload.blob_id for upload in found if upload.blob.preview_state == Blob.PreviewState.READY}
    for blob in Blob.objects.filter(pk__in=ready).prefetch_related("previews") if ready else ():
        numbers[blob.hash] = [preview.page for preview in blob.previews.all() if not preview.thumb]
    return [_row(upload, numbers.get(upload.blob_id, []), text) for upload in found]


def _row(upload: Upload, pages: list[int], text: bool) -> FileRow:
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
        thumb=f"{address}?preview=1&thumb=1" if pages else "",
        pages=tuple(f"{address}?preview={page}" for page in pages),
        text=text_of(upload.blob) if text else None,
    )
