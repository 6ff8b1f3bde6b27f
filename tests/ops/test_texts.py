"""`tallystone export` and `tallystone import`: out of a contract, into a draft, or refused with lines and nothing kept."""

from tallystone.planning.text import written_from_markdown

JONAS = "jonas@brandt.example"


def drafts(installation) -> int:
    return installation.sql("SELECT count(*) FROM drafting_draft")[0][0]


def test_terms_go_out_and_come_back(world, tmp_path):
    installation, demo = world
    code, file = demo["contracts"][0]["code"], tmp_path / "terms.md"
    assert f"The terms of {code} are in {file}." in installation.run("export", code, "--out", str(file)).out
    text = file.read_text()
    assert installation.run("export", code).out == text
    assert written_from_markdown(text).terms.title == demo["contracts"][0]["title"]
    before = drafts(installation)
    said = installation.run("import", str(file), "--for", JONAS)
    assert "The draft is at http://127.0.0.1:8000/drafts/" in said.out
    assert drafts(installation) == before + 1


def test_a_faulty_file_is_refused_with_its_lines_and_nothing_is_kept(world, tmp_path):
    installation, demo = world
    file = tmp_path / "terms.md"
    text = installation.run("export", demo["contracts"][0]["code"]).out.replace("currency: EUR", "currency: money")
    file.write_text(text.replace("- Due: ", "- Finished: ", 1))
    before = drafts(installation)
    said = installation.run("import", str(file), "--for", JONAS, code=2).err
    assert f"{file}: Line 2: " in said
    assert said.count(f"{file}: Line ") == 3  # the currency, the line that is none, the day that is missing
    assert drafts(installation) == before


def test_any_text_is_taken_loosely_and_the_rest_is_told(world, tmp_path):
    installation, _ = world
    file = tmp_path / "mail.txt"
    file.write_text("Hello Jonas,\n\nPlan:\n- Sketches, 12 January 2099, EUR 600\n\nBest regards,\nVera\n")
    assert (
        "Lines that were not understood and are kept beside it: 1, 6, 7."
        in installation.run("import", str(file), "--for", JONAS, "--loose").out
    )


def test_what_cannot_be_done_is_said(world, tmp_path):
    installation, _ = world
    (tmp_path / "odd.md").write_bytes(b"\xff\xfe")
    (tmp_path / "good.md").write_text("x")
    assert "There is no contract NOPE here." in installation.run("export", "NOPE", code=1).err
    assert "is not text in UTF-8" in installation.run("import", str(tmp_path / "odd.md"), "--for", JONAS, code=2).err
    for email in ("maya@almada.example", "nobody@nowhere.example"):
        said = installation.run("import", str(tmp_path / "good.md"), "--for", email, code=2).err
        assert "runs no freelance business here" in said
    assert "Write one mail address" in installation.run("import", str(tmp_path / "good.md"), "--for", "Jonas", code=2).err
