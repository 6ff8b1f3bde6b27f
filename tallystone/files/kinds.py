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
KNOWN = frozenset(
    {
        *PICTURES,
        PDF,
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
        "audio/mp4",
        "audio/mpeg",
        "audio/ogg",
        "audio/x-flac",
        "audio/x-wav",
        "image/avif",
        "image/heic",
        "image/vnd.adobe.photoshop",
        "video/mp4",
        "video/quicktime",
        "video/webm",
        "video/x-matroska",
    }
)
HEAD = 8192
# What a browser would take for a page, a drawing or a feed (WHATWG MIME sniffing, section 7.1): never shown as text.
MARKUP = (
    *(b"<!doctype", b"<?xml", b"<!--", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<svg", b"<style", b"<title"),
    *(b"<table", b"<div", b"<font", b"<h1", b"<img", b"<a ", b"<a>", b"<b>", b"<b ", b"<br", b"<p>", b"<p ", b"<math"),
)


def kind_of(head: bytes) -> str:
    """The media type of a file that begins with these 8 kB: one of KNOWN, TEXT, or OPAQUE."""
    found = filetype.guess(head)
    if found is not None:
        return found.mime if found.mime in KNOWN else OPAQUE
    return TEXT if _is_text(head) else OPAQUE


def _is_text(head: bytes) -> bool:
    """Whether this is UTF-8 without control characters, and not the beginning of a marked-up page."""
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head[:HEAD], final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text) or "\x7f" in text:
        return False
    return not text.lstrip().lower().encode().startswith(MARKUP)
