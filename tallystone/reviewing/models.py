"""Notes of a review while it is written: kept as they are typed, and part of the record once changes are asked for."""

from django.db import models

from tallystone.people.models import Person


class Note(models.Model):
    """One note on a delivered file, at a place of it. `snapshot` is the delivery's hash.

    `sent` is the id of the act that took it along; the row stays for a while, so that the same act sent twice is the same.
    """

    code = models.CharField(max_length=8)
    milestone = models.PositiveIntegerField()
    snapshot = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    file = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    page = models.PositiveSmallIntegerField(default=0)
    x = models.PositiveSmallIntegerField(null=True)
    y = models.PositiveSmallIntegerField(null=True)
    line = models.PositiveIntegerField(default=0)
    text = models.TextField()
    criterion = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)
    sent = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["code", "milestone"], name="note_of_milestone")]

    def __str__(self) -> str:
        return f"{self.code} {self.milestone} {self.name}"
