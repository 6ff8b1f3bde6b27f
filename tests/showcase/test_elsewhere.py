"""A profile written as plain files: whole, with links that lead somewhere, and nothing that is not shown."""

import re

import pytest
from click.testing import CliRunner

from tallystone.core import acts
from tallystone.ops.command import main
from tallystone.ops.showing_elsewhere import NotShown, export
from tallystone.showcase.models import Profile
from tests.showcase import given

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r'(?:href|src)="([^"]+)"')


def test_every_link_of_the_folder_leads_to_a_file_of_it(tmp_path):
    given.shown(named=1)
    Profile.objects.update(figures=["on_time"])
    written = export("jonas", tmp_path, "https://jonas.example")
    assert {"index.html", "a-clear-site/index.html", "a-clear-site/seal/index.html", "record/index.html", "feed.xml",
            "card.png", "a-clear-site/card.png", "shown.css"} <= set(written)  # fmt: skip
    assert any(name.startswith("pictures/") for name in written)
    for name in written:
        if name.endswith(".html"):
            for link in LINK.findall((tmp_path / name).read_text()):
                if not link.startswith(("http", "#")):
                    assert (tmp_path / name).parent.joinpath(link).resolve().is_file(), (name, link)
    page = (tmp_path / "index.html").read_text()
    assert 'content="https://jonas.example/card.png"' in page
    assert "https://jonas.example/a-clear-site" in (tmp_path / "feed.xml").read_text()
    assert (tmp_path / "a-clear-site/index.html").read_text().count("Studio Almada") >= 1


def test_what_is_not_shown_is_not_written(tmp_path):
    life = given.shown()
    life.maya(acts.WithdrawShowcase(1))
    assert not [name for name in export("jonas", tmp_path) if "clear" in name or "pictures" in name]
    Profile.objects.update(public=False)
    with pytest.raises(NotShown):
        export("jonas", tmp_path / "other")


def test_the_command_says_what_it_wrote_and_what_there_is(tmp_path):
    given.shown()
    done = CliRunner().invoke(main, ["export-showcase", "jonas", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "files" in done.output
    wrong = CliRunner().invoke(main, ["export-showcase", "nobody", str(tmp_path)])
    assert wrong.exit_code == 1
    assert "jonas" in wrong.output
