"""Who is signed in, for Django: a person by id. Nobody has a password; codes and links are checked in people/passes.py."""

from tallystone.books.rows import read, select
from tallystone.people.models import Person

WHO = select(
    Person,
    """, member.business_id, member.role, business.freelance, business.name,
    business.freelance AND EXISTS (SELECT 1 FROM books_contract WHERE client_id = business.id)
    FROM people_person LEFT JOIN people_member member ON member.person_id = people_person.id AND member."left" IS NULL
    LEFT JOIN people_business business ON business.id = member.business_id
    WHERE people_person.id = %s ORDER BY member.id""",
)


class Mailed:
    """Django's authentication backend for people who came in by a mailed code or link."""

    def authenticate(self, request, **given):
        return None

    def get_user(self, user_id):
        """The person, with the businesses for which they act now (see people/reach.roles_of): one query for both."""
        rows = read(Person, WHO, [user_id])
        if not rows:
            return None
        person, told = rows[0][0], [beside for _person, beside in rows]
        person._roles = {business: role for business, role, *_name in told if business is not None}
        person._freelance_ids = {business: bool(gives) for business, _role, freelance, _name, gives in told if freelance}
        person._own_name = next((name for _business, _role, freelance, name, _gives in told if freelance), "")
        return person
