"""Files for the demo, drawn and written on the spot, so that every page has something real to show."""

import io
import zipfile
from collections.abc import Callable

GROUND, INK, GREEN, STONE, AMBER = "#f6f4ef", "#1f1d1a", "#1f5d43", "#d9d4ca", "#c98a2b"


def picture(name: str) -> io.BytesIO:
    """The demo file of this name."""
    return io.BytesIO(FILES[name]())


def _canvas(width: int, height: int):
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), GROUND)
    return image, ImageDraw.Draw(image)


def _png(image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(size: int):
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _frame(draw, box: tuple[int, int, int, int], label: str = "") -> None:
    draw.rounded_rectangle(box, 6, outline=INK, width=2, fill="white")
    if label:
        draw.text((box[0] + 14, box[1] + 10), label, fill=INK, font=_font(18))


def _lines(draw, left: int, top: int, width: int, count: int) -> None:
    for n in range(count):
        draw.rectangle((left, top + 20 * n, left + width * (10 - n % 3) // 10, top + 20 * n + 7), fill=STONE)


def _wireframes(pages: tuple[str, ...]) -> bytes:
    image, draw = _canvas(1440, 900)
    draw.text((60, 36), "Wireframes, desktop and phone", fill=INK, font=_font(30))
    for n, page in enumerate(pages):
        left, top = 60 + (n % 3) * 450, 110 + (n // 3) * 390
        _frame(draw, (left, top, left + 280, top + 350), page)
        draw.rectangle((left + 14, top + 44, left + 266, top + 150), fill=STONE)
        _lines(draw, left + 14, top + 170, 250, 8)
        _frame(draw, (left + 300, top, left + 410, top + 220))
        draw.rectangle((left + 310, top + 20, left + 400, top + 90), fill=STONE)
        _lines(draw, left + 310, top + 104, 88, 5)
    return _png(image)


def _home() -> bytes:
    image, draw = _canvas(1440, 1000)
    draw.text((80, 48), "Studio Almada", fill=INK, font=_font(34))
    for n, word in enumerate(("Projects", "Studio", "Contact")):
        draw.text((1000 + n * 130, 56), word, fill=INK, font=_font(22))
    draw.rectangle((80, 130, 1360, 640), fill="#b9c4bb")
    draw.polygon([(80, 640), (520, 300), (760, 480), (1010, 240), (1360, 640)], fill=GREEN)
    draw.rectangle((620, 420, 880, 640), fill="#efe9dd", outline=INK, width=3)
    for row in range(2):
        for column in range(4):
            left, top = 645 + column * 56, 448 + row * 90
            draw.rectangle((left, top, left + 34, top + 54), fill=INK)
    draw.text((80, 680), "Small public buildings, made to last.", fill=INK, font=_font(44))
    for n in range(3):
        left = 80 + n * 440
        draw.rectangle((left, 770, left + 400, 930), fill=(GREEN, AMBER, STONE)[n])
        draw.text((left, 944), ("Library, Seixal", "School, Trafaria", "Ferry house, Cacilhas")[n], fill=INK, font=_font(22))
    return _png(image)


def _phone() -> bytes:
    image, draw = _canvas(780, 1400)
    draw.text((48, 60), "Library, Seixal", fill=INK, font=_font(52))
    draw.rectangle((48, 160, 732, 700), fill="#b9c4bb")
    draw.polygon([(48, 700), (390, 330), (732, 700)], fill=GREEN)
    draw.text((48, 740), "2024, with the parish council", fill=INK, font=_font(32))
    _lines(draw, 48, 820, 684, 18)
    return _png(image)


def _bag(use: bool) -> bytes:
    image, draw = _canvas(1200, 1200)
    draw.rectangle((0, 0, 1200, 1200), fill="#e9dfcf" if use else "white")
    if use:
        draw.rectangle((0, 860, 1200, 1200), fill="#8a6a48")
    draw.polygon([(380, 300), (820, 300), (860, 1000), (340, 1000)], fill="#3b2a20")
    draw.rectangle((460, 520, 740, 760), fill=GROUND)
    draw.text((500, 560), "KESTREL", fill=INK, font=_font(52))
    draw.text((500, 640), "Autumn roast", fill=AMBER, font=_font(36))
    return _png(image)


def _logo() -> bytes:
    image, draw = _canvas(480, 160)
    draw.rectangle((0, 0, 480, 160), fill="white")
    draw.rounded_rectangle((12, 28, 116, 132), 14, fill=GREEN)
    draw.text((40, 42), "B", fill="white", font=_font(72))
    draw.text((140, 52), "Jonas Brandt", fill=INK, font=_font(46))
    return _png(image)


def _style_sheet() -> bytes:
    """Two pages: colours, then type sizes."""

    colours, draw = _canvas(1240, 1754)
    draw.text((100, 100), "Style sheet: colours", fill=INK, font=_font(54))
    for n, (name, colour) in enumerate((("Ground", GROUND), ("Ink", INK), ("Pine", GREEN), ("Stone", STONE), ("Brass", AMBER))):
        top = 260 + n * 260
        draw.rectangle((100, top, 500, top + 200), fill=colour, outline=INK, width=2)
        draw.text((560, top + 60), f"{name}  {colour}", fill=INK, font=_font(44))
    types, draw = _canvas(1240, 1754)
    draw.text((100, 100), "Style sheet: type", fill=INK, font=_font(54))
    for n, size in enumerate((72, 54, 40, 32, 26)):
        draw.text((100, 280 + n * 200), f"{size} pixels: small public buildings", fill=INK, font=_font(size))
    out = io.BytesIO()
    colours.save(out, "PDF", save_all=True, append_images=[types], resolution=150)
    return out.getvalue()


def _site_map() -> bytes:
    return (
        b"# Site map\n\n- Home\n- Projects\n  - Library, Seixal\n  - School, Trafaria\n  - Ferry house, Cacilhas\n"
        b"  - nine more, as in the list of 1 October\n- Studio\n- Contact\n\nEach page exists in Portuguese and in English.\n"
    )


def _site_map_again() -> bytes:
    again = _site_map().replace(
        b"- nine more, as in the list of 1 October", b"- nine more, as in the list of 1 October, without the pier"
    )
    return again.replace(b"- Contact\n", b"- Contact\n  - The way to us\n")


def _labels() -> bytes:
    image, draw = _canvas(1440, 900)
    for n, name in enumerate(("Autumn roast", "House roast", "Decaf")):
        left = 80 + n * 440
        _frame(draw, (left, 90, left + 380, 810))
        draw.rectangle((left + 2, 92, left + 378, 330), fill=(GREEN, AMBER, STONE)[n])
        draw.text((left + 28, 360), name, fill=INK, font=_font(44))
        draw.text((left + 28, 430), "Kestrel Coffee, Bristol", fill=INK, font=_font(24))
        _lines(draw, left + 28, 500, 300, 6)
        draw.text((left + 28, 660), "250 g", fill=INK, font=_font(40))
        draw.text((left + 28, 760), "May contain traces of nuts and milk", fill=INK, font=_font(11))
    return _png(image)


def _stills() -> bytes:
    """Six stills of a film: a house in the light of six hours."""
    image, draw = _canvas(1_320, 520)
    skies = ("#c9d6d2", "#dfe3d8", "#e8dcc4", "#e3c7a2", "#b89a86", "#5b6470")
    for at, sky in enumerate(skies):
        left, top = 20 + at % 3 * 435, 20 + at // 3 * 245
        draw.rectangle((left, top, left + 415, top + 225), fill=sky)
        draw.rectangle((left, top + 165, left + 415, top + 225), fill="#6f7565")
        draw.polygon([(left + 110, top + 95), (left + 205, top + 45), (left + 300, top + 95)], fill="#4a4640")
        draw.rectangle((left + 125, top + 95, left + 285, top + 170), fill="#f1ece2")
        draw.rectangle((left + 185, top + 120, left + 225, top + 170), fill="#8a5a3c")
        draw.text((left + 12, top + 200), f"00:{14 * at + 7:02d}", fill="white", font=_font(16))
    return _png(image)


def _label_texts() -> bytes:
    return (
        b"# Texts of the labels\n\n## Autumn roast\n\nRoasted in Bristol.\n250 g\n\n## Allergens\n\n"
        b"May contain traces of nuts and milk.\n"
    )


def _contrast() -> bytes:
    return b"text,ground,ratio\nInk,Ground,15.4\nPine,Ground,7.1\nGround,Pine,7.1\nInk,Stone,11.2\n"


def _work_list() -> bytes:
    return (
        b"# Work in October\n\n- Shop and plugins updated; an order taken on a copy before and after.\n"
        b"- Two product pages moved, with redirects; each old address opened once.\n"
    )


def _pages() -> bytes:
    """The pages as they stand: what somebody hands over who hands over code."""
    style = "body { margin: 2rem; color: #2b2620; background: #f7f4ee; }\nh1 { color: #1d5b43; }\n"
    titles = {"index.html": "Studio Almada", "projects.html": "Twelve projects", "contact.html": "Contact"}
    page = '<!doctype html>\n<title>{0}</title>\n<link rel="stylesheet" href="style.css">\n<h1>{0}</h1>\n'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"style.css": style, **{name: page.format(title) for name, title in titles.items()}}.items():
            archive.writestr(zipfile.ZipInfo(f"pages/{name}"), text)  # of no date: the same bytes whenever it is made
    return out.getvalue()


def _list() -> bytes:
    names = ("Autumn roast", "House roast", "Decaf", "Filter", "Espresso", "Cold brew", "Mug", "Grinder")
    rows = (f"{name},{view}" for name in names for view in ("white", "use", "detail"))
    return ("product,view\n" + "\n".join(rows) + "\n").encode()


FILES: dict[str, Callable[[], bytes]] = {
    "wireframes.png": lambda: _wireframes(("Home", "Projects", "Project", "Studio")),
    "wireframes-2.png": lambda: _wireframes(("Home", "Projects", "Project", "Studio", "Contact")),
    "route.png": lambda: _wireframes(("Castle", "Pier", "Market", "Old school", "Chapel")),
    "frames.png": lambda: _wireframes(("Farm", "Ship", "Roast", "Cup")),
    "site-map.md": _site_map,
    "site-map-2.md": _site_map_again,
    "labels.png": _labels,
    "label-texts.md": _label_texts,
    "home.png": _home,
    "project-phone.png": _phone,
    "style-sheet.pdf": _style_sheet,
    "contrast.csv": _contrast,
    "bag-white.png": lambda: _bag(use=False),
    "bag-in-use.png": lambda: _bag(use=True),
    "list.csv": _list,
    "pages.zip": _pages,
    "work-list.md": _work_list,
    "logo.png": _logo,
    "film-stills.png": _stills,
}
