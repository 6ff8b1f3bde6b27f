"""What follows across contracts when somebody takes over: the old one ends, the fee between the two freelancers is put to
the successor and earned. Each act has an id made of the fact that calls for it, so that it happens once."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.acting.door import perform
from tallystone.books.models import Contract as Row
from tallystone.core import acts
from tallystone.core.dates import day_of
from tallystone.core.refusal import Refusal
from tallystone.core.shape import AFTER, Milestone, Terms, terms_text
from tallystone.core.state import By, Contract, Referral
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.ops.clock import by_clock
from tallystone.people.models import Business, Member

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
ANSWER, PAY = timedelta(days=30), timedelta(days=60)


def proposed(code: str, now: datetime) -> None:
    """The successor has proposed: the fee that was named, if there is one, is put to them as a contract of its own."""
    new = chain.fold(code)
    found = _left(new)
    if found is None or not found[1].fee_minor:
        return
    old, referral = found
    act_id = _id("fee", old.code, referral.number)
    if Entry.objects.filter(act_id=act_id).exists():
        return
    by = _who(old.freelancer, referral.by)
    if by is None:
        return
    terms = _terms(old, new, referral, now)
    until = day_of(now, terms.zone) + ANSWER
    act = acts.Propose(old.freelancer, new.freelancer, terms, prose.words(terms_text(terms)), until, fee_for=old.code)
    perform(_free_code(act_id), act, by, act_id, now=now)


def agreed(code: str, now: datetime) -> None:
    """Two have agreed: what they succeed ends; a fee that waited for it is earned."""
    new = chain.fold(code)
    if new.fee_for:
        _earn(new, chain.fold(new.fee_for), now)
        return
    found = _left(new)
    if found is None:
        return
    old, referral = found
    by_clock(old.code, acts.Succeed(code), f"succeed:{old.code}:{code}", now)
    entry = Entry.objects.filter(act_id=_id("fee", old.code, referral.number)).values_list("code", flat=True).first()
    if entry:
        _earn(chain.fold(entry), chain.fold(old.code), now)


def _left(new: Contract) -> tuple[Contract, Referral] | None:
    """The contract that this one succeeds, and by which referral: only with the same client, by whom was chosen there."""
    row = Row.objects.filter(code=new.succeeds).first() if new.succeeds else None
    if row is None or row.client_id != new.client:
        return None
    old = chain.fold(row.code)
    people = set(Member.objects.filter(business_id=new.freelancer, left__isnull=True).values_list("person_id", flat=True))
    for referral in old.referrals:
        mine = referral.state == "chosen" or (referral.state == "succeeded" and old.succeeded_by == new.code)
        if mine and referral.person in people:
            return old, referral
    return None


def _earn(fee: Contract, old: Contract, now: datetime) -> None:
    """Once both are there: the agreement that the referral led to, and the terms that name the fee."""
    if fee.state != "agreed" or not old.succeeded_by:
        return
    by_clock(fee.code, acts.EarnReferral(1, old.succeeded_by), f"earn:{fee.code}:{old.succeeded_by}", now)


def _who(business_id: int, person: int) -> By | None:
    """Who named the successor, in the role that they have now; nobody where they have left since."""
    member = Member.objects.filter(business_id=business_id, person_id=person, left__isnull=True).first()
    return By("freelancer", person, member.role) if member else None


def _terms(old: Contract, new: Contract, referral: Referral, now: datetime) -> Terms:
    """The fee as terms: one milestone that is done when the client and the successor have agreed."""
    names = Business.objects.in_bulk([old.freelancer, old.client, new.freelancer])
    told = {"client": names[old.client].name, "successor": names[new.freelancer].name}
    with override("en"):
        title = _("Referral of %(client)s") % told
        done = _("%(client)s and %(successor)s have agreed on a contract of their own") % told
        return Terms(
            title=title[:120],
            background="",
            in_scope=_("The fee for having named %(successor)s to %(client)s. It is owed when those two have agreed.") % told,
            out_of_scope="",
            duties=(),
            milestones=(
                Milestone(1, title[:120], (title,), (done,), day_of(now, old.agreed_plan.zone) + PAY, referral.fee_minor),
            ),
            currency=old.agreed_plan.currency,
            zone=old.agreed_plan.zone,
            funding=AFTER,
            tax_bp=names[old.freelancer].tax_bp,
        )


def _id(*parts: object) -> str:
    return sha256(" ".join(map(str, parts)).encode()).hexdigest()[:40]


def _free_code(seed: str) -> str:
    """A code made of the act's id, so that a second try takes the same one."""
    for at in range(100):
        digest = sha256(f"{seed} {at}".encode()).digest()
        code = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:6])
        if not Row.objects.filter(code=code).exists():
            return code
    raise Refusal("other_act")
