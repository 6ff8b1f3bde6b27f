"""The language of a text, told by the words that each language has most of."""

import re
from collections import Counter

from tallystone.core.shape import Terms
from tallystone.scope.fields import texts
from tallystone.scope.pack import FALLBACK, languages, pack

MOST_READ = 6_000
LEAST = 3
_WORD = re.compile(r"[^\W\d_]+")


def language_of(terms: Terms) -> str:
    """The language whose rules read these terms; English where it cannot be told."""
    said = Counter(_WORD.findall(" ".join(text[:MOST_READ] for _, text in texts(terms))[:MOST_READ].lower()))
    counts = {name: sum(said[word] for word in pack(name).lists.get("common", ())) for name in languages()}
    best = max(counts, key=lambda name: (counts[name], name == FALLBACK))
    return best if counts[best] >= LEAST else FALLBACK
