"""Drafts: terms while they are being written, exactly as typed, also where they cannot be read yet."""

from django.db import models

from tallystone.people.models import Business, Person


class Draft(models.Model):
    """Terms being written: a first proposal, an answer (`answers`, `side`) to a proposal that is there, or a change order.

    A change order (`changes`) is made from the terms with the hash `answers`; `replies` is the one that it answers, and
    `grew_from` the words from which it was made, where there are any.

    Terms of a subcontract name its `parent`, the contract above, with the milestone and the criteria that are given on. Its
    first proposal is written by the client, who is the freelancer above.

    `code` is the contract that the terms are, or will be, about. `act_id` is made with the form, so that sending twice is
    one act. A draft that was sent keeps its row without words, so that a second press finds the contract.
    """

    business = models.ForeignKey(Business, null=True, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    code = models.CharField(max_length=8)
    act_id = models.CharField(max_length=40, unique=True)
    typed = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    answers = models.CharField(max_length=64, blank=True)
    side = models.CharField(max_length=10, default="freelancer")
    changes = models.BooleanField(default=False)
    replies = models.CharField(max_length=64, blank=True)
    grew_from = models.CharField(max_length=64, blank=True)
    succeeds = models.CharField(max_length=8, blank=True)  # the contract of somebody else that these terms go on from
    parent = models.CharField(max_length=8, blank=True)
    parent_milestone = models.PositiveIntegerField(default=0)
    parent_criteria = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    deleted = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=models.Q(answers=""), name="draft_code_once"),
        ]
        indexes = [
            models.Index(fields=["business", "-updated"], name="draft_of_business"),
            models.Index(fields=["person", "-updated"], name="draft_of_person"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def counters(self) -> bool:
        """Is this an answer to the other side's terms?"""
        return bool(self.answers)

    @property
    def delegates(self) -> bool:
        """Is this the first proposal of a subcontract, which its client writes?"""
        return bool(self.parent) and not self.answers

    @property
    def proposer(self) -> Business:
        """The business for which a first proposal is written: the freelancer's; of a subcontract, its client's."""
        if self.business is None:
            raise ValueError("an answer of a client's has no business")
        return self.business
