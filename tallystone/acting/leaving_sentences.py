"""Sentences of refusals about leaving."""

from django.utils.translation import gettext_noop as n_

LEAVING = {
    "exit_open": n_("Somebody has offered to end the contract before milestone %(milestone)s. That is answered first."),
    "exit_open_already": n_("An exit is on offer already. State your number there, or answer it."),
    "left_already": n_("It is settled already how this contract ends."),
    "nothing_to_leave": n_("Every milestone is accepted, so there is nothing left to end early."),
    "no_such_boundary": n_("Choose after which milestone it ends."),
    "settlement_too_large": n_("More than was agreed for what is left cannot be settled. Choose a smaller number."),
    "number_reason_missing": n_("Say in a sentence why this number is fair; the other side reads it."),
    "no_exit": n_("No exit is on offer."),
    "exit_over": n_("The time to answer this exit is over. What the terms say happens now."),
    "exit_changed": n_("The number is not the one that you were shown. Look at it as it is now before you answer."),
    "exit_moved_on": n_("Since this number was stated, what is left has changed. State a number anew."),
    "exit_declined": n_("This exit was declined already. It ends on the last day of notice, unless a number is agreed."),
    "own_exit": n_("This is your own word. The other side answers it."),
    "not_own_exit": n_("Only the side that wants to leave can take the exit back."),
}
