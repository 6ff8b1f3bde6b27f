"""Templates: a kind of work as one readable text file, with shares and lengths where a contract has prices and days.

templates()["website"]                  the ones that come with Tallystone
template_from_markdown(text)            one that somebody wrote, or Faulty with the lines
template_from(terms, start)             one made of a contract
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tallystone.core.shape import Milestone, Terms
from tallystone.core.writing import LINE_LENGTH
from tallystone.planning import front as fronts
from tallystone.planning import heads, marks
from tallystone.planning.kinds import RULES, Ask, Part, Template, amounts
from tallystone.planning.numbers import LENGTHS, lengths
from tallystone.planning.pieces import Faults, cut, items
from tallystone.planning.prose import sections
from tallystone.planning.said import _, short
from tallystone.planning.spelling import bullets, document, numbers_of, percent, prose_of, stage, value
from tallystone.planning.spelling import more_of as more_of_milestone
from tallystone.planning.stages import MARKED, Stage, stages, text_of
from tallystone.planning.text import MORE, currency_of, more_of, settled

PARTYS = ("time zone", "tax", "freelancer", "client")  # what depends on who agrees
KEYS = ("kind", "language", "summary", *(key for key in heads.KEYS if key not in PARTYS))
NEEDED = ("share", "length")
FIELDS = (*NEEDED, *MORE)
WHOLE_BP = 10_000
ANY = "EUR"  # stands in where a template has no amounts
LONGEST = 520  # working days: two years


@lru_cache(maxsize=1)
def templates() -> dict[str, Template]:
    """The templates that come with Tallystone, by their kind in the order of the alphabet."""
    folder = files("tallystone.planning") / "templates"
    named = sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    found = (template_from_markdown(file.read_text("utf-8")) for file in named)
    return {template.kind: template for template in found}


def markdown_of(template: Template) -> str:
    """A template as a Markdown file."""
    parts = (_part(n, part, template.currency or ANY) for n, part in enumerate(template.parts, 1))
    sections = (_duties(template), *parts)
    return document(_front(template), template.title, prose_of(template), sections)


def template_from_markdown(text: str) -> Template:
    """The template that a Markdown file says, or Faulty with every fault."""
    faults = Faults()
    lines, pieces = cut(text, faults)
    front = fronts.read(lines, KEYS, faults)
    said = sections(pieces, faults)
    asks = tuple(_ask(line, words, faults) for line, words in items(said.duties, faults)) if said.duties else ()
    currency = currency_of(front, faults) if "currency" in front.values else ""
    parts = tuple(_read_part(one, currency or ANY, faults) for one in stages(pieces, FIELDS, faults))
    rules = {name: value for name, value in settled(front, currency or ANY, faults).items() if name in RULES}
    _check(front, rules, parts, faults)
    told: dict[str, Any] = {name: front.values.get(name, (0, ""))[1] for name in ("kind", "summary")}
    faults.end()
    language = front.values.get("language", (0, "en"))[1]
    return Template(parts=parts, duties=asks, rules=rules, currency=currency, language=language, **told, **said.texts)


def _check(front: fronts.Front, rules: dict[str, Any], parts: tuple[Part, ...], faults: Faults) -> None:
    """Amounts have a currency, and the shares sum to the whole."""
    if "currency" not in front.values and amounts(rules, *(part.more for part in parts)):
        currency_of(front, faults)
    if not faults.found and sum(part.share_bp or 0 for part in parts) != WHOLE_BP:
        faults.add(1, "shares", _("The shares of the milestones sum to %(sum)s, not to 100 %%."),
                   sum=percent(sum(part.share_bp or 0 for part in parts)))  # fmt: skip


def _read_part(one: Stage, currency: str, faults: Faults) -> Part:
    for name in NEEDED:
        if name not in one.values:
            told = {"number": one.number, "name": name.capitalize()}
            faults.add(one.line, f"{name}_missing", _("Milestone %(number)s has no line “%(name)s: …”."), **told)
    share = fronts.basis_points(*one.values["share"], faults) if "share" in one.values else 0
    days = _length(*one.values["length"], faults) if "length" in one.values else 0
    return Part(one.title, one.deliverables, one.criteria, days, share, more=more_of(one, currency, faults))


def _length(line: int, text: str, faults: Faults) -> int:
    found = next(lengths(text), None) if LENGTHS.fullmatch(text) else None
    days: int = found.value if found else 0
    if not 0 < days <= LONGEST:
        faults.add(
            line, "length_unreadable", _("“%(text)s” is not a length such as 8 working days or 2 weeks."), text=short(text)
        )
        return 0
    return days


def _ask(line: int, words: str, faults: Faults) -> Ask:
    found = marks.BY.search(words) if len(words) <= LINE_LENGTH * MARKED else None
    word, _space, digits = found[2].strip().partition(" ") if found else ("", "", "")
    if not found or word.lower() != "day" or not digits.isascii() or not digits.isdigit() or not 0 < int(digits[:6]) <= LONGEST:
        return Ask(text_of(line, words, LINE_LENGTH, faults))
    return Ask(text_of(line, words[: found.start(1)].strip(), LINE_LENGTH, faults), int(digits))


def _front(template: Template) -> Iterator[str]:
    for name in ("kind", "language", "summary"):
        yield f"{name}: {value(getattr(template, name))}"
    terms = Terms("", "", "", "", (), (), template.currency or ANY, "UTC", **template.rules)
    left_out = {"zone", "tax_bp", *([] if template.currency else ["currency"])}
    yield from (line for name, line in numbers_of(terms) if name not in left_out)


def _duties(template: Template) -> str:
    lines = (marks.duty(ask.text, f"day {ask.day}" if ask.day else "") for ask in template.duties)
    return f"## {heads.DUTIES}\n\n{bullets(lines)}" if template.duties else ""


def _part(number: int, part: Part, currency: str) -> str:
    fields = [("Share", percent(part.share_bp or 0)), ("Length", f"{part.days} working days")]
    fields += dict(more_of_milestone(Milestone(number, "", (), (), date.min, 0, **part.more), currency)).values()
    return stage(number, part.title, fields, [(heads.DELIVERABLES, part.deliverables), (heads.CRITERIA, part.criteria)])
