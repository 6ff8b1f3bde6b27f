"""The letter to somebody for whom a business vouches: what was said, and how to answer it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.notices.letters import send_plain_letter
from tallystone.people.models import Person, Tie
from tallystone.reader import Reader, reading


def tell(tie: Tie, by: Person) -> None:
    """Once for each time that somebody begins to vouch."""
    with override("en"), reading(Reader(tie.person.locale, tie.person.zone)):
        told = {"who": str(by), "business": tie.business.name}
        sentences = [_("%(who)s of %(business)s keeps you in the circle of freelancers that they work with.") % told]
        if tie.word:
            sentences.append(_("They say: “%(word)s”") % {"word": tie.word})
        sentences.append(_("It shows as mutual once you vouch for them too. You need not."))
        subject = _("%(business)s vouches for your work") % told
        send_plain_letter(tie.person.email, subject, sentences, _("Open my circle"), settings.BASE_URL + reverse("circle"))
