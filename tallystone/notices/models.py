"""Letters: what was mailed to whom, about which entry."""

from django.db import models

from tallystone.people.models import Person


class Letter(models.Model):
    """One mail. Its text is blanked once a mail server has taken it, since it may carry links; without one it is kept."""

    key = models.CharField(max_length=80, unique=True)
    to = models.EmailField(max_length=254)
    code = models.CharField(max_length=8, blank=True, db_index=True)
    seq = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    papers = models.JSONField(default=list)  # [[file hash, name], ...] to attach
    made = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    person_id = models.BigIntegerField(default=0)  # whose letter it is; 0 for an address alone
    milestone = models.PositiveIntegerField(default=0)
    question = models.PositiveIntegerField(default=0)  # the one that an answer by mail answers
    comment = models.PositiveIntegerField(default=0)  # the one whose thread an answer by mail joins
    stop = models.CharField(max_length=250, blank=True)  # where one click ends letters like this one
    reply_hash = models.CharField(max_length=64, blank=True, db_index=True)  # of the token in its Reply-To address

    class Meta:
        indexes = [models.Index(fields=["-made"], name="letter_newest")]


class Wish(models.Model):
    """How often a person wants to hear of what needs no answer, on which days and at which hour of theirs; with `holds`,
    what needs an answer waits for their working hours too (`hour` to `ends`), where it can."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE)
    rhythm = models.CharField(max_length=8, default="daily")  # notices.rhythm.RHYTHMS
    days = models.CharField(max_length=7, default="12345")  # working days, 1 is Monday
    hour = models.PositiveSmallIntegerField(default=8)
    holds = models.BooleanField(default=False)
    ends = models.PositiveSmallIntegerField(default=18)
    nonce = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)


class News(models.Model):
    """An entry that waits for a person's next gathered letter."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    code = models.CharField(max_length=8)
    seq = models.PositiveIntegerField()
    made = models.DateTimeField()
    told = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "code", "seq"], name="news_once")]
        indexes = [models.Index(fields=["person"], name="news_waiting", condition=models.Q(told__isnull=True))]


class Feed(models.Model):
    """A private address under which a person's calendar program reads their dates. It can be revoked."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    nonce = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="feed_once", condition=models.Q(revoked__isnull=True)),
        ]
