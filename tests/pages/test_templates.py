"""Templates on pages: found, tried with numbers, begun with, made of one's own, renamed, deleted, taken along as files."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tallystone.acting.door import new_act_id
from tallystone.drafting.models import Draft
from tallystone.planning.template import markdown_of, template_from_markdown, templates
from tallystone.plans.models import OwnTemplate
from tests import cast as people
from tests.pages.test_drafts import posted

VIDEO = markdown_of(templates()["video"])
USED = {"do": "use", "start": "2099-01-05", "total": "12,000.01"}


def made(browser, text: str = VIDEO) -> OwnTemplate:
    browser.post(reverse("template-import"), {"text": text, "act_id": new_act_id()})
    return OwnTemplate.objects.latest("pk")


def page(browser, name: str, *args, query: str = "") -> str:
    answer = browser.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_gallery_shows_all_and_finds_by_kind(jonas_browser):
    text = page(jonas_browser, "templates")
    assert all(template.title in text for template in templates().values())
    found = page(jonas_browser, "templates", query="?search=WIREFRAMES+website")
    assert "A website of five pages" in found
    assert "A film of two minutes" not in found
    assert "No template has these words" in page(jonas_browser, "templates", query="?search=zeppelin")


def test_who_has_no_business_is_asked_for_it_first(maya_browser):
    assert "First, the name you work under" in page(maya_browser, "templates")
    assert "First, the name you work under" in page(maya_browser, "template", "website")


def test_a_template_is_tried_with_numbers(jonas_browser):
    answer = jonas_browser.post(reverse("template", args=["website"]), {**USED, "do": "show"})
    assert answer.status_code == 303
    text = jonas_browser.get(answer["Location"]).content.decode().replace("\xa0", " ")
    assert "2,400.00 EUR" in text  # 20 %
    assert "1,800.01 EUR" in text  # the last takes the remainder
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("kind", templates())
def test_a_draft_begins_with_any_of_them(jonas_browser, kind):
    form = {**USED, "act_id": new_act_id()}
    answers = [jonas_browser.post(reverse("template", args=[kind]), form) for _ in range(2)]
    draft = Draft.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/drafts/{draft.pk}#main"}
    parts = templates()[kind].parts
    assert [row["title"] for row in draft.typed["milestones"]] == [part.title for part in parts]
    assert sum(round(float(row["price"]) * 100) for row in draft.typed["milestones"]) == 1_200_001
    assert draft.typed["milestones"][0]["due"] > "2099-01-05"
    editor = page(jonas_browser, "draft", draft.pk)
    assert parts[0].title in editor


def test_without_a_total_prices_stay_empty(jonas_browser):
    jonas_browser.post(reverse("template", args=["brand"]), {**USED, "total": ""})
    assert {row["price"] for row in Draft.objects.get().typed["milestones"]} == {""}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("total", "a lot", "is not an amount"),
        ("start", "", "Choose a date"),
        ("deadline", "2099-01-06", "is the earliest"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_field(jonas_browser, field, value, sentence):
    answer = jonas_browser.post(reverse("template", args=["website"]), {**USED, field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Draft.objects.count() == 0


def test_a_template_goes_out_and_comes_back(jonas_browser):
    answer = jonas_browser.get(reverse("template-file", args=["video"]))
    assert 'filename="video.md"' in answer["Content-Disposition"]
    text = answer.content.decode()
    assert template_from_markdown(text) == templates()["video"]
    row = made(jonas_browser, text)
    assert jonas_browser.get(reverse("template-file", args=[row.key])).content.decode() == text
    assert "Your own" in page(jonas_browser, "templates")


def test_a_faulty_template_is_refused_with_its_lines_and_kept_to_mend(jonas_browser):
    wrong = VIDEO.replace("- Share: ", "- Part: ", 1)
    answer = jonas_browser.post(reverse("template-import"), {"text": wrong})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f"Line {wrong.split(chr(10)).index('- Part: 20 %') + 1}" in text
    assert "- Part: 20 %" in text
    assert not OwnTemplate.objects.exists()


def test_renamed_changed_deleted_and_brought_back(jonas_browser):
    row = made(jonas_browser)
    jonas_browser.post(reverse("template-rename", args=[row.key]), {"name": 'A "short" film: yes'})
    row.refresh_from_db()
    assert row.name == 'A "short" film: yes'
    assert template_from_markdown(row.text).kind == row.name
    assert jonas_browser.post(reverse("template-rename", args=[row.key]), {"name": " "}).status_code == 422
    jonas_browser.post(reverse("template-edit", args=[row.key]), {"text": row.text.replace("## Out of scope", "## Exclusions")})
    assert OwnTemplate.objects.count() == 1
    deleted = jonas_browser.post(reverse("template-delete", args=[row.key]))
    assert "Deleted: A &quot;short&quot; film" in jonas_browser.get(deleted["Location"]).content.decode()
    assert jonas_browser.get(reverse("template", args=[row.key])).status_code == 404
    jonas_browser.post(reverse("template-bring-back", args=[row.key]))
    assert jonas_browser.get(reverse("template", args=[row.key])).status_code == 200


def test_a_contract_becomes_a_template_without_the_clients_name(jonas_browser, maya_browser):
    whole = people.terms(title="Pages for Studio Almada", background="Studio Almada builds houses.")
    life = people.agreed(given=whole) if hasattr(people, "agreed") else people.proposed(given=whole)
    address = reverse("contract-template", args=[life.code])
    form = {"name": "Small site", "act_id": new_act_id()}
    answers = {jonas_browser.post(address, form)["Location"] for _ in range(2)}
    row = OwnTemplate.objects.get()
    assert answers == {f"/templates/{row.key}"}
    template = template_from_markdown(row.text)
    assert (template.title, template.background) == ("Pages for the client", "the client builds houses.")
    assert [part.criteria for part in template.parts] == [m.criteria for m in whole.milestones]
    assert sum(part.share_bp for part in template.parts) == 10_000
    assert maya_browser.get(address).status_code == 404


def test_a_draft_becomes_a_template_once_it_has_days_and_prices(jonas_browser):
    soon = (people.today() + timedelta(days=9)).isoformat()
    jonas_browser.post(reverse("template", args=["brand"]), {**USED, "total": "", "start": soon})
    draft = Draft.objects.get()
    address = reverse("draft-template", args=[draft.pk])
    assert "need a date and a price" in jonas_browser.get(address).content.decode()
    draft.typed["milestones"] = [{**row, "price": "100"} for row in draft.typed["milestones"]]
    draft.save()
    jonas_browser.post(address, {"name": "Mine"})
    assert [part.share_bp for part in template_from_markdown(OwnTemplate.objects.get().text).parts] == [2_500] * 4


def test_a_template_of_hourly_work_keeps_rate_hours_and_rules(jonas_browser):
    """From a draft to a template and back to a draft: the price of an hour, the cap, rounds, what is shown and left over."""
    given = people.by_the_hour(kind="hard")
    rules = {"surplus": "carry", "extra_round": "120.00", "hours_shown": "1", "m-2-rounds": "4"}
    jonas_browser.post(reverse("drafts-new"), posted(given, **rules))
    draft = Draft.objects.latest("pk")
    jonas_browser.post(reverse("draft-template", args=[draft.pk]), {"name": "By the hour"})
    key = OwnTemplate.objects.get().key
    page = jonas_browser.get(reverse("template", args=[key])).content.decode().replace("\xa0", " ")
    assert "by the hour: 10 hours at most, 80.00 EUR an hour" in page
    jonas_browser.post(reverse("template", args=[key]), {"total": "3000", "start": "2099-01-05", "deadline": "", "do": "use"})
    typed = Draft.objects.latest("pk").typed
    assert (typed["surplus"], typed["extra_round"], typed["hours_shown"]) == ("carry", "120.00", "1")
    first, second = typed["milestones"][:2]
    assert (first["rate"], first["cap"], first["cap_kind"], second["rounds"]) == ("80.00", "10", "hard", "4")


def test_others_find_nothing_of_mine(jonas_browser, noor_browser):
    row = made(jonas_browser)
    assert noor_browser.get(reverse("template", args=[row.key])).status_code == 404
    assert "own-" not in page(noor_browser, "templates")


def test_the_gallery_asks_little_however_many_there_are(jonas_browser, django_assert_max_num_queries):
    for n in range(12):
        made(jonas_browser, VIDEO.replace("kind: video", f"kind: video {n}"))
    with django_assert_max_num_queries(9):
        page(jonas_browser, "templates")


def test_an_empty_desk_and_drafts_lead_to_templates(jonas_browser):
    assert 'href="/templates"' in jonas_browser.get("/").content.decode()
    assert "Start from a template" in page(jonas_browser, "drafts")
    assert "Choose a template" in page(jonas_browser, "drafts-new")


def test_old_deleted_templates_go_for_good(jonas_browser):
    first, second = made(jonas_browser), made(jonas_browser)
    jonas_browser.post(reverse("template-delete", args=[first.key]))
    OwnTemplate.objects.filter(pk=first.pk).update(deleted=people.datetime.now(people.UTC) - timedelta(days=31))
    jonas_browser.post(reverse("template-delete", args=[second.key]))
    assert list(OwnTemplate.objects.values_list("pk", flat=True)) == [second.pk]
