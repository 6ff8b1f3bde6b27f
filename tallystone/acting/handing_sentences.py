"""Sentences of refusals about handing over, referring and succeeding."""

from django.utils.translation import gettext_noop as n_

HANDING = {
    "too_late_to_hand_over": n_("The contract ended more than 90 days ago, so nothing is handed over any more."),
    "handover_unreadable": n_("This is not a handover that can be read. Open the page again."),
    "handover_moved_on": n_("The record went on while you were writing. Look through the handover once more, then send it."),
    "secret_in_text": n_(
        "This looks like a password or a key (“%(piece)s…”). Write where it is and who passes it on, never the secret itself."
    ),
    "standing_missing": n_("Write where the work on this milestone stands, for somebody who has not seen it."),
    "knowing_missing": n_("Write what the next person must know. One paragraph is enough."),
    "first_missing": n_("Write where the next person begins."),
    "none_unsaid": n_("Name them above, or say that there are none."),
    "nothing_handed_over": n_("Nothing was handed over yet."),
    "handover_acknowledged": n_("You have said already that this handover arrived."),
    "handover_changed": n_("There is a newer handover than the one you were shown. Look at it first."),
    # referring, succeeding
    "succeeded_already": n_("A successor has taken over already."),
    "nothing_to_succeed": n_("Nothing is left that somebody could take over."),
    "too_many_referrals": n_("%(most)s are named already. Take one back before you name another."),
    "works_on_it": n_("This person works on the contract already. Name somebody else."),
    "referred_already": n_("This person is named already."),
    "fee_too_large": n_("The fee is more than what is left of the contract. Write a smaller one."),
    "no_such_referral": n_("This person is not among those who are named any more. Look at the list as it is now."),
    "nobody_named": n_("Nobody is named who could take over."),
    "nobody_chosen": n_("Nobody was chosen to take over."),
    "work_under_way": n_(
        "Milestone %(milestone)s is under way. Finish it, or settle an exit first: then somebody can take over what is left."
    ),
    "successor_chosen": n_("Somebody was chosen to take over what is left, so nothing of it is begun or funded here any more."),
    "no_referral_fee": n_("This contract names no fee for a referral."),
    "earned_by_itself": n_("The fee is earned by itself when those two have agreed. There is nothing to start."),
    "own_referral": n_("This is your own address. Write that of somebody else."),
}
