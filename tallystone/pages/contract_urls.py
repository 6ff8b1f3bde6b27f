"""Addresses of contracts."""

from django.urls import path

from tallystone.pages import act_urls, agreeing, commenting, contract, paper, terms_page

urlpatterns = [
    path("contracts/<str:code>", contract.contract, name="contract"),
    path("contracts/<str:code>/news", contract.news, name="news"),
    path("contracts/<str:code>/history", contract.history, name="history"),
    path("contracts/<str:code>/terms", terms_page.terms, name="terms"),
    path("contracts/<str:code>/agree/ask", agreeing.ask, name="ask-to-agree"),
    path("contracts/<str:code>/comments", commenting.comments, name="comments"),
    path("contracts/<str:code>/papers/<str:kind>/<str:about>.pdf", paper.paper, name="paper"),
    *act_urls.urlpatterns,
]
