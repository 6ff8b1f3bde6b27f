"""What tests of showing share: accepted work with a picture, a sample of it, a public profile."""

import io
from datetime import UTC, datetime, timedelta

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from tallystone.books.models import Shown
from tallystone.core import acts
from tallystone.core.manifest import Evidence, File, Manifest, manifest_text
from tallystone.files import previews, uploads
from tallystone.journal import prose
from tallystone.showcase import making
from tallystone.showcase.models import Profile, Sample
from tests import cast as lives

TEXT = "First line\nA secret line\nThird line\n"


def drawn(width: int = 800, height: int = 600) -> bytes:
    """A picture with black and white stripes two pixels wide: what is blurred loses them."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for x in range(0, width, 4):
        pen.rectangle((x, 0, x + 1, height), fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def accepted(**changed) -> lives.Life:
    """Milestone 1 is accepted, with a picture and a text; its previews are drawn."""
    life = lives.started(**changed)
    files = [_file(life, "design.png", drawn()), _file(life, "notes.txt", TEXT.encode())]
    manifest = Manifest("Here", (), tuple(files), (Evidence(1, "there"), Evidence(2, "here")))
    hashes = tuple(file.hash for file in files)
    life.jonas(acts.Deliver(1, prose.words(manifest_text(manifest)), hashes, (1, 2)))
    uploads.take(life.code, 1, hashes)
    previews.make_previews(files[0].hash)
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    return life


def _file(life: lives.Life, name: str, content: bytes) -> File:
    upload = uploads.attach(life.cast.jonas, life.code, 1, ContentFile(content), name)
    return File(upload.name, upload.blob_id, upload.blob.size, upload.blob.kind)


def allow(life: lives.Life, asked: bool = True, days: int = 0, **told) -> None:
    """Jonas asks, Maya allows it from that many days on."""
    if asked:
        life.jonas(acts.AskShowcase(1))
    life.maya(acts.AllowShowcase(1, life.stone(1).snapshot, lives.today() + timedelta(days=days), **told))


def sample(life: lives.Life, **told) -> Sample:
    """A published sample with a story."""
    made = making.begin(life.cast.brandt, life.contract, 1, "A clear site")
    story = {"problem": "Nobody could read it.", "work": "Five pages.", "result": "They can now.", "credits": "Jonas\nLea"}
    for name, value in (story | told).items():
        setattr(made, name, value)
    made.save()
    making.publish(made, datetime.now(UTC))
    return made


def profile(life: lives.Life, **told) -> Profile:
    row = {"slug": "jonas", "name": "Jonas Brandt", "headline": "Sites", "public": True, "skills": "Type, CSS", **told}
    return Profile.objects.create(business=life.cast.brandt, **row)


def shown(**told) -> lives.Life:
    """Everything: accepted, allowed, a sample on a public profile."""
    life = accepted()
    allow(life, **told)
    sample(life)
    profile(life)
    assert Shown.objects.filter(code=life.code).exists()
    return life
