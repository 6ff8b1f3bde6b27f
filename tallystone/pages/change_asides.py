"""A change order to be read: who offers what, what it would do, what differs, before and after."""

from datetime import datetime
from typing import Any

from tallystone.acting.weighed import Weighed
from tallystone.core.shape import Terms
from tallystone.drafting.comparison import comparison
from tallystone.drafting.differences import differences
from tallystone.journal import prose
from tallystone.pages.amendments import effects
from tallystone.pages.place import Place


def change(place: Place, form: Any) -> dict[str, Any]:
    """What stands above the button that accepts: all that the name below it binds."""
    offered = place.contract.change
    if offered is None:
        return {}
    after = prose.terms(offered.terms)
    return {
        "number": offered.number,
        "effects": told(place, after),
        "terms": after,
        "parties": {side: place.business(side) for side in ("freelancer", "client")},
        **compared(place.terms, after),
    }


def told(place: Place, after: Terms | None, now: datetime | None = None) -> list[Weighed]:
    return effects(place.contract, after, now or place.now) if after else []


def compared(before: Terms | None, after: Terms | None) -> dict[str, Any]:
    """Two versions in sentences, and part by part for the page that shows them beside each other."""
    if not (before and after):
        return {"erased": True}
    parts = comparison(before, after)
    changed, same = [part for part in parts if part.changed], [part for part in parts if not part.changed]
    return {"differences": differences(before, after), "changed": changed, "same": same, "view": "side"}
