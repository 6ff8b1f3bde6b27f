"""Who is signed in, for Django: a person by id. Nobody has a password; codes and links are checked in people/passes.py."""

from tallystone.people.models import Person

WHO = """SELECT person.*, member.business_id, member.role, business.freelance, business.name AS called,
    business.freelance AND EXISTS (SELECT 1 FROM books_contract WHERE client_id = business.id) AS gives
    FROM people_person person
    LEFT JOIN people_member member ON member.person_id = person.id AND member."left" IS NULL
    LEFT JOIN people_business business ON business.id = member.business_id
    WHERE person.id = %s ORDER BY member.id"""


class Mailed:
    """Django's authentication backend for people who came in by a mailed code or link."""

    def authenticate(self, request, **given):
        return None

    def get_user(self, user_id):
        """The person, with the businesses for which they act now (see people/reach.roles_of): one query for both."""
        rows = list(Person.objects.raw(WHO, [user_id]))
        if not rows:
            return None
        person = rows[0]
        person._roles = {row.business_id: row.role for row in rows if row.business_id is not None}
        person._freelance_ids = {row.business_id: bool(row.gives) for row in rows if row.freelance}
        person._own_name = next((row.called for row in rows if row.freelance), "")
        return person
