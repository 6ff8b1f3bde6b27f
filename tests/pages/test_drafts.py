"""Writing terms: kept as typed, changed row by row, refused with a sentence beside the field, proposed once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from tallystone.acting.door import new_act_id
from tallystone.books.models import Contract
from tallystone.core import roles
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.journal import chain
from tallystone.people.models import Business
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import text

PART = {"headers": {"X-Part": "aside"}}


def posted(terms=None, **changed) -> dict[str, str]:
    """The editor's form, filled with complete terms for a new client."""
    typed = spelled(terms or people.terms(), ".", people.today())
    form = {name: value for name, value in typed.items() if isinstance(value, str)}
    for letter, kind in (("m", "milestones"), ("d", "duties")):
        for n, row in enumerate(typed[kind], 1):
            form |= {f"{letter}-{n}-{field}": value for field, value in row.items()}
    form |= {"client_email": "vera@ferry.example", "client_company": "Ferry & Sons", "act_id": new_act_id(), "window": "w1"}
    return {**form, "revision": "1", "do": "save", **changed}


def saved(browser, **changed) -> Draft:
    browser.post(reverse("drafts-new"), posted(**changed))
    return Draft.objects.latest("pk")


def propose(browser, draft: Draft, **changed):
    return browser.post(reverse("draft-preview", args=[draft.pk]), {"revision": draft.revision, **changed})


def test_looking_at_a_new_draft_keeps_nothing(jonas_browser):
    page = jonas_browser.get(reverse("drafts-new"))
    assert page.status_code == 200
    assert Draft.objects.count() == 0


def test_the_first_save_makes_one_draft_however_often_it_is_sent(jonas_browser):
    form = posted()
    answers = [jonas_browser.post(reverse("drafts-new"), form) for _ in range(3)]
    draft = Draft.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/drafts/{draft.pk}?saved=1"}
    assert draft.typed["milestones"][1]["title"] == "Stage 2"


def test_autosave_answers_with_what_stands_beside(jonas_browser):
    answer = jonas_browser.post(reverse("drafts-new"), posted(), **PART)
    text = answer.content.decode()
    assert f'data-address="/drafts/{Draft.objects.get().pk}"' in text
    assert 'data-saved="Saved ' in text
    assert "7,141.80" in text.replace("\xa0", " ")


def test_sums_are_worked_out_without_saving(jonas_browser):
    draft = saved(jonas_browser)
    answer = jonas_browser.post(reverse("draft-sums", args=[draft.pk]), posted(**{"m-1-price": "0.50"}))
    assert "5,951.80" in answer.content.decode()
    assert Draft.objects.get().typed["milestones"][0]["price"] == "1000.50"
    assert jonas_browser.get(reverse("draft-sums", args=[draft.pk])).status_code == 200
    assert jonas_browser.post(reverse("drafts-new-sums"), posted()).status_code == 200


def test_weekends_and_a_wrong_order_are_pointed_out(jonas_browser):
    saturday = people.today() + timedelta(days=(5 - people.today().weekday()) % 7 + 700)
    answer = jonas_browser.post(reverse("drafts-new-sums"), posted(**{"m-1-due": saturday.isoformat()}))
    assert "Weekend" in answer.content.decode()
    assert "Due before the milestone that comes first" in answer.content.decode()


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up-2", ["Stage 2", "Stage 1", "Stage 3"]),
        ("remove-1", ["Stage 2", "Stage 3"]),
        ("add", ["Stage 1", "Stage 2", "Stage 3", ""]),
    ],
)
def test_rows_change_without_a_script(jonas_browser, do, order):
    draft = saved(jonas_browser)
    answer = jonas_browser.post(reverse("draft", args=[draft.pk]), posted(do=do))
    assert answer.status_code == 303
    assert [row["title"] for row in Draft.objects.get().typed["milestones"]] == order


def test_a_removed_milestone_comes_back(jonas_browser):
    draft = saved(jonas_browser)
    jonas_browser.post(reverse("draft", args=[draft.pk]), posted(do="remove-3"))
    page = jonas_browser.get(reverse("draft", args=[draft.pk])).content.decode()
    assert "Removed: Stage 3" in page
    without = {name: value for name, value in posted(do="restore").items() if not name.startswith("m-3")}
    jonas_browser.post(reverse("draft", args=[draft.pk]), without)
    assert [row["title"] for row in Draft.objects.get().typed["milestones"]] == ["Stage 1", "Stage 2", "Stage 3"]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("m-2-price", "-5", "A price cannot be below zero."),
        ("m-2-price", "1e400", "“1e400” is not an amount."),
        ("m-2-price", "1.005", "This has 3 decimals."),
        ("m-2-price", "１２", "is not an amount."),
        ("m-2-due", "2020-01-01", "has passed. Choose today or a later day."),
        ("m-2-criteria", " ", "Write at least one criterion"),
        ("m-2-deliverables", "", "Name at least one thing"),
        ("client_email", "a@b.example, c@d.example", "one mail address"),
        ("client_email", "", "mail address"),
        ("tax", "lots", "Write a percentage"),
        ("until", "2020-01-01", "has passed."),
    ],
)
def test_each_fault_stands_beside_its_field_and_what_was_typed_stays(jonas_browser, field, text, sentence):
    page = jonas_browser.post(reverse("drafts-new"), posted(**{field: text, "do": "preview"}))
    html = page.content.decode()
    assert page.status_code == 422
    assert f'id="{field}-error"' in html
    assert sentence in html
    assert f'href="#{field}"' in html
    assert text in html
    at = html.index(f'name="{field}"')
    assert "autofocus" in html[at : html.index(">", at)]


def test_a_title_of_a_megabyte_is_refused_and_kept_to_be_shortened(jonas_browser):
    page = jonas_browser.post(reverse("drafts-new"), posted(title="y" * 1_000_000, do="preview"))
    assert page.status_code == 422
    assert "characters long. 120 fit here." in page.content.decode()
    assert "y" * 1_000_000 in page.content.decode()
    assert Draft.objects.get().typed["title"] == "y" * 1_000_000


def test_three_hundred_milestones_are_refused_with_a_sentence(jonas_browser):
    page = jonas_browser.post(reverse("drafts-new"), posted(do="paste", paste="Stage;2027-01-01;5\n" * 300))
    assert page.status_code == 422
    assert "These are 300 milestones, with 3 there already. A contract has at most 100." in page.content.decode()
    rows = {f"m-{n}-{field}": "5" for n in range(1, 301) for field in ("title", "price")}
    page = jonas_browser.post(reverse("drafts-new"), posted(**rows, do="preview"))
    assert "A contract has at most 100 milestones." in page.content.decode()


def test_another_window_does_not_lose_what_the_first_one_saved(jonas_browser):
    draft = saved(jonas_browser)
    first = jonas_browser.post(reverse("draft", args=[draft.pk]), posted(title="First", window="w2"), **PART)
    assert first.status_code == 200
    second = jonas_browser.post(reverse("draft", args=[draft.pk]), posted(title="Second", window="w3"))
    assert second.status_code == 409
    assert 'value="Second"' in second.content.decode()
    assert Draft.objects.get().typed["title"] == "First"
    again = jonas_browser.post(reverse("draft", args=[draft.pk]), posted(title="Second", window="w3", revision="2"))
    assert again.status_code == 303
    assert Draft.objects.get().typed["title"] == "Second"


def test_an_answer_that_was_lost_is_no_other_window(jonas_browser):
    draft = saved(jonas_browser)
    for title in ("One", "Two"):
        assert jonas_browser.post(reverse("draft", args=[draft.pk]), posted(title=title), **PART).status_code == 200


def test_the_preview_shows_what_will_be_read(jonas_browser):
    draft = saved(jonas_browser, do="preview")
    html = jonas_browser.get(reverse("draft-preview", args=[draft.pk])).content.decode()
    assert "A website for the studio" in html
    assert "Ferry &amp; Sons has 7 days to review" in html
    assert "Propose to vera@ferry.example" in html


def test_an_incomplete_draft_has_no_preview(jonas_browser):
    draft = saved(jonas_browser, title="")
    for answer in (jonas_browser.get(reverse("draft-preview", args=[draft.pk])), propose(jonas_browser, draft)):
        assert answer["Location"] == f"/drafts/{draft.pk}?check=1"
    assert Contract.objects.count() == 0


def test_proposing_makes_the_contract_once(jonas_browser):
    draft = saved(jonas_browser, note="Shall we?")
    answers = [propose(jonas_browser, draft) for _ in range(2)]
    row = Contract.objects.get()
    assert all(answer["Location"].startswith(f"/contracts/{row.code}") for answer in answers)
    assert (row.code, row.state, row.title) == (draft.code, "proposed", "A website for the studio")
    client = Business.objects.get(pk=row.client_id)
    assert (client.name, client.kept_by_id) == ("Ferry & Sons", row.freelancer_id)
    draft.refresh_from_db()
    assert draft.typed == {}
    assert jonas_browser.get(reverse("draft", args=[draft.pk]))["Location"] == f"/contracts/{row.code}"


@pytest.mark.django_db(transaction=True)
def test_proposing_ten_times_at_once_is_one_contract():
    cast = people.cast()
    browsers = [browser_of(cast.jonas) for _ in range(10)]
    draft = saved(browsers[0])

    def press(browser):
        try:
            return propose(browser, draft).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(press, browsers)) == {303}
    assert Contract.objects.count() == 1


def test_a_preview_that_is_old_is_shown_anew(jonas_browser):
    draft = saved(jonas_browser)
    answer = propose(jonas_browser, draft, revision=7)
    assert answer.status_code == 409
    assert "changed in another window" in answer.content.decode()
    assert Contract.objects.count() == 0


def test_a_known_client_can_be_chosen_and_a_strangers_cannot(cast, jonas_browser):
    known = saved(jonas_browser, client=str(cast.almada.pk), client_email="", client_company="")
    propose(jonas_browser, known)
    assert Contract.objects.get().client_id == cast.almada.pk
    foreign = saved(jonas_browser, client=str(cast.elsewhere.pk))
    answer = propose(jonas_browser, foreign)
    assert answer.status_code == 422
    assert "Choose one of these." in answer.content.decode()
    assert Contract.objects.count() == 1


def test_ones_own_address_is_no_client(jonas_browser):
    answer = propose(jonas_browser, saved(jonas_browser, client_email=people.JONAS))
    assert answer.status_code == 422
    assert 'id="client_email-error"' in answer.content.decode()


def test_a_business_without_a_bank_account_is_asked_for_it_first(cast, jonas_browser):
    Business.objects.filter(pk=cast.brandt.pk).update(iban="", address="")
    draft = saved(jonas_browser)
    html = jonas_browser.get(reverse("draft-preview", args=[draft.pk])).content.decode()
    assert "Its bank account" in html
    assert "Its postal address" in html
    assert f'href="{reverse("settings-business")}">Add your details' in html
    assert propose(jonas_browser, draft).status_code == 422
    assert Contract.objects.count() == 0
    Business.objects.filter(pk=cast.brandt.pk).update(address="Kastanienallee 12")
    html = jonas_browser.get(reverse("draft-preview", args=[draft.pk])).content.decode()
    assert f'href="{reverse("settings-bank")}">Add your details' in html


def test_deleting_can_be_undone(jonas_browser):
    draft = saved(jonas_browser)
    gone = jonas_browser.post(reverse("draft-delete", args=[draft.pk]))
    page = jonas_browser.get(gone["Location"]).content.decode()
    assert "Deleted: A website for the studio" in page
    assert jonas_browser.get(reverse("draft", args=[draft.pk])).status_code == 303
    assert propose(jonas_browser, draft).status_code == 303
    assert Contract.objects.count() == 0
    jonas_browser.post(reverse("draft-bring-back", args=[draft.pk]))
    assert "A website for the studio" in jonas_browser.get(reverse("drafts")).content.decode()


def test_a_draft_of_somebody_else_does_not_exist(jonas_browser, noor_browser, maya_browser, stranger_browser):
    draft = saved(jonas_browser)
    for name in ("draft", "draft-preview", "draft-sums", "draft-delete", "draft-bring-back", "draft-rebase"):
        there, nowhere = reverse(name, args=[draft.pk]), reverse(name, args=[draft.pk + 999])
        for browser in (noor_browser, maya_browser):
            for way in (browser.get, browser.post):
                answer, unknown = way(there), way(nowhere)
                assert answer.status_code == unknown.status_code
                assert answer.status_code in {404, 405}
        assert stranger_browser.get(there).status_code in {302, 405}
    assert Draft.objects.get().typed == draft.typed


def test_an_act_id_of_somebody_else_does_not_open_their_draft(jonas_browser, noor_browser):
    draft = saved(jonas_browser)
    noor_browser.post(reverse("drafts-new"), posted(act_id=draft.act_id, title="Mine"))
    mine = Draft.objects.exclude(pk=draft.pk).get()
    assert mine.act_id != draft.act_id
    draft.refresh_from_db()
    assert draft.typed["title"] == "A website for the studio"


def test_fields_of_the_record_cannot_be_sent(cast, jonas_browser):
    draft = saved(jonas_browser)
    extra = {"code": "AAAAAA", "person": cast.noor.pk, "business": cast.elsewhere.pk, "side": "client", "answers": "0" * 64}
    jonas_browser.post(reverse("draft", args=[draft.pk]), posted(**extra))
    after = Draft.objects.get()
    assert (after.code, after.person, after.business, after.side, after.answers) == (
        draft.code, cast.jonas, cast.brandt, "freelancer", "",
    )  # fmt: skip


def test_a_client_without_a_business_is_shown_what_comes_first(maya_browser):
    page = maya_browser.get(reverse("drafts-new"))
    assert "First, the name you work under" in page.content.decode()
    maya_browser.post(reverse("drafts-new"), posted())
    assert Draft.objects.count() == 0
    assert maya_browser.post(reverse("drafts-new-sums"), posted()).status_code == 200


def test_scripts_in_words_stay_words(jonas_browser):
    draft = saved(jonas_browser, title="<script>alert(1)</script>", **{"m-1-criteria": "</textarea><img src=x>"})
    for name in ("draft", "draft-preview"):
        html = jonas_browser.get(reverse(name, args=[draft.pk])).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x>" not in html


def test_a_reader_with_another_mark_reads_the_same_amount(cast, jonas_browser):
    draft = saved(jonas_browser, **{"m-1-price": "1.200", "mark": ","})
    html = jonas_browser.get(reverse("draft", args=[draft.pk])).content.decode()
    assert 'name="m-1-price" value="1200.00"' in html


@pytest.mark.parametrize("answers", [False, True])
def test_who_may_write_but_not_propose_is_refused_by_the_rules(monkeypatch, cast, answers):
    """The role goes along into the core: what the pages let pass is refused there, and the draft stays as it is."""
    monkeypatch.setitem(roles.KEEP, "drafts", roles.WORK)
    lea = people.member(cast.brandt, "Lea Kern", "member")
    browser = browser_of(lea)
    if answers:
        life = people.countered()
        browser.post(reverse("counter", args=[life.code]), posted(life.terms, rounds="4"))
        draft, seq = Draft.objects.latest("pk"), life.contract.seq
    else:
        draft, seq = saved(browser), 0
    answer = propose(browser, draft)
    assert answer.status_code == 409
    assert "Your role" in text(answer)
    assert Draft.objects.get(pk=draft.pk).sent is None
    assert chain.fold(draft.code).seq == seq


def test_the_record_names_the_role_in_which_terms_were_sent(cast):
    browser = browser_of(people.member(cast.brandt, "Mo Abel", "manager"))
    draft = saved(browser)
    propose(browser, draft)
    assert [told.by.role for told in chain.entries(draft.code)] == ["manager"]
