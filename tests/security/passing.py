"""A contract that somebody goes on with, in the attackers' world: handed over with a file, Ines chosen, Jonas's circle."""

from dataclasses import dataclass

from tallystone.core import acts
from tallystone.core.handover import handover_text
from tallystone.core.recounting import hashes, recount
from tallystone.core.shape import terms_from
from tallystone.files.models import Upload
from tallystone.journal import prose
from tallystone.people.models import Business, Member, Person, Tie
from tests import cast as lives

INES = "ines@next.example"


@dataclass(frozen=True)
class Passing:
    code: str
    file: str
    tie: int

    def arguments(self) -> dict[str, list[list[object]]]:
        nobody = "ZZZZZZ"
        return {
            "handover": [[self.code], [nobody]],
            "successors": [[self.code], [nobody]],
            "succession": [[self.code], [nobody]],
            "succession-file": [[self.code, self.file], [self.code, "0" * 64], [nobody, "0" * 64]],
            "circle-one": [[self.tie], [10**9]],
        }


def passing(life: lives.Life, upload: Upload) -> Passing:
    """Of this life: its delivery with this file is accepted, and what is left is for Ines."""
    ines = Person.objects.create_user(INES, name="Ines Duarte")
    Member.objects.create(person=ines, business=Business.objects.create(name="Ines Duarte", freelance=True))
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    c = life.contract
    texts = prose.read([c.terms, *hashes(c)])
    document = recount(c, {c.terms: terms_from(texts[c.terms])}, texts)
    life.jonas(acts.HandOver(prose.words(handover_text(document))))
    life.jonas(acts.Refer(ines.pk))
    life.maya(acts.ConsentSuccessor(1))
    tie = Tie.objects.create(business=life.cast.brandt, person=ines, does="Menus")
    return Passing(life.code, upload.blob_id, tie.pk)
