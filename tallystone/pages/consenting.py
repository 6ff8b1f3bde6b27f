"""The page behind the link of one letter: may this work be shown? One tick, no account; and taking it back later.

The link answers this one question for one person. A look changes nothing; an answer uses it up, except for taking down.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.acting.door import perform
from tallystone.acting.sentences import sentence
from tallystone.books.models import Contract as Row
from tallystone.books.models import Milestone
from tallystone.core import acts, facts
from tallystone.core.dates import day_of
from tallystone.core.refusal import Refusal
from tallystone.core.roles import may
from tallystone.core.showing import ASKED, consent, offered_from, show_of
from tallystone.core.state import By, Contract
from tallystone.journal import chain, prose
from tallystone.notices.telling import names_of
from tallystone.pages.account import see
from tallystone.pages.shown import page
from tallystone.pages.shown_files import given
from tallystone.people.members import members_of
from tallystone.showcase.links import consent_behind, free_consent, use_consent
from tallystone.showcase.models import ConsentLink, Profile, Sample
from tallystone.showcase.visible import Seen
from tallystone.showing import day


@dataclass
class Question:
    """What is asked, of whom, and how it stands now."""

    link: ConsentLink
    token: str
    row: Row
    contract: Contract
    by: By
    now: datetime

    @property
    def number(self) -> int:
        return self.link.milestone

    @property
    def today(self) -> date:
        return day_of(self.now, self.row.zone)

    @property
    def asking(self) -> bool:
        """Does this link still answer?"""
        fresh = self.link.used is None and self.link.ends > self.now
        return fresh and show_of(self.contract, self.number).state == ASKED


def _question(token: str) -> Question:
    """What is behind the link, for somebody who may still answer for the client; Http404 for everything else."""
    link = consent_behind(token)
    row = Row.objects.filter(code=link.code).first() if link else None
    if link is None or row is None:
        raise Http404
    role = next((m.role for m in members_of(row.client_id) if m.person_id == link.person_id), "")
    if not role or not may(role, "AllowShowcase"):
        raise Http404
    return Question(link, token, row, chain.fold(row.code), By("client", link.person_id, role), datetime.now(UTC))


@require_http_methods(["GET", "HEAD", "POST"])
def consent_page(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what is asked and how it would look; POST answers it."""
    asked = _question(token)
    if request.method != "POST":
        return _show(request, asked, _offered(asked), {})
    answer = request.POST.get("answer", "")
    typed = {
        "named": "named" in request.POST,
        "priced": "priced" in request.POST,
        "from_on": request.POST.get("from_on", "")[:20],
    }
    try:
        if answer == "withdraw":
            _do(asked, acts.WithdrawShowcase(asked.number))
        elif not asked.asking:
            return see(reverse("consent", args=[token]))
        elif answer == "refuse":
            _used(asked, acts.RefuseShowcase(asked.number))
        elif answer == "allow":
            _used(asked, _allowed(request, asked, typed))
    except Refusal as refusal:
        field = refusal.field if refusal.field in {"from_on", "allow"} else "allow"
        return _show(request, asked, typed, {field: sentence(refusal)}, 422)
    return see(reverse("consent", args=[token]))


def _allowed(request: HttpRequest, asked: Question, typed: dict[str, Any]) -> acts.AllowShowcase:
    if "allow" not in request.POST:
        raise Refusal("allow_unticked", "allow")
    try:
        from_on = date.fromisoformat(typed["from_on"])
    except ValueError:
        raise Refusal("date_unreadable" if typed["from_on"] else "date_missing", "from_on") from None
    snapshot = request.POST.get("snapshot", "")[:64]
    return acts.AllowShowcase(asked.number, snapshot, from_on, int(typed["named"]), int(typed["priced"]))


def _used(asked: Question, act: acts.Act) -> None:
    """Use the link up and do the act; where the rules refuse it, the link works again."""
    if not use_consent(asked.link, asked.now):
        return
    try:
        _do(asked, act)
    except Refusal:
        free_consent(asked.link)
        raise


def _do(asked: Question, act: acts.Act) -> None:
    """One act a link, a kind and a state: what is sent twice is done once."""
    said = f"consent {asked.link.pk} {asked.link.made} {type(act).__name__} {asked.contract.seq}"
    perform(asked.row.code, act, asked.by, sha256(said.encode()).hexdigest()[:40], now=asked.now)


def _offered(asked: Question) -> dict[str, Any]:
    """Nothing is ticked before anybody ticks it; the day is the first that the terms let it be."""
    stone = asked.contract.stone(asked.number)
    day = offered_from(asked.contract, stone, asked.today) if stone else asked.today
    return {"named": False, "priced": False, "from_on": day.isoformat()}


def _show(
    request: HttpRequest, asked: Question, typed: dict[str, Any], errors: dict[str, str], status: int = 200
) -> HttpResponse:
    stone, given_now = asked.contract.stone(asked.number), consent(asked.contract, asked.number)
    names = names_of(asked.row, dict(Milestone.objects.filter(code=asked.row.code).values_list("number", "title")))
    told = {
        "profile": Profile.objects.filter(business_id=asked.row.freelancer_id).first(),
        "title": _("May this work be shown?") if asked.asking else _("What you decided"),
        "freelancer": names.freelancer, "milestone": names.milestone(asked.number), "asking": asked.asking, "typed": typed,
        "errors": errors, "snapshot": stone.snapshot if stone else "", "takes_back": given_now is not None,
        "told": "" if asked.asking else _standing(asked, names.freelancer), "note": _note(asked), "one": _preview(asked),
        "private": True,
    }  # fmt: skip
    return page(request, "consent", told, status)


def _standing(asked: Question, freelancer: str) -> str:
    """How it stands, in a sentence."""
    state, now = show_of(asked.contract, asked.number).state, consent(asked.contract, asked.number)
    if now:
        name = _("with your name") if now.named else _("without your name")
        price = _("with the price") if now.priced else _("without the price")
        told = {"freelancer": freelancer, "day": day(now.from_on), "name": name, "price": price}
        return _("You allow it: %(freelancer)s may show it from %(day)s on, %(name)s and %(price)s.") % told
    if state == "withdrawn":
        return _("You have taken it back. It is not shown any more.")
    if state == "refused":
        return _("You have said no. It is not shown, and nobody asks you again.")
    return _("This link no longer works. Sign in to answer, or ask for a new one.")


def _note(asked: Question) -> str:
    """What was written with the question."""
    said = [f.note for told in chain.entries(asked.row.code) for f in told.facts
            if isinstance(f, facts.ShowcaseAsked) and f.milestone == asked.number and f.note]  # fmt: skip
    return prose.read(said[-1:]).get(said[-1], "") if said else ""


def _preview(asked: Question) -> Seen | None:
    """The sample as its maker has drafted it, where there is one."""
    sample = Sample.objects.filter(code=asked.row.code, milestone=asked.number).first()
    stone = asked.contract.stone(asked.number)
    if sample is None or stone is None or not stone.accepted_at:
        return None
    one = Seen(sample, stone.accepted_at, asked.today, asked.row.zone, pieces=list(sample.pieces.all()))
    for piece in one.pictures:
        piece.src = reverse("consent-picture", args=[asked.token, piece.made])
    return one


@require_safe
def consent_picture(request: HttpRequest, token: str, made: str) -> HttpResponse:
    """A picture of the drafted sample, for who is asked."""
    one = _preview(_question(token))
    shown = one is not None and any(piece.made == made for piece in one.pictures)
    return given(request, made if shown else "")
