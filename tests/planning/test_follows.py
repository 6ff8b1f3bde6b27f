"""What follows the contract above, in the text form: written where terms follow something, and read again the same."""

import pytest

from tallystone.planning.text import markdown_from, terms_from_markdown
from tests.core.given import terms


@pytest.mark.parametrize(
    "follows", [{"acceptance_follows": 1, "payment_follows": 1, "follow_days": 45}, {"acceptance_follows": 1}]
)
def test_it_is_written_and_read_again(follows):
    whole = terms("after", **follows)
    text = markdown_from(whole)
    assert "acceptance follows: yes" in text
    assert terms_from_markdown(text) == whole


def test_terms_that_follow_nothing_say_nothing_of_it():
    assert "follows" not in markdown_from(terms())
    assert "longest wait" not in markdown_from(terms())
