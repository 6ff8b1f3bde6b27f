"""Resumable uploads, as the tus protocol 1.0.0 wants them (tus.io): creation, creation-with-upload, termination, expiration."""

import base64
import binascii
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from tallystone.acting import outbox
from tallystone.files import arriving as coming
from tallystone.files import store
from tallystone.files.asking import ask_previews
from tallystone.files.models import Arriving
from tallystone.pages.file_rows import file_rows
from tallystone.pages.uploads import STATUS, back_to, milestone_or_404, sentence

VERSION, BYTES = "1.0.0", "application/offset+octet-stream"
AT_ONCE = coming.PIECE  # what is not larger is settled while the sender waits; the rest by the worker
AGAIN = timedelta(seconds=45)  # a worker that was killed in between is not waited for longer


@require_http_methods(["OPTIONS", "POST"])
def begin(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """OPTIONS says what is spoken here; POST names a file that is to come, and may bring its beginning along."""
    milestone_or_404(request, code, number)
    if request.method == "OPTIONS":
        told = {"Tus-Version": VERSION, "Tus-Extension": "creation,creation-with-upload,termination,expiration"}
        return _answer(204, {**told, "Tus-Max-Size": str(settings.FILE_LIMIT)})
    return _other_version(request) or _begin(request, code, number)


def _begin(request: HttpRequest, code: str, number: int) -> HttpResponse:
    size, told = _number(request, "Upload-Length"), _metadata(request.headers.get("Upload-Metadata", ""))
    if size is None:
        return _refuse("missing")
    try:
        arriving = coming.begin(request.user, code, number, told.get("filename", ""), size, told.get("fingerprint", ""))
    except store.Refused as refusal:
        return _refuse(refusal.name)
    if request.content_type == BYTES:
        _take(request, arriving, 0)
    headers = {"Location": reverse("arriving-file", args=[code, number, arriving.pk]), **_where(arriving)}
    return _answer(201, headers)


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE", "POST"])
def arriving(request: HttpRequest, code: str, number: int, arriving) -> HttpResponse:
    """HEAD: how much is here. PATCH brings more, DELETE (or a plain form's POST) takes it away, GET tells what became of it."""
    milestone_or_404(request, code, number)
    row = Arriving.objects.filter(pk=arriving, code=code, milestone=number, person_id=request.user.pk).first()
    if row is None:
        raise Http404
    if request.method == "GET":
        return _told(row)
    if request.method == "POST":
        coming.forget(row)
        return back_to(request, code)
    return _other_version(request) or _by_tus(request, row)


def _by_tus(request: HttpRequest, row: Arriving) -> HttpResponse:
    if request.method == "PATCH":
        return _patch(request, row)
    if request.method == "DELETE":
        coming.forget(row)
        return _answer(204)
    return _answer(200, {**_where(row), "Upload-Length": str(row.size)})


def _patch(request: HttpRequest, row: Arriving) -> HttpResponse:
    offset, length = _number(request, "Upload-Offset"), _number(request, "Content-Length")
    if request.content_type != BYTES:
        return _answer(415)
    if offset is None or (length is not None and offset + length > row.size):
        return _refuse("missing")
    try:
        _take(request, row, offset)
    except coming.Elsewhere as refusal:
        return _refuse(refusal.name, _where(Arriving.objects.filter(pk=row.pk).first() or row))
    return _answer(204, _where(row))


def _take(request: HttpRequest, row: Arriving, offset: int) -> None:
    """Keep what the body brings; and see to it that a whole file is made one."""
    coming.receive(row, offset, request.read)
    if row.state == Arriving.State.WHOLE:
        if row.size <= AT_ONCE:
            settled(row)
        else:
            ask(row)


def settled(row: Arriving) -> Arriving:
    """The file as it is kept, its previews asked for."""
    done = coming.settle(row)
    if done.upload:
        ask_previews(done.upload)
    return done


def ask(row: Arriving) -> None:
    """Have the worker make it one file; asked again when it takes long, for a worker may have died over it."""
    now = timezone.now()
    outbox.put("arrived", f"arrived:{row.pk}:{int(now.timestamp() // AGAIN.total_seconds())}", {"file": str(row.pk)}, now)


def _told(row: Arriving) -> JsonResponse:
    """As JSON, for our own script: offset, size, state; the file's row once it is here, or the sentence that refused it."""
    if row.state == Arriving.State.WHOLE and row.touched < timezone.now() - AGAIN:
        ask(row)
    file = file_rows([row.upload])[0].as_json() if row.upload else None
    told = {"offset": row.offset, "size": row.size, "state": row.state, "file": file, "error": sentence(row.why)}
    return JsonResponse(told, headers={"Cache-Control": "private, no-store"})


def _where(row: Arriving) -> dict[str, str]:
    until = (row.touched + coming.KEPT).timestamp()
    return {"Upload-Offset": str(row.offset), "Upload-Expires": http_date(until)}


def _answer(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    told = {"Tus-Resumable": VERSION, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(status=status, headers={**told, **(headers or {})})


def _refuse(name: str, headers: dict[str, str] | None = None) -> JsonResponse:
    told = {"Tus-Resumable": VERSION, "Cache-Control": "no-store", **(headers or {})}
    return JsonResponse({"error": sentence(name), "name": name}, status=STATUS[name], headers=told)


def _other_version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _answer(412, {"Tus-Version": VERSION})


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.headers.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else None


def _metadata(typed: str) -> dict[str, str]:
    """The keys and values of Upload-Metadata ("filename d29ybGQ="); what cannot be read is left out."""
    found = {}
    for pair in typed[:4000].split(","):
        key, _blank, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode().replace("\0", "")
        except (binascii.Error, ValueError):
            continue
    return found
