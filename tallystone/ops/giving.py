"""The steps of stories in which work is given on, as acts."""

from datetime import datetime, timedelta
from typing import Any

from tallystone.core import acts
from tallystone.core.delegating import request_of
from tallystone.core.shape import Parent, terms_text
from tallystone.journal import chain, prose
from tallystone.ops.story import Step
from tallystone.people.models import Business


class Giving:
    """A part of the Player. `known` has the codes of contracts that were played before, `worker` is who requests name."""

    known: dict[str, str]
    worker: Business | None
    code: str
    terms: Any
    story: Any
    freelancer: Business
    client: Business

    def Subcontract(self, step: Step, now: datetime) -> acts.Act:
        told, note = step.told, prose.words(self.story.note) if self.story.note else None
        parent = Parent(self.known[told["parent"]], told["milestone"], tuple(told["criteria"]))
        until, words = now.date() + timedelta(days=14), prose.words(terms_text(self.terms))
        return acts.Subcontract(self.freelancer.pk, self.client.pk, self.terms, words, until, note, parent=parent)

    def AskSubcontract(self, step: Step, now: datetime) -> acts.Act:
        if self.worker is None:
            raise LookupError("nobody to ask about")
        return acts.AskSubcontract(
            step.milestone, self.worker.pk, prose.words(self.worker.name), prose.words(step.told["note"])
        )

    def ConsentSubcontract(self, step: Step, now: datetime) -> acts.Act:
        request = request_of(chain.fold(self.code), step.milestone)
        return acts.ConsentSubcontract(step.milestone, request.number if request else 0, request.who if request else "")
