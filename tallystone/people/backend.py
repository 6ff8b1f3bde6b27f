"""Who is signed in, for Django: a person by id. Nobody has a password; codes and links are checked in people/passes.py."""

from tallystone.people.models import Person


class Mailed:
    """Django's authentication backend for people who came in by a mailed code or link."""

    def authenticate(self, request, **given):
        return None

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.filter(pk=user_id).first()
