"""A paper given out: the sealed PDF, or a calm page while it is being typeset."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystone.books.models import Paper
from tallystone.core.roles import sees
from tallystone.files import store
from tallystone.pages.filed import is_expected
from tallystone.papers.names import file_name
from tallystone.people.reach import party_for

# A browser's own PDF reader is a page with styles of its own; nothing else may load or run.
GUARD = {
    "Content-Security-Policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


@require_safe
def paper(request: HttpRequest, code: str, kind: str, about: str) -> HttpResponse | FileResponse:
    """Agreement, invoice or statement as PDF; `?download` as an attachment. 404 for what this contract never had."""
    row, by = party_for(request.user, code)
    if kind != "handover" and not sees(by.role, "prices"):  # every other paper names amounts
        raise Http404
    filed = Paper.objects.filter(code=code, kind=kind, about=about).first()
    if filed is None:
        if not is_expected(code, row.agreed_at is not None, row.state in {"completed", "ended"}, kind, about):
            raise Http404
        return render(request, "contract/paper_waits.html", {"row": row, "code": code, "kind": kind, "about": about})
    try:
        file = store.open_blob(filed.file)
    except FileNotFoundError:
        raise Http404 from None
    name = file_name(row.code, kind, about)
    attached = "download" in request.GET
    return FileResponse(file, as_attachment=attached, filename=name, content_type="application/pdf", headers=GUARD)
