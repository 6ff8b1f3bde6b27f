"""What is shown of a picture: cropped, blurred beyond repair, left out; nothing of the original goes along."""

import io
from itertools import pairwise

import pytest
from PIL import Image

from tallystone.core.refusal import Refusal
from tallystone.files import store
from tallystone.showcase import drawing, making
from tests.showcase import given

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def piece(db):
    return given.sample(given.accepted()).pieces.get(page=1)


def picture(piece) -> Image.Image:
    with store.open_blob(piece.made) as file:
        return Image.open(io.BytesIO(file.read())).convert("L")


def contrast(image: Image.Image) -> int:
    """The largest step between neighbours in the middle row."""
    row = [image.getpixel((x, image.height // 2)) for x in range(image.width)]
    return max(abs(one - other) for one, other in pairwise(row))


def test_the_picture_is_drawn_anew(piece):
    image = picture(piece)
    assert image.size == (800, 600) == (piece.width, piece.height)
    assert piece.made != piece.source
    assert contrast(image) > 150


def test_what_is_blurred_has_no_stripes_left(piece):
    making.edit(piece, "blur", (0, 250, 500, 500))
    image = picture(piece)
    assert contrast(image.crop((0, 200, 380, 400))) < 12
    assert contrast(image.crop((420, 200, 800, 400))) > 150


def test_what_is_left_out_is_one_colour(piece):
    making.edit(piece, "out", (500, 0, 500, 1_000))
    image = picture(piece)
    assert contrast(image.crop((412, 0, 800, 600))) < 8


def test_cropping_keeps_the_part_alone_and_the_last_crop_counts(piece):
    making.edit(piece, "crop", (0, 0, 500, 500))
    making.edit(piece, "crop", (0, 0, 250, 1_000))
    assert (piece.width, piece.height) == (200, 600)
    assert [edit[0] for edit in piece.edits] == ["crop"]
    making.undo(piece, 0)
    assert (piece.width, piece.height) == (800, 600)


@pytest.mark.parametrize("box", [(0, 0, 0, 10), (990, 0, 20, 10), (-1, 0, 10, 10), (0, 1_000, 10, 10)])
def test_a_part_outside_is_refused(piece, box):
    with pytest.raises(Refusal, match="box_unreadable"):
        making.edit(piece, "blur", box)
    assert piece.edits == []


def test_an_excerpt_has_the_chosen_lines_alone():
    text = given.sample(given.accepted()).pieces.get(page=0)
    making.excerpt(text, 3, 3)
    assert text.text == "Third line"
    with pytest.raises(Refusal, match="line_unreadable"):
        making.excerpt(text, 3, 2)


def test_a_card_is_a_picture_of_the_size_that_previews_want():
    card = Image.open(io.BytesIO(drawing.card(None, ("A name that is long " * 9, "Sites"), ("#ffffff", "#000000"))))
    assert card.size == (1_200, 630)
