"""The words of the text form: what stands in the front matter, and which headings open which part."""

import re

# Key of the front matter to the field of Terms; also the order in which they are written.
WHOLE = {"review days": "review_days", "rounds": "rounds", "payment days": "payment_days", "notice days": "notice_days"}
# The same for what is agreed for an early end and for afterwards; written only where it is not as usual.
ENDING = {
    "kill_planned_bp": "kill fee before work", "kill_started_bp": "kill fee during work",
    "ownership": "rights pass when", "exit_days": "exit days", "exit_silence": "exit silence", "mediator": "mediator",
    "subcontracting": "subcontracting", "workers_shown": "workers shown", "showcase": "showcase",
    "embargo_days": "embargo days",
}  # fmt: skip
# What a subcontract takes from the contract above; written only where it takes something.
FOLLOWS = {
    "acceptance_follows": "acceptance follows", "payment_follows": "payment follows", "follow_days": "longest wait",
}  # fmt: skip
KEYS = (
    "currency",
    "time zone",
    "paid",
    "tax",
    *WHOLE,
    "extra round",
    "left over",
    "in parallel",
    "hours shown",
    *FOLLOWS.values(),
    *ENDING.values(),
    "mediator name",
    "freelancer",
    "client",
)
HELD, GIVEN_BACK = "held", "given back"  # where money goes that a change leaves over
PARTY = {"name": "name", "person": "person", "email": "email", "address": "address", "country": "country"}
PARTY["tax number"] = "tax_number"

BACKGROUND, IN_SCOPE, OUT_OF_SCOPE, DUTIES = "Background", "In scope", "Out of scope", "What the client does"
DELIVERABLES, CRITERIA = "Deliverables", "Criteria"
SECTIONS = {
    "background": "background", "about": "background", "context": "background", "goal": "background",
    "in scope": "in_scope", "scope": "in_scope", "scope of work": "in_scope", "the work": "in_scope",
    "out of scope": "out_of_scope", "not in scope": "out_of_scope", "exclusions": "out_of_scope",
    "not included": "out_of_scope",
    "what the client does": "duties", "client duties": "duties", "duties": "duties", "the client's part": "duties",
    "what i need from you": "duties", "what we need from you": "duties", "your part": "duties", "from you": "duties",
}  # fmt: skip
LISTS = {
    "deliverables": "deliverables", "deliverable": "deliverables", "what you get": "deliverables", "you get": "deliverables",
    "what is handed over": "deliverables", "includes": "deliverables", "included": "deliverables",
    "criteria": "criteria", "acceptance criteria": "criteria", "acceptance": "criteria", "accepted when": "criteria",
    "done when": "criteria", "it is done when": "criteria",
}  # fmt: skip
MILESTONE = re.compile(r"milestone\b[ \t]*([0-9]{1,4})?[ \t]*[:.–—-]?(.*)$", re.IGNORECASE)


def same(words: str) -> str:
    """A heading as it is looked up: small letters, single spaces, no mark at its end."""
    return " ".join(words[:80].replace("’", "'").replace("_", " ").lower().split()).rstrip(":.").strip()
