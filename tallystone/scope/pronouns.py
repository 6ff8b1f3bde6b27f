"""Pronouns with two possible owners: two things of the right kind stand before it, and either could be meant."""

from collections.abc import Callable, Iterator

from tallystone.scope.fields import LISTS, kind
from tallystone.scope.finding import Finding
from tallystone.scope.pack import Pack, Pronouns
from tallystone.scope.tokens import Tokens

NOUN = 3
BACK = 30
NOT_PLURAL = ("ss", "us", "is", "'s")


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
                pack.say(told.why).format(**blanks),
                pack.say(told.mend).format(**blanks),
                (owners[-2], owners[-1]),
            )


def _leads(given: Pronouns, row: Tokens, at: int) -> bool:
    """Does a clause begin here? A pronoun further in mostly points to the clause's own subject."""
    word = row.words[at]
    if at == 0 or (word in given.demonstratives and not (row.same(at + 1, at) and row.words[at + 1] in given.modals)):
        return False
    return word in given.objects or not row.same(at - 1, at) or row.words[at - 1] in given.leads


def _owners(given: Pronouns, row: Tokens, at: int) -> list[str]:
    """The things before it that it may point to: in its sentence, or after a semicolon in the clause before."""
    asked, first = given.words[row.words[at]], at
    while first > 0 and at - first < BACK and (row.same(first - 1, at) or _clause(row, first, at)):
        first -= 1
    starts = [n for n in range(first, at) if row.words[n] in given.determiners or (asked == "many" and _counted(row, n))]
    fit = [text for n in starts if (text := _thing(given, asked, row, n, at))]
    parties = [text for n in starts if asked == "one_thing" and (text := _thing(given, "party", row, n, at))]
    return max((list(dict.fromkeys(found)) for found in (fit, parties)), key=len)


def _counted(row: Tokens, at: int) -> bool:
    """Does a number begin a thing here? Not where it measures another: "workshops of 3 hours"."""
    return row.kinds[at] == "n" and at > 0 and row.words[at - 1] != "of"


def _clause(row: Tokens, first: int, at: int) -> bool:
    """Does the pronoun point to the clause before: it begins its sentence, or follows a semicolon ("...; when it")?"""
    if row.sentences[first - 1] != row.sentences[at] - 1:
        return False
    begins = next(n for n in range(first - 1, at + 1) if row.sentences[n] == row.sentences[at])
    return begins >= at - 1 or row.words[begins - 1] == ";"


def _thing(given: Pronouns, asked: str, row: Tokens, at: int, before: int) -> str:
    """The thing that a determiner begins ("the local partners"), where a pronoun of the kind asked for can point to it."""
    end = at + 1
    while (
        end < min(before, at + 1 + NOUN) and row.kinds[end] == "w" and row.words[end] not in given.stops and row.same(end, at)
    ):
        end += 1
    head = _head(given, asked, row.words[at], row.words[at + 1 : end])
    return row.text[row.spans[at][0] : row.spans[at + head][1]] if head else ""


def _head(given: Pronouns, asked: str, determiner: str, words: list[str]) -> int:
    """Which of these words the pronoun can point to, counted from 1; 0 for none."""
    if not words:
        return 0
    if determiner in given.people:  # Mr, Ms: a name follows
        return int(asked == "one_person")
    if asked == "party":
        return _first(words, given.parties.__contains__)
    if asked in given.ends:
        return _first(words, lambda word: word.endswith(given.ends[asked]))
    if asked in given.genders:
        return len(words) if determiner in given.genders[asked] else 0
    return _counted_head(given, asked, words)


def _counted_head(given: Pronouns, asked: str, words: list[str]) -> int:
    """The same for pronouns that ask for one or many, people or things."""
    person = _first(words, lambda word: word in given.people or word.rstrip("s") in given.people)
    plural = _first(words, lambda word: word.endswith("s") and not word.endswith(NOT_PLURAL))
    if asked == "one_thing":
        return 0 if person or plural == len(words) else len(words)
    if asked == "many" and not person:
        return plural
    many = bool(person) and words[person - 1].endswith("s")
    return person if many == (asked != "one_person") else 0


def _first(words: list[str], fits: Callable[[str], bool]) -> int:
    """The first word that fits, counted from 1; 0 where none does."""
    return next((n for n, word in enumerate(words, 1) if fits(word)), 0)
