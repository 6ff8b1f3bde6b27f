"""Hostile text in the editor: sums, saving and opening each take less than 200 ms, and a sentence says what is wrong."""

import pytest
from django.urls import reverse

from tallystone.drafting.models import Draft
from tests.pace import cpu_ms
from tests.pages.test_drafts import PART, posted
from tests.scope.test_hostile import HOSTILE

MOST_MS = 200
FIELDS = ("in_scope", "m-1-criteria", "client_address", "d-1-text")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", FIELDS)
def test_the_editor_answers_hostile_text_at_once(jonas_browser, field, name):
    form = posted(**{field: HOSTILE[name]})
    jonas_browser.post(reverse("drafts-new"), form, **PART)
    draft = Draft.objects.get()
    address = reverse("draft", args=[draft.pk])

    def save(**part: str):
        revision = Draft.objects.values_list("revision", flat=True).get()
        return jonas_browser.post(address, {**form, "revision": revision}, **part)

    ways = {
        "sums": lambda: jonas_browser.post(reverse("drafts-new-sums"), form, **PART),
        "saved while typing": lambda: save(**PART),
        "saved by its button": save,
        "opened": lambda: jonas_browser.get(address),
    }
    took = {what: cpu_ms(act, enough=MOST_MS) for what, act in ways.items()}
    assert {what: round(ms) for what, ms in took.items() if ms >= MOST_MS} == {}
    told = jonas_browser.post(reverse("drafts-new-sums"), form, **PART).content.decode()
    assert name == "lines" or "fit here" in told or "A list has at most" in told or "are the most" in told


def test_every_field_full_is_answered_at_once(jonas_browser):
    """As much as terms may hold in all their long fields, all of it fuzzy: 180,000 characters, of which 75,000 are read."""
    words = "Several modern pages, etc., as soon as possible if needed. "
    prose = (words * 400)[:20_000]
    form = posted(**dict.fromkeys(("background", "in_scope", "out_of_scope"), prose))
    lines = "\n".join([(words * 9)[:499]] * 50)
    form |= {f"m-{n}-{part}": lines for n in (1, 2) for part in ("deliverables", "criteria")}
    assert cpu_ms(lambda: jonas_browser.post(reverse("drafts-new-sums"), form, **PART), enough=MOST_MS) < MOST_MS
