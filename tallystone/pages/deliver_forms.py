"""Handing over: files that were uploaded, links, a note, and for each criterion a tick with its evidence."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tallystone.core import acts, facts
from tallystone.core.manifest import Captured, Evidence, File, Link, Manifest, Reply, manifest_from, manifest_text
from tallystone.core.refusal import refuse_if
from tallystone.files import capturing
from tallystone.files.capturing import is_address
from tallystone.files.models import Capture, Upload
from tallystone.files.uploads import bind, waiting
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.pages import passing, pinned
from tallystone.pages.act_fields import ACT_ID, WHY_LENGTH, ActForm, Text, Tick, wrong

MOST_LINKS = 20
TITLE_LENGTH, ADDRESS_LENGTH = 200, 2_000


class DeliverForm(ActForm):
    """Field names: note; links (how many rows); title-N, address-N for link N; tick-N, evidence-N, file-N for criterion N."""

    note = Text(label=_("Note"), lines=True, required=False, help_text=_("What to look at first, and how."))
    origin = forms.RegexField(r"^([0-9a-f]{64})?\Z", required=False, widget=forms.HiddenInput())

    def __init__(self, place: Any, data: Any = None):
        super().__init__(place, data)
        self.handed = _files(place, data or {})
        self.captures = list(capturing.waiting(place.code, place.number).prefetch_related("uploads"))
        self.link_count = self._link_count()
        for n in range(1, self.link_count + 1):
            self.fields[f"title-{n}"] = Text(label=_("What it is"), most=TITLE_LENGTH, required=False)
            self.fields[f"address-{n}"] = Text(label=_("Address"), most=ADDRESS_LENGTH, required=False)
            self.fields[f"address-{n}"].widget.attrs |= {"type": "url", "inputmode": "url", "placeholder": "https://"}
        self.open_pins = pinned.known(place).pins
        for pin in self.open_pins:
            self.fields[f"done-{pin.number}"] = forms.BooleanField(label=_("Done"), required=False)
            self.fields[f"answer-{pin.number}"] = Text(label=_("Your answer"), most=WHY_LENGTH, lines=True, required=False)
        choices = [("", _("In no file"))] + [(each.hash, each.name) for each in self.handed]
        for number in place.stone.open_criteria:
            self.fields[f"tick-{number}"] = Tick(label=lazy(place.criterion, str)(number), missing="criterion_unticked")
            self.fields[f"evidence-{number}"] = Text(label=_("Where to see it"), most=WHY_LENGTH, lines=True, missing="")
            self.fields[f"file-{number}"] = forms.ChoiceField(label=_("In this file"), choices=choices, required=False)

    def offered(self, place: Any) -> dict[str, Any]:
        return passing.offered(place)

    def _link_count(self) -> int:
        """As many rows as were sent, one more where that was asked for, and never less than one."""
        typed = self.data.get("links", "") or str(self.initial.get("links", ""))
        count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
        return max(1, min(count + (self.data.get("do") == "add-link"), MOST_LINKS))

    def link_rows(self) -> list[dict[str, Any]]:
        return [{"title": self[f"title-{n}"], "address": self[f"address-{n}"]} for n in range(1, self.link_count + 1)]

    def criterion_rows(self) -> list[dict[str, Any]]:
        """For each criterion its number and its fields."""
        return [
            {"number": n, "tick": self[f"tick-{n}"], "evidence": self[f"evidence-{n}"], "file": self[f"file-{n}"]}
            for n in self.place.stone.open_criteria
        ]

    def pin_rows(self) -> list[dict[str, Any]]:
        """For each note that is open where it is, and the fields that answer it."""
        return [
            {"item": item, "done": self[f"done-{item.pin.number}"], "answer": self[f"answer-{item.pin.number}"]}
            for item in pinned.items(self.place, self.open_pins)
        ]

    def _replies(self) -> tuple[Reply, ...]:
        given = self.cleaned_data
        return tuple(Reply(p.number, given[f"done-{p.number}"], given[f"answer-{p.number}"]) for p in self.open_pins)

    def full_clean(self) -> None:
        super().full_clean()
        if "do" in self.data:  # a row was asked for: nothing is wrong yet
            self.errors.clear()

    def clean(self) -> None:
        super().clean()
        for n in range(1, self.link_count + 1):
            title, address = self.cleaned_data.get(f"title-{n}"), self.cleaned_data.get(f"address-{n}")
            if (title or address) and address is not None and not is_address(address):
                self.add_error(f"address-{n}", wrong("address_unreadable"))
        for number in self.place.stone.open_criteria:
            told = self.cleaned_data.get(f"evidence-{number}") or self.cleaned_data.get(f"file-{number}")
            if not told and not {f"evidence-{number}", f"file-{number}"} & set(self.errors):
                self.add_error(f"evidence-{number}", wrong("evidence_missing"))
        for pin in self.open_pins:
            if not self.cleaned_data.get(f"done-{pin.number}") and not self.cleaned_data.get(f"answer-{pin.number}"):
                self.add_error(f"answer-{pin.number}", wrong("note_unanswered"))
        if any(each.state == Capture.State.WAITING for each in self.captures):
            self.add_error("note", wrong("capture_waits"))
        if not (self.handed or self.captures or self._links() or self.cleaned_data.get("note") or "note" in self.errors):
            self.add_error("note", wrong("nothing_delivered"))

    def _links(self) -> list[Link]:
        given = self.cleaned_data.get
        rows = ((given(f"title-{n}"), given(f"address-{n}")) for n in range(1, self.link_count + 1))
        return [Link(title or address, address) for title, address in rows if address]

    def _captured(self) -> tuple[Captured, ...]:
        """As they were settled; those that an earlier delivery took are not here any more."""
        return tuple(
            Captured(each.kind, each.address, each.at.isoformat(timespec="seconds"), each.commit, each.title, each.why,
                     tuple(upload.blob_id for upload in each.uploads.all()))
            for each in self.captures
        )  # fmt: skip

    def field_of(self, field: str) -> str:
        return f"tick-{field.partition('.')[2]}" if field.startswith("criteria.") else field

    def prepare(self) -> None:
        """What is handed over stays from now on, though somebody takes a file away in this very moment."""
        hashes = {each.hash for each in self.handed}
        refuse_if(bind(hashes) < len(hashes), "stale")

    def act(self) -> acts.Act:
        given, numbers = self.cleaned_data, self.place.stone.open_criteria
        evidence = tuple(Evidence(n, given[f"evidence-{n}"], given[f"file-{n}"]) for n in numbers)
        origins = (given["origin"],) if given["origin"] and passing.is_origin(self.place, given["origin"]) else ()
        links, replies, captured = tuple(self._links()), self._replies(), self._captured()
        manifest = Manifest(given["note"], links, tuple(self.handed), evidence, replies, origins, captured)
        hashes = tuple(dict.fromkeys(each.hash for each in self.handed))
        return acts.Deliver(self.place.number, prose.words(manifest_text(manifest)), hashes, tuple(numbers))


def _files(place: Any, data: Mapping[str, str]) -> list[File]:
    """The files that wait for this delivery; for one that was done already under this id, the files it took."""
    rows = [_file(upload) for upload in waiting(place.code, place.number)]  # first: a delivery takes them after its entry
    if rows and data.get("seen") == str(place.contract.seq):
        return rows  # nothing happened since the page was shown, so it was not done
    act_id = data.get("act_id", "")
    known = re.match(ACT_ID, act_id) and Entry.objects.filter(code=place.code, act_id=act_id).exists()
    return _taken(place, act_id) if known else rows


def _file(upload: Upload) -> File:
    return File(upload.name, upload.blob_id, upload.blob.size, upload.blob.kind)


def _taken(place: Any, act_id: str) -> list[File]:
    text, hash_ = Entry.objects.filter(code=place.code, act_id=act_id).values_list("text", "hash").get()
    delivered = [fact for fact in chain.read(text, hash_).facts if isinstance(fact, facts.Delivered)]
    texts = prose.read(fact.snapshot for fact in delivered)
    return [file for fact in delivered for file in manifest_from(texts.get(fact.snapshot)).files]
