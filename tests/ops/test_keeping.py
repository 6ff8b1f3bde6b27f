"""Backups: one moment of everything, back into either database, whole or not at all."""

import tarfile
import threading

import pytest
from django.db import connection, connections

from tallystone.books import rebuilding
from tallystone.core import acts
from tallystone.files import uploads
from tallystone.files.models import Blob, Preview
from tallystone.journal import prose
from tallystone.journal.models import Entry, Head
from tallystone.ops import keeping, restoring, worker
from tests import cast
from tests.ops.installation import SERVER, new

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told")]
STORED = "SELECT code, seq, text, hash FROM journal_entry ORDER BY code, seq"


@pytest.fixture
def life():
    """Milestone 1 is delivered with a picture and accepted; all papers are made."""
    life = cast.started("after", count=2)
    from tallystone.ops.pictures import picture

    digest = uploads.attach(life.cast.jonas, life.code, 1, picture("bag-white.png"), "bag.png").blob_id
    life.jonas(acts.Deliver(1, prose.words('{"note":"Here."}'), (digest,), (1, 2)))
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    worker.work_off()
    return life


def stored() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(STORED)
        return [tuple(row) for row in cursor.fetchall()]


def test_there_and_back_on_either_database(life, tmp_path):
    kept = [tmp_path / f"{name}.tar.gz" for name in ("first", "second")]
    keeping.backup(kept[0])
    assert kept[0].stat().st_mode & 0o077 == 0
    other = new(tmp_path, sqlite=True)
    assert "Restored what was kept on" in other.run("restore", str(kept[0])).out
    assert [tuple(row) for row in other.sql(STORED)] == stored()
    assert other.run("prove", "--json").data["checked"]["files"] == Blob.objects.count()
    assert (other.data / "secret-key").stat().st_mode & 0o077 == 0
    assert "empty" in other.run("restore", str(kept[0]), code=1).err
    if SERVER:
        other.run("backup", str(kept[1]))
        home = new(tmp_path)
        home.run("restore", str(kept[1]))
        assert [tuple(row) for row in home.sql(STORED)] == stored()
        assert home.run("prove", "--json").data["holds"]
        assert home.run("rebuild").out == "The books were right.\n"
        ((last,),) = home.sql("SELECT max(id) FROM people_person")
        ((following,),) = home.sql("SELECT nextval(pg_get_serial_sequence('people_person', 'id'))")
        assert following == last + 1


def test_every_column_comes_back_as_it_was(life, tmp_path, monkeypatch):
    """In this same database, emptied in between: microseconds, moments that set themselves, and all."""
    from django.core.management import call_command

    from tests.flushing import unsealed

    def rows():
        skipped = {"acting.job", "files.blob"}  # previews are drawn again
        return {
            m._meta.label_lower: list(m._default_manager.order_by("pk").values())
            for m in keeping.kept_models()
            if m._meta.label_lower not in skipped
        }

    before, books = rows(), rebuilding.dump(life.code)
    file = tmp_path / "it.tar.gz"
    keeping.backup(file)
    with unsealed():
        call_command("flush", verbosity=0, interactive=False)
    restoring.restore(file)
    assert rows() == before
    assert rebuilding.dump(life.code) == books
    delivered = Blob.objects.filter(uploads__isnull=False).exclude(preview_state="none").values_list("preview_state", flat=True)
    assert set(delivered.all()) == {"waiting"}
    worker.work_off()
    assert set(delivered.all()) == {"ready"}
    assert not Preview.objects.filter(blob__uploads=None).exists(), "nobody looks at pictures of papers"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_truncated_backup_changes_nothing(life, tmp_path, share):
    file = tmp_path / "it.tar.gz"
    keeping.backup(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    refused(file)


def test_an_altered_backup_changes_nothing(life, tmp_path):
    file = tmp_path / "it.tar.gz"
    keeping.backup(file)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file.write_bytes(whole)
    refused(file)


def refused(file) -> None:
    count, heads = Entry.objects.count(), list(Head.objects.values_list())
    with pytest.raises(SystemExit, match=r"not a whole backup: .*\. Nothing was changed\."):
        restoring.restore(file)
    assert (Entry.objects.count(), list(Head.objects.values_list())) == (count, heads)


@pytest.mark.parametrize("name", ["../evil", "keys/../../evil", "/etc/evil", "tables/a/b", "other", "keys/passwd"])
def test_foreign_members_are_refused(tmp_path, name):
    file, evil = tmp_path / "it.tar.gz", tmp_path / "content"
    evil.write_text("{}")
    with tarfile.open(file, "w:gz") as tar:
        tar.add(evil, name)
    with pytest.raises(SystemExit, match="does not belong into a backup"):
        restoring.look_through(file)


def test_a_backup_while_people_work_is_one_moment(life, tmp_path):
    """Nobody who writes has to wait for it, and what it holds proves."""
    stop, failures, made = threading.Event(), [], []

    def work() -> None:
        try:
            while not stop.is_set():
                made.append(cast.started("after", count=2))
        except Exception as trouble:
            failures.append(trouble)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    file = tmp_path / "it.tar.gz"
    try:
        while not made:
            stop.wait(0.01)
        keeping.backup(file)
    finally:
        stop.set()
        thread.join()
    assert failures == []
    other = new(tmp_path)
    other.run("restore", str(file))
    said = other.run("prove", "--json").data
    assert said["holds"]
    assert 1 < said["checked"]["contracts"] <= len(made) + 1


def test_a_file_that_went_while_it_was_kept(life, tmp_path, monkeypatch):
    gone = Blob.objects.filter(kind="image/png").first().hash
    real = keeping.store.open_blob

    def opened(digest):
        if digest == gone:
            raise FileNotFoundError(digest)
        return real(digest)

    monkeypatch.setattr(keeping.store, "open_blob", opened)
    file = tmp_path / "it.tar.gz"
    keeping.backup(file)
    assert restoring.look_through(file)["gone"] == [gone]


def test_a_backup_that_cannot_be_written_leaves_nothing(life, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "_add_files", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keeping.backup(tmp_path / "it.tar.gz")
    assert list(tmp_path.glob("*it*")) == []
