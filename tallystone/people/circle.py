"""The circle: freelancers with whom a business has worked, what each does, and who vouches for whom."""

from tallystone.people.models import Member, Person, Tie


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
