"""The address of the desk."""

from django.urls import path

from tallystone.pages import desk

urlpatterns = [path("", desk.desk, name="desk")]
