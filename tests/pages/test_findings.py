"""Findings on pages: below fields, beside the editor, mended, taken back, left alone; and what terms leave open, for both."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tallystone.drafting.models import Draft
from tallystone.people.models import Business
from tests import cast as people
from tests.pages.test_drafts import posted

FUZZY = "Several pages, etc. The client owns the pages. If possible, a form as well."


def aside(browser, **changed) -> str:
    answer = browser.post(reverse("drafts-new-sums"), posted(**changed))
    assert answer.status_code == 200
    return answer.content.decode()


def draft(browser, **changed) -> Draft:
    """Saved as readers without scripts save it."""
    browser.post(reverse("drafts-new"), posted(**changed))
    return Draft.objects.latest("pk")


def press(browser, found: Draft, do: str, **more: str) -> Draft:
    """A button of the page that shows this draft."""
    typed = found.typed
    form = {name: text for name, text in typed.items() if isinstance(text, str)}
    for letter, kind in (("m", "milestones"), ("d", "duties")):
        for n, row in enumerate(typed[kind], 1):
            form |= {f"{letter}-{n}-{field}": text for field, text in row.items()}
    answer = browser.post(reverse("draft", args=[found.pk]), {**form, "revision": str(found.revision), "do": do, **more})
    assert answer.status_code == 303
    found.refresh_from_db()
    return found


def test_what_was_found_stands_beside_while_one_writes(jonas_browser):
    text = aside(jonas_browser, in_scope=FUZZY)
    assert 'data-for="in_scope"' in text
    assert "How many?" in text
    assert "Each side counts in their own favour" in text
    assert 'data-start="0" data-end="7" data-text="Several"' in text
    assert ">Fuzzy<" in text or ">Nearly clear<" in text


def test_the_page_itself_has_it_for_readers_without_scripts(jonas_browser):
    found = draft(jonas_browser, in_scope=FUZZY)
    page = jonas_browser.get(reverse("draft", args=[found.pk])).content.decode()
    assert 'value="mend:0:vague-quantity:in_scope:0"' in page
    assert "data-findings" not in page


def test_places_are_those_of_what_was_typed(jonas_browser):
    text = aside(jonas_browser, **{"m-1-criteria": "\n- It opens\n  • The page looks elegant\n", "title": "  Several   pages "})
    assert 'data-start="31" data-end="38" data-text="elegant"' in text
    assert 'data-start="2" data-end="9" data-text="Several"' in text


def test_a_new_draft_is_not_scolded(jonas_browser):
    page = jonas_browser.get(reverse("drafts-new")).content.decode()
    assert "finding-told" not in page
    assert "Nothing to read yet" in page


def test_one_press_mends_and_another_takes_it_back(jonas_browser):
    found = draft(jonas_browser, in_scope=FUZZY)
    found = press(jonas_browser, found, "mend:0:vague-quantity:in_scope:0")
    assert found.typed["in_scope"].startswith("___ pages, etc.")
    page = jonas_browser.get(reverse("draft", args=[found.pk])).content.decode()
    assert 'value="unmend"' in page
    found = press(jonas_browser, found, "unmend")
    assert found.typed["in_scope"] == FUZZY
    assert found.typed["mended"] is None


def test_undo_does_not_lose_what_was_typed_since(jonas_browser):
    found = press(jonas_browser, draft(jonas_browser, in_scope=FUZZY), "mend:0:vague-quantity:in_scope:0")
    found.typed["in_scope"] += " More."
    found = press(jonas_browser, found, "unmend")
    assert found.typed["in_scope"].endswith(" More.")


@pytest.mark.parametrize(
    ("field", "text", "rule", "mended"),
    [
        ("in_scope", "If possible, a form.", "loophole", "A form."),
        ("in_scope", "A form, if possible, and a page.", "loophole", "A form, and a page."),
        ("in_scope", "A form if possible.", "loophole", "A form."),
        ("payment_days", "75", "money-late", "30"),
        ("out_of_scope", "", "no-exclusions", "Not included: ___, ___, ___."),
        (
            "m-1-criteria",
            "It opens\nIt looks elegant",
            "subjective",
            "It opens\nIt looks elegant (that is: like ___, approved on ___)",
        ),
    ],
)
def test_each_way_of_mending(jonas_browser, field, text, rule, mended):
    found = draft(jonas_browser, funding="after", **{field: text})
    page = jonas_browser.get(reverse("draft", args=[found.pk])).content.decode()
    (do,) = {part.split('"')[0] for part in page.split('value="') if part.startswith(f"mend:0:{rule}:{field}:")}
    typed = press(jonas_browser, found, do).typed
    name = field.removeprefix("m-1-")
    assert (typed["milestones"][0][name] if name != field else typed[name]) == mended


def test_a_day_off_is_moved_to_a_day_on_which_both_work(jonas_browser):
    year = people.today().year + 1
    found = draft(jonas_browser, client_country="PT", **{"m-1-due": f"{year}-12-25"})
    found = press(jonas_browser, found, "mend:0:date-on-day-off:m-1-due:0")
    moved = date.fromisoformat(found.typed["milestones"][0]["due"])
    assert moved > date(year, 12, 26)  # the second day of Christmas is a holiday in Germany
    assert moved.weekday() < 5


@pytest.mark.parametrize(
    "do", ["mend:9:vague-quantity:in_scope:0", "mend:0:no:such:0", "mend::", "leave:x", "again:", "unmend", "mend"]
)
def test_what_names_nothing_changes_nothing(jonas_browser, do):
    found = draft(jonas_browser, in_scope=FUZZY)
    assert press(jonas_browser, found, do).typed["in_scope"] == FUZZY


def test_a_finding_can_be_left_alone_and_shown_again(jonas_browser):
    found = press(jonas_browser, draft(jonas_browser, in_scope=FUZZY), "leave:vague-quantity:in_scope:0")
    page = jonas_browser.get(reverse("draft", args=[found.pk])).content.decode()
    assert "mend:0:vague-quantity" not in page
    assert "1 left as it is" in page
    found = press(jonas_browser, found, "again:vague-quantity:in_scope:0")
    assert found.typed["left"] == ""


def test_why_a_finding_is_left_alone_is_kept_for_the_writer(jonas_browser):
    key = "vague-quantity:in_scope:0"
    why = {f"why:{key}": "  Counted on\tthe phone:\n five <b> "}
    found = press(jonas_browser, draft(jonas_browser, in_scope=FUZZY), f"leave:{key}", **why)
    assert found.typed["left"].endswith("\tseveral\tCounted on the phone: five <b>")
    page = jonas_browser.get(reverse("draft", args=[found.pk])).content.decode()
    assert "Counted on the phone: five &lt;b&gt;" in page
    assert "1 left as it is" in page
    assert press(jonas_browser, found, f"again:{key}").typed["left"] == ""


def test_a_milestone_has_rounds_of_its_own_in_the_first_draft(jonas_browser):
    found = draft(jonas_browser, **{"m-2-rounds": "4"})
    page = jonas_browser.get(reverse("draft", args=[found.pk])).content.decode()
    assert re.search(r'<input type="text" id="m-2-rounds" name="m-2-rounds" value="4"', page)
    assert page.count('name="m-2-rounds"') == 1


def test_blanks_that_are_left_are_pointed_at(jonas_browser):
    assert "A blank to fill" in aside(jonas_browser, in_scope="___ pages.")


@pytest.mark.parametrize(
    ("country", "address", "said"),
    [
        ("PT", "Rua 8, Almada", "The EU Late Payment Directive"),
        ("GB", "1 Row, London", "may apply"),
        ("US", "12 Water Street\nNew York, NY 10004", "New York State&#x27;s Freelance Isn&#x27;t Free Act"),
        ("US", "", "The state of the client is not known"),
        ("", "", "The country of the client is not known"),
    ],
)
def test_law_is_told_from_both_sides_places(jonas_browser, country, address, said):
    text = aside(jonas_browser, client_country=country, client_address=address)
    assert said in text
    assert "It is no legal advice" in text


def test_a_known_client_s_place_counts(jonas_browser):
    kept = people.cast().almada
    Business.objects.filter(pk=kept.pk).update(country="GB")
    text = aside(jonas_browser, client=str(kept.pk), client_country="", client_address="")
    assert "The UK late payment law" in text


def test_both_sides_read_the_same_of_terms_on_offer(jonas_browser, maya_browser):
    life = people.proposed(in_scope=FUZZY)
    pages = [browser.get(reverse("contract", args=[life.code])).content.decode() for browser in (jonas_browser, maya_browser)]
    parts = [page.split('aria-labelledby="open-points"')[1].split("</section>")[0] for page in pages]
    assert parts[0] == parts[1]
    assert "Several" in parts[0]
    assert "How many?" in parts[0]
    assert "favour" not in parts[0]  # no reasons that take a side


def test_clear_terms_say_so(maya_browser):
    clear = people.terms(count=2, out_of_scope="Photographs.", in_scope="Five pages. The client owns the pages after payment.")
    stages = tuple(
        replace(
            m,
            criteria=("The page opens within 2 seconds in Lighthouse 12",),
            price_minor=100_000,
            due=people.today() + timedelta(days=at),
        )
        for m, at in zip(clear.milestones, (14, 28), strict=True)
    )
    duties = tuple(replace(duty, due=people.today() + timedelta(days=5)) for duty in clear.duties)
    life = people.proposed(given=replace(clear, milestones=stages, duties=duties))
    page = maya_browser.get(reverse("contract", args=[life.code])).content.decode()
    part = page.split('aria-labelledby="open-points"')[1].split("</section>")[0]
    assert "Nothing was found" in part or part.count("<li") <= 2  # days off depend on the day of the test


def test_an_answer_is_read_from_the_contract_s_own_places(maya_browser):
    life = people.proposed(in_scope=FUZZY)
    page = maya_browser.get(reverse("counter", args=[life.code])).content.decode()
    assert "The EU Late Payment Directive" in page
    assert "mend:0:vague-quantity:in_scope:0" in page


def test_a_megabyte_is_answered(jonas_browser):
    text = aside(jonas_browser, in_scope="modern " * 140_000)
    assert "This is 979999 characters long. 20000 fit here." in text
    assert "more in this field" in text
