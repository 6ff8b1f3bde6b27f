"""What every template knows: who reads, for which business, where."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from tallystone.people.reach import own_name


def page(request):
    """`person`, `business` (the name of the one that they run, or nothing), `demo`, `here`, `query` for all templates."""
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    business = SimpleLazyObject(lambda: own_name(person)) if person else None
    return {"person": person, "business": business, "demo": settings.DEMO, "here": request.path, "query": request.GET}
