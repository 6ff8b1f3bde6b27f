"""The letter by which a mediator, or the operators, are asked to decide a dispute. It names the milestone and nothing else."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.books.models import Contract, Milestone
from tallystone.core import facts
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.notices.letters import About, Content, keep
from tallystone.notices.telling import names_of
from tallystone.people import mediators


def ask(code: str, told: Told, now: datetime) -> None:
    """After an act by which a mediator is called for good: ask them, once."""
    for fact in told.facts:
        if isinstance(fact, facts.MediatorAgreed) or (isinstance(fact, facts.MediatorCalled) and fact.named):
            stone = chain.fold(code).stone(fact.milestone)
            if stone and stone.dispute:
                email = prose.read([fact.who]).get(fact.who or "", "")
                _ask(code, fact.milestone, stone.dispute.number, email, now)


def _ask(code: str, milestone: int, dispute: int, email: str, now: datetime) -> None:
    row = mediators.call(code, milestone, dispute, email, now)
    if row is None:
        return
    there = f"{settings.BASE_URL}/mediate/{code}/{milestone}"
    for to in [email] if email else settings.OPERATORS:
        with override("en"):
            content = _content(code, milestone)
            content.address = mediators.link(row) if email else there
            keep(f"mediate:{code}:{milestone}:{dispute}:{to[:60]}", to, "Mediate", content, now, About())


def _content(code: str, milestone: int) -> Content:
    names = names_of(Contract.objects.get(code=code), {})
    title = Milestone.objects.get(code=code, number=milestone).title
    told = {"title": title, "freelancer": names.freelancer, "client": names.client}
    subject = _("You are asked to decide a dispute: %(title)s") % told
    happened = [_("%(freelancer)s and %(client)s do not agree about “%(title)s”, and ask you to decide.") % told]
    content = Content(subject, happened, title=title, button=_("Read and decide"))
    content.asked = _("Read what was agreed, what was handed over and what each side says; then decide, with a reason.")
    content.until = _("You see this one milestone and nothing else. Until you decide, the two may still settle it themselves.")
    return content
