"""The papers' fixed words, in the language that is active when they are asked for."""

from django.utils.translation import gettext as _


def agreement() -> dict[str, str]:
    return _every_paper() | {
        "kind": _("Agreement"),
        "parties": _("Parties"),
        "road": _("The road"),
        "agreed": _("Agreed"),
        "terms": _("Terms"),
        "milestones": _("Milestones"),
        "milestone": _("Milestone"),
        "criteria": _("Accepted when"),
        "due": _("Due"),
        "price": _("Price"),
        "tax": _("Tax"),
        "total": _("Total"),
        "prices": _("Price in all"),
        "calendar": _("Calendar"),
        "date": _("Date"),
        "what": _("What"),
        "who": _("Who"),
        "by": _("by {date}"),
        "consent": _("Agreed by both sides"),
        "verify": _("How to check this agreement"),
        "verify_sentence": _(
            "Both sides hold these two numbers in their mail: the first is the SHA-256 of the terms word for word, the "
            "second the head of the contract’s journal at the moment of agreement. Whoever changes a letter or an entry "
            "later gets other numbers."
        ),
    }


def change() -> dict[str, str]:
    return _every_paper() | {
        "kind": _("Contract"),
        "short": _("In short"),
        "does": _("What it does"),
        "words": _("Before and after"),
        "before": _("As agreed so far"),
        "after": _("From now on"),
        "prices": _("Prices from now on"),
        "milestone": _("Milestone"),
        "due": _("Due"),
        "price": _("Price"),
        "total": _("Total"),
        "consent": _("Agreed by both sides"),
        "terms_was": _("Terms before"),
        "terms_hash": _("Terms now"),
        "verify": _("How to check this change order"),
        "verify_sentence": _(
            "The first two numbers are the SHA-256 of the whole terms before and now, word for word; the third is the head of "
            "the contract’s journal when the change was accepted. Both sides hold it in their mail."
        ),
    }


def handover() -> dict[str, str]:
    return _every_paper() | {
        "kind": _("Handover"),
        "know": _("What you must know"),
        "first": _("Where to begin"),
        "milestones": _("The milestones"),
        "standing": _("Where the work stands"),
        "problems": _("Known problems"),
        "places": _("Files, and where they are"),
        "access": _("Access"),
        "questions": _("Open questions"),
        "decisions": _("Decisions"),
        "duties": _("What the client does"),
        "document": _("Handover"),
        "verify": _("How to check this handover"),
        "verify_sentence": _(
            "The first number is the SHA-256 of the handover word for word, the second the head of the contract’s journal "
            "when it was handed over. Both sides hold it in their mail."
        ),
    }


def invoice() -> dict[str, str]:
    return _every_paper() | {
        "seller": _("From"),
        "buyer": _("To"),
        "number": _("Number"),
        "issued_on": _("Issued"),
        "supplied_on": _("Supplied"),
        "due_on": _("Due"),
        "description": _("Description"),
        "net_price": _("Net price"),
        "net": _("Net"),
        "gross": _("Total"),
        "left": _("Amount due"),
        "pay": _("How to pay"),
        "holder": _("Account holder"),
        "bank": _("Bank"),
        "reference": _("Reference"),
        "qr": _("Scan with your banking app: the amount, the account and the reference are filled in."),
        "qr_alt": _("Payment code for banking apps"),
        "journal": _("Journal entry"),
    }


def statement() -> dict[str, str]:
    return _every_paper() | {
        "kind": _("Closing statement"),
        "parties": _("Parties"),
        "road": _("The road"),
        "agreed": _("Agreed"),
        "what": _("What was agreed"),
        "milestones": _("What was done and paid"),
        "milestone": _("Milestone"),
        "price": _("Price"),
        "tax": _("Tax"),
        "total": _("Total"),
        "accepted": _("Accepted"),
        "invoices": _("Invoiced"),
        "paid": _("Paid"),
        "totals": _("In all"),
        "verify": _("How to check this statement"),
        "verify_sentence": _(
            "The head of the contract’s journal closes over every entry before it. Both sides have each earlier head in "
            "their mail, so that neither can change what happened without the other noticing."
        ),
    }


def track() -> dict[str, str]:
    return _every_paper() | {
        "kind": _("Track record"),
        "figures": _("The figures"),
        "rests": _("What they rest on"),
        "business": _("Business"),
        "made": _("Made on"),
        "entries": _("Counted"),
        "verify": _("How to check this statement"),
        "verify_sentence": _(
            "Tallystone counted these figures from the records of contracts that both sides hold, and sealed this paper with "
            "the key of its installation. The number below is the SHA-256 of the heads of all records that were counted, in "
            "the order of their codes: with other records it would be another."
        ),
    }


def _every_paper() -> dict[str, str]:
    return {
        "page": _("Page {page} of {pages}"),
        "tax_number": _("Tax number"),
        "terms_hash": _("Terms"),
        "head": _("Journal"),
        "code": _("Contract"),
        "unseen": _(
            "Some characters of this paper are shown as empty boxes, because no font for them was at hand when it was made. "
            "The page of the contract shows them all."
        ),
    }
