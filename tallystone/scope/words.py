"""Words without an edge: each pattern of the pack that stands in a text, unless what is around it makes it fine."""

from collections import Counter
from collections.abc import Iterator

from tallystone.scope.contexts import fine
from tallystone.scope.fields import LISTS, kind
from tallystone.scope.finding import Finding
from tallystone.scope.pack import Entry, Pack
from tallystone.scope.tokens import Tokens, tokens

MOST_OF_A_RULE = 100
MOST_LOOKED_AT = 800  # words of a rule in one field, fine or not
Match = tuple[int, int, Entry]


def read(field: str, text: str) -> Tokens:
    """A field's text as words; the items of a list are sentences of their own."""
    return tokens(text, by_line=kind(field) in LISTS)


def found(pack: Pack, field: str, row: Tokens) -> Iterator[Finding]:
    """Findings of words in one field, from left to right, the longest first where two begin together.

    None begins within another of its rule, and none lies within another of its family.
    """
    where = kind(field)
    matches = [m for m in pack.found.found(row) if _asked(m[2], where)]
    last, seen, looked = Counter[str](), Counter[str](), Counter[str]()
    for start, end, entry in sorted(matches, key=lambda m: (m[0], -m[1], m[2].order)):
        known = start < last[entry.rule] or end <= last[entry.family]
        looked[entry.rule] += 1
        enough = seen[entry.rule] > MOST_OF_A_RULE or looked[entry.rule] > MOST_LOOKED_AT
        if known or enough or fine(pack, entry, row, start, end):
            continue
        end = row.whole(end)
        last[entry.rule] = last[entry.family] = end
        seen[entry.rule] += 1
        yield _finding(pack, entry, field, row, start, end)


def _asked(entry: Entry, where: str) -> bool:
    """Does this entry look at this field? `fields` names those it looks at, or with "-" those it does not."""
    if not entry.fields:
        return True
    if entry.fields[0].startswith("-"):
        return f"-{where}" not in entry.fields
    return where in entry.fields


def _finding(pack: Pack, entry: Entry, field: str, row: Tokens, start: int, end: int) -> Finding:
    first, last = row.spans[start][0], row.spans[end - 1][1]
    told = (entry.rule, entry.family, entry.severity, field, row.line(first), first, last, row.text[first:last])
    return Finding(*told, pack.say(entry.why), pack.say(entry.mend), entry.rewrites.of(row, start, end))
