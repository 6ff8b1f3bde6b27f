"""Draws the first picture of a film, or a specimen of a font. Loaded by preview_child.py, which gives up all powers first."""

import importlib
import itertools
import pkgutil
from io import BytesIO

from PIL import Image

PIXELS, LARGE = 64_000_000, 1600
FRAMES, DARK = 60, 24  # of a film that begins in the dark, so many pictures are tried
FONT = 32 << 20
SPECIMEN = (
    (48, ""),
    (150, "Aa Bb Gg Rr"),
    (72, "The quick brown fox jumps over"),
    (72, "the lazy dog. 0123456789 & ? ! € %"),
    (40, "Dès Noël, où un zéphyr haï me vêt de glaçons würmiens. Αα Ωω · Жж Яя"),
    (28, "Small sizes show how a letter was drawn: legal notes, tables, captions, the price of a coffee."),
)


def first_frame(container: str):
    """A reader of films, loaded while files can still be opened. It draws the first picture that is not black, or the first."""
    import av

    for each in pkgutil.walk_packages(av.__path__, "av."):
        if not each.name.endswith("__main__"):
            importlib.import_module(each.name)
    av.logging.set_level(None)

    def draw(source) -> Image.Image:
        with av.open(source, "r", format=container) as film:
            stream = film.streams.video[0]
            stream.thread_type, stream.codec_context.thread_count = "NONE", 1
            if stream.width * stream.height > PIXELS:
                raise Image.DecompressionBombError(f"{stream.width} x {stream.height}")
            return brightest(frame.to_image() for frame in film.decode(stream))

    return draw


def brightest(pictures) -> Image.Image:
    """The first of these that is not dark; the first of all where the film stays so."""
    first = None
    for picture in itertools.islice(pictures, FRAMES):
        picture.thumbnail((LARGE, LARGE))
        first = first or picture
        if max(picture.convert("L").getextrema()) > DARK:
            return picture
    if first is None:
        raise ValueError("no picture in it")
    return first


def specimen(_container: str):
    """A drawer of fonts, loaded while files can still be opened."""
    from PIL import ImageDraw, ImageFont

    def draw(source) -> Image.Image:
        data = source.read(FONT + 1)
        if len(data) > FONT:
            raise ValueError("too large")
        image, top = Image.new("RGB", (LARGE, LARGE * 9 // 16), "white"), 60
        pen = ImageDraw.Draw(image)
        for size, text in SPECIMEN:
            font = ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
            words = text or " ".join(str(part) for part in font.getname() if part)[:60]
            pen.text((60, top), words, font=font, fill=(33, 31, 28))
            top += size * 7 // 5
        return image

    return draw


DRAWERS = {"VIDEO": first_frame, "FONT": specimen}
