"""Copies of what the journal says, for lists, sums and search. `rebuild` makes them anew, byte for byte."""

from django.db import models


class Contract(models.Model):
    """One contract as lists show it."""

    code = models.CharField(max_length=8, primary_key=True)
    freelancer_id = models.BigIntegerField()
    client_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    zone = models.CharField(max_length=60)
    funding = models.CharField(max_length=8)
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    begun = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    change_until = models.DateField(null=True)  # the last day of the change order that is open
    exit_until = models.DateTimeField(null=True)  # the moment at which the exit on offer leads on by itself
    moved_at = models.DateTimeField()
    freelancer_until = models.DateTimeField(null=True)  # something waits for this side, until then (or NEVER)
    client_until = models.DateTimeField(null=True)
    freelancer_lead = models.BigIntegerField(default=0)  # the person in whose hands it is on this side
    client_lead = models.BigIntegerField(default=0)
    waits = models.JSONField(default=list)
    risks = models.JSONField(default=list)  # what may stand in the way, each from a moment on
    seq = models.PositiveIntegerField()
    parent = models.CharField(max_length=8, default="")  # of a subcontract: the contract above
    parent_milestone = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["parent"], name="contract_below", condition=~models.Q(parent="")),
            models.Index(fields=["freelancer_id", "-moved_at", "-code"], name="contract_of_freelancer"),
            models.Index(fields=["client_id", "-moved_at", "-code"], name="contract_of_client"),
            models.Index(
                fields=["freelancer_id", "freelancer_until"],
                name="contract_waits_freelancer",
                condition=models.Q(freelancer_until__isnull=False),
            ),
            models.Index(
                fields=["client_id", "client_until"],
                name="contract_waits_client",
                condition=models.Q(client_until__isnull=False),
            ),
            models.Index(
                fields=["freelancer_id", "client_until"],
                name="contract_awaits_client",
                condition=models.Q(client_until__isnull=False),
            ),
            models.Index(
                fields=["client_id", "freelancer_until"],
                name="contract_awaits_freelancer",
                condition=models.Q(freelancer_until__isnull=False),
            ),
            models.Index(fields=["freelancer_id", "state", "-moved_at", "-code"], name="contract_stands_freelancer"),
            models.Index(fields=["client_id", "state", "-moved_at", "-code"], name="contract_stands_client"),
            models.Index(fields=["until"], name="contract_expires", condition=models.Q(state="proposed")),
            models.Index(fields=["exit_until"], name="contract_exit_ends", condition=models.Q(exit_until__isnull=False)),
            models.Index(fields=["change_until"], name="contract_change_ends", condition=models.Q(change_until__isnull=False)),
        ]


class Milestone(models.Model):
    """One milestone as lists and roads show it."""

    code = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    due = models.DateField()
    price_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    work = models.CharField(max_length=16)
    money = models.CharField(max_length=16)
    round = models.PositiveIntegerField(default=0)
    percent = models.PositiveIntegerField(default=0)
    held_minor = models.BigIntegerField(default=0)
    received_minor = models.BigIntegerField(default=0)
    billed_minor = models.BigIntegerField(default=0)  # for accepted work, with tax
    owed_back_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    moved_from = models.DateField(null=True)  # its due date before the change order that moved it last
    next_on = models.DateField(null=True)
    pay_by = models.DateField(null=True)
    started_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)  # for the first time
    accepted_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    review_until = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    rate_minor = models.BigIntegerField(null=True)  # an hour; None for a fixed price
    cap_minutes = models.PositiveIntegerField(null=True)
    cap_kind = models.CharField(max_length=4, default="")
    minutes = models.PositiveIntegerField(default=0)  # hours in the record
    looked_at = models.DateTimeField(null=True)  # the last snapshot of which a part is accepted was handed over then
    comes_to_minor = models.BigIntegerField(default=0)  # with tax; by the hour, what was handed over comes to
    moved_due = models.DateField(null=True)  # `due`, moved by the days on which the client held it up
    rests_on = models.DateField(null=True)  # it moves on with each day after this one
    disputed = models.BooleanField(default=False)
    split_at = models.DateTimeField(null=True)  # when silence to a number in a dispute has an effect

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="milestone_once")]
        indexes = [
            models.Index(fields=["review_until"], name="review_ends", condition=models.Q(review_until__isnull=False)),
            models.Index(fields=["split_at"], name="split_silent", condition=models.Q(split_at__isnull=False)),
            models.Index(fields=["remind_at"], name="review_reminds", condition=models.Q(remind_at__isnull=False)),
        ]


class Duty(models.Model):
    """Something that the client does, as the terms in force say it."""

    code = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    due = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="duty_once")]


class Invoice(models.Model):
    """An issued invoice; its number is one of its freelancer's gapless row."""

    number = models.CharField(max_length=24, primary_key=True)
    business_id = models.BigIntegerField()
    code = models.CharField(max_length=8, db_index=True)
    milestone = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    currency = models.CharField(max_length=3)
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    open_minor = models.BigIntegerField()
    due = models.DateField()
    issued_at = models.DateTimeField()
    paid_on = models.DateField(null=True)
    corrects = models.CharField(max_length=24, blank=True)
    taken_back_minor = models.BigIntegerField(default=0)  # by credit notes
    owed_minor = models.BigIntegerField(default=0)  # of an invoice for accepted work: what is to be paid of it now

    class Meta:
        indexes = [models.Index(fields=["business_id", "-issued_at", "number"], name="invoice_of_business")]


class Transfer(models.Model):
    """A balanced transfer of the double-entry ledger."""

    code = models.CharField(max_length=8)
    seq = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    business_id = models.BigIntegerField()
    milestone = models.PositiveIntegerField()
    debit = models.CharField(max_length=12)
    credit = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "seq", "line"], name="transfer_once")]


class Referral(models.Model):
    """Somebody who was named as a successor; whom the client chose may see what they need for that (people/reach.py)."""

    code = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    person_id = models.BigIntegerField()
    state = models.CharField(max_length=12)
    prices = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="referral_once")]
        indexes = [models.Index(fields=["person_id"], name="referral_of_person")]


class Shown(models.Model):
    """Whether a milestone's work may be shown to strangers now, and the client's word about it; asked by every public page."""

    code = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    freelancer_id = models.BigIntegerField(db_index=True)
    from_on = models.DateField(null=True)  # None: not at all
    named = models.BooleanField(default=False)
    priced = models.BooleanField(default=False)
    word = models.CharField(max_length=64, blank=True)  # hash of the words
    word_named = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="shown_once")]


class Paper(models.Model):
    """A typeset and sealed paper of a contract: agreement, invoice, statement."""

    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    about = models.CharField(max_length=24)
    file = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "kind", "about"], name="paper_once")]
