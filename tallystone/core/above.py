"""Above: how long a subcontract waits for the contract that it is a part of, where its terms say that it does."""

from tallystone.core.state import Contract


def review_days(c: Contract) -> int:
    """The days of a review: where acceptance follows the milestone above and that is still open, the longest wait."""
    plan, above = c.agreed_plan, c.above
    waits = plan.acceptance_follows and above and not (above.accepted_at or above.over_at)
    return (plan.follow_days or plan.review_days) if waits else plan.review_days


def payment_days(c: Contract) -> int:
    """The days to pay: where payment follows the milestone above and no money has come from there, the longest wait."""
    plan, above = c.agreed_plan, c.above
    waits = plan.payment_follows and above and not (above.paid_at or above.over_at)
    return (plan.follow_days or plan.payment_days) if waits else plan.payment_days
