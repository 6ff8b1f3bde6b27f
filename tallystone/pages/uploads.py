"""Files put to a milestone before it is delivered: add one, list them, take one away. With or without a script."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from tallystone.books.models import Milestone
from tallystone.core.roles import keeps
from tallystone.files import arriving, capturing, store
from tallystone.files import uploads as files
from tallystone.files.asking import ask_previews
from tallystone.files.models import Arriving, Upload
from tallystone.pages.file_rows import file_rows
from tallystone.people.reach import party_for

SLACK = 1 << 20  # the form around the file
READ_AT_MOST = 4  # times the limit: so far a body is read and dropped, so that the sentence arrives; beyond, the line is cut
STATUS = {"missing": 400, "one_each": 400, "empty": 400, "too_large": 413, "no_room": 413, "too_many": 409, "taken": 409}
STATUS |= {"elsewhere": 409, "address": 422, "commit": 422}


class Limit(FileUploadHandler):
    """Lets one file of a request through, up to the limit; what is over it is read and dropped, never stored."""

    begun = False
    refused = ""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        if self.begun:
            self.refused = "one_each"
            raise SkipFile
        self.begun = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.FILE_LIMIT:
            self.refused = "too_large"
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


# Exempt only here: the handlers must be set before the token in the body is read. _receive checks the token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """GET lists the milestone's waiting files as JSON; POST adds the file in the field `file`. The freelancer's alone."""
    milestone_or_404(request, code, number)
    if request.method != "POST":
        rows = file_rows(files.waiting(code, number))
        return JsonResponse({"files": [row.as_json() for row in rows]}, headers={"Cache-Control": "private, no-store"})
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not told.isdecimal() or int(told) > READ_AT_MOST * (settings.FILE_LIMIT + SLACK):
        return JsonResponse({"error": sentence("too_large"), "name": "too_large"}, status=413, headers={"Connection": "close"})
    limit = Limit(request)
    request.upload_handlers = [limit, TemporaryFileUploadHandler(request)]
    return _receive(request, code, number, limit)


@csrf_protect
def _receive(request: HttpRequest, code: str, number: int, limit: Limit) -> HttpResponse:
    given = request.FILES.get("file")
    if limit.refused:
        return _refuse(request, code, limit.refused)
    if given is None:
        return _refuse(request, code, "missing")
    try:
        files.need_room(request.user, given.size or 0)
        upload = files.attach(request.user, code, number, given, given.name or "")
    except store.Refused as refusal:
        return _refuse(request, code, refusal.name)
    ask_previews(upload)
    if _wants_json(request):
        return JsonResponse(file_rows([upload])[0].as_json(), status=201)
    return back_to(request, code)


@require_http_methods(["POST", "DELETE"])
def upload(request: HttpRequest, code: str, number: int, upload) -> HttpResponse:
    """Takes one waiting file away."""
    milestone_or_404(request, code, number)
    found = Upload.objects.filter(pk=upload, code=code, milestone=number).first()
    if found is None:
        raise Http404
    try:
        files.remove(found)
    except store.Refused as refusal:
        return _refuse(request, code, refusal.name)
    return HttpResponse(status=204) if _wants_json(request) else back_to(request, code)


def panel(request: HttpRequest, code: str, number: int) -> dict:
    """What parts/uploads.html needs, under the name `panel`."""
    return {
        "code": code,
        "number": number,
        "files": file_rows(files.waiting(code, number)),
        "coming": [_coming(row) for row in arriving.on_their_way(request.user, code, number)],
        "captures": (captures := capture_rows(code, number)),
        "capturing": any(each["row"].state == "waiting" for each in captures),
        "captured": _typed(request),
        "slice": arriving.PIECE,
        "limit": settings.FILE_LIMIT,
        "too_large": sentence("too_large"),
        "empty": sentence("empty"),
        "error": sentence(request.GET.get("upload", "")),
        "back": request.path,
    }


def _typed(request: HttpRequest) -> dict[str, str]:
    """A capture that was refused, as it was typed, and the sentence about it."""
    given = request.GET
    return {
        "error": sentence(given.get("capture", "")),
        "address": given.get("address", "")[:2000],
        "commit": given.get("commit", "")[:80],
    }


def capture_rows(code: str, number: int) -> list[dict]:
    """Pages and commits that wait for the delivery, each with its files."""
    found = capturing.waiting(code, number).prefetch_related("uploads")
    return [{"row": row, "why": sentence(row.why), "uploads": row.uploads.all()} for row in found]


def _coming(row: Arriving) -> dict:
    """A file that was broken off, or is being checked."""
    address = reverse("arriving-file", args=[row.code, row.milestone, row.pk])
    return {"row": row, "percent": 100 * row.offset // row.size, "address": address}


def sentence(name: str) -> str:
    """What a refusal of this name says to a reader; empty for an unknown name."""
    sentences = {
        "missing": _("Choose a file first."),
        "one_each": _("Add one file at a time."),
        "empty": _("This file is empty. Choose one with something in it."),
        "too_large": _("This file is too large. A file may have %(limit)s at most.")
        % {"limit": filesizeformat(settings.FILE_LIMIT)},
        "too_many": _("%(most)s files are waiting here already. Put several into one archive, or take some away.")
        % {"most": files.MOST},
        "no_room": _(
            "Your files would take more than %(limit)s here. Take some away first, or ask who runs this place for more."
        )
        % {"limit": filesizeformat(settings.PERSON_LIMIT)},
        "elsewhere": _("This file is being sent from somewhere else at this moment."),
        "address": _("This is no address that can be opened. It begins with https:// and names no password."),
        "commit": _("Give the whole id of the commit: 40 letters and digits, as `git rev-parse HEAD` tells them."),
        "no_browser": _("No browser is installed here that could save it"),
        "no_git": _("Git is not installed here"),
        "inside": _("It leads into the own network of this installation"),
        "unreachable": _("It could not be reached from here"),
        "answered_error": _("It answered with an error"),
        "too_much": _("It is too large to be kept here"),
        "taken": _("This file is part of a delivery and stays."),
    }
    return sentences.get(name, "")


def milestone_or_404(request: HttpRequest, code: str, number: int) -> None:
    row, by = party_for(request.user, code)
    mine = by.side == "freelancer" and keeps(by.role, "uploads")
    if not mine or not Milestone.objects.filter(code=row.code, number=number).exists():
        raise Http404


def _refuse(request: HttpRequest, code: str, name: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": sentence(name), "name": name}, status=STATUS[name])
    return back_to(request, code, name)


def back_to(request: HttpRequest, code: str, name: str = "", query: str = "", part: str = "uploads") -> HttpResponse:
    """To the page of this contract that holds the form; never anywhere else, whatever the field says."""
    asked = request.POST.get("back", "")
    inside = asked.startswith(f"/contracts/{code}/") and asked.isprintable() and not set("\\?#") & set(asked)
    query = f"?upload={name}" if name else query
    response = HttpResponseRedirect(f"{asked if inside else f'/contracts/{code}/'}{query}#{part}")
    response.status_code = 303
    return response


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
