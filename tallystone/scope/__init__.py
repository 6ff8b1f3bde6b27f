"""The scope check: says where terms are fuzzy, by rule, with the reason and a way to mend it. Asks no model and no network."""

from tallystone.scope.checking import check
from tallystone.scope.clarity import Mark, clarity
from tallystone.scope.finding import FAMILIES, SEVERITIES, Finding
from tallystone.scope.place import Place, place_of
from tallystone.scope.plain import Unreadable, terms_of, terms_of_data

__all__ = [
    "FAMILIES",
    "SEVERITIES",
    "Finding",
    "Mark",
    "Place",
    "Unreadable",
    "check",
    "clarity",
    "place_of",
    "terms_of",
    "terms_of_data",
]
