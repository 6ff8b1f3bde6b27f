"""Planning a draft on pages: a plan with reasons, put in and taken out; odds; exposure and the plan below a limit; time off."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tallystone.daysoff import public_holidays
from tallystone.drafting import reading
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import whole
from tallystone.people.models import Business
from tallystone.plans.calendars import calendar_of
from tallystone.plans.models import Plan, TimeOff
from tests import cast as people
from tests.pages.test_drafts import posted, saved

ASK = {
    "source": "kind", "kind": "website", "outline": "", "total": "10,000", "start": "2099-01-05", "deadline": "",
    "buffer": "10", "begins": "reviewed", "waits": "", "away": "", "do": "show",
}  # fmt: skip
WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
OUTLINE = "Sketches, 3 days, 20 %\n  a PDF\nPages, 10 days, 50 %\nLaunch, 2 days, 30 %\nsomething | odd | without | sense\n"


def ask(browser, draft: Draft, **changed):
    return browser.post(reverse("draft-suggest", args=[draft.pk]), {**ASK, **changed})


def text_of(answer) -> str:
    return answer.content.decode().replace("\xa0", " ")


@pytest.fixture
def draft(jonas_browser) -> Draft:
    return saved(jonas_browser)


def rows(draft: Draft) -> list[tuple[str, str, str]]:
    draft.refresh_from_db()
    return [(row["title"], row["due"], row["price"]) for row in draft.typed["milestones"]]


def test_every_number_of_a_plan_has_its_reasons(jonas_browser, draft):
    assert ask(jonas_browser, draft)["Location"] == f"/drafts/{draft.pk}/suggest#plan"
    text = text_of(jonas_browser.get(reverse("draft-suggest", args=[draft.pk])))
    assert "Work begins on 5 January 2099, the first working day from the start on." in text
    assert "20 % of 10,000.00 EUR, the share that is stated for it; rounded down." in text
    assert text.count("Why this day and this price") == 4
    assert "the remainder of the division goes to the last one" in text
    assert rows(draft)[0][0] == "Stage 1"  # the draft stays as it is


def test_a_plan_goes_in_and_out_and_in_again(jonas_browser, draft):
    before = rows(draft)
    ask(jonas_browser, draft, do="apply")
    planned = rows(draft)
    assert [title for title, _due, _price in planned] == ["Wireframes", "Design", "Built site on a test address", "Site online"]
    assert draft.typed["title"] == "A website for the studio"  # what was written stays
    undo = reverse("draft-undo-plan", args=[draft.pk])
    assert "The milestones are in your draft." in text_of(jonas_browser.get(f"/drafts/{draft.pk}?planned=1"))
    assert "Take back the last plan" in text_of(jonas_browser.get(f"/drafts/{draft.pk}"))
    jonas_browser.post(undo)
    assert rows(draft) == before
    jonas_browser.post(undo)
    assert rows(draft) == planned


def test_an_empty_draft_takes_the_templates_words_too(jonas_browser):
    draft = saved(jonas_browser, **dict.fromkeys(("title", "in_scope", "background", "d-1-text"), ""))
    ask(jonas_browser, draft, do="apply")
    draft.refresh_from_db()
    assert draft.typed["title"] == "A website of five pages"
    assert draft.typed["duties"][0]["text"].startswith("Sends the texts")


def test_the_drafts_own_milestones_get_days_and_prices(jonas_browser, draft):
    ask(jonas_browser, draft, source="rows", total="600", do="apply", deadline="2099-03-31")
    found = rows(draft)
    assert [title for title, _due, _price in found] == ["Stage 1", "Stage 2", "Stage 3"]
    assert draft.typed["milestones"][0]["criteria"] == "Opens on a phone\nReads without help"
    assert sum(round(float(price) * 100) for _title, _due, price in found) == 60_000
    assert "2099-01-05" < found[0][1] < found[1][1] < found[2][1] <= "2099-03-31"


def test_what_is_billed_by_the_hour_keeps_its_price_in_the_plan_and_in_the_draft(jonas_browser):
    """10 hours at 80.00 stay 800.00, whatever the total; the others share what that leaves of it."""
    jonas_browser.post(reverse("drafts-new"), posted(people.by_the_hour()))
    draft = Draft.objects.latest("pk")
    question = {"source": "rows", "total": "2,800", "deadline": "2099-03-31"}
    ask(jonas_browser, draft, **question)
    text = text_of(jonas_browser.get(reverse("draft-suggest", args=[draft.pk])))
    assert "By the hour: 10 h at most, at 80.00 EUR an hour. The total does not change that." in text
    shown = [line.replace(",", "") for line in re.findall(r"([\d,]+\.\d\d) EUR</", text)]
    ask(jonas_browser, draft, **question, do="apply")
    found = read(draft_of(draft))
    assert [m.price_minor for m in found][:1] == [80_000]
    assert sum(m.price_minor for m in found) == 280_000
    assert all(f"{m.price_minor // 100}.{m.price_minor % 100:02}" in shown for m in found)


def test_hours_that_cost_more_than_the_total_are_told(jonas_browser):
    jonas_browser.post(reverse("drafts-new"), posted(people.by_the_hour()))
    draft = Draft.objects.latest("pk")
    ask(jonas_browser, draft, source="rows", total="500")
    text = text_of(jonas_browser.get(reverse("draft-suggest", args=[draft.pk])))
    assert "With what is billed by the hour, the plan comes to 800.00 EUR instead of 500.00 EUR." in text


def draft_of(draft: Draft) -> Draft:
    draft.refresh_from_db()
    return draft


def read(draft: Draft):
    return reading.read(whole(draft.typed), people.today()).terms.milestones


def test_an_outline_becomes_milestones_and_what_was_not_understood_is_told(jonas_browser, draft):
    ask(jonas_browser, draft, source="outline", outline=OUTLINE)
    text = text_of(jonas_browser.get(reverse("draft-suggest", args=[draft.pk])))
    assert "3. Launch" in text
    assert "5,000.00 EUR" in text
    assert "something | odd" in text


def test_holidays_and_time_off_of_both_sides_move_the_days(jonas_browser, maya_browser, draft, cast):
    draft.typed["client"] = str(cast.almada.pk)
    draft.save()
    days = {"first": "2099-01-06", "last": "2099-01-16", "why": "Skiing"}
    jonas_browser.post(reverse("time-off"), {**days, "business": cast.brandt.pk})
    maya_browser.post(reverse("time-off"), {"first": "2099-01-29", "business": cast.almada.pk})
    ask(jonas_browser, draft, away="1 May 2099 to 2 May 2099 Fair")
    text = text_of(jonas_browser.get(reverse("draft-suggest", args=[draft.pk])))
    assert "6 January 2099 – 16 January 2099: Skiing" in text
    assert "29 January 2099" in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("total", "much", "is not an amount"),
        ("total", "", "price"),
        ("start", "2001-01-01", "has passed"),
        ("deadline", "2099-01-08", "is the earliest"),
        ("buffer", "-3", "Write a whole number from 0 to 100."),
        ("waits", "soon", "does not say what waits"),
        ("waits", "2: 4", "can wait for an earlier milestone"),
        ("away", "in summer", "names no day"),
        ("kind", "own-1", ""),
    ],
)
def test_a_question_that_cannot_be_answered_says_why_and_keeps_what_was_typed(jonas_browser, draft, field, value, sentence):
    answer = ask(jonas_browser, draft, **{field: value})
    if field == "kind":
        assert answer.status_code == 404
        return
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert f'name="{field}"' in text_of(answer)
    assert Plan.objects.filter(draft=draft).count() == 0


def test_what_waits_for_what_and_for_when(jonas_browser, draft):
    ask(jonas_browser, draft, begins="handed", waits="3: 2099-06-01\n4 waits for 1")
    text = text_of(jonas_browser.get(reverse("draft-suggest", args=[draft.pk])))
    assert "since it waits for what is due on 1 June 2099" in text


def test_the_editors_buttons_keep_what_is_typed_and_lead_on(jonas_browser, draft):
    for do in ("suggest", "odds", "exposure"):
        answer = jonas_browser.post(
            reverse("draft", args=[draft.pk]), posted(do=do, title="Kept", revision=str(draft.revision))
        )
        assert answer["Location"] == f"/drafts/{draft.pk}/{do}"
        draft.refresh_from_db()
        assert draft.typed["title"] == "Kept"
    assert jonas_browser.post(reverse("drafts-new"), posted(do="suggest"))["Location"].endswith("/suggest")


def test_the_odds_are_the_same_every_time_and_drawn(jonas_browser, draft):
    address = reverse("draft-odds", args=[draft.pk])
    first, second = (text_of(jonas_browser.get(address)) for _ in range(2))
    assert re.findall(r'points="([^"]+)"', first) == re.findall(r'points="([^"]+)"', second)
    assert first.count('role="img"') == 3
    assert "From a stated range: 80 to 200 % of the planned time" in first
    sure = text_of(jonas_browser.get(f"{address}?best=10&likely=20&worst=30"))
    assert sure.count('<b class="figure">100 %</b>') == 3
    assert jonas_browser.get(f"{address}?best=300").status_code == 422


def test_the_odds_of_a_templates_days_know_its_spare_time(jonas_browser):
    start = people.today() + people.timedelta(days=30)
    jonas_browser.post(reverse("template", args=["website"]), {"do": "use", "total": "", "start": start.isoformat()})
    draft = Draft.objects.get()
    address = reverse("draft-odds", args=[draft.pk])
    known = [int(met) for met in re.findall(r'figure">(\d+) %', text_of(jonas_browser.get(address)))]
    Plan.objects.all().delete()
    unknown = [int(met) for met in re.findall(r'figure">(\d+) %', text_of(jonas_browser.get(f"{address}?start={start}")))]
    assert len(known) == len(unknown) == 4
    assert sum(known) > sum(unknown)


def test_the_careful_days_go_into_the_draft(jonas_browser, draft):
    before = rows(draft)
    jonas_browser.post(reverse("draft-odds", args=[draft.pk]))
    after = rows(draft)
    assert [row[0] for row in after] == [row[0] for row in before]
    assert [row[2] for row in after] == [row[2] for row in before]
    assert all(new[1] >= old[1] for new, old in zip(after, before, strict=True))
    assert after != before
    jonas_browser.post(reverse("draft-undo-plan", args=[draft.pk]))
    assert rows(draft) == before


def test_the_exposure_is_shown_by_day_and_by_month(jonas_browser, time_machine):
    time_machine.move_to(WEDNESDAY, tick=False)
    draft = saved(jonas_browser)
    due = draft.typed["milestones"][0]["due"]
    text = text_of(jonas_browser.get(reverse("draft-exposure", args=[draft.pk]) + f"?day={due}"))
    assert "3,570.60" in text  # the dearest milestone with tax, paid before it begins
    assert text.count("<polyline") == 2
    assert "Cash flow by month" in text
    assert "the client has paid 0.00 EUR for work not handed over" in text


def test_the_plan_below_a_limit_is_offered_and_goes_in(jonas_browser, time_machine):
    time_machine.move_to(WEDNESDAY, tick=False)  # how a plan falls on working days depends on the day
    draft = saved(jonas_browser)
    address = reverse("draft-exposure", args=[draft.pk])
    text = text_of(jonas_browser.get(f"{address}?limit=2,000"))
    assert "A plan that keeps it" in text
    jonas_browser.post(address, {"limit": "2,000"})
    found = rows(draft)
    assert len(found) > 3
    assert sum(round(float(price) * 100) for _title, _due, price in found) == 600_150
    jonas_browser.post(reverse("draft-undo-plan", args=[draft.pk]))
    assert len(rows(draft)) == 3
    assert jonas_browser.get(f"{address}?limit=nothing").status_code == 422


def test_both_sides_see_the_exposure_of_a_contract_and_only_the_freelancer_the_odds(jonas_browser, maya_browser, time_machine):
    time_machine.move_to(WEDNESDAY, tick=False)
    life = people.proposed()
    for browser in (jonas_browser, maya_browser):
        assert "3,570.60" in text_of(browser.get(reverse("exposure", args=[life.code])))
    assert jonas_browser.get(reverse("odds", args=[life.code])).status_code == 200
    assert maya_browser.get(reverse("odds", args=[life.code])).status_code == 404


def test_empty_drafts_are_told_what_they_need(jonas_browser):
    draft = saved(jonas_browser, **{f"m-{n}-due": "" for n in (1, 2, 3)})
    for name in ("draft-odds", "draft-exposure"):
        assert "Suggest milestones" in text_of(jonas_browser.get(reverse(name, args=[draft.pk])))
    assert jonas_browser.post(reverse("draft-odds", args=[draft.pk])).status_code == 303


def test_time_off_is_entered_taken_away_and_brought_back(jonas_browser, cast):
    form = {"business": cast.brandt.pk, "first": "2099-07-01", "last": "2099-07-14", "why": "Holiday"}
    for _ in range(2):
        assert jonas_browser.post(reverse("time-off"), form)["Location"].endswith("?saved=1")
    row = TimeOff.objects.get()
    assert (row.first, row.last, row.why) == (date(2099, 7, 1), date(2099, 7, 14), "Holiday")
    gone = jonas_browser.post(reverse("time-off-delete", args=[row.pk]))["Location"]
    assert "Taken away: 1 July 2099 to 14 July 2099" in text_of(jonas_browser.get(gone))
    jonas_browser.post(reverse("time-off-bring-back", args=[row.pk]))
    assert "Holiday" in text_of(jonas_browser.get(reverse("time-off")))
    for wrong in ({"last": "2099-06-30"}, {"first": "soon"}, {"last": "2101-07-01"}, {"business": cast.elsewhere.pk}):
        assert jonas_browser.post(reverse("time-off"), {**form, **wrong}).status_code == 422
    assert TimeOff.objects.count() == 1


def test_public_holidays_go_by_the_part_of_the_country(jonas_browser, cast):
    def choose(region: str):
        return jonas_browser.post(reverse("time-off"), {"business": cast.brandt.pk, f"region-{cast.brandt.pk}": region})

    def off() -> set[date]:
        cast.brandt.refresh_from_db()
        calendar = calendar_of(cast.brandt)
        return {date(2099, 1, 6), date(2099, 3, 8)} & set(public_holidays(calendar.country, calendar.region, 2099))

    assert off() == set()
    assert choose("BY")["Location"].endswith("?saved=region")
    assert off() == {date(2099, 1, 6)}
    page = jonas_browser.get(reverse("time-off"))
    assert '<option value="BY" selected>Bayern</option>' in page.text
    refused = choose("CA")
    assert (refused.status_code, "Choose one of these." in refused.text) == (422, True)
    assert off() == {date(2099, 1, 6)}
    Business.objects.filter(pk=cast.brandt.pk).update(country="CH")  # it moves; BY is no part of its new country
    assert off() == set()
    Business.objects.filter(pk=cast.brandt.pk).update(country="DE")
    assert choose("")["Location"].endswith("?saved=region")
    assert off() == set()


def test_a_due_day_on_a_holiday_of_ones_own_part_is_found(jonas_browser, draft, cast):
    draft.typed["milestones"][0]["due"] = "2099-01-06"
    draft.save()
    page = reverse("draft", args=[draft.pk])
    assert "Epiphany" not in jonas_browser.get(page).text
    jonas_browser.post(reverse("time-off"), {"business": cast.brandt.pk, f"region-{cast.brandt.pk}": "BY"})
    assert "Epiphany" in jonas_browser.get(page).text


def test_pages_of_a_plan_ask_a_handful(jonas_browser, draft, django_assert_max_num_queries):
    ask(jonas_browser, draft)
    for name in ("draft-suggest", "draft-odds", "draft-exposure"):
        with django_assert_max_num_queries(20):
            jonas_browser.get(reverse(name, args=[draft.pk]))
