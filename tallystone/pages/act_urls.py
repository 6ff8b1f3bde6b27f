"""Addresses of acts and milestones. Only acts of persons have one; those of the clock cannot be asked for."""

from django.urls import path, register_converter

from tallystone.pages import acts, milestone


class ContractAct:
    """An act on a contract as a whole. `counter` has pages of its own, which come first in the list of all addresses."""

    regex = (
        "agree|decline|withdraw|counter|fulfil-duty|reopen-duty|comment|resolve-comment|reopen-comment"
        "|introduce-member|hand-to-member"
        "|accept-change|decline-change|withdraw-change"
        "|offer-exit|counter-exit|accept-exit|decline-exit|withdraw-exit|end-for-cause"
        "|hand-over|acknowledge-handover|refer|withdraw-referral|consent-successor|decline-successor"
    )

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MilestoneAct(ContractAct):
    """An act on one milestone."""

    regex = "ask-funding|claim-paid|confirm-funding|confirm-payment|start|report|deliver|retract|ask-changes|accept"
    regex += "|accept-part|ask|answer|decide|withdraw-question"
    regex += "|refund"
    regex += "|dispute|offer-split|accept-split|withdraw-dispute|call-mediator|agree-mediator|chargeback"
    regex += "|ask-showcase|allow-showcase|refuse-showcase|withdraw-showcase|recommend|withdraw-recommendation"
    regex += "|ask-subcontract|consent-subcontract|refuse-subcontract"


register_converter(ContractAct, "contract-act")
register_converter(MilestoneAct, "milestone-act")

urlpatterns = [
    path("contracts/<str:code>/<contract-act:act>", acts.act, name="act"),
    path("contracts/<str:code>/milestones/<int:number>", milestone.page, name="milestone"),
    path("contracts/<str:code>/milestones/<int:number>/<milestone-act:act>", acts.act, name="milestone-act"),
]
