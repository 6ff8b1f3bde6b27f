"""Makes the picture that is shown: cropped, blurred, parts left out. From our own re-encoded preview, never from the original.

A blurred part is first shrunk to a few dots, so that nothing of what stood there can be worked out again.
"""

import hashlib
import io
from typing import Any

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from tallystone.core.value import value
from tallystone.files import store
from tallystone.files.models import Preview

CROP, BLUR, OUT = KINDS = ("crop", "blur", "out")
DOT = 28  # pixels of the picture that become one dot of a blurred part
GREY = (205, 199, 188)
MOST_EDITS = 40
WIDEST = 1_200  # of what is shown: sharp on every phone, light on the line


@value
class Made:
    """A finished picture as it is kept: hash and size."""

    hash: str
    width: int
    height: int


def preview_of(source: str, page: int) -> Preview | None:
    """Our own picture of a delivered file's page, large."""
    return Preview.objects.filter(blob_id=source, page=page, thumb=False).first()


def draw(preview: Preview, edits: list[list[Any]]) -> bytes:
    """The picture with these edits, as WebP made of its pixels alone."""
    with default_storage.open(preview.key) as file:
        image = Image.open(file, formats=["WEBP"]).convert("RGB")
    for kind, *box in edits:
        if kind == BLUR:
            _blur(image, _pixels(box, image.size))
        elif kind == OUT:
            ImageDraw.Draw(image).rectangle(_pixels(box, image.size), fill=GREY)
    for box in [box for kind, *box in edits if kind == CROP][-1:]:
        image = image.crop(_pixels(box, image.size))
    image.thumbnail((WIDEST, 2 * WIDEST))
    out = io.BytesIO()
    Image.frombytes("RGB", image.size, image.tobytes()).save(out, "WEBP", quality=80, method=4)
    return out.getvalue()


def make(source: str, page: int, edits: list[list[Any]]) -> Made | None:
    """Draw it and keep it; None while there is no preview to draw from."""
    preview = preview_of(source, page)
    if preview is None:
        return None
    data = draw(preview, edits)
    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
    return Made(store.keep(data).hash, width, height)


def card(data: bytes | None, lines: tuple[str, str], colours: tuple[str, str]) -> bytes:
    """A picture of 1200 x 630 for link previews: the sample's picture above, two lines below; all text without one."""
    ground, ink = colours
    image = Image.new("RGB", (1_200, 630), ground)
    pen, top = ImageDraw.Draw(image), 240
    if data:
        with Image.open(io.BytesIO(data), formats=["WEBP"]) as shown:
            image.paste(ImageOps.fit(shown.convert("RGB"), (1_200, 440), centering=(0.5, 0.0)), (0, 0))
        pen.rectangle((0, 440, 1_200, 446), fill=ink)
        top = 478
    _write(pen, (60, top), lines[0], 56, ink)
    _write(pen, (60, top + 78), lines[1], 32, ink)
    out = io.BytesIO()
    image.quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


def etag(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def _write(pen: ImageDraw.ImageDraw, at: tuple[int, int], words: str, size: int, ink: str) -> None:
    """One line, as large as fits."""
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    while words and pen.textlength(words, font) > 1_080:
        words = words[:-2].rstrip() + "…"
    pen.text(at, words, fill=ink, font=font)


def _blur(image: Image.Image, box: tuple[int, int, int, int]) -> None:
    width, height = box[2] - box[0], box[3] - box[1]
    few = image.crop(box).resize((max(1, width // DOT), max(1, height // DOT)), Image.Resampling.BOX)
    image.paste(few.resize((width, height), Image.Resampling.BICUBIC), box)


def _pixels(box: list[int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """A rectangle in thousandths as pixels, within the picture and at least a pixel large."""
    left, top, width, height = box
    x, y = left * size[0] // 1_000, top * size[1] // 1_000
    right, bottom = -(-(left + width) * size[0] // 1_000), -(-(top + height) * size[1] // 1_000)
    x, y = min(x, size[0] - 1), min(y, size[1] - 1)
    return x, y, max(x + 1, min(right, size[0])), max(y + 1, min(bottom, size[1]))
