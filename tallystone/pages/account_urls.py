"""Addresses of sign-in, invitations, settings and status links."""

from django.urls import path

from tallystone.pages import (
    account,
    acting_for,
    address,
    circle_page,
    invites,
    logo,
    member_pages,
    members,
    settings_pages,
    status_links,
    welcome,
)

urlpatterns = [
    path("settings/circle", circle_page.page, name="circle"),
    path("settings/circle/<int:number>", circle_page.one, name="circle-one"),
    path("sign-in", account.sign_in, name="sign-in"),
    path("sign-in/code", account.sign_in_code, name="sign-in-code"),
    path("sign-out", account.sign_out, name="sign-out"),
    path("in/<str:token>", invites.invite, name="invite"),
    path("welcome", welcome.welcome, name="welcome"),
    path("welcome/invoices", welcome.invoices, name="welcome-invoices"),
    path("settings", settings_pages.settings, name="settings"),
    path("settings/you", settings_pages.you, name="settings-you"),
    path("settings/act-for/<int:business_id>", acting_for.act_for, name="act-for"),
    path("settings/business", settings_pages.business, name="settings-business"),
    path("settings/tax", settings_pages.tax, name="settings-tax"),
    path("settings/bank", settings_pages.bank, name="settings-bank"),
    path("settings/logo", logo.settings_logo, name="settings-logo"),
    path("settings/address", address.address, name="settings-address"),
    path("settings/address/code", address.address_code, name="settings-address-code"),
    path("settings/client/<int:business_id>", settings_pages.client, name="settings-client"),
    path("join/<str:token>", invites.join, name="join"),
    path("settings/members/<int:business_id>", members.members, name="members"),
    path("settings/members/<int:business_id>/invite", members.invite, name="members-invite"),
    path("settings/members/<int:business_id>/invitations/<int:number>/revoke", members.revoke, name="members-revoke"),
    path("settings/members/<int:business_id>/<int:member_id>", member_pages.role, name="member"),
    path("settings/members/<int:business_id>/<int:member_id>/owner", member_pages.owner, name="member-owner"),
    path("settings/members/<int:business_id>/<int:member_id>/remove", member_pages.remove, name="member-remove"),
    path("businesses/<int:business_id>/logo", logo.logo, name="logo"),
    path("contracts/<str:code>/status-link", status_links.status_make, name="status-make"),
    path("contracts/<str:code>/status-link/revoke", status_links.status_revoke, name="status-revoke"),
]
