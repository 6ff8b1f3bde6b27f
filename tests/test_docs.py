"""Documents that fail when they are untrue."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tallystone.core.acts import ACTS
from tallystone.ops.actsdoc import document
from tallystone.ops.command import main
from tests.test_tidy import ROOT, TRACKED, text

DOCUMENTS = [n for n in TRACKED if n.endswith(".md")]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
NAMED = re.compile(r"`((?:tallystone|tests|docs|requirements|scripts|bench|\.ci)/[\w./-]*)`")


def test_the_acts_are_as_the_core_has_them():
    assert text("docs/acts.md") == document(), "run `make acts`"
    assert all(f"## {name}\n" in document() for name in ACTS)


def test_the_readme_is_short():
    assert text("README.md").count("\n") <= 80


def test_there_is_what_the_house_lists():
    wanted = {f"docs/{name}.md" for name in ("house", "new-act", "acts", "journal", "money", "hosting", "trust")}
    wanted |= {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}
    assert wanted - set(DOCUMENTS) == set()


def anchors(name: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text(name), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    for path, anchor in LINK.findall(text(name)):
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), path
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target.resolve().relative_to(ROOT).as_posix()), f"{path}#{anchor}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_that_are_named_exist(name):
    imagined = ("Paused", "bench/out/")  # the example of docs/new-act.md, and what `make bench` writes
    assert [
        path for path in NAMED.findall(text(name)) if not (ROOT / path).exists() and not any(i in path for i in imagined)
    ] == []


def test_make_knows_the_commands_that_are_told():
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    told = {word for n in DOCUMENTS for word in re.findall(r"(?:^|`|^ +)make ([a-z]+)", text(n), re.MULTILINE)}
    assert {"run", "test"} <= told <= targets


def test_every_command_is_documented_and_every_documented_command_exists():
    told = set(re.findall(r"\| `tallystone ([a-z-]+)|, `tallystone ([a-z-]+)", text("docs/hosting.md")))
    assert {one or other for one, other in told} == set(main.commands)
    everywhere = {word for n in DOCUMENTS for word in re.findall(r"`(?:\.venv/bin/)?tallystone ([a-z][a-z-]*)", text(n))}
    assert everywhere <= set(main.commands)


@pytest.mark.parametrize("name", main.commands)
def test_every_command_helps(name):
    command = main.commands[name]
    assert len(command.help or "") > 20
    assert all(getattr(option, "help", None) for option in command.params if option.param_type_name == "option")


def verify(tmp_path: Path, entries: list[dict]) -> subprocess.CompletedProcess:
    """Run the program that docs/journal.md gives to an outsider."""
    (program,) = re.findall(r"```python\n(.*?)```", text("docs/journal.md"), re.DOTALL)
    (tmp_path / "verify.py").write_text(program)
    given = json.dumps(entries)
    return subprocess.run([sys.executable, "-I", "verify.py"], cwd=tmp_path, input=given, capture_output=True, text=True)


def test_an_outsider_can_verify_a_chain(tmp_path):
    entries = json.loads(text("tests/journal/examples/life-before.json"))["entries"]
    done = verify(tmp_path, entries)
    assert (done.returncode, done.stdout.strip()) == (
        0,
        f"K7Q2M4: {len(entries)} entries hold; the head is {entries[-1]['hash']}",
    )


@pytest.mark.parametrize("wrong", ["text", "gap", "order", "mixed"])
def test_an_outsider_sees_what_was_changed(tmp_path, wrong):
    entries = json.loads(text("tests/journal/examples/life-before.json"))["entries"]
    if wrong == "text":
        entries[4]["text"] = entries[4]["text"].replace("2026", "2027", 1)
    elif wrong == "gap":
        del entries[4]
    elif wrong == "order":
        entries[3:5] = entries[4], entries[3]
    else:
        entries[4]["text"] = entries[4]["text"].replace("K7Q2M4", "AAAAAA")
    assert verify(tmp_path, entries).returncode != 0
