"""Addresses of how letters come, and of calendars."""

from django.urls import path

from tallystone.pages import calendars, letters

urlpatterns = [
    path("settings/letters", letters.settings_letters, name="settings-letters"),
    path("letters/stop/<str:token>", letters.stop, name="letters-stop"),
    path("settings/calendar", calendars.make, name="calendar-make"),
    path("settings/calendar/revoke", calendars.revoke, name="calendar-revoke"),
    path("calendar/<str:token>.ics", calendars.feed, name="calendar"),
    path("contracts/<str:code>/dates/<str:which>.ics", calendars.one, name="date"),
]
