"""The signed statement of a track record: every figure with its definition, what they rest on, sealed like every paper."""

import hashlib
from dataclasses import asdict, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.core.value import named_value
from tallystone.journal.models import Head
from tallystone.papers import labels, seal, typeset
from tallystone.people.models import Business, Member
from tallystone.reader import Reader, reading
from tallystone.showcase import counting
from tallystone.showcase.figures import Base, Figure
from tallystone.showing import day


@named_value
class Line:
    """One figure as the paper shows it."""

    title: str
    large: str
    small: str
    meaning: str


@named_value
class TrackData:
    lang: str
    issued: int
    title: str
    subtitle: str
    business: str
    day: str
    entries: str  # a hash over the heads of all contracts that were counted
    figures: tuple[Line, ...]
    rests: tuple[str, ...]
    labels: dict[str, str] = field(default_factory=labels.track)


def statement(own: Business, now: datetime) -> bytes:
    """The sealed PDF of today."""
    members = Member.objects.filter(business=own, left=None).order_by("id")
    locale = members.values_list("person__locale", flat=True).first() or "en"
    with override("en"), reading(Reader(locale, own.zone)):
        told = data(own, now)
        reason = _("Track record of %(business)s, counted by Tallystone") % {"business": own.name}
    return seal.seal(typeset.pdf("track", asdict(told)), reason)


def data(own: Business, now: datetime) -> TrackData:
    """What the paper says."""
    side = "freelancer" if own.freelance else "client"
    tracks = counting.tracks_of(own.pk, side)
    heads = Head.objects.filter(code__in=[track.code for track in tracks]).order_by("code").values_list("code", "hash")
    counted = hashlib.sha256("\n".join(f"{code} {hash_}" for code, hash_ in heads).encode()).hexdigest() if tracks else ""
    subtitle = _("As a freelancer, until %(day)s") if own.freelance else _("As a client, until %(day)s")
    return TrackData(
        lang="en", issued=int(now.timestamp()), title=_("Track record of %(business)s") % {"business": own.name},
        subtitle=subtitle % {"day": day(now)}, business=own.name, day=day(now), entries=counted,
        figures=tuple(map(_line, counting.figures(tracks, side))), rests=tuple(rests(counting.base(tracks, side), side)),
    )  # fmt: skip


def _line(figure: Figure) -> Line:
    return Line(title=figure.title, large=figure.large, small=figure.small, meaning=figure.meaning)


def rests(base: Base, side: str) -> list[str]:
    """What the figures rest on, in sentences."""
    others = _("clients") if side == "freelancer" else _("freelancers")
    told = {"n": base.contracts, "others": base.others, "who": others, "percent": base.largest_percent, "m": base.milestones}
    sentence = _(
        "Contracts: %(n)s, with %(others)s different %(who)s. The one with the most has %(percent)s %% of %(m)s accepted "
        "milestones."
    )
    return [sentence % told, *_money(base)]


def _money(base: Base) -> list[str]:
    money = {"n": base.payments, "rail": base.rail, "both": base.both, "one": base.one}
    sentence = _(
        "Payments: %(n)s. A provider saw %(rail)s; both sides said that %(both)s moved, the freelancer alone of %(one)s."
    )
    return [
        sentence % money,
        _("Deliveries accepted within ten minutes: %(n)s.") % {"n": base.hasty},
        _("Contracts left out because the same person acted for both sides: %(n)s.") % {"n": base.same_person},
    ]
