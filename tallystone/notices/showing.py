"""The one letter that asks whether work may be shown: its button leads to the page with one tick, without an account."""

from datetime import datetime

from django.utils.translation import gettext as _

from tallystone.core import facts
from tallystone.core.roles import may
from tallystone.journal.chain import Told
from tallystone.notices.letters import Content
from tallystone.notices.telling import Names
from tallystone.people.concerned import role_of
from tallystone.people.models import Person
from tallystone.showcase.links import consent_address


def lead_to_consent(content: Content, told: Told, names: Names, person: Person, now: datetime) -> None:
    """Where this entry asks for consent and this person may give it, that is what the letter is about."""
    asked = next((fact for fact in told.facts if isinstance(fact, facts.ShowcaseAsked)), None)
    if asked is None or not may(role_of(person), "AllowShowcase"):
        return
    milestone = names.milestone(asked.milestone)
    content.asked = _("Say whether %(milestone)s may be shown: one page, one tick, no account.") % {"milestone": milestone}
    content.until = _("You can do it when you like. Until you allow it, nothing is shown.")
    content.button = _("Look at it and answer")
    content.address = consent_address(content.code, asked.milestone, person, now)
