"""A bare page around parts/uploads.html, with a form that waits for it."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from tallystone.files.uploads import within_reach
from tallystone.pages import urls
from tallystone.pages.file_rows import file_rows
from tallystone.pages.uploads import panel

PAGE = """<!doctype html><html lang="en"><head><title>Drop</title>{% include "parts/styles.html" %}</head><body>
{% include "parts/stones.html" %}<main class="page"><h1>Drop</h1>{% include "parts/uploads.html" %}
<form data-after-uploads action="/sent"><button class="button">Deliver</button></form>
{% include "parts/files.html" %}</main></body></html>"""


def drop(request, code: str, number: int) -> HttpResponse:
    rows = file_rows(within_reach(code, "freelancer"), text=True)
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"panel": panel(request, code, number), "files": rows}, request))


urlpatterns = [*urls.urlpatterns, path("contracts/<str:code>/milestones/<int:number>/drop", drop)]
handler404, handler403, handler500 = urls.handler404, urls.handler403, urls.handler500
