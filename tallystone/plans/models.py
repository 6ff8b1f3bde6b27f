"""Templates of one's own, days off, and beside a draft how it was planned and what of a pasted text was not understood."""

from django.db import models
from django.db.models import Q

from tallystone.drafting.models import Draft
from tallystone.people.models import Business


class OwnTemplate(models.Model):
    """A kind of work that a business has made its own; `text` is the template's Markdown file, its name in it.

    `act_id` is made with the form, so that sending twice is one template.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=120)
    text = models.TextField()
    act_id = models.CharField(max_length=40, unique=True)
    updated = models.DateTimeField(auto_now=True)
    deleted = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["business", "name"], name="template_of_business", condition=Q(deleted__isnull=True))]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How addresses name it."""
        return f"own-{self.pk}"


class TimeOff(models.Model):
    """Days on which nobody works in a business: the first and the last."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="time_off")
    first = models.DateField()
    last = models.DateField()
    why = models.CharField(max_length=120, blank=True)
    deleted = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["business", "last"], name="time_off_of_business")]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


class Plan(models.Model):
    """What stands beside one draft.

    `asked`: the last question for milestones, as typed. `before`: the rows that an applied plan has replaced. `left`: lines
    of a text that were not understood, (line, text); `guesses`: sentences on what was understood in one of two ways.
    """

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="planned")
    asked = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    left = models.JSONField(default=list)
    guesses = models.JSONField(default=list)
