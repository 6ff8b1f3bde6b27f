"""Addresses of hours."""

from django.urls import path

from tallystone.pages import (
    earned,
    hours_contract,
    hours_entry,
    hours_export,
    hours_import,
    hours_limit,
    hours_logging,
    hours_undo,
    hours_week,
)

urlpatterns = [
    path("hours", hours_week.week, name="hours"),
    path("hours/log", hours_logging.log, name="hours-log"),
    path("hours/timer", hours_logging.timer, name="hours-timer"),
    path("hours/undo", hours_undo.undo, name="hours-undo"),
    path("hours/entries/<str:key>", hours_entry.entry, name="hours-entry"),
    path("earned", earned.earned, name="earned"),
    path("contracts/<str:code>/hours", hours_contract.contract_hours, name="contract-hours"),
    path("contracts/<str:code>/hours/import", hours_import.choose, name="hours-import"),
    path("contracts/<str:code>/hours/import/<str:key>", hours_import.look, name="hours-import-look"),
    path("contracts/<str:code>/hours/limit", hours_limit.limit, name="hours-limit"),
    path("contracts/<str:code>/hours.csv", hours_export.contract_csv, name="hours-csv"),
]
