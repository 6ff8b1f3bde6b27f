"""Uploads as a page or a script shows them: names, sizes, addresses, previews."""

from collections.abc import Iterable
from dataclasses import asdict

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from tallystone.core.value import value
from tallystone.files.insides import form_of
from tallystone.files.kinds import plays
from tallystone.files.models import Inside, Preview, Upload
from tallystone.files.previews import text_of


@value
class Picture:
    """A preview's address and its size in pixels, so that the page keeps the place for it."""

    address: str
    width: int
    height: int


@value
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
    plays: str = ""
    form: str = ""
    inside: dict | None = None

    def as_json(self) -> dict:
        """For a script, which asks for pages of its own where it wants to see more."""
        return {name: value for name, value in asdict(self).items() if name not in {"plays", "form", "inside"}}


def file_rows(uploads: Iterable[Upload], *, text: bool = False) -> list[FileRow]:
    """The rows of these uploads, in their order; with `text` also the beginnings of text files."""
    found = list(uploads)
    drawn: dict[str, list[Preview]] = {}
    for preview in Preview.objects.filter(blob_id__in={upload.blob_id for upload in found}, thumb=False):
        drawn.setdefault(preview.blob_id, []).append(preview)
    told = _insides(found)
    return [_row(upload, drawn.get(upload.blob_id, []), text, told) for upload in found]


def _insides(found: list[Upload]) -> dict[tuple[str, str], Inside]:
    """What was read out of these files, by file and form; no query where none has a form."""
    forms = {(upload.blob_id, form_of(upload.blob.kind, upload.name)) for upload in found}
    wanted = {digest for digest, form in forms if form}
    rows = Inside.objects.filter(blob_id__in=wanted) if wanted else ()
    return {(row.blob_id, row.form): row for row in rows}


def _row(upload: Upload, drawn: list[Preview], text: bool, told: dict[tuple[str, str], Inside]) -> FileRow:
    address = reverse("file", args=[upload.code, upload.blob_id, upload.name])
    form = form_of(upload.blob.kind, upload.name)
    inside = told.get((upload.blob_id, form))
    return FileRow(
        id=str(upload.pk),
        name=upload.name,
        size=filesizeformat(upload.blob.size),
        kind=upload.blob.kind,
        hash=upload.blob_id,
        state=inside.state if inside else "waiting" if form and not text_shown(form) else upload.blob.preview_state,
        address=address,
        remove="" if upload.taken else reverse("upload", args=[upload.code, upload.milestone, upload.pk]),
        thumb=f"{address}?preview=1&thumb=1" if drawn else "",
        pages=tuple(Picture(f"{address}?preview={one.page}", one.width, one.height) for one in drawn),
        text=text_of(upload.blob) if text else None,
        look=reverse("look", args=[upload.code, upload.milestone, upload.blob_id]) if upload.taken else "",
        plays=plays(upload.blob.kind),
        form=form.partition(":")[0],
        inside=inside.told if inside and inside.state == "ready" else None,
    )


def text_shown(form: str) -> bool:
    """Whether such a file is shown as the text that it is, as long as nobody has read it."""
    return form.partition(":")[0] in {"markdown", "code", "table"}
