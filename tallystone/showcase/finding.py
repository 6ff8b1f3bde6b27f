"""Finding what a business shows: samples, pieces, collections within reach; addresses that are still free."""

import re
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from tallystone.core.refusal import Refusal, refuse_if
from tallystone.people.models import Business
from tallystone.people.reach import businesses_kept
from tallystone.showcase.models import Collection, Piece, Profile, Sample

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
TAKEN = {"record", "ask", "feed", "card", "pictures", "logo", "words"}  # addresses below a profile that are pages of ours


def read_slug(typed: str, field: str = "slug") -> str:
    """An address as it is kept: small letters a to z, digits, hyphens."""
    slug = typed.strip().removeprefix("@").lower()
    refuse_if(not 3 <= len(slug) <= 40 or not SLUG.fullmatch(slug) or "--" in slug, "slug_unreadable", field)
    return slug


def sample_for(person: Any, number: int) -> Sample:
    """A sample of a business whose showcase this person keeps; else Http404."""
    mine = businesses_kept(person, "showcase")
    return get_object_or_404(Sample.objects.select_related("business"), pk=number, business_id__in=mine)


def piece_for(person: Any, number: int, piece: int) -> Piece:
    """A piece of such a sample."""
    return get_object_or_404(Piece.objects.select_related("sample"), pk=piece, sample=sample_for(person, number))


def collection_for(person: Any, number: int) -> Collection:
    mine = businesses_kept(person, "showcase")
    return get_object_or_404(Collection.objects.select_related("business"), pk=number, business_id__in=mine)


def free_slug(business: Business, title: str) -> str:
    """An address for a sample that the business has not used yet."""
    wanted = slugify(title)[:50].strip("-") or "sample"
    used = set(Sample.objects.filter(business=business, slug__startswith=wanted).values_list("slug", flat=True)) | TAKEN
    return next(slug for n in range(1, len(used) + 2) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in used)


def profile_of(business: Business) -> Profile | None:
    return Profile.objects.filter(business=business).first()


def free_profile_slug(name: str) -> str:
    """An address to begin with, from the business's name."""
    wanted = slugify(name)[:36].strip("-") or "studio"
    wanted = wanted if len(wanted) >= 3 else f"{wanted}-studio"
    used = set(Profile.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for n in range(1, len(used) + 2) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in used)


def need_free(slug: str, business: Business) -> None:
    """Raises Refusal("slug_taken") where another business has this address."""
    if Profile.objects.filter(slug=slug).exclude(business=business).exists():
        raise Refusal("slug_taken", "slug")
