"""Templates of one's own: found within reach, kept, named anew, deleted and brought back."""

import re
from dataclasses import replace
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from tallystone.acting.door import PERSONS_ID, new_act_id
from tallystone.core.refusal import refuse_if
from tallystone.core.value import value
from tallystone.people.models import Business
from tallystone.people.reach import businesses_kept
from tallystone.people.reading import read_line
from tallystone.planning.kinds import Template
from tallystone.planning.template import markdown_of, template_from_markdown, templates
from tallystone.plans.models import OwnTemplate

MOST = 200
KEPT_AFTER_DELETING = timedelta(days=30)
NAME_LENGTH = 120
OWN = re.compile(r"own-([0-9]{1,15})")


@value
class Kind:
    """A template to choose: one that comes with Tallystone (`row` is None) or one of one's own."""

    key: str
    template: Template
    row: OwnTemplate | None = None

    @property
    def words(self) -> str:
        """Everything that a search looks at."""
        parts = " ".join(part.title for part in self.template.parts)
        return f"{self.template.kind} {self.template.title} {self.template.summary} {parts}".casefold()


def within_reach(person) -> QuerySet[OwnTemplate]:
    """The templates of the businesses for which this person acts, deleted ones too."""
    return OwnTemplate.objects.filter(business_id__in=businesses_kept(person, "drafts"))


def row_for(person, number: int) -> OwnTemplate:
    """This template of one's own, or Http404."""
    found = within_reach(person).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def kind_of(row: OwnTemplate) -> Kind:
    """A row with its text read; what was stored was read once, so it can be read again."""
    return Kind(row.key, template_from_markdown(row.text), row)


def kinds(person) -> list[Kind]:
    """All templates to choose from: one's own by name, then those that come with Tallystone."""
    own = within_reach(person).filter(deleted=None).order_by("name", "pk")[:MOST]
    return [*map(kind_of, own), *(Kind(key, template) for key, template in templates().items())]


def kind_for(person, key: str) -> Kind:
    """The template of this key ("website", "own-12"), or Http404."""
    if found := OWN.fullmatch(key):
        row = row_for(person, int(found[1]))
        if row.deleted:
            raise Http404
        return kind_of(row)
    if key not in templates():
        raise Http404
    return Kind(key, templates()[key])


def keep(business: Business, template: Template, act_id: str, number: int | None = None) -> OwnTemplate:
    """Store a template under its kind as its name; again under `number`, else a new one. Refuses a name that is none."""
    act_id = act_id if PERSONS_ID.fullmatch(act_id) else new_act_id()
    template = replace(template, kind=read_name(template.kind))
    text = markdown_of(template)
    if number:
        OwnTemplate.objects.filter(pk=number, business=business).update(name=template.kind, text=text, updated=timezone.now())
        return OwnTemplate.objects.get(pk=number, business=business)
    there = OwnTemplate.objects.filter(business=business, deleted=None).count()
    refuse_if(there >= MOST, "too_many_templates", "name", most=MOST)
    try:
        with transaction.atomic():
            return OwnTemplate.objects.create(business=business, name=template.kind, text=text, act_id=act_id)
    except IntegrityError:
        found = OwnTemplate.objects.filter(act_id=act_id, business=business).first()
        return found or keep(business, template, new_act_id())


def read_name(text: str) -> str:
    """A name on one line, neither empty nor too long."""
    name = str(read_line(" ".join(text.split()), "name"))
    refuse_if(not name, "text_missing", "name")
    refuse_if(len(name) > NAME_LENGTH, "text_too_long", "name", most=NAME_LENGTH, given=len(name))
    return name


def rename(row: OwnTemplate, name: str) -> None:
    """Another name, in the file too."""
    keep(row.business, replace(kind_of(row).template, kind=name), "", row.pk)


def delete(row: OwnTemplate) -> None:
    """Out of sight, for thirty days to be brought back; what was deleted longer ago goes for good."""
    OwnTemplate.objects.filter(pk=row.pk).update(deleted=timezone.now())
    OwnTemplate.objects.filter(business=row.business_id, deleted__lt=timezone.now() - KEPT_AFTER_DELETING).delete()


def bring_back(row: OwnTemplate) -> None:
    OwnTemplate.objects.filter(pk=row.pk).update(deleted=None)
