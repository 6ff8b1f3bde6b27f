"""A text that somebody gives: typed or pasted into a field, or as a file; and its faults, each beside its line."""

from collections.abc import Iterable

from django.http import HttpRequest

from tallystone.core.refusal import refuse_if
from tallystone.core.value import value
from tallystone.planning.pieces import MOST_TEXT, unified
from tallystone.planning.said import Fault, short
from tallystone.plans.saying import spelled

MOST_BYTES = 4 * MOST_TEXT + 3
SHOWN = 1_100_000  # characters that are given back to be mended


@value
class Wrong:
    """A fault, with the line as it stands."""

    line: int
    text: str
    sentence: str


@value
class Given:
    """The text; `unreadable` where a file was no text."""

    text: str = ""
    name: str = ""
    unreadable: bool = False

    def refuse_none(self) -> None:
        """Refuse a file that is no text, and nothing at all."""
        refuse_if(self.unreadable, "not_a_text", "text")
        refuse_if(not self.text.strip(), "text_missing", "text")

    def shown(self, faults: Iterable[Fault]) -> tuple[Wrong, ...]:
        """The faults with the lines that they are about."""
        lines = unified(self.text).split("\n")
        return tuple(
            Wrong(f.line, short(lines[f.line - 1].strip(), 80) if f.line <= len(lines) else "", spelled(f.said)) for f in faults
        )

    @property
    def again(self) -> str:
        """What the page shows again."""
        return self.text[:SHOWN]


def given_text(request: HttpRequest) -> Given:
    """What was sent: the file where there is one, else what stands in the field."""
    file = request.FILES.get("file")
    if file is None:
        return Given(request.POST.get("text", "").replace("\r\n", "\n"))
    content = file.read(MOST_BYTES + 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Given(name=str(file.name), unreadable=True)
    return Given(unified(text) if len(content) <= MOST_BYTES else text, str(file.name), unreadable="\0" in text)
