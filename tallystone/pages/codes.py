"""Codes by mail: makes one for this browser and puts it in the post."""

from tallystone.notices.letters import send_code_letter
from tallystone.people import passes


def send_code(request, email: str, purpose: str) -> None:
    """Mails a code of eight digits to this address, known or not. Raises Refusal("too_many_tries")."""
    send_code_letter(email, passes.make_code(request, email, purpose), purpose)
