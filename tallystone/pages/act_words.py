"""What the page of each act says: its title, its button with the result in numbers, and what follows from it."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_
from django.utils.translation import ngettext

from tallystone.core import acts, delegating_facts, facts
from tallystone.core.contract import decide
from tallystone.core.invoicing import comes_to, pay_by, rest
from tallystone.core.parting import worth
from tallystone.core.refusal import Refusal
from tallystone.core.roles import MEMBER
from tallystone.core.words import Words
from tallystone.pages import ask_forms, delegate_forms, dispute_acts, exit_acts, handing_acts, showcase_acts
from tallystone.pages.place import Place
from tallystone.showing import day, money

TITLES = {
    acts.Agree: n_("Agree to the terms"),
    acts.Decline: n_("Decline the proposal"),
    acts.Withdraw: n_("Withdraw the proposal"),
    acts.IntroduceMember: n_("Introduce somebody"),
    acts.HandToMember: n_("Hand it to somebody else"),
    acts.AskFunding: n_("Ask for the funding"),
    acts.ClaimPaid: n_("Pay, and say that the money was sent"),
    acts.ConfirmFunding: n_("Confirm that the deposit has arrived"),
    acts.ConfirmPayment: n_("Confirm that the payment has arrived"),
    acts.Refund: n_("Send money back"),
    acts.AcceptChange: n_("Accept the change order"),
    acts.DeclineChange: n_("Decline the change order"),
    acts.WithdrawChange: n_("Withdraw the change order"),
    acts.Start: n_("Start the work"),
    acts.Report: n_("Report progress"),
    acts.Deliver: n_("Deliver the milestone"),
    acts.Retract: n_("Take back the delivery"),
    acts.AskChanges: n_("Ask for changes"),
    acts.Accept: n_("Accept the delivery"),
    acts.Ask: n_("Ask a question"),
    acts.Answer: n_("Answer a question"),
    acts.Decide: n_("Take an answer as decided"),
    acts.WithdrawQuestion: n_("Withdraw a question"),
    acts.FulfilDuty: n_("Say that a duty is done"),
    acts.ReopenDuty: n_("Say that a duty is not complete"),
    acts.Comment: n_("Comment on a clause"),
    acts.ResolveComment: n_("Mark a comment as resolved"),
    acts.ReopenComment: n_("Open a comment again"),
    acts.AcceptPart: n_("Accept a part"),
    **showcase_acts.TITLES,
    **handing_acts.TITLES,
    acts.AskSubcontract: n_("Ask whether it may be given on"),
    acts.ConsentSubcontract: n_("May somebody else work on it?"),
    acts.RefuseSubcontract: n_("Say no to somebody else"),
    **exit_acts.TITLES,
    **dispute_acts.TITLES,
}
BUTTONS = {
    acts.Decline: n_("Decline the proposal"),
    acts.Withdraw: n_("Withdraw the proposal"),
    acts.IntroduceMember: n_("Introduce them to %(other)s"),
    acts.HandToMember: n_("Put it into their hands"),
    acts.AskFunding: n_("Ask for %(gross)s by %(pay_by)s"),
    acts.ClaimPaid: n_("Say that %(to_pay)s was sent"),
    acts.ConfirmFunding: n_("Confirm that %(to_pay)s has arrived"),
    acts.ConfirmPayment: n_("Confirm that %(to_pay)s has arrived"),
    acts.DeclineChange: n_("Decline the change order"),
    acts.WithdrawChange: n_("Withdraw the change order"),
    acts.Refund: n_("Say that %(owed)s was sent back"),
    acts.Start: n_("Start milestone %(number)s"),
    acts.Report: n_("Report to %(other)s"),
    acts.Deliver: n_("Deliver milestone %(number)s to %(other)s"),
    acts.Retract: n_("Take back delivery %(round)s"),
    acts.AskChanges: n_("Ask for changes"),
    acts.Ask: n_("Ask %(other)s"),
    acts.Answer: n_("Answer %(other)s"),
    acts.Decide: n_("Record this as decided"),
    acts.WithdrawQuestion: n_("Withdraw the question"),
    acts.FulfilDuty: n_("Tell %(other)s that it is done"),
    acts.ReopenDuty: n_("Tell %(other)s what is missing"),
    acts.Comment: n_("Send to %(other)s"),
    acts.ResolveComment: n_("Mark it as resolved"),
    acts.ReopenComment: n_("Open it again"),
    acts.AcceptPart: n_("Look at what is accepted now"),
    **showcase_acts.BUTTONS,
    **handing_acts.BUTTONS,
    acts.AskSubcontract: n_("Ask %(other)s"),
    acts.ConsentSubcontract: n_("Consent: %(other)s may give it on"),
    acts.RefuseSubcontract: n_("Say no to %(other)s"),
    **exit_acts.BUTTONS,
    **dispute_acts.BUTTONS,
}
TRIALS: dict[type[acts.Act], Callable[[Place], acts.Act]] = {
    **ask_forms.TRIALS, **showcase_acts.TRIALS, **handing_acts.TRIALS, **delegate_forms.TRIALS, **dispute_acts.TRIALS,
    **exit_acts.TRIALS,
}  # fmt: skip
FINAL = {*dispute_acts.FINAL, acts.Accept, acts.AcceptPart, acts.ConfirmFunding, acts.ConfirmPayment, acts.Refund}
ANY, ANYBODY = Words("?", ""), 10**15  # a person whom no contract knows


def title(kind: type[acts.Act]) -> str:
    return _(TITLES[kind])


def button(place: Place, kind: type[acts.Act]) -> str:
    """The act and its result, e.g. "Accept and release 1,200.00 EUR"."""
    if kind is acts.Agree:
        return _agree_button(place)
    if kind is acts.Accept:
        return _accept_button(place)
    if kind is acts.AcceptSplit:
        return dispute_acts.settle_button(place)
    if kind is acts.AcceptChange and place.contract.change:
        told = {"number": place.contract.change.number, "sum": money(place.contract.change.plan.gross_minor, place.currency)}
        return _("Accept change order %(number)s: %(sum)s in all") % told
    return _(BUTTONS[kind]) % {**_told(place), **exit_acts.told(place, kind)}


def _agree_button(place: Place) -> str:
    count, amount = len(place.plan.milestones), money(place.plan.gross_minor, place.currency)
    sentence = ngettext("Agree to %(count)s milestone for %(amount)s", "Agree to %(count)s milestones for %(amount)s", count)
    return sentence % {"count": count, "amount": amount}


def _accept_button(place: Place) -> str:
    if not rest(place.stone):
        return _("Accept milestone %(number)s") % _told(place)
    if place.contract.funds(place.stone.stake):
        return _("Accept and release %(rest)s") % _told(place)
    return _("Accept, with %(rest)s to pay by %(pay_by)s") % _told(place)


def consequences(place: Place, kind: type[acts.Act], act: acts.Act | None = None) -> list[str]:
    """What follows if this is done now (or this very `act`), as the core works it out; nothing is written."""
    try:
        happened = decide(place.contract, act or _trial(place, kind), place.by, place.now)
    except Refusal:
        return []
    if kind in exit_acts.KINDS:
        happened = [fact for fact in happened if isinstance(fact, exit_acts.TOLD)]  # its money stands above, in figures
    if kind is acts.AcceptChange:
        happened = happened[:1]  # what it does to the money stands above, milestone by milestone
    sentences = [SENTENCES[type(fact)](fact, place) for fact in happened if type(fact) in SENTENCES]
    if kind in FINAL:
        sentences.append(_("This cannot be taken back."))
    return [sentence for sentence in sentences if sentence]


def _trial(place: Place, kind: type[acts.Act]) -> acts.Act:
    """The act as it would be with nothing wrong in what is typed."""
    if kind is acts.Agree:
        return acts.Agree(place.contract.terms, ANY, "code")
    if kind is acts.Withdraw:
        return acts.Withdraw()
    if kind is acts.Decline:
        return acts.Decline(ANY)
    if kind is acts.AcceptChange:
        return acts.AcceptChange(place.contract.change.terms if place.contract.change else "", ANY, "code")
    if kind is acts.DeclineChange:
        return acts.DeclineChange(ANY)
    if kind is acts.WithdrawChange:
        return acts.WithdrawChange()
    if kind is acts.Comment:
        return acts.Comment("terms", ANY)
    if kind in {acts.ResolveComment, acts.ReopenComment}:
        return kind(next((r.number for r in place.contract.remarks if r.open == (kind is acts.ResolveComment)), 0))
    if kind in TRIALS:
        return TRIALS[kind](place)
    if kind in {acts.IntroduceMember, acts.HandToMember}:
        return kind(ANYBODY, MEMBER)
    number, snapshot = place.number, place.stone.snapshot
    if kind in {acts.ClaimPaid, acts.ConfirmFunding, acts.ConfirmPayment, acts.Refund}:
        return kind(number, place.today)
    if kind is acts.Report:
        return acts.Report(number, 0, ANY, place.today)
    if kind is acts.Deliver:
        return acts.Deliver(number, ANY, (), tuple(range(1, place.stone.stake.criteria + 1)))
    if kind is acts.AskChanges:
        return acts.AskChanges(number, snapshot, place.stone.open_criteria[:1], ANY)
    if kind is acts.Accept:
        return acts.Accept(number, snapshot)
    if kind is acts.AcceptPart:
        return acts.AcceptPart(number, snapshot, place.stone.open_criteria[:1], place.today)
    return acts.ACTS[kind.__name__](number)  # it needs nothing but its milestone


def _told(place: Place) -> dict[str, Any]:
    """The numbers and names that sentences about this place may need."""
    told: dict[str, Any] = {"other": place.other, "freelancer": place.names.freelancer, "client": place.names.client}
    if not place.number:
        return told
    return told | {
        "number": place.number,
        "round": place.stone.round,
        "to_pay": money(place.stone.to_pay_minor, place.currency),
        "rest": money(rest(place.stone), place.currency),
        "gross": money(comes_to(place.stone), place.currency),
        "owed": money(place.stone.owed_back_minor, place.currency),
        "pay_by": day(pay_by(place.contract, place.now)),
        "days": place.review_days,
    }


def _says(template: str) -> Callable[[Any, Place], str]:
    return lambda fact, place: _(template) % _told(place)


def _agreed(fact: facts.Agreed, place: Place) -> str:
    return _("The terms are then in force, word for word. After that they change only where both sides agree.")


def _claimed(fact: facts.PaymentClaimed, place: Place) -> str:
    if place.contract.funds(place.stone.stake):
        return _("%(freelancer)s looks for the money. It counts as a deposit once it is seen to arrive.") % _told(place)
    return _("%(freelancer)s looks for the money. It counts as paid once it is seen to arrive.") % _told(place)


def _invoiced(fact: facts.InvoiceIssued, place: Place) -> str:
    told = {"total": money(fact.net_minor + fact.tax_minor, place.currency), "due": day(fact.due), **_told(place)}
    if fact.kind == "deposit":
        return _("%(client)s gets a deposit invoice over %(total)s, to be paid by %(due)s.") % told
    if fact.kind == "part":
        return _parts_invoice(fact) % told
    if fact.kind == "credit":
        return _("A credit note over %(total)s corrects the invoice.") % told
    if not fact.open_minor:
        return _("An invoice over %(total)s is issued. The deposit pays it in full: nothing is left to pay.") % told
    return _("An invoice over %(total)s is issued, to be paid by %(due)s.") % told


def _parts_invoice(fact: facts.InvoiceIssued) -> str:
    if not fact.open_minor:
        return _("An invoice over %(total)s is issued for this part; the deposit pays it.")
    return _("An invoice over %(total)s is issued for this part, to be paid by %(due)s.")


def _part(fact: facts.PartAccepted, place: Place) -> str:
    left = rest(place.stone) - sum(worth(place.stone.stake, fact.criteria))
    told = {"day": day(fact.rest_due), "left": money(left, place.currency), **_told(place)}
    if not left:
        return _("%(freelancer)s delivers the rest by %(day)s.") % told
    if place.contract.funds(place.stone.stake):
        return _("%(freelancer)s delivers the rest by %(day)s. %(left)s stays held for it.") % told
    return _("%(freelancer)s delivers the rest by %(day)s. %(left)s is invoiced when that is accepted.") % told


def round_words(delivery: int, agreed: int) -> str:
    """Which delivery this is, and plainly so where there were more rounds of changes than agreed."""
    told = {"delivery": delivery, "round": delivery - 1, "agreed": agreed}
    if delivery <= 1:
        return (
            ngettext(
                "First delivery; %(agreed)s round of changes is agreed.",
                "First delivery; %(agreed)s rounds of changes are agreed.",
                agreed,
            )
            % told
        )
    if delivery - 1 <= agreed:
        return _("Delivery %(delivery)s: round %(round)s of %(agreed)s agreed rounds of changes.") % told
    return _("Delivery %(delivery)s: round %(round)s of changes, though %(agreed)s were agreed.") % told


def _changes_asked(fact: facts.ChangesAsked, place: Place) -> str:
    stops = _("The review time stops. %(freelancer)s mends the work and delivers it again.") % _told(place)
    agreed, extra = place.plan.rounds_of(fact.milestone), place.plan.extra_round_minor
    told = {"round": fact.round, "agreed": agreed, "price": money(extra or 0, place.currency)}
    if fact.round > agreed and extra:
        offered = _(
            "%(agreed)s rounds of changes are agreed, and this is one more. It costs %(price)s before tax: you get an offer, "
            "which you accept or decline."
        )
        return stops + " " + offered % told
    if fact.round <= agreed:
        return stops + " " + _("It is round %(round)s of %(agreed)s agreed rounds of changes.") % told
    return stops + " " + _("It is round %(round)s of changes, though %(agreed)s were agreed.") % told


def _delivered(fact: facts.Delivered, place: Place) -> str:
    sentence = ngettext(
        "%(client)s then has %(days)s day to accept it or to ask for changes. Without a word it counts as accepted.",
        "%(client)s then has %(days)s days to accept it or to ask for changes. Without a word it counts as accepted.",
        place.review_days,
    )
    return sentence % _told(place)


SENTENCES: dict[type[facts.Fact], Callable[[Any, Place], str]] = {
    facts.Agreed: _agreed,
    facts.Declined: _says(n_("The proposal ends. %(other)s reads your reason and may propose again.")),
    facts.Withdrawn: _says(n_("The proposal ends. %(other)s can no longer agree to it.")),
    facts.MemberIntroduced: _says(n_("%(other)s is told by mail and in the history who it is.")),
    facts.MemberHanded: _says(
        n_("From then on they get the letters about it and see it first on their desk. %(other)s is told who it is.")
    ),
    facts.FundingAsked: _says(n_("The money is held until the work is accepted.")),
    facts.InvoiceIssued: _invoiced,
    facts.PaymentClaimed: _claimed,
    facts.FundingConfirmed: _says(n_("%(to_pay)s then counts as held for this milestone.")),
    facts.PaymentConfirmed: _says(n_("%(to_pay)s then counts as paid.")),
    facts.ChangeAccepted: _says(n_("The new terms are then in force, word for word. What is accepted stays as it is.")),
    facts.ChangeDeclined: _says(n_("The terms stay as they are. %(other)s reads your reason and may offer another change.")),
    facts.ChangeWithdrawn: _says(n_("The terms stay as they are. %(other)s can no longer accept it.")),
    facts.Refunded: _says(n_("%(client)s is told that %(owed)s is on its way back.")),
    delegating_facts.SubcontractAsked: _says(n_("%(other)s gets a letter now. Nothing can be given on before the answer.")),
    delegating_facts.SubcontractConsented: _says(
        n_("%(other)s may give this milestone, or a part of it, on. What you agreed with %(other)s stays as it is.")
    ),
    delegating_facts.SubcontractRefused: _says(n_("%(other)s reads your reason, and may ask for somebody else.")),
    facts.Started: _says(n_("%(client)s sees that the work has begun.")),
    facts.Reported: _says(n_("%(client)s reads it on the contract’s page and by mail.")),
    facts.Delivered: _delivered,
    facts.Retracted: _says(n_("The review ends. You mend the delivery and hand it over again.")),
    facts.ChangesAsked: _changes_asked,
    facts.Asked: _says(
        n_("%(other)s gets a letter now, and a reminder on the day you name. After that day the question shows as late.")
    ),
    facts.Answered: _says(n_("%(other)s reads it, and can take it as decided.")),
    facts.Decided: _says(
        n_("Both sides then go by these words. Prices, dates and criteria stay as agreed until the terms are changed.")
    ),
    facts.QuestionWithdrawn: _says(n_("%(other)s is no longer asked. The question stays in the history.")),
    facts.DutyFulfilled: _says(n_("From today on it no longer moves any date.")),
    facts.DutyReopened: _says(n_("It is open again. Each day from tomorrow on moves the dates that depend on it.")),
    facts.PartAccepted: _part,
    facts.Released: lambda fact, place: (
        _("%(amount)s is released to %(freelancer)s.") % {"amount": money(fact.minor, place.currency), **_told(place)}
        if fact.minor
        else ""
    ),
    facts.Commented: _says(n_("%(other)s reads it beside the clause and by mail. It binds nobody.")),
    facts.CommentResolved: _says(n_("It stays here to be read, and each of you can open it again.")),
    facts.CommentReopened: _says(n_("It counts as open until one of you marks it as resolved.")),
    **exit_acts.FOLLOWS,
    **{fact: _says(sentence) for fact, sentence in {**showcase_acts.FOLLOWS, **handing_acts.FOLLOWS}.items()},
    **dispute_acts.SENTENCES,
    facts.Completed: _says(n_("Every milestone is then accepted and paid: the contract is complete.")),
}
