"""What a finding is called on a page: its question, its seriousness, its mark; in words that blame neither side."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What one side would ask the other: short, and the same for both.
QUESTIONS = {
    "subjective": _("How can one tell?"),
    "open-ended": _("Where does it end?"),
    "unbounded": _("How much at most?"),
    "comparative": _("Than what, and by how much?"),
    "loophole": _("In which cases?"),
    "vague-quantity": _("How many?"),
    "vague-time": _("By when?"),
    "vague-pronoun": _("Which one?"),
    "hidden-actor": _("Who does it?"),
    "hidden-characters": _("Characters that cannot be seen"),
    "text-cut": _("Too long to be read in full"),
    "blank-left": _("A blank to fill"),
    "no-criterion": _("Accepted when?"),
    "no-deliverable": _("What is handed over?"),
    "no-date": _("By when?"),
    "no-price": _("For how much?"),
    "criterion-not-binary": _("Met or not: how can one tell?"),
    "duty-without-date": _("By when is it needed?"),
    "dependency-unowned": _("Who sees to it?"),
    "no-exclusions": _("What is not included?"),
    "no-round-limit": _("How many rounds of changes?"),
    "no-review-time": _("How long does a review take?"),
    "no-way-to-leave": _("How can either side leave?"),
    "no-ownership": _("Who may use the work, and who owns it?"),
    "heavy-milestone": _("More than half of the whole is in one milestone"),
    "money-late": _("Money and work are far apart"),
    "long-stage": _("More than 30 days without a handover"),
    "dates-collide": _("Two milestones are due on one day"),
    "dates-backwards": _("The dates are out of order"),
    "date-on-day-off": _("A day off for one side"),
    "review-past-next-due": _("The review may last past the next date"),
    "sum-mismatch": _("Which sum is right?"),
}
SEVERITIES = {
    "error": pgettext_lazy("a finding", "Open"),
    "warning": pgettext_lazy("a finding", "Unclear"),
    "note": pgettext_lazy("a finding", "To note"),
}
FAMILIES = {
    "words": _("Words that two people can read differently"),
    "structure": _("Things that are not said"),
    "plan": _("Dates and sums"),
}
LEVELS = {
    "empty": _("Nothing to read yet"),
    "open": pgettext_lazy("terms", "Open"),
    "fuzzy": pgettext_lazy("terms", "Fuzzy"),
    "nearly clear": pgettext_lazy("terms", "Nearly clear"),
    "clear": pgettext_lazy("terms", "Clear"),
}
WHY = {
    "empty": _(
        "What two people could read differently is pointed out here as you write, with the reason and a way to mend it."
    ),
    "open": _("Something has no bound, no date or no answer at all."),
    "fuzzy": _("Each milestone has more than one thing that could be read in two ways."),
    "nearly clear": _("A few things could still be read in two ways."),
    "clear": _("Nothing was found that two people would read differently. Rules read it, not a person."),
}
NEEDS = {
    "addresses": _("postal address of both sides"),
    "client-address": _("postal address of the client"),
    "phone": _("phone number"),
    "email": _("mail address"),
    "itemized-services": _("the services, one by one"),
    "value": _("what each is worth"),
    "rate-and-method": _("rate and way of payment"),
    "payment-date": _("day of payment, or how it is found"),
    "list-of-services-date": _("day by which the freelancer lists what was done"),
}


def question(rule: str) -> str:
    return str(QUESTIONS.get(rule, rule))
