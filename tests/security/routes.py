"""Every route with its policy: who may reach it at all. A route that is not in the table fails the tests."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

# public: anybody. demo: anybody, in a demo only. token: who holds the secret part. signed-in: every person, about themselves.
# mediator: who was asked to decide a dispute.
# own: who owns the thing. party: both sides of the contract. freelancer: that side alone.
POLICIES = {
    "healthz": "public", "readyz": "public", "robots": "public", "security": "public", "desk": "public",
    "sign-in": "public", "sign-in-code": "public", "sign-out": "public",
    "outbox": "demo", "letter": "demo", "letter-html": "demo",
    "status": "token", "invite": "token", "join": "token",
    "letters-stop": "token", "calendar": "token", "settings-letters": "signed-in", "calendar-make": "signed-in",
    "calendar-revoke": "signed-in", "act-for": "own", "date": "party",
    "welcome": "signed-in", "welcome-invoices": "signed-in", "settings": "signed-in", "settings-you": "signed-in",
    "settings-business": "signed-in", "settings-tax": "signed-in", "settings-bank": "signed-in", "settings-logo": "signed-in",
    "settings-address": "signed-in", "settings-address-code": "signed-in",
    "drafts": "signed-in", "drafts-new": "signed-in", "drafts-new-sums": "signed-in",
    "members": "own", "members-invite": "own", "members-revoke": "own", "member": "own", "member-owner": "own",
    "member-remove": "own",
    "settings-client": "own", "draft": "own", "draft-sums": "own", "draft-preview": "own", "draft-delete": "own",
    "draft-bring-back": "own", "draft-rebase": "own",
    "templates": "signed-in", "template-import": "signed-in", "drafts-bring": "signed-in", "time-off": "signed-in",
    "template": "own", "template-file": "own", "template-edit": "own", "template-rename": "own", "template-delete": "own",
    "template-bring-back": "own", "time-off-delete": "own", "time-off-bring-back": "own", "draft-left": "own",
    "draft-template": "own", "draft-text": "own", "draft-suggest": "own", "draft-undo-plan": "own", "draft-odds": "own",
    "draft-exposure": "own", "contract-template": "freelancer", "contract-text": "party", "odds": "freelancer",
    "exposure": "party",
    "logo": "party", "status-make": "party", "status-revoke": "party", "contract": "party", "news": "party",
    "history": "party", "terms": "party", "paper": "party", "act": "party", "milestone": "party", "milestone-act": "party",
    "counter": "party", "counter-sums": "party", "compare": "party", "comments": "party", "ask-to-agree": "party",
    "standing": "party", "leave": "party",
    "contract-files": "party", "captures": "freelancer", "capture": "freelancer",
    "file": "party", "handover": "party", "successors": "party", "succession": "own",
    "circle": "signed-in", "circle-one": "own", "succession-file": "own",
    "offer-change": "party", "offer-change-sums": "party", "change": "party", "changes": "party", "change-order": "party",
    "look": "party", "notes": "party", "note": "party", "snapshots": "party", "difference": "party",
    "hours": "signed-in", "hours-log": "signed-in", "hours-timer": "signed-in", "hours-undo": "signed-in",
    "earned": "signed-in",
    "hours-entry": "own", "contract-hours": "party", "hours-csv": "party", "hours-limit": "freelancer",
    "hours-import": "freelancer", "hours-import-look": "own",
    "track-record": "public",
    # Who has the name of a profile: all that it shows to everybody.
    **dict.fromkeys(("shown", "shown-feed", "shown-card", "shown-logo", "shown-record", "shown-ask", "shown-picture"), "token"),
    **dict.fromkeys(("shown-sample", "shown-seal", "shown-sample-card"), "token"),
    **dict.fromkeys(("collection", "collection-sample", "collection-picture", "consent", "consent-picture"), "token"),
    **dict.fromkeys(("showcase", "showcase-profile", "showcase-collection-new", "records"), "signed-in"),
    **dict.fromkeys(("showcase-sample", "showcase-piece", "showcase-picture", "showcase-collection"), "own"),
    "record": "own", "record-pdf": "own", "sample-begin": "freelancer",
    "uploads": "freelancer", "upload": "freelancer",
    "dispute-case": "party", "dispute-file": "party", "mediations": "mediator", "mediate": "token", "mediation": "mediator",
    "mediation-file": "mediator", "mediation-given": "mediator",
    "arriving": "freelancer", "arriving-file": "freelancer",
    "subcontract": "freelancer", "pass-up": "party",
}  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def patterns() -> Iterator[URLPattern]:
    """Every pattern of the product; nested ones would be a surprise and fail."""
    for pattern in get_resolver("tallystone.pages.urls").url_patterns:
        assert isinstance(pattern, URLPattern), pattern
        yield pattern


def names(*policies: str) -> list[str]:
    """The routes with one of these policies."""
    return [name for name, policy in POLICIES.items() if policy in policies]
