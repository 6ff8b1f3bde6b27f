"""What each figure of a track record means, word for word: on the public page of definitions and in docs/track-record.md."""

from django.utils.translation import gettext_noop as n_

from tallystone.core.value import value

SHARE, RANGE, ENDINGS = "share", "range", "endings"
DAYS, HOURS, TIMES, PERCENT = "days", "hours", "times", "percent"
SMALL = 5  # fewer cases than this are called few


@value
class Definition:
    """A figure: its key, the side that it is about, how it is shown, its title and its meaning."""

    key: str
    side: str
    kind: str
    unit: str
    title: str
    meaning: str


FREELANCER = (
    Definition(
        "on_time", "freelancer", SHARE, DAYS, n_("Delivered on time"),
        n_("Milestones whose first delivery came on the agreed day or before it, of all that were delivered. A day on which "
           "something of the client’s was late (a duty, a deposit, an answer) moves the agreed day by one. Beside it, by how "
           "many days the others were late."),
    ),
    Definition(
        "first_review", "freelancer", SHARE, "", n_("Accepted at the first review"),
        n_("Accepted milestones for which no changes were asked and no part was left over, of all that were accepted. "
           "Acceptance by silence is counted in, and said."),
    ),
    Definition(
        "rounds", "freelancer", RANGE, TIMES, n_("Deliveries until acceptance"),
        n_("How often a milestone was delivered until it was accepted. 1 is at once."),
    ),
    Definition(
        "answers", "freelancer", RANGE, HOURS, n_("Time to answer a question"),
        n_("From a question of the client’s in the record to its answer, nights and weekends included."),
    ),
    Definition(
        "estimates", "freelancer", RANGE, PERCENT, n_("Hours against the estimate"),
        n_("For accepted milestones with an agreed number of hours and hours in the record: the hours in per cent of those "
           "agreed. 100 is as estimated, less is less."),
    ),
    Definition(
        "finished", "freelancer", SHARE, "", n_("Contracts brought to their end"),
        n_("Contracts that were completed with every milestone accepted and paid, of all that were agreed and are over."),
    ),
    Definition(
        "exits", "freelancer", ENDINGS, "", n_("Contracts left before their end"),
        n_("Exits, whoever left, and in how many contracts; how each was settled: both numbers met, one took the other’s, "
           "silence, notice, a successor went on, or for cause. An exit that both settle is clean; one for cause is not."),
    ),
    Definition(
        "disputes", "freelancer", ENDINGS, "", n_("Disputes, and how they ended"),
        n_("Disputes about a milestone, whoever began them, and in how many contracts; how each ended: both numbers met, one "
           "took the other’s, silence, a mediator decided, or it was withdrawn."),
    ),
)  # fmt: skip
CLIENT = (
    Definition(
        "reviews", "client", RANGE, HOURS, n_("Time to review a delivery"),
        n_("From a delivery to the answer: accepted, accepted in part, or changes asked. Where nobody answered, the whole "
           "review time counts, and it is said how often."),
    ),
    Definition(
        "payments", "client", SHARE, DAYS, n_("Invoices paid on time"),
        n_("Invoices for accepted work whose money arrived on the due day or before it, of all that were paid. Beside it, "
           "by how many days the others were late."),
    ),
    Definition(
        "payment_days", "client", RANGE, DAYS, n_("Days until an invoice is paid"),
        n_("From the day of an invoice for accepted work to the day on which its money arrived."),
    ),
    Definition(
        "fundings", "client", SHARE, DAYS, n_("Deposits paid on time"),
        n_("Deposits that arrived on the day asked for or before it, of all that arrived. Beside it, by how many days the "
           "others were late."),
    ),
    Definition(
        "changes", "client", RANGE, TIMES, n_("Rounds of changes asked"),
        n_("How often changes were asked until a milestone was accepted. 0 is never."),
    ),
    Definition(
        "client_answers", "client", RANGE, HOURS, n_("Time to answer a question"),
        n_("From a question of the freelancer’s in the record to its answer, nights and weekends included."),
    ),
    Definition(
        "client_exits", "client", ENDINGS, "", n_("Contracts left before their end"),
        n_("Exits, whoever left, and in how many contracts; how each was settled: both numbers met, one took the other’s, "
           "silence, notice, a successor went on, or for cause. An exit that both settle is clean; one for cause is not."),
    ),
    Definition(
        "client_disputes", "client", ENDINGS, "", n_("Disputes, and how they ended"),
        n_("Disputes about a milestone, whoever began them, and in how many contracts; how each ended: both numbers met, one "
           "took the other’s, silence, a mediator decided, or it was withdrawn."),
    ),
)  # fmt: skip
EVERY = {"freelancer": FREELANCER, "client": CLIENT}
BASE = (
    (
        n_("Counted at all"),
        n_("Only what both sides agreed to on this installation, and what its record says of it. Contracts in which the same "
           "person acted for both sides are left out, and it is said how many these are."),
    ),
    (
        n_("With whom"),
        n_("How many different businesses were on the other side, and which share of the accepted milestones belongs to the "
           "one with the most. A record made with one friend shows 1 and 100 %."),
    ),
    (
        n_("The money"),
        n_("How many payments there were, and who says that they moved: a payment provider, both sides, or the freelancer "
           "alone. Only a provider is a witness from outside."),
    ),
    (
        n_("In haste"),
        n_("How many deliveries were accepted within ten minutes. Nobody looks at real work that fast."),
    ),
    (
        n_("Few"),
        n_("A figure from fewer than five cases is called few. There is no overall score, and no rank."),
    ),
)  # fmt: skip
