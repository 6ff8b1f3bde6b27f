"""Making a sample: its story, what of the delivered files it shows, what is cropped, blurred or left out; publishing it."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tallystone.acting.sentences import sentence
from tallystone.core.contract import open_acts
from tallystone.core.refusal import Refusal
from tallystone.core.roles import keeps
from tallystone.core.showing import consent, show_of
from tallystone.core.state import By
from tallystone.journal import chain
from tallystone.pages.account import see
from tallystone.pages.place import Place
from tallystone.pages.showcase_forms import AltForm, LinesForm, PlaceForm, StoryForm
from tallystone.pages.shown_files import given
from tallystone.pages.signed import Signed
from tallystone.people.reach import roles_of
from tallystone.showcase import drawing, finding, making
from tallystone.showcase.models import Piece, Sample

STORY = ("title", "problem", "work", "result", "credits")


@require_POST
def begin(request: Signed, code: str, number: int) -> HttpResponse:
    """A sample of this accepted milestone; the one that is there, where there is one."""
    place = Place(request, code, number)
    if place.side != "freelancer" or not keeps(place.by.role, "showcase") or place.stone.work != "accepted":
        raise Http404
    title = place.milestone.title if place.milestone else place.row.title
    found = making.begin(place.business("freelancer"), place.contract, number, title)
    return see(reverse("showcase-sample", args=[found.pk]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: Signed, number: int) -> HttpResponse:
    """One sample, to write its story and to choose what it shows."""
    own = finding.sample_for(request.user, number)
    form, error = StoryForm(initial={name: getattr(own, name) for name in STORY}), ""
    if "delete" in request.POST:
        own.delete()
        return see(reverse("showcase"))
    if request.method == "POST":
        form = StoryForm(request.POST)
        if form.is_valid():
            try:
                _keep(own, form.cleaned_data, request.POST)
                return see(f"{reverse('showcase-sample', args=[own.pk])}?saved=1")
            except Refusal as refusal:
                error = _beside(form, refusal)
    return _show(request, own, form, error, 422 if form.errors or error else 200)


def _beside(form: StoryForm, refusal: Refusal) -> str:
    """Put it beside its field; what is about none of them is said above."""
    if refusal.field in form.fields:
        form.add_error(refusal.field, sentence(refusal))
        return ""
    return sentence(refusal)


def _keep(own: Sample, told: dict[str, Any], post: Any) -> None:
    """Keep the story and the choice of files; then publish or take down, where that was pressed."""
    if told["title"] != own.title and not own.since:
        own.slug = finding.free_slug(own.business, told["title"])
    for name in STORY:
        setattr(own, name, told[name])
    own.save(update_fields=[*STORY, "slug", "changed"])
    _choose(own, set(post.getlist("piece")))
    if "publish" in post:
        making.publish(own, datetime.now(UTC))
    elif "down" in post:
        making.take_down(own)


def _choose(own: Sample, wanted: set[str]) -> None:
    """Add what was ticked and is not there, drop what was unticked."""
    have = {f"{piece.source}-{piece.page}": piece for piece in own.pieces.all()}
    for key, piece in have.items():
        if key not in wanted:
            piece.delete()
    for file, page in making.choices(chain.fold(own.code), own.milestone):
        if (key := f"{file.hash}-{page}") in wanted and key not in have:
            making.add(own, file, page)


def _show(request: Signed, own: Sample, form: StoryForm, error: str, status: int) -> HttpResponse:
    contract = chain.fold(own.code)
    role = roles_of(request.user).get(own.business_id, "")
    acts = {
        o.act
        for o in open_acts(contract, By("freelancer", request.user.pk, role), datetime.now(UTC))
        if o.milestone == own.milestone
    }
    have = {f"{piece.source}-{piece.page}": piece for piece in own.pieces.all()}
    rows = [{"file": file, "page": page, "key": (key := f"{file.hash}-{page}"), "piece": have.get(key)}
            for file, page in making.choices(contract, own.milestone)]  # fmt: skip
    told = {
        "sample": own, "form": form, "error": error, "rows": rows, "show": show_of(contract, own.milestone),
        "consent": consent(contract, own.milestone), "may_ask": "AskShowcase" in acts,
        "pieces": list(have.values()), "profile": finding.profile_of(own.business),
    }  # fmt: skip
    return render(request, "showcase/sample.html", told, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def piece(request: Signed, number: int, piece: int) -> HttpResponse:
    """One picture, to crop, blur and leave out parts of it; or the lines of a text that are shown."""
    own = finding.piece_for(request.user, number, piece)
    place, lines, alt = PlaceForm(), LinesForm(initial=_lines(own)), AltForm(initial={"alt": own.alt})
    if request.method == "POST":
        try:
            if done := _change(own, request.POST):
                return see(reverse("showcase-piece", args=[number, piece]) + done)
            place, lines, alt = _as_typed(request.POST, place, lines, alt)
        except Refusal as refusal:
            place, lines, alt = _as_typed(request.POST, place, lines, alt)
            for form in (place, lines):
                if form.is_bound and refusal.field in form.fields:
                    form.add_error(refusal.field, sentence(refusal))
    wrong = any(form.is_bound and form.errors for form in (place, lines, alt))
    edits = [(at, kind, [value / 10 for value in box]) for at, (kind, *box) in enumerate(own.edits)] if own.page else []
    told = {"piece": own, "sample": own.sample, "place": place, "lines": lines, "alt": alt, "edits": edits,
            "source": drawing.preview_of(own.source, own.page)}  # fmt: skip
    return render(request, "showcase/piece.html", told, status=422 if wrong else 200)


def _as_typed(post: Any, *forms: Any) -> list[Any]:
    """The form that was sent, with what was typed; the others as they were."""
    kinds = {"place": PlaceForm, "lines": LinesForm, "alt": AltForm}
    return [kind(post) if post.get("form") == name else form for (name, kind), form in zip(kinds.items(), forms, strict=True)]


def _lines(own: Piece) -> dict[str, int]:
    first, last = own.edits[0][1:3] if own.edits and not own.page else (1, 40)
    return {"first": first, "last": last}


def _change(own: Piece, post: Any) -> str:
    """Do what was asked; where to go on the page then, or "" where something is wrong."""
    what = post.get("form", "")
    if what == "undo" and (edit := post.get("edit", "")).isascii() and edit.isdigit():
        making.undo(own, int(edit[:4]))
        return "#edits"
    if what == "place" and own.page and (place := PlaceForm(post)).is_valid():
        making.edit(own, place.cleaned_data["kind"], place.box())
        return "#edits"
    if what == "lines" and not own.page and (lines := LinesForm(post)).is_valid():
        making.excerpt(own, lines.cleaned_data["first"], lines.cleaned_data["last"])
        own.save(update_fields=["text", "edits"])
        return "#lines"
    if what == "alt" and (alt := AltForm(post)).is_valid():
        own.alt = alt.cleaned_data["alt"]
        own.save(update_fields=["alt"])
        return "#alt"
    return ""


@login_required
@require_GET
def picture(request: Signed, number: int, piece: int) -> HttpResponseBase:
    """The picture as it would be shown."""
    return given(request, finding.piece_for(request.user, number, piece).made)
