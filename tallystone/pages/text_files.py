"""Texts given out as files: a template, the terms of a draft, the terms of a contract."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tallystone.drafting import keeping
from tallystone.drafting.typed import whole
from tallystone.pages.downloads import GUARD
from tallystone.pages.place import Place
from tallystone.plans.texts import contract_text, draft_text, file_name


@login_required
@require_safe
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """A draft as a Markdown file, as far as it is written."""
    found = keeping.draft_for(request.user, number)
    if found.sent:
        raise Http404
    typed = whole(found.typed)
    return as_file(draft_text(found, typed), typed["title"], "draft")


@require_safe
def contract(request: HttpRequest, code: str) -> HttpResponse:
    """The terms in force or on offer as a Markdown file; Http404 where their words were erased."""
    place = Place(request, code)
    place.need_prices()
    if place.terms is None:
        raise Http404
    text = contract_text(place.terms, place.business("freelancer"), place.business("client"))
    return as_file(text, place.terms.title, place.code)


def as_file(text: str, title: str, otherwise: str) -> HttpResponse:
    """A Markdown file to keep, named after its title."""
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=GUARD)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(title, otherwise)}"'
    return answer
