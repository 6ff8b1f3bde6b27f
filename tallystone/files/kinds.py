"""Tells what a file is by its content alone; names and what a browser claims do not count."""

import codecs

import filetype

OPAQUE = "application/octet-stream"
TEXT = "text/plain"
PDF = "application/pdf"
# The decoders that the preview child may use; everything else stays unopened.
PICTURES = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
}
# Of a film its first picture is drawn, by the reader of this container alone; browsers play what they can of these.
VIDEOS = {"video/mp4": "mov", "video/quicktime": "mov", "video/webm": "matroska", "video/x-matroska": "matroska"}
AUDIO = {"audio/mp4", "audio/mpeg", "audio/ogg", "audio/x-flac", "audio/x-wav"}
FONTS = {"application/font-sfnt", "application/font-woff"}
WEB_PAGE = "application/x-mimearchive"  # a page saved as one file
KNOWN = frozenset(
    {
        *PICTURES,
        *VIDEOS,
        *AUDIO,
        *FONTS,
        PDF,
        "application/x-bzip2",
        "application/x-xz",
        "application/epub+zip",
        "application/gzip",
        "application/msword",
        "application/rtf",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/x-7z-compressed",
        "application/x-tar",
        "application/zip",
        "image/avif",
        "image/heic",
        "image/vnd.adobe.photoshop",
    }
)
HEAD = 8192
SAVED_PAGE = b"From: <Saved by Blink>"
# What a browser would take for a page, a drawing or a feed (WHATWG MIME sniffing, section 7.1): never shown as text.
MARKUP = (
    *(b"<!doctype", b"<?xml", b"<!--", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<svg", b"<style", b"<title"),
    *(b"<table", b"<div", b"<font", b"<h1", b"<img", b"<a ", b"<a>", b"<b>", b"<b ", b"<br", b"<p>", b"<p ", b"<math"),
)


def kind_of(head: bytes) -> str:
    """The media type of a file that begins with these 8 kB: one of KNOWN, TEXT, or OPAQUE."""
    if head.startswith(SAVED_PAGE):
        return WEB_PAGE
    found = filetype.guess(head)
    if found is not None:
        return found.mime if found.mime in KNOWN else OPAQUE
    return TEXT if _is_text(head) else OPAQUE


def decoder_of(kind: str) -> str:
    """By which decoder a file of this kind is drawn ("PNG", "PDF", "FONT", "VIDEO:mov"), or "" where it is not drawn."""
    if kind in VIDEOS:
        return f"VIDEO:{VIDEOS[kind]}"
    return "PDF" if kind == PDF else "FONT" if kind in FONTS else PICTURES.get(kind, "")


def plays(kind: str) -> str:
    """Whether a browser's player takes it: "video", "audio" or ""."""
    return "video" if kind in VIDEOS else "audio" if kind in AUDIO else ""


def _is_text(head: bytes) -> bool:
    """Whether this is UTF-8 without control characters, and not the beginning of a marked-up page."""
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head[:HEAD], final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text) or "\x7f" in text:
        return False
    return not text.lstrip().lower().encode().startswith(MARKUP)
