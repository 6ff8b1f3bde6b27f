"""Bytes are kept once, under their hash, whole or not at all."""

import hashlib
import io
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from tallystone.files import store
from tallystone.files.folder import Folder
from tallystone.files.models import Blob

pytestmark = pytest.mark.django_db


def lying(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_bytes_lie_under_their_hash(folder):
    blob = store.keep(b"a tally stick")
    digest = hashlib.sha256(b"a tally stick").hexdigest()
    assert (blob.hash, blob.size, blob.state) == (digest, 13, "ready")
    assert lying(folder) == [f"{digest[:2]}/{digest[2:4]}/{digest}"]
    assert store.open_blob(digest).read() == b"a tally stick"
    assert store.check(digest) == "whole"


def test_same_content_is_the_same_blob_whatever_it_came_in(folder):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError("a pipe")

    kept = [store.keep(source) for source in (b"one", io.BytesIO(b"one"), Pipe(b"one"), SimpleUploadedFile("x", b"one"))]
    assert {blob.hash for blob in kept} == {hashlib.sha256(b"one").hexdigest()}
    assert Blob.objects.count() == len(lying(folder)) == 1


def test_no_bytes_are_refused(folder):
    with pytest.raises(store.EmptyFile):
        store.keep(b"")
    assert not Blob.objects.exists()
    assert not folder.exists()


def test_limit_is_exact_and_leaves_nothing(settings, folder):
    settings.FILE_LIMIT = 1000
    assert store.keep(b"x" * 1000).size == 1000
    with pytest.raises(store.FileTooLarge):
        store.keep(b"y" * 1001)
    assert Blob.objects.count() == len(lying(folder)) == 1


@pytest.mark.parametrize("moment", ["write", "fsync", "replace"])
def test_a_crash_leaves_no_half_file_under_a_final_name(folder, tmp_path, moment):
    """The process dies at this moment: the final name is whole or absent, and a second try puts it right."""
    script = f"""
import os, pathlib, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from django.conf import settings
settings.configure()
from django.core.files.base import ContentFile
from tallystone.files import folder
def die(*_): os._exit(9)
if {moment!r} == "write": folder._copy = lambda source, target: (target.write(b"ha"), target.flush(), die())
if {moment!r} == "fsync": folder.os.fsync = die
if {moment!r} == "replace": folder.Path.replace = die
folder.Folder(location={str(folder)!r}).save("ab/cd/abcd", ContentFile(b"whole content"))
"""
    died = subprocess.run([sys.executable, "-c", script], timeout=30, check=False)
    assert died.returncode == 9
    assert [name for name in lying(folder) if not name.startswith("arriving/")] == []
    place = Folder(location=folder)
    place.save("ab/cd/abcd", ContentFile(b"whole content"))
    assert (folder / "ab/cd/abcd").read_bytes() == b"whole content"
    assert (place.clear_arriving(), place.clear_arriving(-5)) == (0, 1)
    assert lying(folder) == ["ab/cd/abcd"]


def test_a_failed_write_cleans_up_behind_itself(folder, monkeypatch):
    monkeypatch.setattr("tallystone.files.folder.os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        store.keep(b"content")
    assert lying(folder) == []
    assert not Blob.objects.exists()


def test_check_tells_altered_missing_erased(folder):
    digest = store.keep(b"content").hash
    place = folder / digest[:2] / digest[2:4] / digest
    place.write_bytes(b"c0ntent")
    assert store.check(digest) == "altered"
    place.unlink()
    assert store.check(digest) == "missing"
    assert store.check("0" * 64) == "missing"
    store.erase(digest)
    assert store.check(digest) == "erased"


def test_erased_bytes_are_gone_and_the_row_stays(folder):
    digest = store.keep(b"content").hash
    store.erase(digest)
    assert lying(folder) == []
    assert Blob.objects.get().state == "erased"
    with pytest.raises(FileNotFoundError):
        store.open_blob(digest)
    assert store.keep(b"content").state == "ready"
    assert store.check(digest) == "whole"


def test_drop_spares_what_anything_rests_on(folder):
    store.keep(b"paper")
    loose, both = store.keep(b"loose", bound=False), store.keep(b"both", bound=False)
    assert store.keep(b"both").bound
    assert store.keep(b"both", bound=False).bound
    assert store.drop(loose.hash)
    assert not store.drop(both.hash)
    assert not store.drop(hashlib.sha256(b"paper").hexdigest())
    assert len(lying(folder)) == Blob.objects.count() == 2


def test_fifty_megabytes_leave_memory_flat(tmp_path, folder):
    """Hashing, writing and reading again 50 MB holds less than 4 MB at its peak."""
    large = tmp_path / "large"
    with large.open("wb") as file:
        for _ in range(50):
            file.write(os.urandom(1 << 20))
    tracemalloc.start()
    with large.open("rb") as file:
        blob = store.keep(file)
    assert store.check(blob.hash) == "whole"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert blob.size == 50 << 20
    assert peak < 4 << 20
