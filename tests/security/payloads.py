"""A contract in which everything that people can write is an attack."""

from dataclasses import replace

from django.core.files.base import ContentFile
from django.utils import timezone

from tallystone.books.models import Milestone
from tallystone.core import acts
from tallystone.core.manifest import Evidence, File, Link, Manifest, Pin, Reasons, manifest_text, reasons_text
from tallystone.core.shape import Duty
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.files import uploads
from tallystone.files.models import Upload
from tallystone.hours.models import Worked
from tallystone.journal import prose
from tallystone.people.models import Business, Person
from tallystone.planning.template import markdown_of, templates
from tallystone.plans.models import OwnTemplate, TimeOff
from tallystone.reviewing.models import Note
from tests import cast as lives

IMG = '"><img src=x onerror=window.hit=1>'
TAG = "</title></textarea></script><script>window.hit=1</script>"
TEMPLATE = "{{ 7|add:35 }}{% debug %}%(email)s${7*7}#{7*7}"
LINE = f"{IMG}{TAG}'\"`"[:118]
LINKS = "<a href=javascript:window.hit=1>x</a>\n\n[x](javascript:window.hit=1)"
LONG = f"{IMG}{TAG}{TEMPLATE}<svg/onload=window.hit=1>{LINKS}\n{'W' * 300}"
TURNED = "\u202egnp.\u2066exe\u200b\u200f"
FILES = {
    "<img src=x onerror=window.hit=1>.txt": b"<script>window.hit=1</script> " + TEMPLATE.encode(),
    "page.html": b"<!doctype html><script>window.hit=1;parent.hit=1</script>",
    "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.hit=1"><script>window.hit=1</script></svg>',
    "both.gif": b"GIF89a/*<script>window.hit=1</script>*/=1;window.hit=1;//" + b"\x00" * 64,
    "text.js": b"window.hit=1",
    "feed.xml": b'<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">window.hit=1</x:script>',
    "late.txt": b" " * 3000 + b"<script>window.hit=1</script>",
    "paper.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\ntrailer<</Root 1 0 R>>",
    "flash.swf": b"FWS\x06" + b"\x00" * 60, "manifest.appcache": b"CACHE MANIFEST\n/\n",
}  # fmt: skip


def poisoned() -> lives.Life:
    """Delivered a second time, after changes were asked for; every word an attack."""
    people = lives.cast()
    told = {"address": LONG[:500], "tax_number": LINE[:40], "account_holder": LINE[:70], "bic": LINE[:60], "tax_note": LINE}
    for business in (people.brandt, people.almada):
        Business.objects.filter(pk=business.pk).update(name=LINE, **told)
    Person.objects.filter(pk__in=[people.jonas.pk, people.maya.pk]).update(name=LINE)
    first = replace(lives.terms().milestones[0], title=LINE, deliverables=(LONG[:400],), criteria=(LONG[:400], TURNED))
    second = replace(lives.terms().milestones[1], title=TURNED + LINE[:90])
    words = {"title": LINE, "background": LONG, "in_scope": f"- {LONG}\n\n# {LONG}", "out_of_scope": LONG}
    life = lives.proposed(duties=(Duty(LONG[:400]),), milestones=(first, second), **words)
    life.maya(acts.Agree(life.contract.terms, prose.words(LINE), "code"))
    _work(life)
    return life


def _work(life: lives.Life) -> None:
    lives.fund(life, 1)
    life.jonas(acts.Start(1))
    life.jonas(acts.Report(1, 30, prose.words(LONG), lives.today()))
    _talk(life)
    hand_over(life, {"first.txt": b"first", "late.txt": b"before"})
    pin = Pin(1, 1, "a" * 64, LINE, LONG, line=1)
    reasons = reasons_text(Reasons({1: LONG, 2: LONG}, LONG, (pin,)))
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1, 2), prose.words(reasons)))
    hand_over(life, FILES)


def _talk(life: lives.Life) -> None:
    """Comments, a question with its answer, a duty that is done, a change order, hours: each with words of people."""
    for about in ("terms", "milestone:1"):
        life.maya(acts.Comment(about, prose.words(LONG)))
    life.jonas(acts.Ask(1, prose.words(LONG), lives.today()))
    life.maya(acts.Answer(1, 1, prose.words(LONG)))
    life.jonas(acts.Ask(1, prose.words(LONG), lives.today()))
    lives.change(life, title=LINE, deliverables=(LONG[:400],))
    Worked.objects.create(
        key=lives.new_act_id(), code=life.code, milestone=1, person_id=life.cast.jonas.pk, start=timezone.now(), minutes=5,
        note=LINE, source="hand", made=timezone.now(),
    )  # fmt: skip


def hand_over(life: lives.Life, given: dict[str, bytes]) -> None:
    """Deliver milestone 1 with these files, a link and a note."""
    kept = [uploads.attach(life.cast.jonas, life.code, 1, ContentFile(content), name) for name, content in given.items()]
    files = tuple(File(each.name, each.blob_id, each.blob.size, each.blob.kind) for each in kept)
    link = Link(LINE, f"https://outside.example/{IMG}".replace(" ", "%20"))
    said = manifest_text(Manifest(LONG, (link,), files, (Evidence(1, LONG, files[0].hash), Evidence(2, LONG))))
    life.jonas(acts.Deliver(1, prose.words(said), tuple(file.hash for file in files), (1, 2)))
    uploads.take(life.code, 1, [file.hash for file in files])


def poisoned_beside(life: lives.Life) -> tuple[OwnTemplate, Note]:
    """A template, days off, a note that is not sent yet, and a member with a name."""
    whole = replace(templates()["video"], kind=LINE, summary=LINE, title=LINE)
    kept = OwnTemplate.objects.create(business=life.cast.brandt, name=LINE, text=markdown_of(whole), act_id=lives.new_act_id())
    TimeOff.objects.create(business=life.cast.brandt, first=lives.today(), last=lives.today(), why=LINE)
    lives.member(life.cast.brandt, LINE, "member", email="x@brandt.example")
    upload = Upload.objects.filter(code=life.code, milestone=1, name="late.txt").latest("created")
    snapshot = life.stone(1).snapshot
    note = Note.objects.create(
        code=life.code, milestone=1, snapshot=snapshot, person=life.cast.maya, file=upload.blob_id, name=LINE, line=1, text=LONG
    )
    return kept, note


def poisoned_draft(life: lives.Life) -> Draft:
    typed = spelled(life.terms, ".", lives.today()) | {
        "note": LONG,
        "client_email": IMG,
        "client_company": LINE,
        "window": LINE,
    }
    return Draft.objects.create(
        business=life.cast.brandt, person=life.cast.jonas, code=lives.new_code(), act_id=lives.new_act_id(), typed=typed,
        updated=timezone.now(),
    )  # fmt: skip


def titles_are_as_written(life: lives.Life) -> bool:
    return Milestone.objects.get(code=life.code, number=1).title == LINE
