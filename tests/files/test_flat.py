"""Large files through the real server: its memory stays flat, up and down, and kill -9 costs a piece at most."""

import hashlib
import json
import os
import signal
import socket
import time
from pathlib import Path

from tests.files.sender import Sender, signed_in
from tests.ops.installation import new, serving

SIZE = int(os.environ.get("FLAT_TEST_MB", "160")) << 20
SMALL = 64 << 20  # a few pieces
FLAT = 48 << 20  # more than this beyond what a small file took, and a file of any size would not fit
BLOCK = os.urandom(1 << 20)


def blocks(size: int):
    """So many bytes that repeat, never in one place at once."""
    for _ in range(size >> 20):
        yield BLOCK


def most(pid: int) -> int:
    """The most memory that a process and its children had at any time."""
    status = Path(f"/proc/{pid}/status").read_text()
    own = int(status.partition("VmHWM:")[2].split()[0]) << 10
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max([own, *(most(int(child)) for child in children)])


def arrived(sender: Sender, address: str) -> dict:
    for _ in range(1200):
        told = json.loads(sender.ask("GET", address).read())
        if told["file"] or told["error"]:
            return told
        time.sleep(0.1)
    raise AssertionError(told)


def there_and_back(sender: Sender, size: int) -> dict:
    """The file as it was kept, once it was sent, checked and fetched again; what each took is printed."""
    began = time.monotonic()
    address = sender.begin(size)
    assert sender.patch(address, 0, blocks(size), size) == 204
    sent = time.monotonic()
    file = arrived(sender, address)["file"]
    there = time.monotonic()
    answer, found = sender.ask("GET", file["address"]), hashlib.sha256()
    while chunk := answer.read(1 << 20):
        found.update(chunk)
    back = time.monotonic()
    assert found.hexdigest() == file["hash"]
    print(f"{size >> 20} MB: up {sent - began:.1f} s, checked {there - sent:.1f} s, down {back - there:.1f} s;")
    return file


def test_memory_stays_flat_up_and_down(tmp_path):
    """A large file takes no more than one of a few pieces did: what is loaded and held to serve any is there by then."""
    with signed_in(new(tmp_path, sqlite=True)) as (sender, process):
        sender.ask("GET", f"/contracts/{sender.code}/milestones/1/deliver").read()
        there_and_back(sender, SMALL)
        before = most(process.pid)
        file = there_and_back(sender, SIZE)
        after = most(process.pid)
        print(f"memory {before >> 20} MB before, {after >> 20} MB at most")
        part = sender.ask("GET", file["address"], Range=f"bytes={SIZE - 10}-")
        assert (part.status, part.read()) == (206, BLOCK[-10:])
        assert after - before < FLAT


def test_an_upload_survives_kill_9(tmp_path):
    """The server dies in the middle of a slice; what it had answered for is there, and the sender goes on."""
    installation, size = new(tmp_path, sqlite=True), 40 << 20
    with signed_in(installation) as (sender, process):
        address = sender.begin(size)
        assert sender.patch(address, 0, blocks(16 << 20), 16 << 20) == 204
        with socket.create_connection(tuple(sender.host.split(":"))) as line:
            head = f"PATCH {address} HTTP/1.1\r\nHost: {sender.host}\r\nCookie: {sender.cookies}\r\nX-CSRFToken: {'a' * 32}\r\n"
            head += f"Tus-Resumable: 1.0.0\r\nUpload-Offset: {16 << 20}\r\nContent-Length: {24 << 20}\r\n"
            line.sendall(head.encode() + b"Content-Type: application/offset+octet-stream\r\n\r\n" + BLOCK * 18)
            time.sleep(1)
            for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
                os.kill(int(child), signal.SIGKILL)
            process.kill()
            process.wait()
    with serving(installation) as (where, _process):
        again = Sender(where, sender.code, sender.cookies.split("=")[1].split(";")[0])
        offset = again.offset(address)
        assert offset in {16 << 20, 32 << 20}
        rest = size - offset
        assert again.patch(address, offset, blocks(rest), rest) == 204
        assert arrived(again, address)["file"]["hash"] == hashlib.sha256(BLOCK * 40).hexdigest()
