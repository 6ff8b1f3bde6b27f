"""A browser reduced to its requests: one connection kept open, cookies, the token of forms, the ids that pages hand out."""

import re
import secrets
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes
    seconds: float


class Browser:
    """One person's browser, signed in by the key of a session."""

    def __init__(self, port: int, session: str = ""):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = {"sessionid": session} if session else {}
        self.token = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def sign(self, path: str) -> None:
        """Open a page with a form, for its token and the cookie that goes with it."""
        found = TOKEN.search(self.get(path).body)
        if not found:
            raise RuntimeError(f"no form at {path}")
        self.token = found[1].decode()

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode(), FORM)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = time.perf_counter()
        self.connection.request(method, path, body, {"Cookie": cookies, "Accept-Language": "de", **headers})
        response = self.connection.getresponse()
        answer = Answer(response.status, response.msg, response.read(), time.perf_counter() - began)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer


def hidden(seen: int, shown: dict[str, str]) -> dict[str, str]:
    """What an act's form brings back of the page: a new id, the last entry shown, the hash of what was shown."""
    return {"act_id": secrets.token_urlsafe(18), "seen": str(seen), **shown}
