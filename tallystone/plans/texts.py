"""Terms as text files: of a draft as far as it is written, of a contract whole."""

from django.utils.text import slugify

from tallystone.core.shape import Terms
from tallystone.drafting.checking import check
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import Typed, is_blank
from tallystone.people.models import Business
from tallystone.planning.text import Parties, Party, markdown_from
from tallystone.plans.calendars import client_of


def contract_text(terms: Terms, freelancer: Business, client: Business) -> str:
    """A contract's terms and parties as one Markdown file."""
    return markdown_from(terms, Parties(party_of(freelancer), party_of(client)))


def draft_text(draft: Draft, typed: Typed) -> str:
    """A draft as a Markdown file: what cannot be read yet is left out of it."""
    typed = {**typed, "duties": [row for row in typed["duties"] if not is_blank(row)]}
    checked = check(typed, counters=draft.counters)
    theirs = client_of(draft, typed)
    client = party_of(theirs) if theirs else _typed_party(typed)
    own = party_of(draft.business) if draft.business else Party()
    return markdown_from(checked.reading.terms, Parties(own, client), checked.reading.unread)


def party_of(business: Business) -> Party:
    """A business as a file names it."""
    return Party(name=business.name, address=business.address, country=business.country, tax_number=business.tax_number)


def file_name(title: str, otherwise: str) -> str:
    """A name for the file that every system takes."""
    return f"{slugify(title)[:60].strip('-') or slugify(otherwise)}.md"


def _typed_party(typed: Typed) -> Party:
    fields = {"name": "company", "person": "name", "email": "email", "address": "address", "country": "country"}
    told = {name: typed[f"client_{field}"].strip() for name, field in fields.items()}
    return Party(**told, tax_number=typed["client_tax_number"].strip())
