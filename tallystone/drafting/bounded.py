"""Terms while they are typed, no longer than terms may be: what is past that is told as too long, and looked at no further."""

from collections.abc import Iterator
from dataclasses import replace

from tallystone.core.shape import Terms
from tallystone.core.writing import LINE_LENGTH, MOST_LISTED, PROSE_LENGTH, TITLE_LENGTH


def bounded(terms: Terms) -> Terms:
    """The beginning of every text; the same terms where none of them is too long."""
    prose = {name: getattr(terms, name)[:PROSE_LENGTH] for name in ("background", "in_scope", "out_of_scope")}
    duties = tuple(replace(duty, text=duty.text[:LINE_LENGTH]) for duty in terms.duties[:MOST_LISTED])
    milestones = tuple(
        replace(m, title=m.title[:TITLE_LENGTH], deliverables=_beginning(m.deliverables), criteria=_beginning(m.criteria))
        for m in terms.milestones
    )
    return replace(terms, title=terms.title[:TITLE_LENGTH], duties=duties, milestones=milestones, **prose)


def _beginning(items: tuple[str, ...]) -> tuple[str, ...]:
    """As many items as a list may have; one that is too long is the last, for places after it would not be known."""
    return tuple(_taken(items[:MOST_LISTED])) if len(items) > MOST_LISTED or any(map(_long, items)) else items


def _taken(items: tuple[str, ...]) -> Iterator[str]:
    for item in items:
        yield item[:LINE_LENGTH]
        if _long(item):
            return


def _long(item: str) -> bool:
    return len(item) > LINE_LENGTH
