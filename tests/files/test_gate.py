"""The gate of captures: what leads inside is refused, however it is spelled and whatever a name says a moment later."""

import http.client
import http.server
import socket
import threading

import pytest

from tallystone.files import gate
from tallystone.files.gate import Gate, allowed


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::", "fec0::1",
        "::7f00:1", "2001:db8::1", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(address):
    assert not allowed(address, 443)


@pytest.mark.parametrize(("address", "port"), [("93.184.216.34", 443), ("93.184.216.34", 80), ("2606:2800:220:1::1", 443)])
def test_what_is_public_is_let_through(address, port):
    assert allowed(address, port)


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 8000, 9200])
def test_only_the_ports_of_web_servers(port):
    assert not allowed("93.184.216.34", port)


def test_a_network_of_ones_own_may_be_named(settings):
    settings.CAPTURE_NETWORKS = ["10.1.0.0/16"]
    assert allowed("10.1.2.3", 8080)
    assert not allowed("10.2.0.1", 80)


@pytest.fixture
def inner():
    """A server inside, and what it was asked."""
    asked = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            body = b"secret" * 100
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given):
            return None

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], asked
        server.shutdown()


def ask(open_gate: Gate, target: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", open_gate.server_address[1], timeout=10)
    line.request("GET", target)
    answer = line.getresponse()
    return answer.status, answer.read()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_no_spelling_leads_inside(inner, host):
    port, asked = inner
    with Gate(1 << 20, 10) as open_gate:
        assert ask(open_gate, f"http://{host}:{port}/x")[0] in {400, 403, 502}
        with socket.create_connection(open_gate.server_address) as line:
            line.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\n\r\n".encode())
            assert line.recv(100).split()[1] in {b"400", b"403", b"502"}
    assert asked == []


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(inner, monkeypatch):
    """DNS rebinding: public when it is checked, inside when it is asked for again. It is never asked for again."""
    _port, asked = inner
    answers = iter(["93.184.216.34"] + ["127.0.0.1"] * 9)
    resolved, reached = [], []

    def look_up(host, _port, **_more):
        resolved.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    class Line(socket.socket):
        def connect(self, place):
            reached.append(place)
            raise OSError("nobody there")

    monkeypatch.setattr(gate.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(gate.socket, "socket", Line)
    with pytest.raises(OSError, match="nobody there"):
        gate.connect("rebinding.example", 80)
    monkeypatch.undo()
    assert (resolved, reached) == (["rebinding.example"], [("93.184.216.34", 80)])
    assert asked == []


def test_one_inner_address_among_public_ones_is_enough(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(gate.socket, "getaddrinfo", lambda *_given, **_more: found)
    with pytest.raises(gate.Inside):
        gate.connect("both.example", 80)


def test_what_may_pass_passes_until_it_is_too_much(inner, settings):
    port, asked = inner
    settings.CAPTURE_NETWORKS = ["127.0.0.0/8"]
    with Gate(1 << 20, 10) as open_gate:
        assert ask(open_gate, f"http://127.0.0.1:{port}/page?x=1") == (200, b"secret" * 100)
        assert not open_gate.over
    with Gate(100, 10) as narrow:
        with pytest.raises((http.client.HTTPException, OSError)):
            ask(narrow, f"http://127.0.0.1:{port}/page")
        assert narrow.over
    assert asked == ["/page?x=1", "/page"]


@pytest.mark.parametrize(
    "line", [b"GET / HTTP/1.1", b"CONNECT a HTTP/1.1", b"GET ftp://a/ HTTP/1.1", b"\x00\xff", b"x" * 70_000]
)
def test_odd_requests_are_no_way_through(line):
    with Gate(1 << 20, 10) as open_gate, socket.create_connection(open_gate.server_address, timeout=10) as odd:
        odd.sendall(line + b"\r\n\r\n")
        assert odd.recv(100).startswith((b"HTTP/1.1 400", b"HTTP/1.1 403", b"HTTP/1.1 502"))
