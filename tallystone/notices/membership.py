"""Letters about who belongs to a business: to who is invited, to whose role changed, and to its owners."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.notices.letters import send_plain_letter
from tallystone.people.members import members_of
from tallystone.people.models import Business, Member, Person
from tallystone.reader import Reader, reading
from tallystone.showing import role_word


def invited(business: Business, email: str, role: str, by: Person, address: str) -> None:
    """The letter with the link; the invited may have no account yet."""
    known = Person.objects.filter(email=email).first()
    with _as_read_by(known):
        told = {"who": str(by), "business": business.name, "role": role_word(role).lower()}
        subject = _("%(who)s invites you to %(business)s") % told
        sentences = [
            _("%(who)s would like you to work with %(business)s on Tallystone, in this role: %(role)s.") % told,
            _("The button works once, within 30 days. If you do not know them, do nothing."),
        ]
        send_plain_letter(email, subject, sentences, _("See the invitation"), address)


def joined(member: Member) -> None:
    """The owners hear that somebody took an invitation up."""
    told = {"who": str(member.person), "email": member.person.email}
    for owner in _owners(member.business_id, but=member.person_id):
        with _as_read_by(owner):
            told |= {"business": member.business.name, "role": role_word(member.role).lower()}
            sentences = [_("%(who)s (%(email)s) has joined %(business)s. Role: %(role)s.") % told]
            send_plain_letter(owner.email, _("%(who)s has joined %(business)s") % told, sentences)


def role_changed(member: Member, role: str, by: Person) -> None:
    """To whose role it is, and to the other owners."""
    for person in _concerned(member, by):
        with _as_read_by(person):
            told = {"who": str(member.person), "business": member.business.name, "role": role_word(role).lower(), "by": str(by)}
            if person.pk == member.person_id:
                subject, sentence = _("Your role at %(business)s has changed"), _("%(by)s gave you another role: %(role)s.")
            else:
                subject, sentence = _("A role at %(business)s has changed"), _("%(by)s gave %(who)s another role: %(role)s.")
            send_plain_letter(person.email, subject % told, [sentence % told])


def owner_changed(member: Member, by: Person) -> None:
    """The business belongs to somebody else: both, and every other owner."""
    for person in {one.pk: one for one in [by, member.person, *_owners(member.business_id)]}.values():
        with _as_read_by(person):
            told = {"who": str(member.person), "business": member.business.name, "by": str(by)}
            sentences = [_("%(by)s handed %(business)s over. %(who)s is the owner now, %(by)s manages it.") % told]
            if person.pk == by.pk:
                sentences.append(_("If this was not you, answer this letter at once."))
            send_plain_letter(person.email, _("%(business)s has a new owner") % told, sentences)


def removed(member: Member, by: Person) -> None:
    """Somebody is no longer a member: they, and the other owners."""
    for person in _concerned(member, by):
        with _as_read_by(person):
            told = {"who": str(member.person), "business": member.business.name, "by": str(by)}
            if person.pk == member.person_id:
                subject = _("You are no longer a member of %(business)s")
                sentences = [_("%(by)s ended your membership. What you did stays in the history under your name.")]
            elif by.pk == member.person_id:
                subject, sentences = _("%(who)s has left %(business)s"), [_("They see nothing of it any more.")]
            else:
                subject = _("%(who)s is no longer a member of %(business)s")
                sentences = [_("%(by)s ended the membership. They see nothing of the business any more.")]
            send_plain_letter(person.email, subject % told, [each % told for each in sentences])


def _concerned(member: Member, by: Person) -> list[Person]:
    """The member and the owners, without the one who did it."""
    people = {one.pk: one for one in [member.person, *_owners(member.business_id)]}
    return [person for pk, person in people.items() if pk != by.pk]


def _owners(business_id: int, but: int = 0) -> list[Person]:
    return [one.person for one in members_of(business_id) if one.role == Member.OWNER and one.person_id != but]


@contextmanager
def _as_read_by(person: Person | None) -> Iterator[None]:
    with override("en"), reading(Reader(person.locale, person.zone) if person else Reader()):
        yield
