"""A world with something of everything in it: what an attacker might want, and those who might want it."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tallystone.acting.door import new_act_id
from tallystone.books.models import Paper
from tallystone.core import acts
from tallystone.core.manifest import Evidence, File, Manifest, manifest_text
from tallystone.core.state import By
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.files import arriving, capturing, store, uploads
from tallystone.files.models import Arriving, Capture, Comparison, Upload
from tallystone.hours import importing, keeping
from tallystone.hours.importing import Choices
from tallystone.hours.keeping import Keeper, New
from tallystone.hours.models import Import, Worked
from tallystone.journal import prose
from tallystone.people import mediators, passes, status
from tallystone.people.models import Business, Member, Pass, Person
from tallystone.planning.template import markdown_of, templates
from tallystone.plans.models import OwnTemplate, TimeOff
from tallystone.reviewing.models import Note
from tests import cast as lives
from tests import shown_world
from tests.conftest import browser_of
from tests.security.passing import INES, Passing, passing

MEDIATOR = "helena@mediate.example"
OTHER_CLIENT, GONE_PARTNER, GONE_CLERK = "otto@outside.example", "lea@brandt.example", "rui@almada.example"
EVERYONE = ("stranger", "noor", "otto", "lea", "rui")
OURS = markdown_of(templates()["video"])
OF_CONTRACT = {
    "contract-files", "contract-hours", "hours-csv", "hours-limit", "hours-import",
    "contract", "news", "history", "terms", "counter", "counter-sums", "compare", "comments", "ask-to-agree", "status-make",
    "status-revoke", "contract-template", "contract-text", "odds", "exposure", "standing", "leave",
}  # fmt: skip
UNKNOWN_UUID = "00000000-0000-4000-8000-000000000000"


@dataclass
class World:
    """Jonas's contract with Maya, in the middle of its life, and Noor's with Otto. Lea and Rui were members once."""

    life: lives.Life
    other: lives.Life
    browsers: dict[str, Client]
    draft: Draft
    answer: Draft
    upload: Upload
    file: Upload
    status: str
    invite: str
    proposed: lives.Life
    template: OwnTemplate
    away: TimeOff
    note: Note
    compared: tuple[str, str]
    own: dict[str, object] = field(default_factory=dict)  # the same kinds of things, Noor's
    passing: Passing | None = None
    disputed: lives.Life | None = None

    def arguments(self, name: str) -> list[list[object]]:
        """For a route, the arguments that lead to Jonas's thing and the same with one that nobody has."""
        code, nobody = self.life.code, "ZZZZZZ"
        if name in OF_CONTRACT:
            return [[code], [nobody]]
        if name.startswith("draft"):
            return [[self.draft.pk], [self.answer.pk], [10**9]]
        if name.startswith("template"):
            return [[self.template.key], ["own-999999999"]]
        if name.startswith("time-off"):
            return [[self.away.pk], [10**9]]
        if name in shown_world.SHOWN or name.startswith(("member", "mediation", "dispute-")):
            return self._members(name)
        return {
            **(self.passing.arguments() if self.passing else {}),
            "act": [
                [c, act]
                for act in ("agree", "decline", "withdraw", "comment", "resolve-comment")
                for c in (self.proposed.code, nobody)
            ],
            **{name: [[code], [nobody]] for name in ("offer-change", "offer-change-sums", "change", "changes")},
            "change-order": [[code, 1], [code, 99], [nobody, 1]],
            "milestone": [[code, 1], [code, 99], [nobody, 1]],
            "milestone-act": [[c, 1, act] for act in ("accept", "deliver", "claim-paid") for c in (code, nobody)],
            "paper": [[code, "agreement", code], [nobody, "agreement", nobody]],
            **self._firms(),
            **self._files(code, nobody),
            **{name: [[code, 2], [nobody, 2]] for name in ("notes", "subcontract", "pass-up")},
            "note": [[code, 1, self.note.pk], [nobody, 1, 10**9]],
            "date": [[code, "milestone-2-due"], [code, "milestone-99-due"], [nobody, "milestone-2-due"]],
            "hours-import-look": [[code, _import(self.life)], [code, "0" * 32], [nobody, "0" * 32]],
            "hours-entry": [[Worked.objects.get(code=code).key], ["nobody-has-this.0"]],
        }[name]

    def _files(self, code: str, nobody: str) -> dict[str, list[list[object]]]:
        return {
            "file": [[code, self.file.blob_id, self.file.name], [nobody, "0" * 64, "x"]],
            "look": [[code, 1, self.file.blob_id], [nobody, 1, "0" * 64]],
            "snapshots": [[code, 1], [nobody, 1]],
            "difference": [[code, *self.compared, 1], [nobody, "0" * 64, "1" * 64, 1]],
            "uploads": [[code, 2], [nobody, 2]],
            "upload": [[code, 2, self.upload.pk], [nobody, 2, UNKNOWN_UUID]],
            **_on_their_way(self.life, nobody),
        }

    def _firms(self) -> dict[str, list[list[object]]]:
        return {
            "logo": [[self.life.cast.brandt.pk], [10**9]],
            "settings-client": [[self.life.cast.almada.pk], [10**9]],
            "act-for": [[self.life.cast.brandt.pk], [10**9]],
        }

    @property
    def disputed_file(self) -> Upload:
        """What was handed over for the milestone that is in dispute."""
        return Upload.objects.get(code=self.disputed.code, milestone=1)

    def _disputes(self, name: str) -> list[list[object]]:
        code, nobody, file = self.disputed.code, "ZZZZZZ", self.disputed_file
        if name == "mediations":
            return [[]]
        if name == "mediation-given":
            return [[code, 1, file.blob_id, file.name], [nobody, 1, "0" * 64, "x"]]
        return [[code, 1], [code, 99], [nobody, 1]]

    def _members(self, name: str) -> list[list[object]]:
        if name.startswith(("mediation", "dispute-")):
            return self._disputes(name)
        if name in shown_world.SHOWN:
            return shown_world.shown(self.life, name)
        firm, ida = self.life.cast.brandt.pk, Member.objects.get(person__email="ida@brandt.example").pk
        if name in {"members", "members-invite"}:
            return [[firm], [10**9]]
        inner = Pass.objects.get(purpose=Pass.JOIN).pk if name == "members-revoke" else ida
        return [[firm, inner], [firm, 10**9], [10**9, inner]]

    def addresses(self, name: str) -> list[str]:
        return [reverse(name, args=given) for given in self.arguments(name)]


def world() -> World:
    """Everything, in this database."""
    life = _in_the_middle()
    people = life.cast
    other, own = _noors(people)
    upload = uploads.attach(people.jonas, life.code, 2, ContentFile(b"not delivered yet"), "waiting.txt")
    file = Upload.objects.get(code=life.code, milestone=1)
    arriving.begin(people.jonas, life.code, 2, "coming.txt", 1000)
    capturing.begin(people.jonas, life.code, 2, "https://shop.example/")
    _gone(people)
    shown_world.shows(life)
    browsers = {"stranger": Client(), "noor": browser_of(people.noor), "jonas": browser_of(people.jonas)}
    browsers |= {"maya": browser_of(people.maya), "helena": browser_of(Person.objects.create_user(MEDIATOR))} | {
        key: browser_of(Person.objects.get(email=email)) for key, email in _OUTSIDERS.items()
    }
    proposed = lives.proposed()
    answer = _draft(proposed, people.maya, None, answers=proposed.contract.terms, side="client")
    draft = _draft(life, people.jonas, people.brandt)
    link = status.make(life.code, "client", people.maya).rpartition("/")[2]
    invite = passes.invite(lives.MAYA, life.code).rpartition("/")[2]
    lives.member(people.brandt, "Ida Kern", "member")
    passes.make_link(Pass.JOIN, "someone@brandt.example", business=people.brandt, role="manager", made_by=people.jonas)
    kept = OwnTemplate.objects.create(business=people.brandt, name="Ours", text=OURS, act_id=lives.new_act_id())
    away = TimeOff.objects.create(business=people.brandt, first=lives.today(), last=lives.today())
    note = _note(life, file)
    going_on = _left(browsers)
    compared = _compared(life, file)
    return World(
        life, other, browsers, draft, answer, upload, file, link, invite, proposed, kept, away, note, compared, own, going_on,
        _disputed(),
    )  # fmt: skip


def _left(browsers: dict[str, Client]) -> Passing:
    """What is left of a contract is for Ines, who has a browser."""
    life = lives.started()
    going_on = passing(life, hand_over(life, "left.txt", b"what is left"))
    browsers["ines"] = browser_of(Person.objects.get(email=INES))
    return going_on


_OUTSIDERS = {"otto": OTHER_CLIENT, "lea": GONE_PARTNER, "rui": GONE_CLERK}


def _in_the_middle() -> lives.Life:
    """Milestone 1 handed over with a file, agreement filed, logo given."""
    life = lives.started(parallel=1)
    lives.change(life)
    paper = store.keep(b"%PDF-1.7 the agreement")
    Paper.objects.create(code=life.code, kind="agreement", about=life.code, file=paper.hash, at=timezone.now())
    business = life.cast.brandt
    business.logo = store.keep(b"\x89PNG the logo").hash
    business.save()
    hand_over(life, "plan.txt", b"the plan")
    text = "Start date,Start time,Duration,Description,Project,Tags\n2026-03-03,09:00,01:00,Plan,Website,\n"
    importing.keep(
        life.code, By("freelancer", life.cast.jonas.pk), "hours.csv", text.encode(), Choices({}, "UTC"), timezone.now()
    )
    worked = New(timezone.now(), 1, "Read the plan")
    keeping.log(Keeper.of(life.code, 1, By("freelancer", life.cast.jonas.pk)), [worked], new_act_id())
    return life


def _disputed() -> lives.Life:
    """Another contract of Jonas and Maya's: its first milestone is in dispute, and Ines is asked to decide."""
    life = lives.started(mediator="person", mediator_name=f"Ines Duarte <{MEDIATOR}>")
    hand_over(life, "draft.txt", b"the draft")
    life.maya(acts.Dispute(1, (1,), prose.words("It does not open."), 30_000))
    life.maya(acts.CallMediator(1, prose.words(MEDIATOR), prose.kept(life.contract.terms)))
    mediators.call(life.code, 1, 1, MEDIATOR, timezone.now())
    return life


def _import(life: lives.Life) -> str:
    """A file of hours that Jonas has chosen and not brought in."""
    row = Import.objects.filter(code=life.code).first()
    return row.key if row else "0" * 32


def _coming(life: lives.Life) -> object:
    """A file of Jonas's that was broken off."""
    row = Arriving.objects.filter(code=life.code).first()
    return row.pk if row else UNKNOWN_UUID


def _captured(life: lives.Life) -> object:
    """A page that Jonas asked for."""
    row = Capture.objects.filter(code=life.code).first()
    return row.pk if row else UNKNOWN_UUID


def _on_their_way(life: lives.Life, nobody: str) -> dict[str, list[list[object]]]:
    """What comes to milestone 2, and is captured for it."""
    return {
        "arriving": [[life.code, 2], [nobody, 2]],
        "arriving-file": [[life.code, 2, _coming(life)], [nobody, 2, UNKNOWN_UUID]],
        "captures": [[life.code, 2], [nobody, 2]],
        "capture": [[life.code, 2, _captured(life)], [nobody, 2, UNKNOWN_UUID]],
    }


def hand_over(life: lives.Life, name: str, content: bytes) -> Upload:
    """Deliver milestone 1 with one file."""
    upload = uploads.attach(life.cast.jonas, life.code, 1, ContentFile(content), name)
    file = File(upload.name, upload.blob_id, upload.blob.size, upload.blob.kind)
    said = manifest_text(Manifest("A note", (), (file,), (Evidence(1, "there", file.hash), Evidence(2, "here"))))
    life.jonas(acts.Deliver(1, prose.words(said), (upload.blob_id,), (1, 2)))
    uploads.take(life.code, 1, [upload.blob_id])
    return upload


def _compared(life: lives.Life, file: Upload) -> tuple[str, str]:
    """Two files of the contract, and what differs between them, drawn."""
    other = uploads.attach(life.cast.jonas, life.code, 1, ContentFile(b"the plan before"), "plan-before.txt")
    uploads.take(life.code, 1, [other.blob_id])
    row = Comparison.objects.create(
        before=other.blob,
        after=file.blob,
        state="ready",
        told={"pictures": [{"page": 1, "changed": 5, "width": 1, "height": 1}]},
    )
    default_storage.save(row.key(1), ContentFile(b"RIFF"))
    return other.blob_id, file.blob_id


def _note(life: lives.Life, file: Upload) -> Note:
    """A note of Maya's on the delivered file, not sent yet."""
    return Note.objects.create(
        code=life.code, milestone=1, snapshot=life.stone(1).snapshot, person=life.cast.maya, file=file.blob_id, name=file.name,
        line=1, text="A secret thought",
    )  # fmt: skip


def _noors(people: lives.Cast) -> tuple[lives.Life, dict[str, object]]:
    """Noor's own contract with Otto, so that nobody is refused only for having nothing."""
    otto = Person.objects.create_user(OTHER_CLIENT, name="Otto")
    firm = Business.objects.create(name="Otto's", kept_by=people.elsewhere)
    Member.objects.create(person=otto, business=firm)
    theirs = lives.Cast(people.noor, otto, people.jonas, people.elsewhere, firm, people.brandt)
    life = lives.Life(lives.new_code(), theirs, lives.terms(title="A song for Otto"))
    until = lives.today() + lives.timedelta(days=14)
    life.jonas(acts.Propose(people.elsewhere.pk, firm.pk, life.terms, lives.words_of(life.terms), until))
    life.maya(acts.Agree(life.contract.terms, prose.words("Otto"), "code"))
    for act in (acts.AskFunding(1), acts.ConfirmFunding(1, lives.today()), acts.Start(1)):
        life.jonas(act)
    draft = _draft(life, people.noor, people.elsewhere)
    upload = uploads.attach(people.noor, life.code, 1, ContentFile(b"noor's"), "noor.txt")
    return life, {"draft": draft, "upload": upload, "client": firm}


def _gone(people: lives.Cast) -> None:
    """Two who had a part once: a partner of Jonas, a clerk of Maya."""
    for email, business in ((GONE_PARTNER, people.brandt), (GONE_CLERK, people.almada)):
        person = Person.objects.create_user(email, name="Gone")
        Member.objects.create(person=person, business=business, left=datetime(2026, 1, 1, tzinfo=UTC))


def _draft(life: lives.Life, person: Person, business: Business | None, **more) -> Draft:
    typed = spelled(life.terms, ".", lives.today())
    code = life.code if more else lives.new_code()
    return Draft.objects.create(business=business, person=person, code=code, act_id=lives.new_act_id(), typed=typed, **more)


UNCOUNTED = {"sessions.Session"}


def everything() -> dict[str, str]:
    """A hash of every row of every table, sessions aside: what must not change where nothing may happen."""
    found = {}
    for model in apps.get_models():
        if model._meta.label not in UNCOUNTED:
            rows = sorted(map(repr, model.objects.values_list()))
            found[model._meta.label] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def body(answer) -> bytes:
    """What was answered, but for the token of the page's own forms, which is another each time."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return TOKEN.sub(b"", content)


def told(answer) -> tuple:
    """Everything that an answer tells: status, body, and the headers but for the request's own id."""
    heads = {name: value for name, value in answer.headers.items() if name not in {"X-Request-ID", "Set-Cookie"}}
    return answer.status_code, body(answer), heads
