"""Addresses of templates, plans, forecasts, texts and time off."""

from django.urls import path

from tallystone.pages import bringing, exposures, kind_changes, kinds, odds, suggesting, text_files, time_off

urlpatterns = [
    path("templates", kinds.gallery, name="templates"),
    path("templates/import", kind_changes.take, name="template-import"),
    path("templates/<slug:key>", kinds.kind, name="template"),
    path("templates/<slug:key>/file", kinds.file, name="template-file"),
    path("templates/<slug:key>/edit", kind_changes.edit, name="template-edit"),
    path("templates/<slug:key>/rename", kind_changes.rename, name="template-rename"),
    path("templates/<slug:key>/delete", kind_changes.delete, name="template-delete"),
    path("templates/<slug:key>/bring-back", kind_changes.bring_back, name="template-bring-back"),
    path("drafts/bring", bringing.bring, name="drafts-bring"),
    path("drafts/<int:number>/left", bringing.left, name="draft-left"),
    path("drafts/<int:number>/template", kind_changes.of_draft, name="draft-template"),
    path("drafts/<int:number>/text", text_files.draft, name="draft-text"),
    path("drafts/<int:number>/suggest", suggesting.suggest, name="draft-suggest"),
    path("drafts/<int:number>/undo-plan", suggesting.undo, name="draft-undo-plan"),
    path("drafts/<int:number>/odds", odds.draft, name="draft-odds"),
    path("drafts/<int:number>/exposure", exposures.draft, name="draft-exposure"),
    path("contracts/<str:code>/template", kind_changes.of_contract, name="contract-template"),
    path("contracts/<str:code>/text", text_files.contract, name="contract-text"),
    path("contracts/<str:code>/odds", odds.contract, name="odds"),
    path("contracts/<str:code>/exposure", exposures.contract, name="exposure"),
    path("settings/time-off", time_off.time_off, name="time-off"),
    path("settings/time-off/<int:number>/delete", time_off.delete, name="time-off-delete"),
    path("settings/time-off/<int:number>/bring-back", time_off.bring_back, name="time-off-bring-back"),
]
