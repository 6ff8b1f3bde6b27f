"""The one way from a request to the door: GET shows an act's page, POST does the act and leads on with 303."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.door import perform
from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.contract import RULES
from tallystone.core.refusal import Refusal
from tallystone.core.rule import need_party, need_state, stone_of
from tallystone.core.showing import AFTER_AGREEMENT
from tallystone.core.state import Contract
from tallystone.core.value import value
from tallystone.files import capturing
from tallystone.files.uploads import take
from tallystone.journal.models import Entry
from tallystone.pages import (
    act_asides,
    act_forms,
    act_words,
    ask_forms,
    change_asides,
    comment_forms,
    delegate_forms,
    dispute_forms,
    disputes,
    exit_acts,
    exit_forms,
    handover_forms,
    part_forms,
    refer_forms,
    repeating,
    review_forms,
    showcase_acts,
    stale,
    stepup,
    succession,
    team_forms,
)
from tallystone.pages.act_fields import ActForm
from tallystone.pages.asks import kebab
from tallystone.pages.deliver_forms import DeliverForm
from tallystone.pages.place import Place
from tallystone.reviewing import notes

WRONG, CONFLICT = 422, 409


def to_contract(place: Place, form: Any, contract: Contract, seq: int) -> str:
    """Where most acts lead: the contract's page, which says what was done."""
    return f"{reverse('contract', args=[place.code])}?done={seq}"


@value
class Page:
    """The page of one act: its form, whether it wants a fresh code, what stands beside the form, what follows the act.

    `anytime` says that it does not matter what else happened since the page was read; `lead` where the act leads to.
    """

    kind: type[acts.Act]
    form: type[ActForm]
    client_form: type[ActForm] | None = None
    fresh: bool = False
    aside: Callable[[Place, ActForm], dict[str, Any]] = lambda place, form: {}
    settle: Callable[[Place, ActForm, acts.Act], None] = lambda place, form, act: None
    anytime: bool = False
    lead: Callable[[Place, Any, Contract, int], str] = to_contract

    def form_for(self, place: Place) -> type[ActForm]:
        if self.kind is acts.Agree and place.side == "freelancer" and place.contract.above:
            return delegate_forms.WorkerAgreeForm
        return self.client_form if self.client_form and place.side == "client" else self.form


def take_files(place: Place, form: DeliverForm, act: acts.Deliver) -> None:
    """What a delivery named stays from now on, and the client sees it."""
    take(place.code, place.number, act.files)
    if form.captures:
        capturing.take(place.code, place.number)


def took_notes(place: Place, form: ActForm, act: acts.Act) -> None:
    """The notes went along with the review."""
    if isinstance(form, review_forms.ReviewForm):
        notes.took(form.waiting, form.act_key)


PAGES = {
    kebab(page.kind.__name__): page
    for page in (
        Page(acts.Agree, act_forms.AgreeForm, act_forms.ClientAgreeForm, fresh=True, aside=act_asides.terms),
        Page(acts.Decline, act_forms.DeclineForm),
        Page(acts.Withdraw, act_forms.WithdrawForm),
        Page(acts.IntroduceMember, team_forms.IntroduceMemberForm),
        Page(acts.HandToMember, team_forms.HandToMemberForm),
        *(Page(kind, form, fresh=fresh, aside=exit_acts.beside) for kind, form, fresh in exit_forms.FORMS),
        Page(acts.HandOver, handover_forms.HandOverForm, lead=handover_forms.lead),
        Page(acts.AcknowledgeHandover, handover_forms.AcknowledgeHandoverForm, aside=handover_forms.beside),
        Page(acts.Refer, refer_forms.ReferForm, aside=succession.figures, lead=succession.lead),
        Page(acts.ConsentSuccessor, refer_forms.ConsentSuccessorForm, lead=succession.lead),
        Page(acts.DeclineSuccessor, refer_forms.DeclineSuccessorForm, lead=succession.lead),
        Page(acts.WithdrawReferral, refer_forms.WithdrawReferralForm, lead=succession.lead),
        Page(acts.AskFunding, act_forms.AskFundingForm, aside=act_asides.bank),
        Page(acts.ClaimPaid, act_forms.ClaimPaidForm, aside=act_asides.payment),
        Page(acts.ConfirmFunding, act_forms.ConfirmFundingForm, aside=act_asides.invoice),
        Page(acts.ConfirmPayment, act_forms.ConfirmPaymentForm, aside=act_asides.invoice),
        Page(acts.Refund, act_forms.RefundForm),
        Page(acts.AcceptChange, act_forms.AcceptChangeForm, fresh=True, aside=change_asides.change),
        Page(acts.DeclineChange, act_forms.DeclineChangeForm),
        Page(acts.WithdrawChange, act_forms.WithdrawChangeForm),
        *(Page(*each) for each in delegate_forms.PAGES),
        Page(acts.Dispute, dispute_forms.DisputeForm, lead=disputes.lead),
        Page(acts.OfferSplit, dispute_forms.OfferSplitForm, lead=disputes.lead),
        Page(acts.AcceptSplit, dispute_forms.AcceptSplitForm, fresh=True, lead=disputes.lead),
        Page(acts.WithdrawDispute, dispute_forms.WithdrawDisputeForm, lead=disputes.lead),
        Page(acts.CallMediator, dispute_forms.CallMediatorForm, lead=disputes.lead),
        Page(acts.AgreeMediator, dispute_forms.AgreeMediatorForm, lead=disputes.lead),
        Page(acts.Chargeback, dispute_forms.ChargebackForm, fresh=True, lead=disputes.lead),
        Page(acts.Start, act_forms.StartForm),
        Page(acts.Report, act_forms.ReportForm),
        Page(acts.Deliver, DeliverForm, aside=act_asides.uploads, settle=take_files),
        Page(acts.Retract, act_forms.RetractForm),
        Page(acts.AskChanges, review_forms.AskChangesForm, aside=act_asides.snapshot, settle=took_notes),
        Page(acts.AcceptPart, part_forms.AcceptPartForm, fresh=True, aside=part_forms.beside, settle=took_notes),
        Page(acts.Accept, review_forms.AcceptForm, fresh=True, aside=act_asides.snapshot),
        Page(acts.Ask, ask_forms.AskForm),
        Page(acts.Answer, ask_forms.AnswerForm),
        Page(acts.Decide, ask_forms.DecideForm),
        Page(acts.WithdrawQuestion, ask_forms.WithdrawQuestionForm),
        Page(acts.FulfilDuty, ask_forms.FulfilDutyForm),
        Page(acts.ReopenDuty, ask_forms.ReopenDutyForm),
        *(
            Page(kind, form, aside=act_asides.thread, anytime=True, lead=comment_forms.lead)
            for kind, form in (
                (acts.Comment, comment_forms.CommentForm),
                (acts.ResolveComment, comment_forms.ResolveCommentForm),
                (acts.ReopenComment, comment_forms.ReopenCommentForm),
            )
        ),
        *(Page(kind, form) for kind, form in showcase_acts.FORMS.items()),
    )
}


@dataclass(slots=True)
class Trouble:
    """Why a form comes back: its status, and what to say above it."""

    status: int = 200
    told: str = ""
    changes: list[str] = field(default_factory=list)
    code: Refusal | None = None  # a fresh code is asked for


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, act: str, number: int = 0) -> HttpResponse:
    """The page of an act, or the act itself."""
    place = Place(request, code, number)
    page = PAGES.get(act)
    if page is None or RULES[page.kind].on_stone != bool(number):
        raise Http404
    form_class = page.form_for(place)
    if request.method != "POST":
        return show(place, page, form_class(place), Trouble())
    again = repeating.as_it_was(place, request.POST)
    form = form_class(place, request.POST)
    if "do" in request.POST:  # a row was asked for, nothing else
        return show(place, page, form, Trouble())
    if not form.is_valid():
        return _mend(place, page, form)
    try:
        if page.fresh and not again and not closed(place, page.kind):
            stepup.need(request)
    except Refusal as refusal:
        return show(place, page, form, Trouble(200 if refusal.name == "code_sent" else WRONG, code=refusal))
    return _do(place, page, form, again)


def _do(place: Place, page: Page, form: ActForm, again: bool) -> HttpResponse:
    """Perform the act of a valid form, and lead on; where it was done before, lead on as then."""
    wanted = form.act()
    try:
        if not again and form.seen_seq >= place.contract.touched and not closed(place, page.kind):
            form.prepare()
        done = perform(place.code, wanted, place.by, form.act_key, None if page.anytime else form.seen_seq)
    except Refusal as refusal:
        return _refused(place, page, form, refusal)
    page.settle(place, form, wanted)
    seq = Entry.objects.values_list("seq", flat=True).get(act_id=form.act_key) if done.repeated else done.contract.seq
    answer = HttpResponseRedirect(page.lead(place, form, done.contract, seq))
    answer.status_code = 303
    return answer


def _mend(place: Place, page: Page, form: ActForm) -> HttpResponse:
    """The form again, with what is wrong beside the fields."""
    if form.incomplete:
        form = form.renewed(place, form.data)
        form.is_valid()
        return show(place, page, form, Trouble(WRONG, sentence(Refusal("form_incomplete"))))
    return show(place, page, form, Trouble(WRONG))


def _refused(place: Place, page: Page, form: ActForm, refusal: Refusal) -> HttpResponse:
    """The form again on the ground as it is now, with the reason beside its field or above the form."""
    seen, here = form.seen_seq, Place(place.request, place.code, place.number)
    form = form.renewed(here, form.data)
    form.is_valid()
    if form.refuse(refusal):
        return show(here, page, form, Trouble(WRONG))
    changes = stale.changes(here, seen) if refusal.name in stale.CHANGED else []
    return show(here, page, form, Trouble(CONFLICT, sentence(refusal), changes))


def closed(place: Place, kind: type[acts.Act]) -> Refusal | None:
    """Why this act is not open to this person now, or None where it is."""
    rule, contract = RULES[kind], place.contract
    try:
        need_party(rule, place.by)
        if rule.on_stone:
            need_state(contract, *AFTER_AGREEMENT)  # before it there are no milestones to look for
            rule.may(contract, stone_of(contract, place.number), place.by, place.now)
        else:
            rule.may(contract, place.by, place.now)
    except Refusal as refusal:
        return refusal
    return None


def show(place: Place, page: Page, form: ActForm, trouble: Trouble) -> HttpResponse:
    """The page of an act: what it is, what follows, the form; or why it cannot be done."""
    no = closed(place, page.kind)
    form.point()
    context = {
        "place": place,
        "form": form,
        "act": kebab(page.kind.__name__),
        "title": act_words.title(page.kind),
        "button": "" if no else act_words.button(place, page.kind),
        "consequences": act_words.consequences(place, page.kind),
        "closed": sentence(no) if no else "",
        "trouble": trouble,
        "fresh": stepup.shown(place.request, trouble.code) if page.fresh and not no else None,
        **({} if no else page.aside(place, form)),
    }
    status = CONFLICT if no and trouble.status != 200 else trouble.status
    return render(place.request, f"acts/{kebab(page.kind.__name__)}.html", context, status=status)
