"""`tallystone export` and `tallystone import`: terms as text files, out of contracts and into drafts."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.books.models import Contract
from tallystone.core.refusal import Refusal
from tallystone.journal import chain, prose
from tallystone.people.addresses import read_address
from tallystone.people.models import Business, Person
from tallystone.people.reach import business_for
from tallystone.planning.pieces import MOST_TEXT
from tallystone.planning.said import Faulty
from tallystone.planning.text import written_from_markdown
from tallystone.plans import beginning
from tallystone.plans.saying import fault_line
from tallystone.plans.texts import contract_text

MOST_BYTES = 4 * MOST_TEXT


class NoTerms(Exception):
    """There is nothing to export; the text says why."""


class NotTaken(Exception):
    """The file did not become a draft; the text says why, line by line."""


def export(code: str) -> str:
    """The terms of a contract, in force or on offer. Raises NoTerms."""
    row = Contract.objects.filter(code=code).first()
    if row is None:
        raise NoTerms(f"There is no contract {code} here. `tallystone contracts` lists those that are.")
    terms = prose.terms(chain.fold(row.code).terms)
    if terms is None:
        raise NoTerms(f"The words of the terms of {code} were erased.")
    firms = Business.objects.in_bulk([row.freelancer_id, row.client_id])
    return contract_text(terms, firms[row.freelancer_id], firms[row.client_id])


def bring(file: Path, email: str, loose: bool) -> str:
    """Make a draft of a file; where it is. Raises NotTaken, and then nothing was kept."""
    person, business = _writer(email)
    text = _text(file)
    try:
        if loose:
            typed, beside = beginning.from_paste(business, text, ".")
        else:
            typed, beside = beginning.from_terms(written_from_markdown(text), ".")
    except Faulty as faulty:
        raise NotTaken("\n".join(f"{file}: {fault_line(fault)}" for fault in faulty.faults)) from faulty
    except Refusal as refusal:
        raise NotTaken(f"{file}: {sentence(refusal)}") from refusal
    draft = beginning.begin(business, person, typed, new_act_id(), beside)
    told = [f"The draft is at {settings.BASE_URL}{reverse('draft', args=[draft.pk])}."]
    if left := beside.get("left"):
        told.append(f"Lines that were not understood and are kept beside it: {', '.join(str(line) for line, _text in left)}.")
    return "\n".join(told)


def _writer(email: str) -> tuple[Person, Business]:
    try:
        person = Person.objects.filter(email=read_address(email)).first()
    except Refusal as refusal:
        raise NotTaken(f"{email}: {sentence(refusal)}") from refusal
    business = business_for(person, "drafts") if person else None
    if person is None or business is None:
        raise NotTaken(f"{email} runs no freelance business here.")
    return person, business


def _text(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise NotTaken(f"{file} is larger than {MOST_BYTES // 1_000_000} MB; terms never are.")
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise NotTaken(f"{file} is not text in UTF-8 (byte {trouble.start}).") from trouble
