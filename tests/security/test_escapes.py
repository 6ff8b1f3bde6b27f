"""Texts that spell letters nobody could type: halves of pairs, NUL, marks that turn text around, each by its escape."""

import pytest
from django.urls import reverse

from tallystone.drafting.models import Draft
from tallystone.planning.template import markdown_of, templates
from tallystone.plans.models import OwnTemplate
from tests import cast as lives

pytestmark = pytest.mark.django_db
SPELLED = ("\\ud800", "\\u0000", "\\udfff\\ud800", "\\u202e", "\\u0007")
NUMBERED = ("&#xd800;", "&#0;", "&#x202e;", "&#1114112;", "&#xffffff;", "&#7;")
TERMS = """---
currency: EUR
time zone: Europe/Lisbon
client: "{spelled} Almada"
  address: "Here{spelled}"
  person: "{spelled}"
  email: "maya{spelled}@almada.example"
---

# A site {numbered}

## Background

Words {numbered} here

## What the client does

- A duty {numbered}

## Milestone 1: First {numbered}

Due: 2030-01-01
Price: 10

Accepted when:

- It is there {numbered}
"""


def pages_open(browser) -> None:
    for draft in Draft.objects.filter(sent=None):
        for tail in ("", "/preview", "/text", "/exposure", "/odds", "/suggest"):
            assert browser.get(f"/drafts/{draft.pk}{tail}").status_code < 500, tail
        assert "\u202e" not in browser.get(f"/drafts/{draft.pk}").content.decode()
    for address in ("/drafts", "/", reverse("templates")):
        assert browser.get(address).status_code == 200


@pytest.mark.parametrize("numbered", NUMBERED)
@pytest.mark.parametrize("do", ["", "loose"])
def test_a_text_with_escapes_is_taken_or_refused(jonas_browser, do, numbered):
    lives.cast()
    jonas_browser.raise_request_exception = False
    for spelled in SPELLED:
        text = TERMS.format(spelled=spelled, numbered=numbered)
        answer = jonas_browser.post(reverse("drafts-bring"), {"text": text, "do": do})
        assert answer.status_code in {303, 422}, (spelled, answer.status_code)
    pages_open(jonas_browser)


@pytest.mark.parametrize("spelled", SPELLED)
def test_a_template_with_escapes_is_taken_or_refused(jonas_browser, spelled):
    lives.cast()
    jonas_browser.raise_request_exception = False
    whole = markdown_of(templates()["video"])
    for field in ("kind", "summary"):
        lines = [f'{field}: "Ours {spelled}"' if each.startswith(f"{field}:") else each for each in whole.split("\n")]
        answer = jonas_browser.post(reverse("template-import"), {"text": "\n".join(lines)})
        assert answer.status_code in {303, 422}, (field, answer.status_code)
    for numbered in NUMBERED:
        text = whole.replace("## Background\n", f"## Background\n\n{numbered}\n", 1)
        assert jonas_browser.post(reverse("template-import"), {"text": text}).status_code in {303, 422}, numbered
    for row in OwnTemplate.objects.all():
        for name in ("template", "template-file", "template-edit"):
            assert jonas_browser.get(reverse(name, args=[row.key])).status_code == 200
        assert "\u202e" not in row.name
    pages_open(jonas_browser)
