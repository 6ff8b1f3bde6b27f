"""Addresses of drafts, of answers to a proposal, and of comparing versions."""

from django.urls import path

from tallystone.pages import comparing, countering, draft_sending, drafts

urlpatterns = [
    path("drafts", drafts.drafts, name="drafts"),
    path("drafts/new", drafts.new, name="drafts-new"),
    path("drafts/new/sums", drafts.sums, name="drafts-new-sums"),
    path("drafts/<int:number>", drafts.draft, name="draft"),
    path("drafts/<int:number>/sums", drafts.sums, name="draft-sums"),
    path("drafts/<int:number>/preview", draft_sending.preview, name="draft-preview"),
    path("drafts/<int:number>/delete", drafts.delete, name="draft-delete"),
    path("drafts/<int:number>/bring-back", drafts.bring_back, name="draft-bring-back"),
    path("drafts/<int:number>/rebase", countering.rebase, name="draft-rebase"),
    path("contracts/<str:code>/counter", countering.counter, name="counter"),
    path("contracts/<str:code>/counter/sums", countering.sums, name="counter-sums"),
    path("contracts/<str:code>/compare", comparing.compare, name="compare"),
]
