"""Step-up: what binds or moves money wants a code that was mailed just now. A code to sign in with counts for 10 minutes.

A view that needs it calls `need(request)` in its POST, beside its other checks, and shows the form again when that
raises; the form has `{% include "parts/fresh_code.html" with fresh=fresh %}`, where `fresh` is `shown(request, refusal)`.
"""

import time

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.core.value import value
from tallystone.pages.codes import send_code
from tallystone.people.addresses import masked
from tallystone.people.arriving import FRESH
from tallystone.people.models import Pass
from tallystone.people.passes import CODE_LIVES, check_code

FIELD = "fresh_code"
SENT = "fresh_sent"
MINUTES = 10


@value
class Fresh:
    """What parts/fresh_code.html shows: nothing where not `needed`; the field once a code was `sent` `to` somewhere."""

    needed: bool
    sent: bool
    to: str
    error: str = ""


def is_fresh(request) -> bool:
    """Whether this person has shown a mailed code here within the last ten minutes."""
    return 0 <= time.time() - request.session.get(FRESH, 0) < MINUTES * 60


def send(request) -> None:
    """Mails a code to the person signed in. Raises Refusal("too_many_tries", "fresh_code")."""
    try:
        send_code(request, request.user.email, Pass.STEP_UP)
    except Refusal as refusal:
        raise Refusal(refusal.name, FIELD, **refusal.told) from refusal
    request.session[SENT] = time.time()


def check(request, typed: str) -> None:
    """Marks this session fresh if the code is right; else raises a Refusal with field "fresh_code"."""
    try:
        check_code(request, request.user.email, Pass.STEP_UP, typed)
    except Refusal as refusal:
        raise Refusal(refusal.name, FIELD, **refusal.told) from refusal
    request.session[FRESH] = time.time()
    request.session.pop(SENT, None)


def need(request) -> None:
    """Lets a POST pass that is fresh or brings a right code; else mails one where none is on its way, and refuses."""
    if is_fresh(request):
        return
    typed = request.POST.get(FIELD, "").strip()
    if "resend" in request.POST or not (typed or is_sent(request)):
        send(request)
        raise Refusal("code_sent", FIELD)
    check(request, typed)


def is_sent(request) -> bool:
    """Whether a code is on its way that can still be typed."""
    return 0 <= time.time() - request.session.get(SENT, 0) < CODE_LIVES.total_seconds()


def shown(request, refusal: Refusal | None = None) -> Fresh:
    """For the template part. That a code was sent is no error; every other refusal of the field is told beside it."""
    wrong = refusal is not None and refusal.field == FIELD and refusal.name != "code_sent"
    error = sentence(refusal) if refusal is not None and wrong else ""
    return Fresh(not is_fresh(request), is_sent(request), masked(request.user.email), error)
