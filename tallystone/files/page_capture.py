"""A web page, frozen: saved as one file (MHTML) and as a picture, by a headless Chromium behind the gate."""

import base64
import json
import os
import select
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings

from tallystone.core.value import value
from tallystone.files import limited
from tallystone.files.gate import Gate

SECONDS, QUIET = 40, 1.5  # at most for all; after the page says that it has loaded
TRAFFIC, MESSAGE = 100 << 20, 96 << 20
WIDTH, HEIGHT, TALLEST = 1280, 900, 8_000
FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--mute-audio", "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--js-flags=--max-old-space-size=256",
    "--disable-features=Translate,OptimizationHints,MediaRouter", "--password-store=basic", "--hide-scrollbars",
)  # fmt: skip


class NotCaptured(Exception):
    """It could not be frozen; `why` is the name of the reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@value
class Frozen:
    """What was made of it: its title, and files by name."""

    title: str
    files: dict[str, Any]


def browser() -> str:
    """Where the headless browser is, or "" where there is none."""
    return limited.path_of(settings.CHROMIUM, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def capture(address: str) -> Frozen:
    """The page as one file and as a picture. Raises NotCaptured."""
    if not browser():
        raise NotCaptured("no_browser")
    with Gate(TRAFFIC, SECONDS) as gate, limited.own_folder() as folder:
        (come, to_us), (from_us, go) = _pipes()
        command = [browser(), *FLAGS, f"--proxy-server={gate.address}", f"--user-data-dir={folder}/profile", "about:blank"]
        try:
            with limited.started(command, folder, TRAFFIC, (from_us, to_us)):
                os.close(from_us), os.close(to_us)
                return _frozen(Talk(come, go), address, gate)
        finally:
            os.close(come), os.close(go)


def _pipes() -> tuple[tuple[int, int], tuple[int, int]]:
    """(we read, it writes), (it reads, we write)."""
    return os.pipe(), os.pipe()


def _frozen(talk: "Talk", address: str, gate: Gate) -> Frozen:
    try:
        page = talk.page()
        status = _load(page, address)
        title = page("Runtime.evaluate", expression="document.title.slice(0, 200)")["result"].get("value", "")
        single = page("Page.captureSnapshot", format="mhtml")["data"]
        picture = _picture(page)
    except (OSError, ValueError, KeyError, TypeError):
        raise NotCaptured(_why(gate, "unreachable")) from None
    if status >= 400 or status == 0:
        raise NotCaptured(_why(gate, "answered_error" if status >= 400 else "unreachable"))
    return Frozen(str(title).replace("\0", "").strip(), {"mhtml": single.encode(), "png": picture})


def _why(gate: Gate, else_: str) -> str:
    return "inside" if gate.inside else "too_much" if gate.over else else_


def _load(page: Callable[..., Any], address: str) -> int:
    """Go there and wait until it is still; the status of the page itself, 0 where none came."""
    told = page("Page.navigate", url=address)
    if told.get("errorText"):
        return 0
    events = page("wait", event="Page.loadEventFired", seconds=SECONDS / 2)
    page("wait", event="", seconds=QUIET)
    mine = [
        each["response"]["status"] for each in events if each.get("type") == "Document" and each["frameId"] == told["frameId"]
    ]
    return int(mine[-1]) if mine else 0


def _picture(page: Callable[..., Any]) -> bytes:
    size = page("Page.getLayoutMetrics")["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": min(max(int(size["height"]), HEIGHT), TALLEST), "scale": 1}
    return base64.b64decode(page("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"])


class Talk:
    """Chromium's DevTools protocol over two pipes: messages of JSON, each ended by a zero byte."""

    def __init__(self, come: int, go: int) -> None:
        self.come, self.go, self.number, self.buffer = come, go, 0, b""
        self.until, self.events = time.monotonic() + SECONDS, list[dict[str, Any]]()

    def page(self) -> Callable[..., Any]:
        """A page that downloads nothing, as a function of method and parameters."""
        self.ask("Browser.setDownloadBehavior", "", behavior="deny")
        target = self.ask("Target.createTarget", "", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", "", targetId=target, flatten=True)["sessionId"]

        def ask(method: str, **given: Any) -> Any:
            return self.wait(**given) if method == "wait" else self.ask(method, session, **given)

        for domain in ("Page", "Network", "Runtime"):
            ask(f"{domain}.enable")
        ask("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False)
        return ask

    def ask(self, method: str, session: str, **given: Any) -> dict[str, Any]:
        self.number += 1
        message = {"id": self.number, "method": method, "params": given} | ({"sessionId": session} if session else {})
        os.write(self.go, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next(self.until)
            if told.get("id") == self.number:
                if "error" in told:
                    raise ValueError(told["error"].get("message", ""))
                return told["result"]
            self.events.append(told)

    def wait(self, event: str, seconds: float) -> list[dict[str, Any]]:
        """The responses that came until this event, or until the time is over."""
        until = min(self.until, time.monotonic() + seconds)
        with suppress(TimeoutError):
            while not any(each.get("method") == event for each in self.events):
                self.events.append(self._next(until))
        return [each["params"] for each in self.events if each.get("method") == "Network.responseReceived"]

    def _next(self, until: float) -> dict[str, Any]:
        while b"\0" not in self.buffer:
            if not select.select([self.come], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError
            chunk = os.read(self.come, 1 << 20)
            if not chunk or len(self.buffer) > MESSAGE:
                raise OSError("the browser ended")
            self.buffer += chunk
        message, _zero, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)
