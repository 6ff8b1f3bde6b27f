"""For which of their freelance businesses somebody acts: chosen once, it holds until they choose another."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from tallystone.pages.account import see
from tallystone.pages.signed import Signed
from tallystone.people.reach import businesses_to_act_for

BACKS = {"settings": "settings", "drafts-new": "drafts-new"}


@login_required
@require_POST
def act_for(request: Signed, business_id: int) -> HttpResponse:
    """From now on new terms and templates are this one's."""
    if business_id not in {business.pk for business in businesses_to_act_for(request.user)}:
        raise Http404
    request.user.acts_for = business_id
    request.user.save(update_fields=["acts_for"])
    return see(reverse(BACKS.get(request.POST.get("back", ""), "settings")))
