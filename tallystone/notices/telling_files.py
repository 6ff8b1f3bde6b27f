"""What erasing is told as, in history and letters."""

from typing import Any

from django.utils.translation import ngettext

from tallystone.core import facts
from tallystone.core.state import By


def erased(fact: facts.Erased, by: By, names: Any) -> str:
    """How many files, and why."""
    count = len(fact.files)
    if fact.why == "rule":
        one = "%(count)s delivered file was erased, by this contract’s rule. Its hash stays in the record."
        more = "%(count)s delivered files were erased, by this contract’s rule. Their hashes stay in the record."
        return ngettext(one, more, count) % {"count": count}
    one = "%(count)s delivered file was erased on request. Its hash stays in the record."
    more = "%(count)s delivered files were erased on request. Their hashes stay in the record."
    return ngettext(one, more, count) % {"count": count}
