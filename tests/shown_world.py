"""What Jonas shows in the world of an attacker: a sample that is being made, a collection, a profile; none of it public."""

from tallystone.files import store
from tallystone.files.models import Upload
from tallystone.showcase import links
from tallystone.showcase.models import Collection, Piece, Profile, Sample
from tests import cast as lives

SHOWN = {
    "showcase-sample", "showcase-piece", "showcase-picture", "showcase-collection", "record", "record-pdf", "sample-begin",
}  # fmt: skip


def shown(life: lives.Life, name: str) -> list[list[object]]:
    """What Jonas shows, or is about to show."""
    if name == "sample-begin":
        return [[life.code, 1], ["ZZZZZZ", 1]]
    if name in {"record", "record-pdf"}:
        return [[life.cast.brandt.pk], [10**9]]
    if name == "showcase-collection":
        return [
            [Collection.objects.filter(business=life.cast.brandt).order_by("pk").values_list("pk", flat=True).first()],
            [10**9],
        ]
    piece = Piece.objects.filter(sample__business=life.cast.brandt).first() or Piece(pk=1, sample_id=1)  # deleted
    inner = [] if name == "showcase-sample" else [piece.pk]
    return [[piece.sample_id, *inner], [10**9, *inner]]


def shows(life: lives.Life) -> None:
    """A sample that is being made, with one picture; and a collection. Nothing of it is public."""
    brandt, file = life.cast.brandt, Upload.objects.get(code=life.code, milestone=1, name="plan.txt")
    sample = Sample.objects.create(business=brandt, code=life.code, milestone=1, slug="plan", title="A secret sample")
    Piece.objects.create(sample=sample, source=file.blob_id, made=store.keep(b"RIFF a picture").hash, width=1, height=1)
    collection = links.new_collection(brandt, lives.today())
    collection.title, collection.samples = "A secret collection", [sample.pk]
    collection.save()
    Profile.objects.create(business=brandt, slug="jonas-brandt", name="Jonas Brandt")
