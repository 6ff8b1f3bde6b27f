"""The sentences of refusals about disputes."""

from django.utils.translation import gettext_noop as n_

DISPUTES = {
    "in_dispute": n_("Milestone %(milestone)s is in dispute, so its money stands still until that is settled or withdrawn."),
    "no_dispute": n_("Milestone %(milestone)s is not in dispute, or not any more."),
    "nothing_at_stake": n_("There is no money open on milestone %(milestone)s about which there could be a dispute."),
    "disputed_missing": n_("Tick at least one criterion that is in dispute."),
    "split_too_large": n_("At most %(most_minor)s is at stake here."),
    "date_soon": n_("The other side has days to answer that both have agreed on. Choose %(day)s or a later day."),
    "no_split": n_("No number of the other side stands now. Say your own."),
    "split_changed": n_("The other side has said another number since. Look at it before you answer."),
    "not_own_dispute": n_("The other side has raised this dispute, so only they can withdraw it."),
    "no_mediator": n_("The terms name no mediator. A change order can name one."),
    "mediator_called": n_("The mediator was called already."),
    "mediator_missing": n_("Write the mail address of the mediator."),
    "mediator_other": n_("The terms name %(named)s as the mediator. Another one takes a change order."),
    "no_mediator_named": n_("Nobody has named a mediator to whom you could agree."),
    "own_mediator": n_("You have named this mediator. The other side agrees, or names another."),
    "mediator_changed": n_("Another mediator has been named since. Look at it before you agree."),
    "not_called": n_("Both sides have to call the mediator first."),
    "nothing_received": n_("Nothing that came in for milestone %(milestone)s could be taken back."),
    "charged_too_much": n_("%(most_minor)s came in for this milestone. More cannot have been taken back."),
}
