"""Suggested milestones for a draft: the question, the plan with the reason of every number, put into the draft, taken out."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tallystone.core.refusal import Refusal
from tallystone.core.shape import Terms
from tallystone.drafting import keeping
from tallystone.drafting.checking import today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import respelled, spelled
from tallystone.drafting.typed import Typed, whole
from tallystone.pages import plan_fields
from tallystone.pages.editor import decimal_mark, to
from tallystone.pages.plan_pictures import lanes
from tallystone.planning.suggest import Suggested, fill
from tallystone.plans import applying, asking, own
from tallystone.plans.models import Plan
from tallystone.plans.saying import spelled as said


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a plan (POST `show`), see it with its reasons (GET), put it into the draft (POST `apply`)."""
    draft = planned_draft(request, number)
    typed, plan = respelled(whole(draft.typed), decimal_mark()), applying.plan_of(draft)
    if request.method != "POST":
        return _page(request, draft, typed, plan.asked)
    asked = asking.cut(request.POST)
    try:
        answer = asking.answer(request.user, draft, typed, asked)
    except Refusal as refusal:
        return _page(request, draft, typed, asked, refusal)
    Plan.objects.update_or_create(draft=draft, defaults={"asked": asked})
    if request.POST.get("do") != "apply":
        return to(reverse("draft-suggest", args=[draft.pk]), "plan")
    if not applying.apply(draft, typed, _changes(typed, asked, answer)):
        return to(reverse("draft", args=[draft.pk]))
    return to(f"{reverse('draft', args=[draft.pk])}?planned=1", "milestones")


@login_required
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Bring back what a plan has replaced in the draft."""
    draft = planned_draft(request, number)
    applying.undo(draft)
    return to(f"{reverse('draft', args=[draft.pk])}?planned=1", "milestones")


def planned_draft(request: HttpRequest, number: int) -> Draft:
    """A draft of a freelancer's that is still being written, or Http404."""
    draft = keeping.draft_for(request.user, number)
    if draft.sent or draft.deleted or draft.business is None:
        raise Http404
    return draft


def _changes(typed: Typed, asked: dict[str, str], answer: asking.Answer) -> dict[str, Any]:
    """What the plan puts into the draft: days and prices alone where these milestones were in it already."""
    plan, mark = answer.plan, typed["mark"] or "."
    if asked["source"] == asking.ROWS:
        return {"milestones": applying.redated(typed, plan.milestones, plan.currency)}
    rows = {"milestones": applying.rows_of(plan.milestones, plan.currency, mark)}
    if answer.template is None:
        return rows
    start = answer.plan.spans[0].starts
    terms: Terms = fill(answer.template, plan.total_minor, plan.currency, start, "UTC")
    return rows | applying.filled(typed, spelled(terms, mark, today_in(typed["zone"])))


def _page(
    request: HttpRequest, draft: Draft, typed: Typed, asked: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    shown = asking.beginning(draft, typed) | {name: value for name, value in asked.items() if value or name in asked}
    answer = None
    if asked and refusal is None:
        try:
            answer = asking.answer(request.user, draft, typed, asked)
        except Refusal as trouble:  # what was asked once no longer fits the draft
            refusal = trouble
        except Http404:  # nor is the template there any more
            shown["source"] = asking.ROWS
    fields = plan_fields.drawn(_told(typed["currency"] or "EUR", request), shown, refusal)
    told = {
        "draft": draft,
        "typed": typed,
        "asked": shown,
        "fields": fields,
        "error": plan_fields.elsewhere(refusal, {**fields, "source": None}),
        "source_error": plan_fields.elsewhere(refusal, fields) if refusal and refusal.field == "source" else "",
        "answer": answer,
        "stages": _stages(answer.plan) if answer else [],
        "notes": [said(note) for note in answer.plan.notes] if answer else [],
        "chart": lanes(answer.plan.spans) if answer else None,
        "replaces": sum(1 for row in typed["milestones"] if any(text.strip() for text in row.values())),
    }
    return render(request, "plans/suggest.html", told, status=422 if refusal else 200)


def _stages(plan: Suggested) -> list[dict[str, Any]]:
    """Each milestone with its place in time and the reasons of its day and its price."""
    return [
        {
            "milestone": m,
            "span": span,
            "due_why": [said(each) for each in plan.why(f"milestones.{m.number}.due")],
            "price_why": [said(each) for each in plan.why(f"milestones.{m.number}.price")],
        }
        for m, span in zip(plan.milestones, plan.spans, strict=True)
    ]


def _told(currency: str, request: HttpRequest) -> dict[str, dict[str, Any]]:
    kinds = [(kind.key, kind.template.title) for kind in own.kinds(request.user)]
    begins = [
        (asking.REVIEWED, _("when the one before it is accepted")),
        (asking.HANDED, _("when the one before it is handed over")),
    ]
    outline = _("One milestone on each line; indent below it what is handed over. It may name days of work, shares or amounts.")
    waits = _("For exceptions, one a line: “3: 1” if milestone 3 waits for number 1 alone, “2: 2026-04-03” for a day.")
    away = _("One a line, for example “21 December 2026 to 3 January 2027, closed”.")
    return {
        "total": plan_fields.total(currency),
        "start": plan_fields.starts(),
        "deadline": plan_fields.deadline(),
        "kind": {"label": _("Kind of work"), "choices": (("", kinds),)},
        "outline": {"label": _("Outline"), "kind": "area", "rows": 5, "hint": outline},
        "buffer": {"label": _("Spare time"), "kind": "number", "suffix": _("% of the work")},
        "begins": {"label": _("A milestone begins"), "choices": (("", begins),)},
        "waits": {"label": _("What else waits for what"), "kind": "area", "rows": 2, "optional": True, "hint": waits},
        "away": {"label": _("Days on which the client is away"), "kind": "area", "rows": 2, "optional": True, "hint": away},
    }
