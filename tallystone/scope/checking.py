"""The check: reads terms once and puts the findings of all families in the order of the fields."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from tallystone.core.shape import Terms
from tallystone.scope import law, plan, pronouns, structure, words
from tallystone.scope.fields import texts
from tallystone.scope.finding import FAMILIES, Finding
from tallystone.scope.pack import Pack, pack
from tallystone.scope.place import Place
from tallystone.scope.tokens import HIDDEN, OVERRIDES, Tokens
from tallystone.scope.words import MOST_OF_A_RULE

MOST_READ = 75_000
# Joiners that scripts and emoji need are no disguise; neither is the soft hyphen that word processors put in.
HARMLESS = frozenset("\u00ad\u200c\u200d\ufe0e\ufe0f")


def check(
    terms: Terms,
    language: str = "en",
    places: Mapping[str, Place] | None = None,
    today: date | None = None,
    days_off: plan.DaysOff | None = None,
    say: Callable[[str], str] = str,
) -> list[Finding]:
    """Where these terms are fuzzy: the same terms give the same findings, in the order in which terms are read.

    `places` are both sides' ("freelancer", "client") for the laws; `today` is where the first stage begins; `days_off`
    names each side's days off, {"client": {date: "Easter Monday"}}. `say` translates what is told, its {blanks} left in.
    """
    rules = replace(pack(language), say=say)
    rows, shape = _read(rules, terms)
    made = [*shape, *(f for field, row in rows.items() for f in words.found(rules, field, row))]
    made += [f for field, row in rows.items() for f in pronouns.found(rules, field, row, made)]
    made += structure.found(rules, terms, rows)
    made += structure.unanswerable(rules, made)
    made += plan.found(rules, terms, rows, today, days_off or {})
    made += law.found(terms, places, today, say)
    return list(_fewer(rules, _ordered(terms, made)))


def _read(rules: Pack, terms: Terms) -> tuple[dict[str, Tokens], list[Finding]]:
    """Every text as words, as far as it is read at all, and what is wrong with the text itself."""
    rows, made, left = {}, [], MOST_READ
    for field, text in texts(terms):
        part = text if len(text) <= left else text[:left]
        if len(part) < len(text) and (left or not made):
            made.append(structure.told(rules, "text-cut", field, most=f"{MOST_READ:,}"))
        left -= len(part)
        rows[field] = words.read(field, part)
        made += _hidden(rules, field, rows[field])
    return rows, made


def _hidden(rules: Pack, field: str, row: Tokens) -> Iterator[Finding]:
    """The first character of a text that cannot be seen, if it can mislead."""
    signs = {sign for sign in set(row.text) if HIDDEN.match(sign) and (sign not in HARMLESS or OVERRIDES.match(sign))}
    if signs:
        at = min(row.text.index(sign) for sign in signs)
        told = rules.told["hidden-characters"]
        place, said = (field, row.line(at), at, at + 1, row.text[at]), (rules.say(told.why), rules.say(told.mend))
        yield Finding(told.rule, told.family, told.severity, *place, *said, ("",))


def _ordered(terms: Terms, made: Iterable[Finding]) -> list[Finding]:
    order = {field: n for n, (field, _) in enumerate(texts(terms))}

    def place(f: Finding) -> tuple[int, int, int, int, str]:
        return _place(order, f.field), f.start, f.end, FAMILIES.index(f.family), f.rule

    return sorted(made, key=place)


def _place(order: Mapping[str, int], field: str) -> int:
    """Where a field stands among the texts; a number or a date stands with the last text of its milestone or duty."""
    of = field.rpartition(".")[0]
    return order.get(field, order.get(f"{of}.criteria", order.get(f"{of}.text", len(order))))


def _fewer(rules: Pack, made: list[Finding]) -> Iterator[Finding]:
    """At most so many findings of a rule; the next one says that there are more."""
    seen: Counter[str] = Counter()
    for f in made:
        seen[f.rule] += 1
        if seen[f.rule] <= MOST_OF_A_RULE:
            yield f
        elif seen[f.rule] == MOST_OF_A_RULE + 1:
            t = rules.told["findings-cut"]
            why, mend = rules.say(t.why).format(most=MOST_OF_A_RULE), rules.say(t.mend)
            yield Finding(f.rule, f.family, t.severity, f.field, f.line, f.start, f.end, f.text, why, mend)
