"""The gate to the outside: a proxy through which captures go, and which lets them to public addresses alone.

Every connection is made here, to the very address that was checked, whatever a name says a moment later: there is no way
around by a redirect, a picture in a page, a name that changes its address, or an odd spelling of one.
"""

import ipaddress
import re
import selectors
import socket
import socketserver
import threading
import time
from urllib.parse import urlsplit

from django.conf import settings

PORTS = {80, 443}
HEAD = 64 << 10
PATIENCE = 15
# What carries an inner address in an outer one, or is nobody's: Python calls some of these global.
NOT_PUBLIC = [
    ipaddress.ip_network(each)
    for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "::/96", "224.0.0.0/4", "ff00::/8")
]
CONNECT = re.compile(r"CONNECT (\[[0-9a-fA-F:.]{2,60}\]|[\w.-]{1,253}):([0-9]{1,5}) HTTP/1\.[01]")
PLAIN = re.compile(r"([A-Z]{3,8}) (http://\S{1,8000}) HTTP/1\.[01]")


class Inside(OSError):
    """An address that is not for captures: inside the own network, or a port that is no web server's."""


def allowed(address: str, port: int) -> bool:
    """Whether a capture may connect to this numeric address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if any(ip in ipaddress.ip_network(each) for each in settings.CAPTURE_NETWORKS):
        return True
    return port in PORTS and ip.is_global and not any(ip in network for network in NOT_PUBLIC if network.version == ip.version)


def connect(host: str, port: int) -> socket.socket:
    """A connection to a public address of this name. Raises Inside where one of its addresses is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(allowed(str(place[0]), port) for *_kind, place in found):
        raise Inside(host)
    family, kind, protocol, _name, place = found[0]
    line = socket.socket(family, kind, protocol)
    try:
        line.settimeout(PATIENCE)
        line.connect(place)
        ours = line.getsockname()[0] == line.getpeername()[0]
        if ours and not any(ipaddress.ip_address(place[0]) in ipaddress.ip_network(each) for each in settings.CAPTURE_NETWORKS):
            raise Inside(host)  # this very machine, by its public address
    except BaseException:
        line.close()
        raise
    return line


class Gate(socketserver.ThreadingTCPServer):
    """Open while the `with` lasts. `inside` says whether something inside was asked for, `over` whether too much came."""

    daemon_threads, block_on_close = True, False

    def __init__(self, most: int, seconds: float) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.left, self.until, self.inside, self.over = most, time.monotonic() + seconds, set[str](), False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "Gate":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True, name="gate").start()
        return self

    def __exit__(self, *_given: object) -> None:
        self.until = 0.0
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that broke is the capture's trouble, and told there."""


class Passage(socketserver.BaseRequestHandler):
    """One connection through the gate."""

    server: Gate

    def handle(self) -> None:
        self.request.settimeout(PATIENCE)
        head, _mark, rest = self._head().partition(b"\r\n\r\n")
        try:
            line, before, answer = _ways(head, rest)
        except Inside as refused:
            self.server.inside.add(str(refused))
            return self._say(403)
        except OSError:
            return self._say(502)
        except ValueError:
            return self._say(400)
        with line:
            self.request.sendall(answer)
            line.sendall(before)
            self._pass(line)

    def _head(self) -> bytes:
        found = b""
        while b"\r\n\r\n" not in found and len(found) < HEAD:
            chunk = self.request.recv(HEAD)
            if not chunk:
                break
            found += chunk
        return found

    def _say(self, status: int) -> None:
        self.request.sendall(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())

    def _pass(self, line: socket.socket) -> None:
        """Both ways, until one side ends, the time is over, or too much came."""
        other = {self.request: line, line: self.request}
        with selectors.DefaultSelector() as ready:
            for each in other:
                ready.register(each, selectors.EVENT_READ)
            while time.monotonic() < self.server.until:
                for key, _events in ready.select(0.5):
                    chunk = key.fileobj.recv(1 << 16)
                    self.server.left -= len(chunk)
                    self.server.over = self.server.over or self.server.left < 0
                    if not chunk or self.server.over:
                        return
                    other[key.fileobj].sendall(chunk)


def _ways(head: bytes, rest: bytes) -> tuple[socket.socket, bytes, bytes]:
    """The line to where the request wants to go, what goes there first, and what is answered first."""
    first = head.partition(b"\r\n")[0].decode("latin-1")
    if tunnel := CONNECT.fullmatch(first):
        return connect(tunnel[1].strip("[]"), int(tunnel[2])), rest, b"HTTP/1.1 200 Go\r\n\r\n"
    if plain := PLAIN.fullmatch(first):
        parts = urlsplit(plain[2])
        return connect(parts.hostname or "", parts.port or 80), _origin(plain, head, rest), b""
    raise ValueError(first)


def _origin(asked: re.Match[str], head: bytes, rest: bytes) -> bytes:
    """The request as the server itself wants it, for one answer."""
    parts = urlsplit(asked[2])
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [each for each in head.split(b"\r\n")[1:] if not each.lower().startswith((b"proxy-", b"connection:"))]
    return b"\r\n".join([f"{asked[1]} {path} HTTP/1.1".encode("latin-1"), *kept, b"Connection: close"]) + b"\r\n\r\n" + rest
