"""The texts of terms by the name of their field, in the order in which they are read."""

from collections.abc import Iterator

from tallystone.core.shape import Terms

LISTS = {"deliverables", "criteria"}


def texts(terms: Terms) -> Iterator[tuple[str, str]]:
    """(field, text) of everything that is written; the items of a list are lines of one text."""
    for name in ("title", "background", "in_scope", "out_of_scope"):
        yield name, getattr(terms, name)
    for n, duty in enumerate(terms.duties, 1):
        yield f"duties.{n}.text", duty.text
    for m in terms.milestones:
        at = f"milestones.{m.number}"
        yield f"{at}.title", m.title
        yield f"{at}.deliverables", "\n".join(m.deliverables)
        yield f"{at}.criteria", "\n".join(m.criteria)


def kind(field: str) -> str:
    """What sort of field this is: "criteria" for "milestones.2.criteria", "duties" for a duty's text."""
    first, _, last = field.partition(".")
    return "duties" if first == "duties" else last.rpartition(".")[2] or first
