"""Terms without a finding, and what else the tests of the scope check share."""

from dataclasses import replace
from datetime import date

from tallystone import scope
from tallystone.core.shape import Duty, Milestone, Terms

START = date(2027, 3, 1)


def milestone(number: int, due: date, price_minor: int = 100_000, **changed) -> Milestone:
    """A milestone that the check lets pass."""
    criteria = ("The page opens within 2 seconds in Lighthouse 12",)
    return replace(Milestone(number, f"Stage {number}", ("Five pages as HTML",), criteria, due, price_minor), **changed)


def terms(**changed) -> Terms:
    """Three milestones, a fortnight apart: nothing is found."""
    whole = Terms(
        title="A website", background="The studio in Almada has 12 rooms.",
        in_scope="Five pages and a form. The client owns the pages after the last payment.", out_of_scope="Photographs.",
        duties=(Duty("Send the logo", date(2027, 3, 5)),),
        milestones=(milestone(1, date(2027, 3, 15)), milestone(2, date(2027, 3, 29)), milestone(3, date(2027, 4, 12))),
        currency="EUR", zone="Europe/Lisbon",
    )  # fmt: skip
    return replace(whole, **changed)


def of(number: int, **changed) -> Terms:
    """The same terms with one milestone changed."""
    return terms(milestones=tuple(replace(m, **changed) if m.number == number else m for m in terms().milestones))


def found(given: Terms, **how) -> list[tuple[str, str]]:
    """(rule, field) of every finding."""
    return [(f.rule, f.field) for f in scope.check(given, **{"today": START, **how})]


def words(text: str, language: str = "en") -> list[tuple[str, str]]:
    """(rule, words) of the findings of words in a plain text."""
    return [(f.rule, f.text) for f in scope.check(scope.terms_of(text), language) if f.family == "words"]
