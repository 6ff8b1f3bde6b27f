"""Addresses for mediators and operators."""

from django.urls import path

from tallystone.pages import mediations

urlpatterns = [
    path("mediate", mediations.mediations, name="mediations"),
    path("mediate/in/<str:token>", mediations.enter, name="mediate"),
    path("mediate/<str:code>/<int:number>", mediations.mediation, name="mediation"),
    path("mediate/<str:code>/<int:number>/file", mediations.file, name="mediation-file"),
    path("mediate/<str:code>/<int:number>/files/<str:hash>/<str:name>", mediations.given, name="mediation-given"),
]
