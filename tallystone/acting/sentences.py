"""For each refusal the sentence that says what is wrong and what to do, with numbers as the reader writes them."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone import showing
from tallystone.acting.dispute_sentences import DISPUTES
from tallystone.acting.handing_sentences import HANDING
from tallystone.acting.leaving_sentences import LEAVING
from tallystone.acting.planning_sentences import PLANNING
from tallystone.core.money import MOST_MINOR
from tallystone.core.refusal import Refusal

SENTENCES = {
    **PLANNING,
    **DISPUTES,
    # who and when
    "not_yours": n_("This is for the other side to do."),
    "role_may_not": n_(
        "Your role here is %(role)s, which does not include this. An owner of the business can do it, or change your role."
    ),
    "not_now": n_("This cannot be done while the contract is %(state)s."),
    "stale": n_("This changed while you were reading. Nothing was done yet."),
    "form_incomplete": n_("The form arrived without all of its parts. Look at it again and send it once more."),
    "other_act": n_("This form was already used for something else. Open the page again and repeat it."),
    "no_such_milestone": n_("There is no milestone %(milestone)s in this contract."),
    "milestone_not_ready": n_("Milestone %(milestone)s is %(work)s, so this cannot be done now."),
    "money_not_ready": n_("The money for milestone %(milestone)s is in another state (%(money)s), so this cannot be done now."),
    # who works on it
    "already_introduced": n_("This person already works on the contract."),
    "already_in_hand": n_("The contract is in this person’s hands already."),
    "guest_reads": n_("A guest can only read. Give them another role first."),
    # giving work on
    "subcontracting_excluded": n_("The terms exclude that this work is given to others. A change order can change that."),
    "subcontracting_free": n_("The terms leave you free to give this work on. Nobody has to be asked."),
    "consent_missing": n_("The terms say that your client consents first. Ask for it on the page of milestone %(milestone)s."),
    "worker_missing": n_("Say who it is: the terms say that your client sees who works on it."),
    "in_a_circle": n_("This would run in a circle: they stand in a contract above already. Choose somebody else."),
    "given_missing": n_("Choose at least one criterion to give on."),
    "no_request": n_("No request about milestone %(milestone)s waits for an answer."),
    "request_changed": n_("The request is not the one that you were shown. Read it as it is now before you answer."),
    "nothing_above": n_("Only a subcontract can follow the contract above it."),
    "follows_paid_before": n_(
        "What is paid before the work cannot wait for the money above. Let it be paid once it is accepted."
    ),
    # agreeing
    "own_proposal": n_("These are your own terms. The other side answers them."),
    "not_own_proposal": n_("Only the side that made this proposal can withdraw it."),
    "proposal_expired": n_("This proposal ended on %(until)s. Ask for a new one."),
    "terms_changed": n_("The terms changed after you opened this page. Read the new ones before you agree."),
    "same_party": n_("A contract needs two different parties."),
    "name_missing": n_("Write your name as you would sign it."),
    "tick_missing": n_("Tick the box if you have read the terms and agree to them."),
    "reason_missing": n_("Say why in a sentence; the other side will read it."),
    # showing
    "showcase_asked": n_("You have asked about milestone %(milestone)s already."),
    "showcase_refused": n_("The client has said no for milestone %(milestone)s. Only they can change that."),
    "showcase_not_asked": n_("Nobody has asked whether milestone %(milestone)s may be shown."),
    "showcase_not_allowed": n_("Milestone %(milestone)s may not be shown, so there is nothing to take back."),
    "slug_unreadable": n_("An address has 3 to 40 small letters a to z, digits and single hyphens, such as jonas-brandt."),
    "slug_taken": n_("Somebody else has this address. Choose another."),
    "box_unreadable": n_("The part has to lie within the picture and to be larger than nothing."),
    "story_missing": n_("Write the problem, the work and the result first: they make the sample."),
    "piece_missing": n_("Choose at least one file to show."),
    "allow_unticked": n_("Tick the box if this work may be shown; else say no."),
    "showcase_excluded": n_("The terms say that the work of this contract is not shown."),
    "nothing_recommended": n_("There is no word of yours on milestone %(milestone)s."),
    # commenting
    "no_such_clause": n_("Choose what your comment is about."),
    "no_such_comment": n_("There is no such comment in this contract."),
    "comment_resolved": n_("This comment is resolved. Open it again to go on with it."),
    "comment_open": n_("This comment is open already."),
    "no_open_comment": n_("No comment is open."),
    "no_resolved_comment": n_("No comment was resolved."),
    "too_many_comments": n_("A contract keeps %(most)s comments. Answer in one of those that are there."),
    # changing
    "own_change": n_("This change order is your own. The other side answers it."),
    "not_own_change": n_("Only the side that offered this change order can withdraw it."),
    "no_change": n_("There is no change order to answer."),
    "change_open": n_("There is a change order already. It is answered first."),
    "change_changed": n_("The change order is not the one that you were shown. Read it as it is now before you answer."),
    "change_expired": n_("This change order ended on %(until)s. It can be offered anew."),
    "nothing_changed": n_("Nothing differs from the terms in force yet."),
    "fixed_by_agreement": n_("This stays as it was agreed. A change order cannot change it."),
    "milestone_fixed": n_(
        "Milestone %(milestone)s was handed over or accepted, if only in part, so it stays as it was agreed."
    ),
    "duty_fixed": n_("Duty %(duty)s was called done, so it stays as it was agreed, at its place."),
    "payment_under_way": n_("Money for milestone %(milestone)s is on its way. When it has arrived, its price can be changed."),
    "no_extra_round": n_("Milestone %(milestone)s has no round beyond the agreed number that the terms put a price on."),
    "nothing_owed_back": n_("Nothing is owed back for milestone %(milestone)s."),
    # handing over
    **HANDING,
    **LEAVING,
    # writing
    "text_missing": n_("Write something here."),
    "address_missing": n_("Write your postal address: the agreement and the invoices name it."),
    "text_too_long": n_("This is %(given)s characters long. %(most)s fit here."),
    "text_unreadable": n_("This has a character that cannot be kept. Type it again without it."),
    "deliverables_missing": n_("Name at least one thing that will be handed over."),
    "criteria_missing": n_("Write at least one criterion: how will both know that it is done?"),
    "too_many": n_("At most %(most)s fit here."),
    "too_many_milestones": n_("A contract has at most %(most)s milestones."),
    "no_milestones": n_("Add at least one milestone."),
    "too_many_milestones_pasted": n_(
        "These are %(given)s milestones, with %(there)s there already. A contract has at most %(most)s."
    ),
    "percent_unreadable": n_("Write a percentage with at most two decimals, such as 19 or 7.5."),
    "hours_unreadable": n_("Write hours with at most two decimals, such as 40 or 7.5."),
    "email_missing": n_("Write your client’s mail address."),
    "party_missing": n_("Write a company, or the name of the person."),
    "capture_waits": n_("A page or a commit is still being captured. Wait a moment, or take it away."),
    "words_erased": n_("The words of these terms were erased, so they cannot be answered."),
    "numbers_wrong": n_("The milestones are not numbered one after the other. Open the page again."),
    "out_of_range": n_("Choose a number from %(least)s to %(most)s."),
    "number_unreadable": n_("Write a whole number."),
    "choose_one": n_("Choose one of these."),
    "mediator_missing": n_("Write the name of the person who decides a dispute."),
    "no_such_zone": n_("Choose a time zone from the list."),
    "no_such_currency": n_("Choose a currency from the list."),
    # amounts and dates
    "amount_missing": n_("Write a price; 0 is allowed where a milestone is free."),
    "amount_negative": n_("A price cannot be below zero."),
    "amount_unreadable": n_("“%(typed)s” is not an amount. Write digits, such as %(example)s."),
    "amount_decimals": n_("This has %(given)s decimals. %(currency)s has %(places)s: %(example)s."),
    "amount_too_large": n_("This is more than Tallystone keeps (%(limit)s)."),
    "price_zero": n_("All prices are zero. At least one milestone needs a price."),
    "date_missing": n_("Choose a date."),
    "date_unreadable": n_("Write a date as year-month-day, such as 2027-03-12."),
    "date_past": n_("%(day)s has passed. Choose today or a later day."),
    "date_not_ahead": n_("Choose a day after today."),
    "date_future": n_("%(day)s has not come yet. Choose the day on which it happened."),
    "date_long_past": n_("%(day)s is more than a year ago. Check the year."),
    "date_far": n_("%(day)s is too far away. Check the year."),
    # money
    "paid_after": n_("In this contract each milestone is paid after it is accepted."),
    "paid_before": n_("In this contract each milestone is funded before its work starts."),
    "nothing_to_fund": n_("This milestone has no price, so there is nothing to fund."),
    # work
    "not_funded": n_("Milestone %(milestone)s is not funded yet. Work starts when its money has arrived."),
    "earlier_milestone_open": n_("Milestone %(milestones)s comes first. It has to be accepted before this one starts."),
    "criteria_unticked": n_("Criterion %(criteria)s is not ticked. A delivery meets every criterion."),
    "nothing_delivered": n_("Add at least one file, a link or a note."),
    "evidence_missing": n_("Say where this can be seen."),
    "address_unreadable": n_("Write an address that begins with https:// or http://."),
    "snapshot_changed": n_("Another delivery came in after you opened this page. Look at the new one first."),
    "unmet_missing": n_("Mark at least one criterion that is not met."),
    "why_missing": n_("Say what is missing, so that it can be mended."),
    "marked_unmet": n_("You marked criterion %(number)s as not met. Ask for changes, or mark it as met."),
    "criterion_unticked": n_("Tick it once it is met; a delivery meets every criterion."),
    "no_such_criterion": n_("There is no such criterion in this milestone."),
    "review_over": n_("The review time of milestone %(milestone)s ended on %(until)s. It counts as accepted."),
    "nothing_to_part": n_("Milestone %(milestone)s has one criterion left. Accept the delivery, or ask for changes."),
    "notes_changed": n_("The notes on this delivery changed meanwhile. Read them below, then send your review again."),
    "note_unanswered": n_("Tick it once it is done, or say why it is not."),
    "too_many_notes": n_("%(most)s notes are on this delivery already. Send them, or take some away."),
    "place_unreadable": n_("Choose a place, or write how far from the left and from the top: 0 to 100 per cent each."),
    "line_unreadable": n_("This file has the lines 1 to %(most)s. Write one of these numbers."),
    "part_by_hour": n_("Milestone %(milestone)s is billed by the hour, so it is accepted as a whole."),
    "part_missing": n_("Mark at least one criterion that is met."),
    "part_is_whole": n_("Every criterion is marked as met. Accept the whole delivery."),
    "criterion_accepted": n_("Criterion %(criteria)s is accepted already and stays so."),
    "not_due": n_("It is too early for this."),
    "already_noticed": n_("This notice was already given."),
    # hours
    "rate_zero": n_("A rate by the hour is more than zero. Leave it empty for a fixed price."),
    "cap_missing": n_("By the hour, write how many hours at most: both sides then know what it can come to."),
    "price_not_of_rate": n_("By the hour, the price is the hours at most, each at the rate. Leave it empty: it is worked out."),
    "hours_private": n_("Hours of this milestone bind nobody, so they are kept beside the record."),
    "hours_missing": n_("Write how long it took, such as 1:30, 1.5 or 90 min."),
    "hours_untyped": n_("“%(typed)s” is no length of time. Write it as 1:30, 1.5 or 90 min."),
    "hours_out_of_day": n_("An entry is at least a minute and at most 24 hours long. Make one for each day."),
    "hours_future": n_("This reaches into the future. Hours are logged once they are worked."),
    "hours_before": n_("The terms were agreed on %(day)s. Hours begin with them, not before."),
    "hours_under_review": n_(
        "The milestone is under review: there cannot be more hours than were handed over. Take the delivery back to log more."
    ),
    "hours_settled": n_("The milestone is accepted, so its hours stay as they are."),
    "hours_gone": n_("This entry was changed or removed meanwhile. Look at it as it is now."),
    "hours_of_other": n_("Somebody else logged this. An owner or a manager of the business can change it."),
    "timer_runs": n_("Your timer is running for something else. Stop it first."),
    "timer_too_long": n_("The timer has run for more than a day. Write when you stopped."),
    "table_unreadable": n_("This is no table of text. Choose a CSV file, as the time tracker exports it."),
    "table_empty": n_("This file has no rows below the names of its columns."),
    "table_too_long": n_("This file has more than %(most)s rows. Export it in parts."),
    "import_done": n_("This file was already brought in."),
    "place_missing": n_("Choose what you worked on."),
    "clock_missing": n_("Write a time of day, such as 9:30."),
    "clock_skipped": n_("On this day the clocks went forward and there was no %(typed)s. Write another time."),
    "cap_passed": n_(
        "The terms allow at most %(cap)s for milestone %(milestone)s; %(left)s are left. Change the terms before you go on."
    ),
    # questions and duties
    "too_many_questions": n_("%(most)s questions wait for an answer already. Let some be answered first."),
    "nothing_asked": n_("No question on milestone %(milestone)s waits for your answer."),
    "nothing_answered": n_("No answer on milestone %(milestone)s waits to be taken as decided."),
    "nothing_asked_yet": n_("No question of yours on milestone %(milestone)s waits for an answer."),
    "no_such_question": n_("This question does not wait any more. Choose another."),
    "answer_changed": n_("This is not the answer that was on the page. Read it again first."),
    "no_duty_open": n_("Every duty is done already."),
    "no_duty_done": n_("No duty was called done yet."),
    "no_such_duty": n_("This was done or taken up again meanwhile. Choose another duty."),
    # files
    "file_empty": n_("This file is empty. Choose it again."),
    "file_too_large": n_("This file is larger than %(most)s MB. Share it by a link, or make it smaller."),
    # codes and links
    "code_missing": n_("Type the code from the mail."),
    "code_wrong": n_("This is not the code we sent. Check the mail and type it again."),
    "code_over": n_("This code is no longer valid. Ask for a new one."),
    "code_other_browser": n_("This code was asked for in another browser. Ask for a new one here."),
    "code_used_up": n_("Too many tries. Ask for a new code."),
    "too_many_tries": n_("Too many tries in a short time. Wait a quarter of an hour, then try again."),
    "code_sent": n_("We have mailed you a code. Type it here to go on."),
    "link_over": n_("This link no longer works."),
    "link_used": n_("This link has been used."),
    "email_unreadable": n_("Write one mail address, such as maya@example.com."),
    "email_several": n_("Write one mail address only, without spaces, such as maya@example.com."),
    "email_letters": n_("This address has letters beyond a to z, which can look like others. Type it with plain letters."),
    # members
    "already_member": n_("This person is a member already."),
    "last_owner": n_("A business needs an owner. Make somebody else the owner first."),
    # accounts and businesses
    "own_address": n_("This is an address of your own business. Write the client’s."),
    "address_taken": n_("This address already has an account here. Sign in with it, or choose another."),
    "address_same": n_("This is the address you have now. Write the new one."),
    "business_name_missing": n_("Write the name that stands on agreements and invoices."),
    "tax_number_wrong": n_("%(typed)s looks like a VAT number, but its digits do not add up. Check it."),
    "tax_rate_unreadable": n_("Write a percentage below 100 with at most two decimals, such as 19 or 8.1."),
    "iban_wrong": n_("The digits of this IBAN do not add up. Check it against your bank’s papers."),
    "account_unreadable": n_("Write an IBAN or an account number with letters and digits only."),
    "logo_unreadable": n_("This is not a picture that can be shown. Choose a PNG, JPEG or WebP file."),
    "logo_too_large": n_("This picture is larger than 5 MB. Make it smaller."),
    "file_missing": n_("Choose a file first."),
}


def sentence(refusal: Refusal) -> str:
    """What to tell the person: plain, and with what to do."""
    template = SENTENCES.get(refusal.name)
    if template is None:
        return _("This cannot be done now.")
    return _(template) % _told(refusal.told)


def _told(told: dict[str, Any]) -> dict[str, str]:
    shown = {name: _shown(name, value) for name, value in told.items()}
    currency = str(told.get("currency") or "EUR")
    shown |= {name: showing.money(value, currency) for name, value in told.items() if name.endswith("_minor")}
    return {"example": showing.amount(120_050, currency), "limit": showing.money(MOST_MINOR, currency), **shown}


def _shown(name: str, value: Any) -> str:
    if name in {"left", "cap"}:
        return showing.duration(value)
    if name == "work":
        return showing.work_word(value).lower()
    if name == "money":
        return showing.money_word(value).lower()
    if name == "role":
        return showing.role_word(value).lower()
    if name == "state":
        return showing.state_word(value).lower()
    if isinstance(value, datetime):
        return showing.moment(value)
    if isinstance(value, date):
        return showing.day(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
