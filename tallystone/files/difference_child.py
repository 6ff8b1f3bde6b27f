"""Says what differs between two hostile files: two pictures, two PDFs or two texts, one after the other on standard input.

Run as a script of its own like preview_child.py, from which it has its limits. Standard input is a line of JSON (kind, the
decoders, the sizes) and then both files. The answer: a frame a picture (page, width, height, changed, size; then so many
bytes of WebP, what differs in colour on the faded new picture), and at last a frame `told` (size; then JSON).
"""

import difflib
import importlib.util
import json
import re
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps

LINES, LONG_LINE, ROWS, CONTEXT = 5_000, 2_000, 1_500, 3
WORD = re.compile(r"\w+|\s+|[^\w\s]")
FAINT, SPREAD, COLOUR = 24, 5, (190, 20, 110)  # below FAINT of 255 it is noise of compressing


def limits():
    """preview_child.py, loaded by its path before any power is given up."""
    spec = importlib.util.spec_from_file_location("preview_child", Path(__file__).with_name("preview_child.py"))
    child = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(child)
    return child


def canvas(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture on white, in the upper left of this size."""
    whole = Image.new("RGB", size, "white")
    image = image.convert("RGBA")
    whole.paste(image, (0, 0), image)
    return whole


def difference(before: Image.Image, after: Image.Image) -> tuple[Image.Image, int]:
    """What differs, in colour on the faded new picture; and how many thousandths of it differ."""
    size = max(before.width, after.width), max(before.height, after.height)
    old, new = canvas(before, size), canvas(after, size)
    differs = ImageChops.difference(old, new).convert("L").point([255 * (value > FAINT) for value in range(256)])
    pixels = differs.histogram()[255]
    changed = -(-1000 * pixels // (size[0] * size[1]))
    faded = Image.blend(ImageOps.grayscale(new).convert("RGB"), Image.new("RGB", size, "white"), 0.6)
    wide = differs.filter(ImageFilter.MaxFilter(SPREAD))
    return Image.composite(Image.new("RGB", size, COLOUR), faded, wide), changed


def picture_frame(page: int, before: Image.Image, after: Image.Image) -> None:
    image, changed = difference(before, after)
    data = BytesIO()
    image.save(data, "WEBP", quality=82, method=4)
    frame({"page": page, "width": image.width, "height": image.height, "changed": changed}, data.getvalue())


def frame(head: dict, data: bytes) -> None:
    sys.stdout.buffer.write(json.dumps({**head, "size": len(data)}).encode() + b"\n" + data)
    sys.stdout.buffer.flush()


def rows(before: list[str], after: list[str]) -> list[list]:
    """[kind, old line number, new line number, [[differs, words], ...]]: kind is gap, same, out or in."""
    found: list[list] = []
    for group in difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT):
        found.append(["gap", group[0][1] + 1, group[0][3] + 1, []])
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                found += [["same", i + 1, j + 1, [[0, before[i]]]] for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
            else:
                found += replaced(before[i1:i2], after[j1:j2], i1, j1)
    return found


def replaced(out: list[str], new: list[str], i: int, j: int) -> list[list]:
    """Lines that went and lines that came; where as many came as went, word by word."""
    if len(out) == len(new):
        pairs = [words(*pair) for pair in zip(out, new, strict=True)]
        gone, came = [each[0] for each in pairs], [each[1] for each in pairs]
    else:
        gone, came = [[[1, text]] for text in out], [[[1, text]] for text in new]
    old = [["out", i + n, 0, said] for n, said in enumerate(gone, 1)]
    return old + [["in", 0, j + n, said] for n, said in enumerate(came, 1)]


def words(before: str, after: str) -> tuple[list, list]:
    """Both lines as [[differs, words], ...]."""
    old, new = WORD.findall(before), WORD.findall(after)
    gone, came = [], []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        differs = int(tag != "equal")
        gone.append([differs, "".join(old[i1:i2])])
        came.append([differs, "".join(new[j1:j2])])
    return [each for each in gone if each[1]], [each for each in came if each[1]]


def lines(text: str) -> list[str]:
    return [line[:LONG_LINE] for line in text.splitlines()]


def told(before: str, after: str) -> dict:
    """The rows of two texts, cut where there are too many; and whether they were cut."""
    old, new = lines(before), lines(after)
    found = rows(old[:LINES], new[:LINES])
    return {"rows": found[:ROWS], "cut": len(found) > ROWS or max(len(old), len(new)) > LINES}


def pages(child, before: bytes, after: bytes) -> dict:
    """Page by page: pictures of what differs, and their texts where there are some."""
    old, new = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    said = {}
    for index in range(min(max(len(old), len(new)), child.PAGES)):
        drawn, texts = [], []
        for document in (old, new):
            if index < len(document):
                page = document[index]
                scale = min(child.LARGE / max(*page.get_size(), 1), 4)
                drawn.append(page.render(scale=scale).to_pil().convert("RGB"))
                texts.append(page.get_textpage().get_text_range())
            else:
                drawn.append(Image.new("RGB", (1, 1), "white"))
                texts.append("")
        picture_frame(index + 1, *drawn)
        said[str(index + 1)] = told(*texts)
    return {"texts": said, "counts": [len(old), len(new)]}


def main() -> None:
    child = limits()
    child.give_up_powers()
    source = sys.stdin.buffer
    asked = json.loads(source.readline(500))
    before, after = (source.read(size) for size in asked["sizes"])
    answer: dict = {}
    if asked["kind"] == "PICTURE":
        old, new = (
            child.picture(BytesIO(data), decoder) for data, decoder in zip((before, after), asked["decoders"], strict=True)
        )
        picture_frame(1, old, new)
        answer = {"sizes": [list(old.size), list(new.size)]}
    elif asked["kind"] == "PDF":
        answer = pages(child, before, after)
    else:
        answer = told(*(data.decode("utf-8", "replace").removeprefix("\ufeff") for data in (before, after)))
    frame({"told": True}, json.dumps(answer).encode())


if __name__ == "__main__":
    main()
