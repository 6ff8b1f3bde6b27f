"""Two pages: a hello, and fifty rows from one query through a template."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.hello.models import Row


def hello(request):
    return HttpResponse("hello")


def rows(request):
    return render(request, "rows.html", {"rows": Row.objects.order_by("-moved_at")[:50]})


urlpatterns = [path("", hello), path("rows", rows), path("rows/<int:number>", hello, name="row")]
