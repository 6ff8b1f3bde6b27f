"""A tus client of a few lines, and a real server with somebody signed in, to send to."""

import base64
import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ops.installation import Installation, serving

SEED = """
import django
django.setup()
from tests import cast
from django.test import Client
life, browser = cast.started(), Client()
browser.force_login(life.cast.jonas)
print(life.code, browser.cookies["sessionid"].value)
"""
TOKEN = "a" * 32
BYTES = "application/offset+octet-stream"


class Sender:
    """One person who sends files to milestone 1 of a contract."""

    def __init__(self, address: str, code: str, session: str) -> None:
        self.host, self.place = address.removeprefix("http://"), f"/contracts/{code}/milestones/1/arriving"
        self.code, self.cookies = code, f"sessionid={session}; csrftoken={TOKEN}"

    def ask(self, method: str, path: str, body=None, **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection(self.host, timeout=300)
        told = {"Tus-Resumable": "1.0.0", "Cookie": self.cookies, "X-CSRFToken": TOKEN, "Accept": "application/json"}
        line.request(method, path, body, {**told, **{name.replace("_", "-"): value for name, value in headers.items()}})
        return line.getresponse()

    def begin(self, size: int, name: str = "film.bin") -> str:
        told = f"filename {base64.b64encode(name.encode()).decode()}"
        answer = self.ask("POST", self.place, Upload_Length=str(size), Upload_Metadata=told)
        assert answer.status == 201, answer.read()
        return answer.headers["Location"]

    def offset(self, address: str) -> int:
        answer = self.ask("HEAD", address)
        assert answer.status == 200
        return int(answer.headers["Upload-Offset"])

    def patch(self, address: str, offset: int, body, length: int) -> int:
        given = {"Upload_Offset": str(offset), "Content_Type": BYTES, "Content_Length": str(length)}
        return self.ask("PATCH", address, body, **given).status


@contextmanager
def signed_in(installation: Installation, **more: str) -> Iterator[tuple[Sender, subprocess.Popen]]:
    """A server of this installation, Jonas signed in, a milestone begun."""
    with serving(installation, **more) as (address, process):
        env = {"TALLYSTONE_DATA": str(installation.data), "DATABASE_URL": installation.database, "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "tallystone.settings", "PATH": "/usr/bin:/bin", "HOME": str(installation.data)}
        seeded = subprocess.run([sys.executable, "-c", SEED], env=env, cwd=installation.data, capture_output=True, text=True)
        assert seeded.returncode == 0, seeded.stderr
        yield Sender(address, *seeded.stdout.split()), process


ROOT = Path(__file__).parents[2]
