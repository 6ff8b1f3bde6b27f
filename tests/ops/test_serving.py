"""Serving: starts, stops, a port that is taken, and what the log says of it all."""

import json
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.ops.installation import free_port, seconds_worked, serving

TOKEN = "tOkEn-that-lets-somebody-in-0123456789"
ADDRESS = "maya.the.client@almada.example"


def test_first_and_second_start_and_a_clean_end(installation):
    with serving(installation, TALLYSTONE_WORKER_INSIDE="1") as (url, process):
        with ThreadPoolExecutor(8) as pool:  # each process has connections of its own
            assert {answer.status_code for answer in pool.map(httpx.get, [f"{url}/sign-in"] * 40)} == {200}
        process.send_signal(signal.SIGTERM)
        _, first = process.communicate(timeout=60)
        assert process.returncode == 0
    with serving(installation, TALLYSTONE_WORKER_INSIDE="1", TALLYSTONE_WORKERS="1") as (_, process):
        assert seconds_worked(process) < 5
        process.send_signal(signal.SIGINT)
        out, second = process.communicate(timeout=60)
        assert process.returncode == 0
    assert out.startswith("Tallystone: http://127.0.0.1:")
    assert "Python threads" not in out + first + second
    assert '"level": "error"' not in first + second


def test_the_demo_leaves_nothing_in_the_process_that_forks(installation):
    """The typesetter's threads are not inherited by a fork: where the demo was loaded in here, no paper came out ever again."""
    with serving(installation, TALLYSTONE_DEMO="1") as (_, process):
        assert "typst" not in Path(f"/proc/{process.pid}/maps").read_text()
        process.terminate()
        said, _ = process.communicate(timeout=60)
    assert "as the freelancer, Jonas Brandt" in said


def test_a_port_that_is_taken(installation):
    from http.server import HTTPServer

    port = free_port()
    with HTTPServer(("127.0.0.1", port), None):
        said = installation.run("serve", PORT=str(port), code=1)
    assert (
        said.err
        == f"Something else listens on 127.0.0.1:{port} already. Stop it, or choose another port with PORT or --port.\n"
    )
    assert list(installation.data.glob("*.sqlite3")) == []


def test_the_log_has_an_id_for_each_request_and_nothing_personal(installation):
    with serving(installation) as (url, process):
        answer = httpx.get(f"{url}/in/{TOKEN}", headers={"X-Request-ID": "given-by-the-proxy-1"})
        assert answer.headers["X-Request-ID"] == "given-by-the-proxy-1"
        answer = httpx.get(f"{url}/sign-in?email={ADDRESS}", headers={"X-Request-ID": "bad id; {}"})
        assert len(answer.headers["X-Request-ID"]) == 32
        process.terminate()
        _, log = process.communicate(timeout=60)
    lines = [json.loads(line) for line in log.splitlines()]
    assert "given-by-the-proxy-1" in {line.get("id") for line in lines}
    assert TOKEN not in log
    assert ADDRESS not in log
    assert all({"event", "level", "timestamp"} <= set(line) for line in lines)


def test_the_worker_alone_ends_when_it_is_told_to(installation):
    installation.run("migrate")
    process = installation.start("worker")
    assert "The worker works" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")


def test_nothing_can_listen_there(installation):
    said = installation.run("serve", "--host", "192.0.2.1", code=1)
    assert said.err.startswith("Tallystone cannot listen on 192.0.2.1:8000: ")
