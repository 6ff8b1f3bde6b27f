"""The chain proves, and every way of tampering with it is found and placed."""

import pytest
from django.db import connection

from tallystone.core import acts
from tallystone.core.state import By
from tallystone.journal import chain, prose, proving
from tallystone.journal.models import Entry, Head, Prose
from tests import cast
from tests.flushing import unsealed

pytestmark = pytest.mark.django_db


def prove() -> list[str]:
    return sorted(map(str, proving.prove()))


def run(sql: str, *values: object) -> None:
    with unsealed(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


@pytest.mark.parametrize("play", [cast.proposed, cast.countered, cast.changes_asked, cast.completed])
def test_true_lives_prove(play):
    play()
    assert prove() == []


def test_the_role_of_who_acted_is_kept_and_proves_while_an_owner_needs_no_word():
    life = cast.started()
    life.do(acts.Report(1, 40, prose.words("Half"), cast.today()), By("freelancer", life.cast.noor.pk, "member"))
    first, *_, last = chain.entries(life.code)
    assert ('"role":"member"' in text(life.code, last.seq), last.by.role) == (True, "member")
    assert ("role" in text(life.code, first.seq), first.by.role) == (False, "owner")
    assert prove() == []


def test_a_changed_role_is_found():
    life = cast.started()
    life.do(acts.Report(1, 40, prose.words("Half"), cast.today()), By("freelancer", life.cast.noor.pk, "member"))
    seq = life.contract.seq
    changed = text(life.code, seq).replace('"role":"member"', '"role":"manager"')
    run("UPDATE journal_entry SET text = %s WHERE code = %s AND seq = %s", changed, life.code, seq)
    assert f"{life.code} entry {seq}: the text does not give its hash" in prove()


def test_erased_words_still_prove():
    life = cast.changes_asked()
    for row in Prose.objects.filter(code=life.code):
        prose.erase(row.hash)
    assert prose.read(Prose.objects.values_list("hash", flat=True)) == {}
    assert prove() == []


def text(code: str, seq: int) -> str:
    return Entry.objects.get(code=code, seq=seq).text


def test_an_altered_text_is_found():
    life = cast.funded()
    run("UPDATE journal_entry SET text = %s WHERE code = %s AND seq = 3", text(life.code, 3).replace("d", "e", 1), life.code)
    assert f"{life.code} entry 3: the text does not give its hash" in prove()


def test_an_altered_text_with_a_fitting_hash_breaks_the_next_entry():
    life = cast.funded()
    changed = text(life.code, 3).replace('"due":"2', '"due":"3')
    before = Entry.objects.get(code=life.code, seq=2).hash
    run("UPDATE journal_entry SET text=%s, hash=%s WHERE code=%s AND seq=3", changed, chain.link(before, changed), life.code)
    assert prove() == [f"{life.code} entry 4: the text does not give its hash"]


def test_a_missing_entry_is_found():
    life = cast.funded()
    run("DELETE FROM journal_entry WHERE code = %s AND seq = 3", life.code)
    assert f"{life.code} entry 4: an entry is missing before this one: expected 3" in prove()


def test_a_truncated_chain_is_found():
    life = cast.funded()
    run("DELETE FROM journal_entry WHERE code = %s AND seq > 3", life.code)
    assert prove() == [f"{life.code} head: the head does not match the last entry, 3"]


def test_an_emptied_chain_is_found():
    life = cast.funded()
    cast.proposed()
    run("DELETE FROM journal_entry WHERE code = %s", life.code)
    assert f"{life.code} head: the head does not match the last entry, 0" in prove()


def test_swapped_entries_are_found():
    life = cast.funded()
    one, two = text(life.code, 2), text(life.code, 3)
    run("UPDATE journal_entry SET text = CASE seq WHEN 2 THEN %s ELSE %s END WHERE seq IN (2, 3)", two, one)
    found = prove()
    assert f"{life.code} entry 2: the text does not give its hash" in found
    assert f"{life.code} entry 2: a column says something else than the text" in found


def test_an_entry_written_past_the_head_is_found():
    life = cast.funded()
    columns = "code, seq, at, act_id, fingerprint, text, hash"
    run(f"INSERT INTO journal_entry ({columns}) SELECT code, 99, at, 'x', '', text, hash FROM journal_entry WHERE seq = 5")
    assert f"{life.code} entry 99: an entry is missing before this one: expected 6" in prove()


@pytest.mark.parametrize("column", ["act_id = 'another'", "at = '2020-01-01 00:00:00+00:00'"])
def test_an_altered_column_is_found(column):
    life = cast.funded()
    run(f"UPDATE journal_entry SET {column} WHERE code = %s AND seq = 2", life.code)
    assert prove() == [f"{life.code} entry 2: a column says something else than the text"]


def test_text_that_is_no_entry_is_found():
    life = cast.funded()
    run("UPDATE journal_entry SET text = '[]' WHERE code = %s AND seq = 2", life.code)
    assert f"{life.code} entry 2: the text cannot be read" in prove()


@pytest.mark.parametrize("column", ["seq = 3", "hash = 'abc'"])
def test_an_altered_head_is_found(column):
    life = cast.funded()
    run(f"UPDATE journal_head SET {column} WHERE code = %s", life.code)
    assert prove() == [f"{life.code} head: the head does not match the last entry, 5"]


def test_a_missing_head_is_found():
    life = cast.funded()
    Head.objects.filter(code=life.code).delete()
    assert prove() == [f"{life.code} head: there are entries but no head"]


def test_altered_words_are_found():
    life = cast.funded()
    hash_ = life.contract.terms
    Prose.objects.filter(hash=hash_).update(text="{}")
    assert prove() == [f"{life.code} words {hash_[:12]}: the text does not give its hash"]


def test_words_taken_away_are_found():
    life = cast.funded()
    hash_ = life.contract.terms
    Prose.objects.filter(hash=hash_).delete()
    assert prove() == [f"{life.code} words {hash_[:12]}: the words that an entry binds are missing"]


def test_a_moment_without_microseconds_proves():
    from datetime import UTC, datetime

    from tallystone.core import acts

    life = cast.agreed()
    life.clock(acts.FilePaper("agreement", "1", "ab" * 32), now=datetime(2030, 1, 1, tzinfo=UTC))
    assert prove() == []


def test_progress_is_told_and_a_stretch_may_be_short(monkeypatch):
    monkeypatch.setattr(proving.stretches, "__defaults__", (2,))
    for _ in range(3):
        cast.proposed()
    steps = []
    assert proving.prove(lambda done, total: steps.append((done, total))) == []
    assert steps == [(2, 3), (3, 3)]
