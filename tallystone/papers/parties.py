"""The two sides as papers name them, and the reader for whom a paper is written."""

import base64

from django.utils.translation import gettext as _

from tallystone.files import store
from tallystone.papers.data import Party
from tallystone.people.models import Business, Member
from tallystone.people.postal import postal
from tallystone.reader import Reader


def businesses(row) -> tuple[Business, Business]:
    """The freelancer's and the client's business of a books.Contract row; one query."""
    found = Business.objects.in_bulk([row.freelancer_id, row.client_id])
    return found[row.freelancer_id], found[row.client_id]


def party(business: Business, side: str) -> Party:
    role = _("Freelancer") if side == "freelancer" else _("Client")
    email = Member.objects.filter(business=business, left=None).order_by("id").values_list("person__email", flat=True).first()
    address = postal(business.address, business.country)
    return Party(role=role, name=business.name, address=address, tax_number=business.tax_number, email=email or "")


def paper_reader(row) -> Reader:
    """Papers are written as the freelancer writes, in the contract's zone."""
    members = Member.objects.filter(business_id=row.freelancer_id, left=None).order_by("id")
    return Reader(members.values_list("person__locale", flat=True).first() or "en", row.zone)


def logo(business: Business) -> str:
    """The logo as PNG in base64, or nothing."""
    if not business.logo:
        return ""
    with store.open_blob(business.logo) as stream:
        return base64.b64encode(stream.read()).decode()
