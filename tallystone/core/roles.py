"""Roles within a business: which acts each may do for it, and what each may see. One table; the settings page shows it.

A new act of a person gets its line in MAY. An act without one is for owners and managers alone.
"""

OWNER, MANAGER, MEMBER, BOOKKEEPER, GUEST = ROLES = ("owner", "manager", "member", "bookkeeper", "guest")

BIND = (OWNER, MANAGER)  # what binds the business
WORK = (OWNER, MANAGER, MEMBER)  # the work itself, and looking at it
HOLD = (OWNER, MANAGER, MEMBER, BOOKKEEPER)  # in whose hands a contract can be; members hand on only what is in theirs
PAY = (OWNER, MANAGER, BOOKKEEPER)  # asking for money, and saying that it moved

MAY: dict[str, tuple[str, ...]] = {
    # proposing
    "Propose": BIND, "Counter": BIND, "Withdraw": BIND, "Decline": BIND, "Agree": BIND,
    # working, reviewing
    "Start": WORK, "Report": WORK, "Deliver": WORK, "Retract": WORK, "AskChanges": WORK, "Accept": BIND,
    "AcceptPart": BIND,
    "LogHours": WORK, "CorrectHours": WORK,
    # asking, promising
    "Ask": WORK, "Answer": WORK, "Decide": BIND, "WithdrawQuestion": WORK, "FulfilDuty": WORK, "ReopenDuty": WORK,
    # talking about clauses
    "Comment": WORK, "ResolveComment": WORK, "ReopenComment": WORK,
    # changing
    "OfferChange": BIND, "AcceptChange": BIND, "DeclineChange": BIND, "WithdrawChange": BIND,
    # disputing
    "Dispute": BIND, "OfferSplit": BIND, "AcceptSplit": BIND, "WithdrawDispute": BIND, "CallMediator": BIND,
    "AgreeMediator": BIND, "Chargeback": PAY,
    # giving work on
    "Subcontract": BIND, "AskSubcontract": BIND, "ConsentSubcontract": BIND, "RefuseSubcontract": BIND,
    # who works on it
    "IntroduceMember": BIND, "HandToMember": HOLD,
    # showing
    "AskShowcase": BIND, "AllowShowcase": BIND, "RefuseShowcase": BIND, "WithdrawShowcase": BIND, "Recommend": BIND,
    "WithdrawRecommendation": BIND,
    # handing over
    "HandOver": BIND, "AcknowledgeHandover": WORK, "Refer": BIND, "WithdrawReferral": BIND, "ConsentSuccessor": BIND,
    "DeclineSuccessor": BIND,
    # leaving
    "OfferExit": BIND, "CounterExit": BIND, "AcceptExit": BIND, "DeclineExit": BIND, "WithdrawExit": BIND, "EndForCause": BIND,
    # money
    "AskFunding": PAY, "ClaimPaid": PAY, "ConfirmFunding": PAY, "ConfirmPayment": PAY, "Refund": PAY,
}  # fmt: skip

SEE = {"prices": PAY, "hours": (OWNER, MANAGER, MEMBER, BOOKKEEPER)}

# What is kept beside the contracts and is no act.
KEEP = {
    "showcase": BIND,
    "drafts": BIND, "status_links": BIND, "uploads": WORK, "time_off": WORK, "details": (OWNER,), "bank": (OWNER,),
    "members": (OWNER,),
}  # fmt: skip


def may(role: str, act: str) -> bool:
    """Whether this role may do this act for its business, "Accept" and the like, wherever the contract stands."""
    return role in MAY.get(act, BIND)


def sees(role: str, what: str) -> bool:
    """Whether this role sees "prices" or "hours" of its business's contracts."""
    return role in SEE[what]


def keeps(role: str, what: str) -> bool:
    """Whether this role writes "drafts", makes "status_links", adds "uploads", changes "details", "bank" or "members"."""
    return role in KEEP[what]
