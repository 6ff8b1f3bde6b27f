"""Files given out: as an attachment in a sandbox, or as a picture that was drawn anew. Nothing else, to nobody else."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tallystone.files.models import Preview, Upload
from tallystone.files.reading import part
from tallystone.files.uploads import within_reach
from tallystone.people.reach import contract_for

GUARD = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


class Streamed(FileResponse):
    """A file in large pieces."""

    block_size = 1 << 18


@require_safe
def file(request: HttpRequest, code: str, hash: str, name: str) -> HttpResponseBase:
    """A contract's file by its content hash; `?preview=N` its Nth page as a picture, with `&thumb=1` a small one."""
    _, side = contract_for(request.user, code)
    return given_out(request, code, side, hash, name)


def given_out(request: HttpRequest, code: str, side: str, hash: str, name: str) -> HttpResponseBase:
    """A file of a contract whose reader was looked at already."""
    found = list(within_reach(code, side).filter(blob_id=hash))
    if not found:
        raise Http404
    upload = next((one for one in found if one.name == name), found[0])
    try:
        return _preview(request, upload) if "preview" in request.GET else attachment(request, upload)
    except FileNotFoundError:
        raise Http404 from None


def _preview(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    asked = request.GET["preview"]
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4):
        raise Http404
    thumb = "thumb" in request.GET
    preview = Preview.objects.filter(blob_id=upload.blob_id, page=int(asked), thumb=thumb).first()
    if preview is None:
        raise Http404
    headers = {**GUARD, "ETag": f'"{upload.blob_id}-{preview.page}-{thumb:d}"', "Cache-Control": "private, max-age=3600"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    return Streamed(default_storage.open(preview.key), content_type="image/webp", headers=headers)


def attachment(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    etag, size = f'"{upload.blob_id}"', upload.blob.size
    headers = {**GUARD, "ETag": etag, "Cache-Control": "private, no-cache", "Accept-Ranges": "bytes"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    ranged = request.headers.get("If-Range", etag) == etag and RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = _bounds(ranged[1], ranged[2], size) if ranged else (0, size - 1)
    if first > last:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    source = part(upload.blob.key, first, last)
    headers["Content-Length"] = str(last - first + 1)
    answer = Streamed(source, as_attachment=True, filename=upload.name, content_type=_content_type(upload), headers=headers)
    if ranged:
        answer.status_code, answer["Content-Range"] = 206, f"bytes {first}-{last}/{size}"
    return answer


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte of "first-last", "first-" or "-length" (RFC 9110, section 14.1.2); first > last: not to be had."""
    if first:
        return int(first), min(int(last), size - 1) if last else size - 1
    return (max(size - int(last), 0), size - 1) if last and int(last) else (1, 0)


def _content_type(upload: Upload) -> str:
    return f"{upload.blob.kind}; charset=utf-8" if upload.blob.kind == "text/plain" else upload.blob.kind
