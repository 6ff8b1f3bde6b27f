"""Draws previews of one hostile file: picture, PDF, font or film on standard input, framed WebP on standard output.

Run as a script of its own, by path, with an empty environment. It imports nothing of Tallystone, and before it looks at
the first byte it gives up opening files and sockets, and bounds its memory, processor time and output.
A frame is a line of JSON (page, thumb, width, height, size) and then so many bytes.
"""

import copy
import importlib.util
import json
import mmap
import os
import random
import resource
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageColor,
    ImageFilter,
    ImageOps,
    ImagePalette,
    MpoImagePlugin,
    TiffImagePlugin,
    TiffTags,
    WebPImagePlugin,
)

MEMORY = 1 << 30
PROCESSOR_SECONDS = 20
OUTPUT = 48 << 20
PIXELS = 64_000_000
PAGES = 10
LARGE, THUMB = 1600, 400
# Pillow imports these when a picture wants them; by then no file can be opened any more.
LOADED = (BmpImagePlugin, GifImagePlugin, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
LOADED_FOR_THEM = (copy, mmap, random, ImageCms, ImageColor, ImageFilter, ImagePalette, TiffTags)


def give_up_powers() -> None:
    """From here on: no new file or socket, no child, bounded memory, time and output."""
    Image.preinit()
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: PROCESSOR_SECONDS,
        resource.RLIMIT_FSIZE: OUTPUT,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 0,
    }
    os.nice(10)
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def picture(source, decoder: str) -> Image.Image:
    """The first frame, upright, at most LARGE on its longer side."""
    Image.MAX_IMAGE_PIXELS = PIXELS
    image: Image.Image = Image.open(source, formats=[decoder])
    if image.width * image.height > PIXELS:
        raise Image.DecompressionBombError(f"{image.width} x {image.height}")
    if image.mode not in {"RGB", "RGBA", "L", "CMYK"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LARGE, LARGE))
    image = ImageOps.exif_transpose(image)
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def pages(source):
    """The first pages of a PDF, drawn one after the other."""
    document = pypdfium2.PdfDocument(source)
    for index in range(min(len(document), PAGES)):
        page = document[index]
        scale = min(LARGE / max(*page.get_size(), 1), 4)
        yield page.render(scale=scale).to_pil().convert("RGB")
        page.close()


def write(image: Image.Image, page: int, thumb: bool, form: str = "WEBP") -> None:
    data = BytesIO()
    # A picture made anew from the pixels alone: no metadata of the original goes along.
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    bare.save(data, form, **({"quality": 82, "method": 4} if form == "WEBP" else {}))
    head = {"page": page, "thumb": thumb, "width": bare.width, "height": bare.height, "size": data.tell()}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + data.getvalue())
    sys.stdout.buffer.flush()


def beside(name: str):
    """A script of this folder, loaded by its path before any power is given up."""
    spec = importlib.util.spec_from_file_location(name.partition(".")[0], Path(__file__).with_name(name))
    child = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(child)
    return child


def drawer(decoder: str):
    """What draws it: from a source, its pages. What it needs to load, it loads here."""
    name, _colon, container = decoder.partition(":")
    if name in {"VIDEO", "FONT"}:
        draw = beside("film_child.py").DRAWERS[name](container)
        return lambda source: iter([draw(source)])
    return pages if name == "PDF" else lambda source: iter([picture(source, decoder)])


def main(decoder: str, form: str = "WEBP") -> None:
    draw = drawer(decoder)
    give_up_powers()
    drawn = draw(sys.stdin.buffer)
    for number, image in enumerate(drawn, start=1):
        write(image, number, thumb=False, form=form)
        image.thumbnail((THUMB, THUMB))
        write(image, number, thumb=True, form=form)


if __name__ == "__main__":
    main(*sys.argv[1:])
