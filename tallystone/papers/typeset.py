"""Sets papers: a kind and its data in, a PDF out. Data are laid out as they are and never read as markup."""

import json
import logging
from base64 import b64decode
from functools import cache
from pathlib import Path
from threading import Lock

from tallystone.papers.plain import plain

KINDS = ("agreement", "change", "handover", "invoice", "statement", "track")
STANDARDS = ["a-3a", "ua-1"]
TEMPLATES = Path(__file__).parent / "templates"
PNG = b"\x89PNG\r\n\x1a\n"

log = logging.getLogger(__name__)
_one_at_a_time = Lock()  # the compiler refuses a second caller instead of letting it wait


def pdf(kind: str, data: dict) -> bytes:
    """The paper as PDF/A-3a and PDF/UA-1: kind is one of KINDS, data is `asdict` of its class in papers/data.py.

    The same data give the same bytes. A character that no font of the machine has cannot stand in PDF/A: then the
    paper is made without the standard and says so at its end.
    """
    import typst

    if kind not in KINDS:
        raise ValueError(f"There is no paper of the kind {kind!r}.")
    ready = plain(data | {"logo": None}) | {"logo": picture(data.get("logo", "")), "unseen": False}
    for _try in range(3):
        try:
            return _compile(kind, ready)
        except typst.TypstError as fault:
            ready |= _without(fault)
    raise RuntimeError(f"No {kind} could be set.")


def _without(fault) -> dict:
    """What to leave out so that there is a paper all the same; a fault of the template itself is raised again."""
    if fault.message.startswith(("PDF/A", "PDF/UA")):
        log.warning("paper_without_standard")
        return {"unseen": True}
    if fault.message.startswith("failed to process image"):
        log.warning("paper_without_logo")
        return {"logo": None}
    raise fault


def picture(encoded: str) -> dict | None:
    """A PNG in base64 as an SVG around it (the one form in which typst takes a picture as text), or None if it is none."""
    try:
        content = b64decode(encoded, validate=True)
    except ValueError:
        return None
    wide, high = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if not content.startswith(PNG) or not (0 < wide < 20_000 and 0 < high < 20_000):
        return None
    size = f'width="{wide}" height="{high}"'
    image = f'<image {size} href="data:image/png;base64,{encoded}"/>'
    return {"svg": f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>', "ratio": wide / high}


def _compile(kind: str, data: dict) -> bytes:
    with _one_at_a_time:
        return _compiler().compile(
            input=str(TEMPLATES / f"{kind}.typ"),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=[] if data["unseen"] else STANDARDS,
            timestamp=data["issued"],
        )


@cache
def _compiler():
    """Kept warm. Packages are looked for where there are none, so that no template can fetch one."""
    import typst

    nowhere = str(TEMPLATES / "packages-are-not-used")
    return typst.Compiler(root=str(TEMPLATES), package_path=nowhere, package_cache_path=nowhere)
