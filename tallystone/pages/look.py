"""A delivered file, large: its pages or its lines, the notes pinned to it, and the form that pins another one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.core.acts import AskChanges
from tallystone.core.manifest import Pin
from tallystone.core.value import value
from tallystone.files.uploads import within_reach
from tallystone.pages import acts, pinned
from tallystone.pages.file_rows import FileRow, file_rows
from tallystone.pages.note_forms import NoteForm
from tallystone.pages.place import Place
from tallystone.pages.rounds import Round, story
from tallystone.reviewing import notes
from tallystone.reviewing.models import Note

MOST_LINES = 2_000


@value
class Mark:
    """A note at a place of a picture: its number, where it lies in pixels of the picture, and the way to its words."""

    label: str
    x: int
    y: int
    href: str


@require_safe
def look(request: HttpRequest, code: str, number: int, hash: str) -> HttpResponse:
    """One file of a delivery; `?page=2` of a PDF, `?line=12` to write a note on that line."""
    place = _place(request, code, number)
    row, round_ = found(place, hash)
    page = number_in(request.GET.get("page", ""), len(row.pages)) or 1
    line = number_in(request.GET.get("line", ""), len(lines_of(row)))
    form = NoteForm(place, row, page, line) if writes(place, round_) else None
    return show(place, row, round_, page, line, form)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """POST pins a note to a file of the delivery under review."""
    place = _place(request, code, number)
    if request.method != "POST":
        return lead_to(reverse("milestone", args=[place.code, number]))
    row, round_ = found(place, request.POST.get("file", ""))
    if not writes(place, round_):
        raise Http404
    page = number_in(request.POST.get("page", ""), len(row.pages)) or 1
    form = NoteForm(place, row, page, 0, request.POST)
    if not form.is_valid():
        return show(place, row, round_, page, form.shown_line, form, 422)
    note = form.save()
    return lead_to(f"{pinned.look(place, note.file, note.page)}#note-{note.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, number: int, note: int) -> HttpResponse:
    """POST takes a note away that was not sent yet."""
    place = _place(request, code, number)
    mine = Note.objects.filter(pk=note, code=place.code, milestone=number, sent="").first()
    if mine is None or place.side != "client":
        raise Http404
    back = reverse("milestone", args=[place.code, number])
    if request.method != "POST":
        return lead_to(back)
    mine.delete()
    return lead_to(pinned.look(place, mine.file, mine.page) if "stay" in request.POST else f"{back}#notes")


def show(place: Place, row: FileRow, round_: Round, page: int, line: int, form: Any, status: int = 200) -> HttpResponse:
    """The page of a file, with all notes on it."""
    pins = _pins(place, row)
    waiting = [n for n in notes.waiting(place.code, place.number, place.stone.snapshot) if n.file == row.hash]
    waiting = waiting if place.side == "client" else []
    every = [*pins, *waiting]
    picture = row.pages[page - 1] if row.pages else None
    context = {
        "place": place,
        "file": row,
        "round": round_,
        "page": page,
        "picture": picture,
        "marks": [_mark(n, picture) for n in every if picture and n.x is not None and (n.page or 1) == page],
        "lines": _lines(row, every, line),
        "cut": row.text is not None and len(lines_of(row)) >= MOST_LINES,
        "pins": pinned.items(place, pins, round_.manifest),
        "waiting": pinned.items(place, waiting),
        "form": form,
        "line": line,
    }
    return render(place.request, "review/look.html", context, status=status)


def found(place: Place, hash_: str) -> tuple[FileRow, Round]:
    """The newest delivery of this milestone that holds this file, and the file in it; Http404 for anything else."""
    for round_ in reversed(story(place, current=False).rounds):
        if any(file.hash == hash_ for file in round_.manifest.files):
            uploads = within_reach(place.code, place.side).filter(milestone=place.number, blob_id=hash_)
            named = next((file.name for file in round_.manifest.files if file.hash == hash_), "")
            one = sorted(uploads, key=lambda upload: upload.name != named)[:1]
            if one:
                return file_rows(one, text=True)[0], round_
    raise Http404


def writes(place: Place, round_: Round) -> bool:
    """Whether the reader may write notes here: whoever may ask for changes of this very delivery."""
    return not round_.outcome and acts.closed(place, AskChanges) is None


def lines_of(row: FileRow) -> list[str]:
    return row.text.splitlines()[:MOST_LINES] if row.text else []


def _place(request: HttpRequest, code: str, number: int) -> Place:
    place = Place(request, code, number)
    if not number:
        raise Http404
    return place


def _pins(place: Place, row: FileRow) -> list[Pin]:
    """The notes of earlier rounds on this file, and those that are open on what stood in its place before."""
    opened = pinned.known(place, place.stone.snapshot).pins
    sent = [pin for each in story(place, current=False).rounds if each.reasons for pin in each.reasons.pins]
    by_number = {pin.number: pin for pin in (*sent, *opened)}
    return [pin for pin in by_number.values() if pin.file == row.hash]


def _mark(note: Pin | Note, picture: Any) -> Mark:
    draft = isinstance(note, Note)
    label, anchor = ("•", f"note-{note.pk}") if draft else (str(note.number), f"pin-{note.number}")
    return Mark(label, (note.x or 0) * picture.width // 1000, (note.y or 0) * picture.height // 1000, f"#{anchor}")


def _lines(row: FileRow, every: list[Any], chosen: int) -> list[dict[str, Any]]:
    noted: dict[int, list[Any]] = {}
    for note in every:
        noted.setdefault(note.line, []).append(note)
    parts = (row.inside or {}).get("lines", []) if row.form == "code" else []
    return [
        {"number": n, "text": text, "parts": parts[n - 1] if n <= len(parts) else None, "notes": noted.get(n, []),
         "chosen": n == chosen}
        for n, text in enumerate(lines_of(row), 1)
    ]  # fmt: skip


def number_in(asked: str, most: int) -> int:
    """A number from 1 to `most`, or 0."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 and 1 <= int(asked) <= most else 0


def lead_to(address: str) -> HttpResponse:
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer
