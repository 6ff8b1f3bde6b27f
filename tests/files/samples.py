"""Files of many kinds, made here: films, sounds, fonts, tables, archives."""

import io
import tarfile
import wave
import zipfile

import av
from PIL import Image, ImageFont

OPEN = "http://schemas.openxmlformats.org"
RELATED = f"{OPEN}/officeDocument/2006/relationships"
SPREAD = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = f'<worksheet xmlns="{OPEN}/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
RELATION = f'<Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="r1" Type="{RELATED}/%s" Target="%s"/>'
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREAD}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREAD}.worksheet+xml"/></Types>',
    "_rels/.rels": RELATION % ("officeDocument", "xl/workbook.xml") + "</Relationships>",
    "xl/_rels/workbook.xml.rels": RELATION % ("worksheet", "worksheets/sheet1.xml") + "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{OPEN}/spreadsheetml/2006/main" xmlns:r="{RELATED}">'
    '<sheets><sheet name="Prices" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def film(container: str = "mp4", codec: str = "libx264", seconds: int = 2, dark: int = 5) -> bytes:
    """A film of some pictures, which begins in the dark."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(seconds * 10):
            colour = "black" if number < dark else (200, 30 + number, 60)
            for packet in stream.encode(av.VideoFrame.from_image(Image.new("RGB", (320, 180), colour))):
                file.mux(packet)
        for packet in stream.encode():
            file.mux(packet)
    return out.getvalue()


def sound(seconds: int = 1) -> bytes:
    """A second of silence and a tone, as WAV."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1), file.setsampwidth(1), file.setframerate(8000)
        file.writeframes(bytes(128 + 40 * (n // 10 % 2) for n in range(8000 * seconds)))
    return out.getvalue()


def font() -> bytes:
    """The font that Pillow brings."""
    return ImageFont.load_default(12).path.getvalue()


def book(rows: list[list[str]]) -> bytes:
    """A workbook with one sheet."""
    told = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows)
    return zipped({**PARTS, "xl/worksheets/sheet1.xml": SHEET % told})


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as file:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            file.addfile(entry, io.BytesIO(content))
    return out.getvalue()
