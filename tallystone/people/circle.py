"""The circle: freelancers with whom a business has worked, what each does, and who vouches for whom."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from tallystone.books.models import Contract, Referral
from tallystone.people.models import Business, Member, Person, Tie

MOST_SHOWN = 20


def ties_of(business_id: int) -> list[Tie]:
    """Whom this business keeps in its circle, by name."""
    return list(Tie.objects.filter(business_id=business_id).select_related("person").order_by("person__name", "person__email"))


def persons_for(business_id: int) -> list[tuple[Person, str]]:
    """Those of the circle with what they do, for a list to choose from."""
    return [(tie.person, f"{tie.person} · {tie.does}" if tie.does else str(tie.person)) for tie in ties_of(business_id)]


def answered(business_id: int, ties: list[Tie]) -> dict[int, Tie]:
    """For each person of these ties, what one of their own businesses says of this one's owners: the other half of a tie."""
    owners = Member.objects.filter(business_id=business_id, left__isnull=True, role=Member.OWNER).values("person_id")
    theirs = Member.objects.filter(person_id__in=[t.person_id for t in ties], left__isnull=True, role=Member.OWNER)
    business_to_person = dict(theirs.values_list("business_id", "person_id"))
    back = Tie.objects.filter(business_id__in=business_to_person, person_id__in=owners, vouched__isnull=False)
    return {business_to_person[tie.business_id]: tie for tie in back}


def vouching_for(person: Person, but: int = 0) -> list[Tie]:
    """Who says a word for this person, the newest first: what they see of others' circles."""
    found = Tie.objects.filter(person=person, vouched__isnull=False).exclude(business_id=but)
    return list(found.select_related("business").order_by("-vouched"))


def tie_with(business: Business, person: Person) -> Tie:
    """The tie of this business with somebody, as it is kept; a new one is not kept yet."""
    return Tie.objects.filter(business=business, person=person).first() or Tie(business=business, person=person)


def keep(tie: Tie, does: str, word: str, vouch: bool) -> bool:
    """Keep what is written; True where the business begins to vouch by it."""
    begins = vouch and tie.vouched is None
    tie.does, tie.word = does, word
    tie.vouched = (tie.vouched or timezone.now()) if vouch else None
    tie.save()
    return begins


def worked_with(business_id: int, but: Collection[int] = ()) -> list[Person]:
    """Freelancers with whom this business had a contract, or whom it named as successors; without those persons."""
    freelance = Business.objects.filter(freelance=True).values("pk")
    below = Contract.objects.filter(client_id=business_id, agreed_at__isnull=False).values("freelancer_id")
    above = Contract.objects.filter(freelancer_id=business_id, client_id__in=freelance, agreed_at__isnull=False).values(
        "client_id"
    )
    own = Contract.objects.filter(freelancer_id=business_id).values("code")
    named = Referral.objects.filter(code__in=own).values("person_id")
    owners = Q(memberships__role=Member.OWNER, memberships__left__isnull=True)
    theirs = Q(memberships__business_id__in=below) | Q(memberships__business_id__in=above)
    mine = Member.objects.filter(business_id=business_id).values("person_id")
    found = Person.objects.filter(Q(pk__in=named) | (owners & theirs)).exclude(pk__in=mine).exclude(pk__in=but).distinct()
    return list(found.order_by("name", "email")[:MOST_SHOWN])
