"""Private collections: which samples, for whom, until when; their link; ending it."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.core.dates import day_of
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.pages.account import see
from tallystone.pages.showcase import own_business
from tallystone.pages.showcase_forms import CollectionForm
from tallystone.pages.signed import Signed
from tallystone.showcase import finding, visible
from tallystone.showcase.links import collection_address, new_collection
from tallystone.showcase.models import Collection, Sample

OPEN_FOR = timedelta(days=30)
LONGEST = timedelta(days=366)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Signed) -> HttpResponse:
    """Choose samples for one prospect."""
    own = own_business(request)
    return _edit(request, new_collection(own, day_of(datetime.now(UTC), own.zone) + OPEN_FOR))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collection(request: Signed, number: int) -> HttpResponse:
    """Change it, see how often it was opened, or end its link."""
    own = finding.collection_for(request.user, number)
    if request.method == "POST" and "revoke" in request.POST:
        Collection.objects.filter(pk=own.pk, revoked=None).update(revoked=timezone.now())
        return see(reverse("showcase") + "#collections")
    return _edit(request, own)


def _edit(request: Signed, own: Collection) -> HttpResponse:
    samples = list(Sample.objects.filter(business=own.business).order_by("-made", "-id")[:100])
    seen = {one.sample.pk for one in visible.seen(samples, datetime.now(UTC))}
    before = {"title": own.title, "words": own.words, "last_day": own.last_day, "samples": [str(pk) for pk in own.samples]}
    form = CollectionForm(request.POST if request.method == "POST" else None, initial=before)
    form.fields["samples"].choices = [(str(each.pk), each.title) for each in samples if each.pk in seen]
    if request.method == "POST" and form.is_valid():
        try:
            _keep(own, form)
            return see(f"{reverse('showcase-collection', args=[own.pk])}?saved=1")
        except Refusal as refusal:
            form.add_error("last_day", sentence(refusal))
    told = {"form": form, "collection": own, "url": collection_address(own) if own.pk else "", "any": bool(seen)}
    return render(request, "showcase/collection.html", told, status=422 if form.errors else 200)


def _keep(own: Collection, form: CollectionForm) -> None:
    told, today = form.cleaned_data, day_of(datetime.now(UTC), own.business.zone)
    refuse_if(told["last_day"] < today, "date_past", "last_day", day=told["last_day"])
    refuse_if(told["last_day"] > today + LONGEST, "date_far", "last_day", day=told["last_day"])
    own.title, own.words, own.last_day = told["title"], told["words"], told["last_day"]
    own.samples = [int(pk) for pk in told["samples"]]
    own.save()
