"""A mail server of the walk's own: it takes every letter and hands it to whoever waits for it."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

PATIENCE = 120.0  # seconds; only a test that fails waits as long, and a disk can be busy for a while


@dataclass(frozen=True)
class Letter:
    """One mail as its reader gets it: both texts, and the papers by name."""

    to: str
    subject: str
    text: str
    html: str
    papers: dict[str, bytes]

    @property
    def code(self) -> str:
        """The eight digits of a code letter."""
        return re.search(r"\b[0-9]{8}\b", self.text)[0]

    @property
    def link(self) -> str:
        """The first address in the letter."""
        return re.search(r"https?://\S+", self.text)[0]


class Post:
    """All letters that came, in order."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.came = threading.Condition()

    async def handle_DATA(self, server, session, envelope) -> str:
        letters = [_read(envelope.content, to) for to in envelope.rcpt_tos]
        with self.came:
            self.letters += letters
            self.came.notify_all()
        return "250 OK"

    def mark(self) -> int:
        """Where the row of letters ends now: `after` this, only newer ones count."""
        return len(self.letters)

    def wait(self, to: str, *words: str, after: int = 0) -> Letter:
        """The latest letter to this address with all of these words in its subject or text, as soon as it is there."""
        with self.came:
            found = self.came.wait_for(lambda: self.find(to, *words, after=after), PATIENCE)
        subjects = [f"{letter.to}: {letter.subject}" for letter in self.letters[after:]]
        assert found, f"no letter to {to} says {words}; there came {subjects}"
        return found[-1]

    def find(self, to: str, *words: str, after: int = 0) -> list[Letter]:
        """What has come already."""
        said = ((letter, f"{letter.subject}\n{letter.text}") for letter in self.letters[after:] if letter.to == to)
        return [letter for letter, text in said if all(word in text for word in words)]


def _read(content: bytes, to: str) -> Letter:
    mail = message_from_bytes(content, policy=policy.default)
    text, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    papers = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    return Letter(to, mail["subject"], text, html, papers)


@contextmanager
def delivering() -> Iterator[tuple[Post, int]]:
    """A post office that is open inside, and its port."""
    post, port = Post(), _free_port()
    office = Controller(post, hostname="127.0.0.1", port=port)
    office.start()
    try:
        yield post, port
    finally:
        office.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(holds, what: str, patience: float = PATIENCE) -> None:
    """Wait until this holds; how long that takes is real time, whatever the clock of the story says."""
    ends = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < ends, f"waited in vain: {what}"
        threading.Event().wait(0.02)
