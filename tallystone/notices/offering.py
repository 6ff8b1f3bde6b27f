"""What a letter says of terms on offer: what they come to, and what differs from the version before."""

from django.utils.translation import ngettext

from tallystone.core import facts
from tallystone.core.shape import Plan
from tallystone.drafting.differences import differences
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.showing import day, money

OFFERS = (facts.Proposed, facts.Countered, facts.ChangeOffered)
IN_FORCE = (facts.Agreed, facts.ChangeAccepted)
MOST = 12


def in_short(told: Told, currency: str) -> list[str]:
    """The terms that an entry puts on offer in one sentence: how many milestones, for how much, until when; else nothing."""
    return [_in_short(fact.plan, currency) for fact in told.facts if isinstance(fact, OFFERS)]


def _in_short(plan: Plan, currency: str) -> str:
    count = len(plan.milestones)
    told = {"count": count, "sum": money(plan.gross_minor, currency), "day": day(max(m.due for m in plan.milestones))}
    return (
        ngettext(
            "One milestone for %(sum)s in all, due on %(day)s.",
            "%(count)s milestones for %(sum)s in all, the last one due on %(day)s.",
            count,
        )
        % told
    )


def what_differs(told: Told, code: str) -> list[str]:
    """What the offer of this entry changes against the one before it, in sentences; nothing where it is none or the first.

    A change order is told against the terms in force."""
    hashes = _against(told, code)
    before, after = (prose.terms(each) for each in hashes) if hashes else (None, None)
    if not (before and after):
        return []
    sentences = [one.sentence for one in differences(before, after)]
    if len(sentences) <= MOST:
        return sentences
    more = len(sentences) - MOST
    return [*sentences[:MOST], ngettext("and one thing more", "and %(n)s things more", more) % {"n": more}]


def _against(told: Told, code: str) -> list[str]:
    """The hashes of the two versions to compare, or nothing."""
    offered = next((fact for fact in told.facts if isinstance(fact, OFFERS)), None)
    if offered is None:
        return []
    kinds = IN_FORCE if isinstance(offered, facts.ChangeOffered) else OFFERS
    every = [f.terms for each in chain.entries(code, up_to=told.seq - 1) for f in each.facts if isinstance(f, kinds)]
    return [every[-1], offered.terms] if every else []
