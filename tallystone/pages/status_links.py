"""Making and ending the status link of one's own side of a contract."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from tallystone.books.models import Contract
from tallystone.core.roles import keeps
from tallystone.pages.account import see
from tallystone.pages.signed import Signed
from tallystone.people import status
from tallystone.people.reach import party_for


@require_POST
def status_make(request: Signed, code: str) -> HttpResponse:
    """Makes this side's status link; pressed twice, it is the same one."""
    row, side = _mine(request, code)
    status.make(row.code, side, request.user)
    return _back(row.code)


@require_POST
def status_revoke(request: Signed, code: str) -> HttpResponse:
    """Ends this side's status link at once."""
    row, side = _mine(request, code)
    status.revoke(row.code, side)
    return _back(row.code)


def _mine(request: Signed, code: str) -> tuple[Contract, str]:
    """The contract and the side for which this person may make such links; Http404 for everything else."""
    row, by = party_for(request.user, code)
    if not keeps(by.role, "status_links"):
        raise Http404
    return row, by.side


def _back(code: str) -> HttpResponse:
    return see(f"{reverse('contract', args=[code])}#status-link")
