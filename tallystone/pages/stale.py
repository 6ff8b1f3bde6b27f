"""What changed while somebody was reading: told above the form, which keeps what was typed."""

from tallystone.pages.history import changes_since
from tallystone.pages.place import Place

CHANGED = {"stale", "terms_changed", "snapshot_changed"}


def changes(place: Place, seen: int) -> list[str]:
    """The sentences of everything that happened after the entry that the page had shown."""
    return changes_since(place.code, seen, place.names) if seen < place.contract.seq else []
