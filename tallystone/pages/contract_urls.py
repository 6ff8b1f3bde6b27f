"""Addresses of contracts."""

from django.urls import path

from tallystone.pages import (
    act_urls,
    agreeing,
    change_writing,
    changes,
    commenting,
    contract,
    delegating,
    disputes,
    handover,
    paper,
    passing,
    succession,
    terms_page,
    where,
)

urlpatterns = [
    path("contracts/<str:code>", contract.contract, name="contract"),
    path("contracts/<str:code>/news", contract.news, name="news"),
    path("contracts/<str:code>/history", contract.history, name="history"),
    path("contracts/<str:code>/terms", terms_page.terms, name="terms"),
    path("contracts/<str:code>/agree/ask", agreeing.ask, name="ask-to-agree"),
    path("contracts/<str:code>/comments", commenting.comments, name="comments"),
    path("contracts/<str:code>/papers/<str:kind>/<str:about>.pdf", paper.paper, name="paper"),
    path("contracts/<str:code>/offer-change", change_writing.offer_change, name="offer-change"),
    path("contracts/<str:code>/offer-change/sums", change_writing.sums, name="offer-change-sums"),
    path("contracts/<str:code>/change", changes.change, name="change"),
    path("contracts/<str:code>/changes", changes.changes, name="changes"),
    path("contracts/<str:code>/changes/<int:number>", changes.change, name="change-order"),
    path("contracts/<str:code>/handover", handover.page, name="handover"),
    path("contracts/<str:code>/successors", succession.successors, name="successors"),
    path("succeed/<str:code>", succession.succession, name="succession"),
    path("succeed/<str:code>/files/<str:hash>", succession.file, name="succession-file"),
    path("contracts/<str:code>/milestones/<int:number>/subcontract", delegating.subcontract, name="subcontract"),
    path("contracts/<str:code>/milestones/<int:number>/pass-up", passing.pass_up, name="pass-up"),
    path("contracts/<str:code>/standing", where.standing, name="standing"),
    path("contracts/<str:code>/leave", where.leave, name="leave"),
    path("contracts/<str:code>/milestones/<int:number>/in-dispute", disputes.page, name="dispute-case"),
    path("contracts/<str:code>/milestones/<int:number>/in-dispute/file", disputes.file, name="dispute-file"),
    *act_urls.urlpatterns,
]
