"""Addresses that need no sign-in."""

from django.urls import path

from tallystone.pages import outbox, public, status

urlpatterns = [
    path("healthz", public.healthz, name="healthz"),
    path("readyz", public.readyz, name="readyz"),
    path("robots.txt", public.robots, name="robots"),
    path(".well-known/security.txt", public.security, name="security"),
    path("status/<str:token>", status.status, name="status"),
    path("outbox", outbox.outbox, name="outbox"),
    path("outbox/<int:number>", outbox.letter, name="letter"),
    path("outbox/<int:number>/html", outbox.letter_html, name="letter-html"),
]
