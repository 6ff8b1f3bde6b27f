"""`tallystone check`: forms, exit codes, what cannot be read; and the figures of the corpus."""

import json
import re
from dataclasses import asdict, replace

import pytest
from click.testing import CliRunner

from tallystone.core.shape import Duty, terms_text
from tallystone.ops.command import main
from tallystone.planning.text import Parties, Party, markdown_from
from tallystone.scope.evaluate import evaluate, read, table
from tallystone.scope.evaluate import main as figures
from tests.scope.examples import terms
from tests.scope.test_corpus import CORPUS

ROOT = CORPUS.parents[2]
FAMILIES = ("words", "structure", "plan")

GOOD = (
    "The freelancer delivers five pages by 3 March 2027 for 900 EUR. Accepted when each page passes the checklist in annex A. "
    "The client reviews within 5 days. Two rounds of changes. Photographs are not included. The client owns the pages. "
    "Either side may leave with 14 days of notice. "
)


def run(path, *options):
    return CliRunner().invoke(main, ["check", str(path), *options])


@pytest.fixture
def note(tmp_path):
    def write(text: str, name: str = "scope.txt"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def test_text_says_where_why_and_how(note):
    done = run(note(GOOD + "Several pages.\n"))
    assert "scope.txt:1: in_scope: warning: vague-quantity: “Several”" in done.output
    assert "1 finding." in done.output


@pytest.mark.parametrize(("on", "code"), [("note", 1), ("warning", 1), ("error", 0)])
def test_the_exit_code_follows_the_seriousness(note, on, code):
    assert run(note(GOOD + "Several pages."), "--fail-on", on).exit_code == code


def test_clear_text_passes(note):
    done = run(note(GOOD), "--fail-on", "note")
    assert (done.exit_code, done.output) == (0, "Nothing was found.\n")


def test_json_has_the_names_of_the_issue(note):
    (finding,) = json.loads(run(note(GOOD + "Several pages."), "--format", "json").output)
    assert list(finding) == ["rule", "family", "severity", "field", "line", "start", "end", "text", "why", "mend"]
    assert (finding["rule"], finding["family"], finding["text"]) == ("vague-quantity", "words", "Several")


def test_sarif_names_rule_place_and_field(note):
    log = json.loads(run(note(GOOD + "Several pages."), "--format", "sarif").output)
    (result,) = log["runs"][0]["results"]
    assert (log["version"], result["ruleId"], result["level"]) == ("2.1.0", "vague-quantity", "warning")
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "in_scope"}]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": len(GOOD) + 1, "endColumn": len(GOOD) + 8}


FUZZY = {"in_scope": "Ten pages.\n\n# Several of them\nand several forms, several maps.", "background": "A ferry line.\nSoon."}


def test_lines_and_columns_are_those_of_the_file(note):
    """Every word that is found stands where the file, the SARIF log and the text say it does."""
    given = terms(**FUZZY)
    given = replace(
        given, milestones=(replace(given.milestones[0], criteria=("It loads", "- it loads fast")), *given.milestones[1:])
    )
    path = note(markdown_from(given), "terms.md")
    rows = path.read_text().split("\n")
    log = json.loads(run(path, "--format", "sarif").output)
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in log["runs"][0]["results"]]
    found = json.loads(run(path, "--format", "json").output)
    words = [(f, r) for f, r in zip(found, regions, strict=True) if f["text"]]
    assert {f["text"] for f, _ in words} >= {"Several", "several", "Soon", "loads fast"}
    for f, region in words:
        assert rows[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == f["text"]
        assert f["line"] == region["startLine"]
    assert len({tuple(r.values()) for f, r in words if f["text"] == "several"}) == 2
    assert f"terms.md:{rows.index('Soon.') + 1}: background:" in run(path).output


def test_what_is_missing_or_wrong_with_a_number_is_told_at_its_line(note):
    given = terms(out_of_scope="", payment_days=90, funding="after")
    day = given.milestones[1].due
    given = replace(given, milestones=(*given.milestones[:1], replace(given.milestones[1], criteria=()), *given.milestones[2:]),
                    duties=(Duty("Sends texts"), Duty("Sends pictures", day)))  # fmt: skip
    path = note(markdown_from(given), "terms.md")
    rows = path.read_text().split("\n")
    line = {f["rule"]: f["line"] for f in json.loads(run(path, "--format", "json").output)}
    assert rows[line["money-late"] - 1] == "payment days: 90"
    assert rows[line["no-criterion"] - 1].startswith("## Milestone 2")
    assert rows[line["duty-without-date"] - 1] == "- Sends texts"
    assert rows[line["no-exclusions"] - 1].startswith("# ")


def test_of_data_lines_count_in_their_field(note):
    data = json.loads(terms_text(terms(in_scope="Ten pages.\nSeveral forms.")))
    path = note(json.dumps(data), "terms.json")
    assert "terms.json: in_scope:2: warning: vague-quantity" in run(path).output
    (result,) = [
        r for r in json.loads(run(path, "--format", "sarif").output)["runs"][0]["results"] if r["ruleId"] == "vague-quantity"
    ]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_terms_as_json_are_read_with_places(note):
    data = {"terms": json.loads(terms_text(terms())), "places": {"client": "PT", "freelancer": {"country": "DE"}}}
    data["terms"]["milestones"][1]["due"] = "2027-03-28"
    found = json.loads(run(note(json.dumps(data), "terms.json"), "--format", "json").output)
    assert {"date-on-day-off", "law-applies"} <= {f["rule"] for f in found}
    assert asdict(terms())["title"] == "A website"


def test_the_language_can_be_named(note):
    assert "vague-quantity" in run(note("Einige Seiten."), "--language", "de").output


def test_the_language_is_told_from_the_text(note):
    found = run(note("Der Text und die Bilder werden von der Kundin geliefert. Einige Seiten sind für die Messe.")).output
    assert "vague-quantity: “Einige”" in found


def test_the_text_form_is_read_with_its_parties(note):
    whole = Parties(Party(name="Jo", country="DE", address="Gasse 1"), Party(name="Maya", country="PT", address="Rua 8"))
    found = run(note(markdown_from(terms(in_scope="Several pages that the client owns."), whole), "terms.md")).output
    assert "vague-quantity: “Several”" in found
    assert "The EU Late Payment Directive" in found


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", "{"), ("a.json", "[]"), ("a.json", '{"rounds": "x"}'), ("a.md", "---\nnonsense\n")]
)
def test_what_is_no_terms_is_said(note, name, text):
    done = run(note(text, name))
    assert (done.exit_code, done.exception.__class__) == (2, SystemExit)


def test_what_is_no_text_is_said(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    done = run(tmp_path / "a.txt")
    assert done.exit_code == 2
    assert "UTF-8" in done.output


def test_the_figures_in_the_documents_are_those_of_the_part_to_report_on():
    result = evaluate(read(CORPUS, "report"))
    told = re.findall(r"^\| (\S+(?: \(\w+\))?) \| (\d+) % \| (\d+) % \| (\d+) \|$", (ROOT / "docs/scope.md").read_text(), re.M)
    assert len(told) == 15
    for name, *rates in told:
        t = result.tallies[name]
        found = (100 * t.right / (t.right + t.wrong), 100 * t.met / (t.met + t.missed))
        assert rates == [*(f"{rate:.0f}" for rate in found), str(t.met + t.missed)], name
    assert min(int(rate) for name, *rates in told if name in FAMILIES for rate in rates[:2]) >= 85
    words = {name: [int(rate) for rate in rates[:2]] for name, *rates in told if name.startswith("words")}
    assert words["words"][0] > 59  # Femmer et al. 2017, at
    assert words["words"][1] > 82  # this recall
    assert min(words["words (en)"]) >= 81


def test_the_figures_of_the_corpus_do_not_fall(capsys):
    passages = read(CORPUS, "tune")
    result = evaluate(passages)
    for family in FAMILIES:
        tally = result.tallies[family]
        assert tally.right / (tally.right + tally.wrong) >= 0.95, result.told
        assert tally.met / (tally.met + tally.missed) >= 0.95, result.told
    figures([str(CORPUS)])
    assert capsys.readouterr().out.startswith(table(passages, result))
