"""The form of one note: its words, and its place by name, by figures (which pointing fills in), or by the number of a line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.pages.act_fields import Text, wrong
from tallystone.pages.file_rows import FileRow
from tallystone.pages.place import Place
from tallystone.reviewing import notes, places
from tallystone.reviewing.models import Note


class NoteForm(forms.Form):
    """A note on one file. On a page: `where` names a place, `left` and `top` (per cent) are exact. On a text: `line`."""

    use_required_attribute = False
    text = Text(label=_("Your note"), most=notes.LENGTH, lines=True)
    where = forms.ChoiceField(label=_("Where on the page"), required=False)
    left = forms.DecimalField(label=_("From the left, %"), required=False)
    top = forms.DecimalField(label=_("From the top, %"), required=False)
    line = forms.IntegerField(label=_("Line"), required=False)
    criterion = forms.TypedChoiceField(label=_("About a criterion"), required=False, coerce=int, empty_value=0)

    def __init__(self, place: Place, row: FileRow, page: int, line: int, data: Any = None):
        super().__init__(data, initial={"line": line or None})
        self.place, self.row, self.page = place, row, page
        self.line_count = len(row.text.splitlines()) if row.text else 0
        self.fields["where"].choices = [("", _("As marked, or on the whole page"))] + [
            (key, name) for key, (name, _at) in places.NAMED.items()
        ]
        self.fields["criterion"].choices = [("", _("None in particular"))] + [
            (n, f"{n}. {text}"[:80]) for n, text in place.open_criteria
        ]
        for name in ("left", "top"):
            self.fields[name].widget = forms.NumberInput({"min": 0, "max": 100, "step": "any", "inputmode": "decimal"})
        self.fields["line"].widget = forms.NumberInput({"min": 1, "max": self.line_count, "inputmode": "numeric"})
        for name in () if row.pages else ("where", "left", "top"):
            del self.fields[name]
        if not self.line_count:
            del self.fields["line"]

    @property
    def shown_line(self) -> int:
        """The line that was chosen, where that is one."""
        typed = self.cleaned_data.get("line") if self.is_bound else self.initial.get("line")
        return typed if typed and 1 <= typed <= self.line_count else 0

    def clean(self) -> None:
        super().clean()
        if len(notes.waiting(self.place.code, self.place.number, self.place.stone.snapshot)) >= notes.MOST:
            self.add_error("text", wrong("too_many_notes", most=notes.MOST))
        left, top = (self.cleaned_data.get(name) for name in ("left", "top"))
        given = [each for each in (left, top) if each is not None]
        outside = any(not 0 <= each <= 100 for each in given)
        if {"left", "top"} & set(self.errors) or len(given) == 1 or outside:
            for name in ("left", "top"):
                self.errors.pop(name, None)
            self.add_error("left", wrong("place_unreadable"))
        if "line" in self.fields and (
            "line" in self.errors or not 0 <= (self.cleaned_data.get("line") or 0) <= self.line_count
        ):
            self.errors.pop("line", None)
            self.add_error("line", wrong("line_unreadable", most=self.line_count))

    def save(self) -> Note:
        """Keep the note."""
        given = self.cleaned_data
        x, y = self._point()
        return Note.objects.create(
            code=self.place.code, milestone=self.place.number, snapshot=self.place.stone.snapshot,
            person=self.place.request.user, file=self.row.hash, name=self.row.name, page=self.page if self.row.pages else 0,
            x=x, y=y, line=given.get("line") or 0, text=given["text"], criterion=given["criterion"] or 0,
        )  # fmt: skip

    def _point(self) -> tuple[int | None, int | None]:
        left, top = self.cleaned_data.get("left"), self.cleaned_data.get("top")
        if left is not None and top is not None:
            return round(left * 10), round(top * 10)
        named = places.NAMED.get(self.cleaned_data.get("where", ""))
        return named[1] if named else (None, None)
