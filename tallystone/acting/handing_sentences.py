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
}
