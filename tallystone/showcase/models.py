"""What a business shows to strangers: its profile, samples of accepted work, private collections; and what comes back.

Nothing here decides whether something may be shown: the record does, and `showcase.visible` asks its copy each time.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tallystone.people.models import Business, Person


class Profile(models.Model):
    """The public page of a business, at an address of its own choosing (/@slug)."""

    class Theme(models.TextChoices):
        STONE = "stone", _("Stone")
        PINE = "pine", _("Pine")
        CLAY = "clay", _("Clay")
        SEA = "sea", _("Sea")
        INK = "ink", _("Ink")

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="profile")
    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    headline = models.CharField(max_length=140, blank=True)
    about = models.TextField(max_length=2_000, blank=True)
    skills = models.CharField(max_length=400, blank=True)  # parted by commas
    kinds = models.CharField(max_length=400, blank=True)  # kinds of work, parted by commas
    free_from = models.DateField(null=True)
    availability = models.CharField(max_length=140, blank=True)
    place = models.CharField(max_length=80, blank=True)
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.STONE)
    figures = models.JSONField(default=list)  # which figures of the track record are public
    takes_enquiries = models.BooleanField(default=True)
    public = models.BooleanField(default=False)
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.slug


class Sample(models.Model):
    """A piece of accepted work with its story. It is seen only while the client's consent stands (`visible`)."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="samples")
    code = models.CharField(max_length=8)
    milestone = models.PositiveIntegerField()
    slug = models.CharField(max_length=60)
    title = models.CharField(max_length=100)
    problem = models.TextField(max_length=2_000, blank=True)
    work = models.TextField(max_length=2_000, blank=True)
    result = models.TextField(max_length=2_000, blank=True)
    credits = models.TextField(max_length=1_000, blank=True)  # one a line
    public = models.BooleanField(default=False)
    since = models.DateTimeField(null=True)  # published
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "slug"], name="sample_address_once"),
            models.UniqueConstraint(fields=["code", "milestone"], name="sample_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Piece(models.Model):
    """One picture or excerpt of a sample, made on our server from a delivered file. Only what was made is ever served.

    `edits` are rectangles in thousandths of the original: [kind, left, top, width, height], kind one of crop, blur, out.
    """

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="pieces")
    source = models.CharField(max_length=64)  # the delivered file
    page = models.PositiveSmallIntegerField(default=1)
    alt = models.CharField(max_length=200, blank=True)
    edits = models.JSONField(default=list)
    made = models.CharField(max_length=64, blank=True)  # the picture as it is shown, by its hash in files
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)  # of a text file: the lines that are shown
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["sample", "source", "page"], name="sample_piece_once")]

    def __str__(self) -> str:
        return f"{self.source[:8]}-{self.page}"


class Word(models.Model):
    """A client's word about accepted work that the freelancer has published. The client's own part is in the record."""

    code = models.CharField(max_length=8)
    milestone = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)  # of the words that were published: others are not, until looked at
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "milestone"], name="word_once")]


class Collection(models.Model):
    """Samples for one prospect, behind a link with an end. Of visits only the number is kept."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="collections")
    title = models.CharField(max_length=100)
    words = models.TextField(max_length=2_000, blank=True)
    samples = models.JSONField(default=list)  # ids of samples, in order
    nonce = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    last_day = models.DateField()
    visits = models.PositiveIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class ConsentLink(models.Model):
    """The link in the letter that asks a client: it answers this one question, for this person, once."""

    code = models.CharField(max_length=8)
    milestone = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    ends = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "milestone", "person"], name="consent_link_once")]


class Track(models.Model):
    """What one contract adds to the track records of its two sides, observed from its journal up to entry `seq`."""

    code = models.CharField(max_length=8, primary_key=True)
    freelancer_id = models.BigIntegerField(db_index=True)
    client_id = models.BigIntegerField(db_index=True)
    seq = models.PositiveIntegerField()
    told = models.JSONField(default=dict)
