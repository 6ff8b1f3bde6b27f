"""Pronouns with two possible owners: two things of the right kind stand before it, and either could be meant."""

from collections.abc import Iterator

from tallystone.scope.fields import LISTS, kind
from tallystone.scope.finding import Finding
from tallystone.scope.pack import Pack, Pronouns
from tallystone.scope.tokens import Tokens

NOUN = 3
BACK = 30


def found(pack: Pack, field: str, row: Tokens, made: list[Finding]) -> Iterator[Finding]:
    """Findings about pronouns in one field; none inside what is found already."""
    given = pack.pronouns
    if not given or kind(field) in LISTS:
        return
    taken = [(f.start, f.end) for f in made if f.field == field and f.rule == given.told.rule]
    for at, word in enumerate(row.words):
        if word not in given.words or not _leads(given, row, at):
            continue
        start, end = row.spans[at]
        owners = _owners(given, row, at)
        if len(owners) > 1 and not any(first < end and start < last for first, last in taken):
            blanks = {"one": owners[-2], "other": owners[-1], "text": row.raw(at)}
            told, place = given.told, (field, row.line(start), start, end, row.raw(at))
            yield Finding(
                told.rule,
                told.family,
                told.severity,
                *place,
                told.why.format(**blanks),
                told.mend.format(**blanks),
                (owners[-2], owners[-1]),
            )


def _leads(given: Pronouns, row: Tokens, at: int) -> bool:
    """Does a clause begin here? A pronoun further in mostly points to the clause's own subject."""
    return at > 0 and (not row.same(at - 1, at) or row.words[at - 1] in given.leads)


def _owners(given: Pronouns, row: Tokens, at: int) -> list[str]:
    """The things before it that it may point to: in its sentence, or after a semicolon in the clause before."""
    asked, first = given.words[row.words[at]], at
    while first > 0 and at - first < BACK and (row.same(first - 1, at) or _clause(row, first, at)):
        first -= 1
    nouns = [_noun(given, row, n, at) for n in range(first, at) if row.words[n] in given.determiners]
    fit = [text for n, text in nouns if text and _fits(given, asked, row.words[n], text)]
    parties = [text for _, text in nouns if text and asked == "one_thing" and text.split()[-1].lower() in given.parties]
    return max((list(dict.fromkeys(found)) for found in (fit, parties)), key=len)


def _clause(row: Tokens, first: int, at: int) -> bool:
    """Does the pronoun point to the clause before: it begins its sentence, or follows a semicolon ("...; when it")?"""
    if row.sentences[first - 1] != row.sentences[at] - 1:
        return False
    begins = next(n for n in range(first - 1, at + 1) if row.sentences[n] == row.sentences[at])
    return begins == at or row.words[begins - 1] == ";"


def _noun(given: Pronouns, row: Tokens, at: int, before: int) -> tuple[int, str]:
    """The thing that a determiner begins: "the local partners"."""
    end = at + 1
    while (
        end < min(before, at + 1 + NOUN) and row.kinds[end] == "w" and row.words[end] not in given.stops and row.same(end, at)
    ):
        end += 1
    return at, row.text[row.spans[at][0] : row.spans[end - 1][1]] if end > at + 1 else ""


def _fits(given: Pronouns, asked: str, determiner: str, text: str) -> bool:
    """Can a pronoun of this kind point to this thing?"""
    last = text.split()[-1].lower()
    person = last in given.people or last.rstrip("s") in given.people
    if asked in given.genders:
        return determiner in given.genders[asked]
    plural = last.endswith("s") and not last.endswith("ss")
    if asked == "many":
        return plural
    return not plural and person == (asked == "one_person")
