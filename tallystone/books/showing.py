"""Whether work may be shown, copied for pages that strangers see: in the transaction of the act, so that no never waits."""

from tallystone.books.models import Shown
from tallystone.core import state as core
from tallystone.core.showing import consent, show_of


def write_shown(before: core.Contract, after: core.Contract) -> None:
    """Bring the rows of those milestones up to date of which another thing may be shown now."""
    for stone in after.stones:
        now = _columns(after, stone.number)
        if now != _columns(before, stone.number):
            Shown.objects.update_or_create(code=after.code, number=stone.number, defaults=now)


def _columns(c: core.Contract, number: int) -> dict[str, object]:
    given, show = consent(c, number), show_of(c, number)
    return {
        "freelancer_id": c.freelancer,
        "from_on": given.from_on if given else None,
        "named": bool(given and given.named),
        "priced": bool(given and given.priced),
        "word": show.word,
        "word_named": bool(show.word_named),
    }
