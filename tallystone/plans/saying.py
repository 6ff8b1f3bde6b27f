"""What planning says, in the reader's language: its sentences translated, amounts and days spelled."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tallystone import showing
from tallystone.planning.said import Amount, Fault, Row, Said


def spelled(said: Said) -> str:
    """A sentence for the reader."""
    return _(said.text) % {name: _shown(value) for name, value in said.told.items()}


def fault_line(fault: Fault) -> str:
    """A fault with its line, as the command line prints it."""
    return _("Line %(line)s: %(sentence)s") % {"line": fault.line, "sentence": spelled(fault.said)}


def _shown(value: Any) -> str:
    if isinstance(value, Amount):
        return showing.money(value.minor, value.currency)
    if isinstance(value, date):
        return showing.day(value)
    if isinstance(value, Said):
        return spelled(value)
    if isinstance(value, Row):
        return ", ".join(map(_shown, value))
    return str(value)
