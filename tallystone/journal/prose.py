"""The words room: texts that entries bind by hash, kept apart so that they can be erased."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import fields

from django.utils import timezone

from tallystone.core.acts import Act
from tallystone.core.shape import Terms, terms_from
from tallystone.core.words import Words
from tallystone.journal.models import Prose
from tallystone.journal.together import write

KEEP = "INSERT INTO journal_prose (hash, code, salt, text) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"


def words(text: str) -> Words:
    """These words with a fresh salt, ready to be part of an act."""
    return Words(text, secrets.token_hex(16))


def words_of(act: Act) -> list[Words]:
    """All words that an act carries."""
    values = (getattr(act, f.name) for f in fields(act))
    return [value for value in values if isinstance(value, Words)]


def keep(code: str, kept: Iterable[Words]) -> None:
    """Store words in the transaction of the entry that binds them."""
    for w in kept:
        write(KEEP, [w.hash, code, w.salt, w.text])


def read(hashes: Iterable[str | None]) -> dict[str, str]:
    """The texts that are still there, by hash; one query."""
    wanted = {h for h in hashes if h}
    if not wanted:
        return {}
    return dict(Prose.objects.filter(hash__in=wanted, erased=None).values_list("hash", "text"))


def kept(hash_: str) -> Words | None:
    """Words with their salt, as an act may carry them again; None where they were erased."""
    row = Prose.objects.filter(hash=hash_, erased=None).first()
    return Words(row.text, row.salt) if row else None


def terms(hash_: str) -> Terms | None:
    """The terms with this hash, or None where they were erased."""
    text = read([hash_]).get(hash_)
    return terms_from(text) if text else None


def erase(hash_: str) -> None:
    """Blank words for ever; the hash stays, so that the chain still proves."""
    Prose.objects.filter(hash=hash_).update(text="", salt="", erased=timezone.now())


def sound(row: Prose) -> bool:
    """Is this the text that the hash was made of? Erased words are sound."""
    if row.erased:
        return True
    return hashlib.sha256(f"{row.salt}\n{row.text}".encode()).hexdigest() == row.hash
