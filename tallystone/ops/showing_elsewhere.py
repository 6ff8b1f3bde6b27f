"""A public profile as plain files, to be hosted anywhere: pages, pictures, style sheet and feed, with relative addresses."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tallystone.showcase import visible
from tallystone.showcase.models import Profile

ADDRESS = re.compile(r'((?:href|src)=")(/[^"]*)(")')
STATIC = ("tallystone/css/shown.css", "tallystone/mark.svg")
PICTURES = (".png", ".webp", ".xml")


class NotShown(Exception):
    """There is no public profile at this address."""


def export(slug: str, folder: Path, address: str = "") -> list[str]:
    """Write the profile into this folder; the files' names. `address` is where it will be found, for previews and the feed.

    Nothing is written that the profile's own pages do not show to everybody now.
    """
    profile = visible.profile_at(slug)
    if profile is None:
        raise NotShown(slug)
    home, written = reverse("shown", args=[profile.slug]), []
    client = Client(SERVER_NAME=urlsplit(settings.BASE_URL).hostname or "localhost")
    for path in _reachable(client, home):
        name = _name(path, home)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_content(client, path, home, name, address.rstrip("/")))
        written.append(name)
    for static in STATIC:
        name = static.rpartition("/")[2]
        (folder / name).write_bytes(Path(finders.find(static)).read_bytes())
        written.append(name)
    return sorted(written)


def _reachable(client: Client, home: str) -> Iterator[str]:
    """Every address below the profile that its own pages lead to, except what needs the installation."""
    waiting, seen = [home, f"{home}/feed.xml", f"{home}/card.png", reverse("track-record")], set()
    while waiting:
        path = waiting.pop()
        if path in seen or path.endswith("/ask"):
            continue
        seen.add(path)
        yield path
        if not path.endswith(PICTURES):
            body = client.get(path).content.decode().replace(settings.BASE_URL, "")
            found = re.findall(r'(?:href|src|content)="(/[^"]*)"', body)
            waiting += [each for each in found if each.startswith(f"{home}/")]


def _name(path: str, home: str) -> str:
    """The file in which this address is kept."""
    below = "track-record" if path == reverse("track-record") else path.removeprefix(home).strip("/")
    return below if below.endswith(PICTURES) else posixpath.join(below, "index.html")


def _content(client: Client, path: str, home: str, name: str, address: str) -> bytes:
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if name.endswith((".png", ".webp")):
        return body
    text = body.decode()
    if address:
        text = text.replace(settings.BASE_URL + home, address)
    return ADDRESS.sub(lambda m: m[1] + _relative(m[2], home, name) + m[3], text).encode()


def _relative(target: str, home: str, name: str) -> str:
    """Where a link leads in the folder; to the installation itself, where only that can answer."""
    if target.startswith(settings.STATIC_URL):
        plain = next(each.rpartition("/")[2] for each in STATIC if Path(each).stem in target)
        return posixpath.relpath(plain, posixpath.dirname(name) or ".")
    inside = target == home or target.startswith(f"{home}/") or target == reverse("track-record")
    if not inside or target.endswith("/ask"):
        return settings.BASE_URL + target
    return posixpath.relpath(_name(target, home), posixpath.dirname(name) or ".")


def slugs() -> list[str]:
    """The addresses of all public profiles."""
    return list(Profile.objects.filter(public=True).order_by("slug").values_list("slug", flat=True))
