"""Every command as an operator runs it: a process of its own, on data of its own."""

import io
import json
import os
import pty
import re
import threading

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from tallystone.ops.command import main

COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name):
    said = CliRunner().invoke(main, [name, "--help"])
    first = said.output.split("\n\n")[1].strip()
    assert said.exit_code == 0
    assert first[0].isupper()
    assert first.endswith(".")
    assert len(first) > 30


def test_the_list_of_commands_says_what_each_does():
    said = CliRunner().invoke(main, ["--help"]).output
    assert re.findall(r"^  ([a-z][a-z-]*) ", said, re.MULTILINE) == COMMANDS
    assert "TALLYSTONE_DATA" in said
    assert "DATABASE_URL" in said


def test_the_demo_says_its_contracts_and_how_to_sign_in(world):
    _, said = world
    assert len(said["contracts"]) == 13
    assert {c["state"] for c in said["contracts"]} == {"completed", "agreed", "proposed", "ended"}
    assert all(re.fullmatch("[2-9A-Z]{6}", c["code"]) for c in said["contracts"])
    assert {p["side"] for p in said["people"]} == {"freelancer", "client"}
    assert all(p["link"].startswith("http://127.0.0.1:8000/in/") for p in said["people"])


def test_the_demo_comes_into_an_empty_installation_only(world):
    installation, _ = world
    said = installation.run("demo", "--json", code=1)
    assert said.out == ""
    assert "only loaded into an empty installation" in said.err


def test_contracts_lists_what_is_there(world):
    installation, demo = world
    said = installation.run("contracts", "--json").data
    assert [c["code"] for c in said] == [c["code"] for c in demo["contracts"]]
    assert set(said[0]) == {"code", "title", "state", "invoices"}
    assert sorted(number for c in said for number in c["invoices"]) == [f"1-{n:04d}" for n in range(1, 17)]


def test_journal_prints_what_the_table_stores(world):
    installation, demo = world
    code = demo["contracts"][0]["code"]
    said = installation.run("journal", code, "--json").data
    stored = installation.sql(f"SELECT text, hash FROM journal_entry WHERE code = '{code}' ORDER BY seq")
    assert [(e["text"], e["hash"]) for e in said] == [tuple(row) for row in stored]
    assert json.loads(said[0]["text"])["contract"] == code


def test_journal_reads_as_sentences_too(world):
    installation, demo = world
    assert "Kestrel Coffee agreed to the terms." in installation.run("journal", demo["contracts"][0]["code"]).out
    assert "There is no contract NOPE here." in installation.run("journal", "NOPE", code=1).err


def test_an_invoice_comes_out_sealed(world, tmp_path):
    installation, _ = world
    said = installation.run("invoice", "1-0004", "--out", str(tmp_path / "it.pdf"))
    pdf = (tmp_path / "it.pdf").read_bytes()
    assert "Invoice 1-0004 is in" in said.out
    assert "Invoice 1-0004" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert b"/ByteRange" in pdf


def test_what_cannot_be_found_or_written_is_said(world, tmp_path):
    installation, _ = world
    assert "There is no invoice 7-7777 here." in installation.run("invoice", "7-7777", "--out", "x.pdf", code=1).err
    nowhere = str(tmp_path / "nowhere" / "x.pdf")
    assert "No such file or directory" in installation.run("invoice", "1-0001", "--out", nowhere, code=1).err


def test_a_command_before_the_database_is_there(installation):
    said = installation.run("contracts", "--json", code=1)
    assert said.out == ""
    assert "`tallystone doctor` says how to mend it." in said.err


def test_damaged_books_are_found_and_mended(world):
    installation, demo = world
    code = demo["contracts"][0]["code"]
    assert installation.run("prove", "--json").data["holds"]
    change = "UPDATE books_milestone SET price_minor = price_minor + 1"
    installation.sql(change + f" WHERE code = '{code}' AND number = 1")
    said = installation.run("prove", "--json", code=1)
    assert f"{code} milestone 1" in {fault["place"] for fault in said.data["faults"]}
    assert f"✗ {code} milestone 1" in installation.run("prove", code=1).out
    assert f"{code}: books_milestone {code}, 1: price_minor was 40001, not 40000" in installation.run("rebuild").out
    assert installation.run("rebuild").out == "The books were right.\n"
    assert "All of it holds." in installation.run("prove").out


@pytest.mark.parametrize(("more", "shown"), [((), True), (("--json",), False)])
def test_progress_shows_on_a_terminal_where_people_read(world, more, shown):
    installation, _ = world
    ours, theirs = pty.openpty()
    drawn: list[bytes] = []

    def watch() -> None:  # a terminal that nobody reads holds what draws on it up
        while (read := os.read(ours, 65_536)) != b".":
            drawn.append(read.removesuffix(b"."))
            if read.endswith(b"."):
                break

    terminal = threading.Thread(target=watch)
    terminal.start()
    out, _ = installation.start("prove", *more, stderr=theirs, TERM="xterm").communicate(timeout=60)
    os.write(theirs, b".")
    terminal.join(10)
    assert (b"Chains" in b"".join(drawn)) is shown
    assert "Chains" not in out
    os.close(ours)
    os.close(theirs)
