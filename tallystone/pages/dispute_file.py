"""A dispute as one readable file: words, numbers, evidence, and each entry with its hash in the chain."""

from importlib.resources import files

from django.http import HttpResponse
from django.template.loader import render_to_string

from tallystone.pages.case import Case
from tallystone.pages.downloads import GUARD
from tallystone.pages.place import Place


def answer(place: Place, case: Case, name: str) -> HttpResponse:
    """The file as an attachment; it needs nothing else to be read, and runs nothing."""
    style = files("tallystone.pages").joinpath("static/tallystone/css/dispute_file.css").read_text()
    context = {"place": place, "case": case, "head": place.contract.head, "seq": place.contract.seq}
    text = render_to_string("disputes/file.html", context).replace("</head>", f"<style>{style}</style></head>", 1)
    headers = {**GUARD, "Content-Disposition": f'attachment; filename="{name}-{place.code}-{place.number}.html"'}
    return HttpResponse(text, content_type="text/html; charset=utf-8", headers=headers)
