"""One's own showcase: what is shown, what could be, what waits for a client; the profile; clients' words."""

import re
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.books.models import Contract, Milestone, Shown
from tallystone.core.refusal import Refusal
from tallystone.journal import prose
from tallystone.pages import showcase_links as links
from tallystone.pages.account import see
from tallystone.pages.showcase_forms import ProfileForm
from tallystone.pages.signed import Signed
from tallystone.people.models import Business
from tallystone.people.reach import business_for, businesses_kept
from tallystone.showcase import finding, visible
from tallystone.showcase.links import collection_address
from tallystone.showcase.models import Collection, Profile, Sample, Word

LISTED = 100
HASH = re.compile(r"[0-9a-f]{64}")


def own_business(request: Signed) -> Business:
    """The business whose showcase the reader keeps: a freelance one first; Http404 for who keeps none."""
    found = business_for(request.user, "showcase")
    if found is None:
        kept = businesses_kept(request.user, "showcase")
        found = Business.objects.filter(pk__in=kept).order_by("pk").first()
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def showcase(request: Signed) -> HttpResponse:
    """Everything at a glance; POST publishes a client's word, or takes it down."""
    own = own_business(request)
    if request.method == "POST":
        _answer_word(own, request.POST)
        return see(reverse("showcase") + "#words")
    profile, now = finding.profile_of(own), datetime.now(UTC)
    samples = list(Sample.objects.filter(business=own).order_by("-made", "-id")[:LISTED])
    seen = {one.sample.pk for one in visible.seen(samples, now)}
    collections = list(Collection.objects.filter(business=own, revoked=None).order_by("-made", "-id")[:LISTED])
    for each in collections:
        each.url, each.over = collection_address(each), each.last_day < now.date()
    told = {
        "own": own, "profile": profile, "collections": collections, "words": _words(own), "ready": _ready(own, samples),
        "samples": [(sample, _state(sample, seen, profile)) for sample in samples],
        "address": links.whole(reverse("shown", args=[profile.slug])) if profile else "",
    }  # fmt: skip
    return render(request, "showcase/page.html", told)


def _state(sample: Sample, seen: set[int], profile: Profile | None) -> str:
    """shown, ready (allowed, not published), hidden (the profile is), waits (published, not allowed now) or draft."""
    if sample.pk in seen:
        return ("shown" if profile and profile.public else "hidden") if sample.public else "ready"
    return "waits" if sample.public else "draft"


def _ready(own: Business, samples: list[Sample]) -> list[dict[str, Any]]:
    """Accepted milestones without a sample, the newest first."""
    known = {(sample.code, sample.milestone) for sample in samples}
    codes = Contract.objects.filter(freelancer_id=own.pk).values("code")
    rows = Milestone.objects.filter(code__in=codes, work="accepted").order_by("-accepted_at", "-id")[:LISTED]
    free = [row for row in rows if (row.code, row.number) not in known][:12]
    titles = dict(Contract.objects.filter(code__in={row.code for row in free}).values_list("code", "title"))
    return [{"stone": row, "contract": titles.get(row.code, "")} for row in free]


def _words(own: Business) -> list[dict[str, Any]]:
    """What clients said for publication, with what became of it."""
    rows = list(Shown.objects.filter(freelancer_id=own.pk).exclude(word="").order_by("-id")[:LISTED])
    texts = prose.read(row.word for row in rows)
    published = {(w.code, w.milestone): w.hash for w in Word.objects.filter(code__in={row.code for row in rows})}
    contracts = {row.code: row for row in Contract.objects.filter(code__in={row.code for row in rows})}
    names = dict(Business.objects.filter(pk__in={row.client_id for row in contracts.values()}).values_list("pk", "name"))
    return [
        {"row": row, "text": texts[row.word], "public": published.get((row.code, row.number)) == row.word,
         "client": names.get(contracts[row.code].client_id, "")}
        for row in rows if row.word in texts
    ]  # fmt: skip


def _answer_word(own: Business, post: Any) -> None:
    """Publish exactly the word that was read, or take it down; a word of somebody else's contract is nobody's."""
    word = post.get("word", "")
    row = Shown.objects.filter(freelancer_id=own.pk, word=word).first() if HASH.fullmatch(word) else None
    if row is None:
        raise Http404
    if post.get("do") == "publish":
        defaults = {"hash": row.word, "at": datetime.now(UTC)}
        Word.objects.update_or_create(code=row.code, milestone=row.number, defaults=defaults)
    else:
        Word.objects.filter(code=row.code, milestone=row.number).delete()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Signed) -> HttpResponse:
    """What the profile says, its address and its colours."""
    own = own_business(request)
    kept = finding.profile_of(own) or Profile(business=own, name=own.name, slug=finding.free_profile_slug(own.name))
    names = list(ProfileForm.base_fields)
    form = ProfileForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(kept, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        try:
            finding.need_free(form.cleaned_data["slug"], own)
        except Refusal as refusal:
            form.add_error("slug", sentence(refusal))
    if request.method == "POST" and form.is_valid():
        _keep(kept, form.cleaned_data)
        return see(reverse("showcase") + "?saved=profile")
    told = {"form": form, "own": own, "profile": kept}
    return render(request, "showcase/profile.html", told, status=422 if form.errors else 200)


def _keep(kept: Profile, told: dict[str, Any]) -> None:
    for name, value in told.items():
        setattr(kept, name, value)
    kept.save()
