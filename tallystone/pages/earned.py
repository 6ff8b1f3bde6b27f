"""What an hour really earned, for each contract and each client."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystone.core.roles import sees
from tallystone.hours.earning import by_client, earned_of
from tallystone.pages.hours_reach import businesses_seen
from tallystone.pages.signed import Signed
from tallystone.people.parties import names_of
from tallystone.people.reach import roles_of


@login_required
@require_safe
def earned(request: Signed) -> HttpResponse:
    """Money received over hours worked; for those of a freelance business who see prices and hours."""
    roles = roles_of(request.user)
    mine = [business for business in businesses_seen(request) if sees(roles[business], "prices")]
    if not mine:
        raise Http404
    found, more = earned_of(mine)
    names = names_of(row.client_id for row, _told in found)
    contracts = [(row, told, names[row.client_id].name) for row, told in found]
    clients = [(names[client].name, currency, told) for (client, currency), told in by_client(found).items()]
    clients.sort(key=lambda client: client[0].lower())
    return render(request, "hours/earned.html", {"contracts": contracts, "clients": clients, "more": more})
