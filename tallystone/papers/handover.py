"""A handover as data for the typesetter."""

from datetime import date

from django.utils.translation import gettext as _

from tallystone.books.models import Contract
from tallystone.core import facts
from tallystone.core.handover import CLOSE, PASS_ON, RETURN, Handover, Stage, handover_from
from tallystone.journal import chain, prose
from tallystone.papers import data
from tallystone.papers.parties import businesses, party
from tallystone.showing import day, moment, work_word


def handover(row: Contract, seq: int) -> data.HandoverData:
    """The handover of the entry `seq`, as its words say it: no amount is in it."""
    told = next(chain.entries(row.code, after=seq - 1, up_to=seq))
    given = next(fact for fact in told.facts if isinstance(fact, facts.HandedOver))
    document = handover_from(prose.read([given.document]).get(given.document))
    if document is None:
        raise LookupError("the handover was erased")
    freelancer, client = businesses(row)
    sides = {"freelancer": freelancer.name, "client": client.name, "at": moment(told.at, row.zone)}
    return data.HandoverData(
        lang="en",
        issued=int(told.at.timestamp()),
        code=row.code,
        title=row.title,
        subtitle=_("Handover from %(freelancer)s to %(client)s, %(at)s") % sides,
        parties=(party(freelancer, "freelancer"), party(client, "client")),
        state=_("Complete") if not given.missing else _("Not complete yet"),
        knowing=document.knowing,
        first=document.first,
        problems=_said(document, "problems", document.problems),
        stages=tuple(_stage(stage) for stage in document.stages),
        places=tuple(data.Fact(label=each.what, value=each.where) for each in document.places),
        no_places=_said(document, "places", ""),
        access=tuple(data.Fact(label=each.what, value=f"{_way(each.way)}: {each.how}") for each in document.access),
        no_access=_said(document, "access", ""),
        questions=tuple(data.Fact(label=_where(each.milestone), value=each.text) for each in document.questions),
        decisions=tuple(
            data.Fact(label=f"{_where(each.milestone)}, {_day(each.on)}", value=f"{each.question}\n{each.answer}")
            for each in document.decisions
        ),
        duties=tuple(data.Fact(label=_duty(each.done, each.due), value=each.text) for each in document.duties),
        document=given.document,
        head=told.hash,
    )


def _stage(stage: Stage) -> data.HandedStage:
    about = _("%(work)s, due on %(day)s") % {"work": work_word(stage.work), "day": _day(stage.due)}
    last = _("Delivery %(round)s, %(day)s") % {"round": stage.round, "day": _day(stage.on)} if stage.snapshot else ""
    return data.HandedStage(
        number=str(stage.number),
        title=stage.title or _("Milestone %(number)s") % {"number": stage.number},
        about=about,
        criteria=tuple(data.Fact(label=_state(each.state), value=each.text) for each in stage.criteria),
        last=last,
        note=stage.note,
        files=tuple(file.name for file in stage.files) + tuple(f"{each.title}: {each.address}" for each in stage.links),
        standing=stage.standing,
    )


def _said(document: Handover, name: str, text: str) -> str:
    """What is written; else that there is none of it, or that nobody has said so."""
    nothing = {
        "problems": _("No problem is known."),
        "places": _("There is nothing beside what was delivered."),
        "access": _("There is no access to give back or pass on."),
    }
    return text or (nothing[name] if name in document.none else _("Not said."))


def _state(state: str) -> str:
    return {
        "accepted": _("Accepted"), "review": _("Not reviewed"), "unmet": _("Not met"), "seen": _("Not objected to"),
    }.get(state, _("Open"))  # fmt: skip


def _way(way: str) -> str:
    return {RETURN: _("is given back"), CLOSE: _("is closed"), PASS_ON: _("is passed on")}.get(way, _("is passed on"))


def _where(milestone: int) -> str:
    return _("Milestone %(number)s") % {"number": milestone}


def _day(text: str) -> str:
    return day(date.fromisoformat(text)) if text else ""


def _duty(done: bool, due: str) -> str:
    if done:
        return _("Done")
    return _("Due on %(day)s") % {"day": _day(due)} if due else _("Open")
