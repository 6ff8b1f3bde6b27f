"""Every address, room by room."""

from tallystone.pages import (
    account_urls,
    contract_urls,
    desk_urls,
    draft_urls,
    file_urls,
    hours_urls,
    letter_urls,
    mediation_urls,
    plan_urls,
    public_urls,
    showcase_urls,
)

urlpatterns = [
    *public_urls.urlpatterns,
    *showcase_urls.urlpatterns,
    *account_urls.urlpatterns,
    *letter_urls.urlpatterns,
    *desk_urls.urlpatterns,
    *hours_urls.urlpatterns,
    *draft_urls.urlpatterns,
    *plan_urls.urlpatterns,
    *contract_urls.urlpatterns,
    *file_urls.urlpatterns,
    *mediation_urls.urlpatterns,
]
handler404 = "tallystone.pages.errors.not_found"
handler403 = "tallystone.pages.errors.forbidden"
handler500 = "tallystone.pages.errors.broken"
