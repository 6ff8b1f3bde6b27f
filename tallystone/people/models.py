"""People, the businesses they act for, and the links and codes by which they come in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def one_address(email: str) -> str:
    """The form in which a mail address is stored and compared: trimmed, ASCII lower case."""
    return email.strip().lower()


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, **fields):
        person = self.model(email=one_address(email), **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None):
        return self.get(email=one_address(username or ""))


class Person(AbstractBaseUser):
    """Somebody with a mail address. The address is the login; there is no password."""

    email = models.EmailField(_("mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    locale = models.CharField(max_length=20, default="en")
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    joined = models.DateTimeField(auto_now_add=True)
    acts_for = models.BigIntegerField(default=0)  # the freelance business that they chose, where they belong to several

    objects = People()
    USERNAME_FIELD = "email"
    is_active = True

    def __str__(self) -> str:
        return self.name or self.email


class Business(models.Model):
    """A freelancer's business or a client's: whose name and address stand on agreements and invoices."""

    name = models.CharField(_("name"), max_length=120)
    address = models.TextField(_("postal address"), max_length=500, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    tax_bp = models.PositiveIntegerField(default=0)  # basis points: 1900 is 19 %
    tax_note = models.CharField(max_length=200, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    account_holder = models.CharField(_("account holder"), max_length=70, blank=True)
    iban = models.CharField(_("IBAN or account number"), max_length=42, blank=True)
    bic = models.CharField(_("BIC or bank"), max_length=60, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    region = models.CharField(max_length=40, blank=True)  # whose public holidays hold: "DE-BE"; only with that country
    logo = models.CharField(max_length=64, blank=True)  # hash of a re-encoded PNG in files
    freelance = models.BooleanField(default=False)  # offers work; a client's business does not
    kept_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="clients")
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person's part in a business. Who has left keeps the row and loses the reach."""

    OWNER, MEMBER = "owner", "member"
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=12, default=OWNER)
    since = models.DateTimeField(auto_now_add=True)
    left = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "business"], name="member_once")]
        indexes = [models.Index(fields=["person"], condition=Q(left__isnull=True), name="member_now")]

    def __str__(self) -> str:
        return str(self.person)


class Tie(models.Model):
    """A person whom a freelancer's business keeps in its circle: what they do, and a word for them, where it vouches."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="circle")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties")
    does = models.CharField(_("what they do"), max_length=120, blank=True)
    word = models.CharField(_("a word for them"), max_length=300, blank=True)
    vouched = models.DateTimeField(null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "person"], name="tie_once")]


class Pass(models.Model):
    """A mailed code or link that lets a person in, once. Only its hash is kept."""

    SIGN_IN, STEP_UP, INVITE, NEW_ADDRESS, JOIN = "sign-in", "step-up", "invite", "new-address", "join"
    MEDIATE = "mediate"
    purpose = models.CharField(max_length=12)
    email = models.EmailField(max_length=254)
    code = models.CharField(max_length=8, blank=True)  # contract that an invitation leads to
    business = models.ForeignKey(Business, null=True, on_delete=models.CASCADE)  # that an invitation makes one a member of
    role = models.CharField(max_length=12, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.CASCADE)
    secret_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64, blank=True)  # empty: not asked for from a browser
    tries = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField()
    ends = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["email", "purpose", "made"])]


class StatusLink(models.Model):
    """A standing address that shows one contract's progress and can do nothing else."""

    code = models.CharField(max_length=8, db_index=True)
    side = models.CharField(max_length=10)
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE)
    nonce = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True, blank=True)


class Mediation(models.Model):
    """Somebody is asked to decide the dispute about one milestone: the person at this address, or, where there is none, the
    operators. They see that milestone and nothing else."""

    code = models.CharField(max_length=8)
    milestone = models.PositiveIntegerField()
    dispute = models.PositiveIntegerField()
    email = models.EmailField(max_length=254, blank=True)
    called = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "milestone", "dispute", "email"], name="mediation_once")]
        indexes = [models.Index(fields=["email", "called"], name="mediation_of")]

    def __str__(self) -> str:
        return f"{self.code} {self.milestone}"


class Attempt(models.Model):
    """One try at a code or one mail asked for, counted against an address and against a place."""

    key = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"])]
