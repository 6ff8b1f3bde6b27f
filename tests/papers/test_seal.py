"""The seal: it holds, it breaks when a byte changes, and its key is made once and kept private."""

import multiprocessing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tallystone.papers import seal, sealkey, typeset
from tests.papers import samples


@pytest.fixture(autouse=True)
def installation(settings, tmp_path) -> Path:
    settings.DATA = tmp_path
    settings.BASE_URL = "https://tally.example:8443"
    return tmp_path


@pytest.fixture(scope="module")
def paper() -> bytes:
    return typeset.pdf("invoice", samples.invoice())


def test_a_sealed_paper_is_intact_and_keeps_its_standard(paper):
    sealed = seal.seal(paper, "Invoice 2026-0042")
    found = seal.check(sealed)
    assert (found.intact, found.covers_whole, found.ours) == (True, True, True)
    assert found.subject == "Tallystone seal, tally.example"
    assert abs(found.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert sealed.startswith(paper)
    assert b"Invoice 2026-0042" in sealed[len(paper) :]
    assert "Invoice 2026-0042" in PdfReader(BytesIO(sealed)).pages[0].extract_text()


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_one_changed_byte_breaks_it(paper, part):
    sealed = bytearray(seal.seal(paper, "why"))
    sealed[int(len(paper) * part)] ^= 1
    found = seal.check(bytes(sealed))
    assert found is None or not found.intact


def test_what_is_added_later_is_not_covered(paper):
    writer = PdfWriter(BytesIO(seal.seal(paper, "why")), incremental=True)
    writer.add_metadata({"/Title": "Another amount"})
    changed = BytesIO()
    writer.write(changed)
    found = seal.check(changed.getvalue())
    assert found is None or not found.covers_whole


def test_a_foreign_seal_is_not_ours(paper, settings, tmp_path):
    sealed = seal.seal(paper, "why")
    settings.DATA = tmp_path / "another"
    found = seal.check(sealed)
    assert found.intact
    assert not found.ours


@pytest.mark.parametrize("given", [b"", b"%PDF-1.7\n", b"not a paper", b"%PDF-1.7\n%%EOF" * 10])
def test_what_is_no_sealed_pdf_has_no_seal(given):
    assert seal.check(given) is None


def test_an_unsealed_paper_has_no_seal(paper):
    assert seal.check(paper) is None


def test_the_key_is_private_and_kept(installation):
    first = sealkey.pair()[1].dump()
    folder = installation / "seal"
    assert [file.name for file in folder.iterdir()] == ["seal.pem"]
    assert (folder / "seal.pem").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    sealkey._loaded.cache_clear()
    assert sealkey.pair()[1].dump() == first


def test_two_that_begin_together_take_one_key(installation):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        found = pool.map(_certificate, [installation / "seal" / "seal.pem"] * 8)
    assert len(set(found)) == 1


def _certificate(path: Path) -> bytes:
    return sealkey._loaded(path)[1].dump()
