"""Serving: what must be ready before the first request, the web server, and the worker."""

import errno
import gc
import hashlib
import io
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver

from tallystone.environment import number

NICE = 10  # where both want the processor, whoever waits for a page comes before papers and letters
MANIFEST = "source-stamp"
STOPPING = 30  # seconds until a process that does not stop is killed


def migrate() -> None:
    """Bring the database to this version; quick when it is there already."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Gather and compress CSS, scripts and pictures, if they changed since the last time."""
    mark = settings.STATIC_ROOT / MANIFEST
    stamp = _stamp()
    if mark.exists() and mark.read_text() == stamp:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=False, stdout=io.StringIO())
    mark.write_text(stamp)


def _stamp() -> str:
    """Changes whenever a static file of ours does."""
    folder = Path(__file__).resolve().parents[1] / "pages" / "static"
    files = [(p.relative_to(folder), p.stat()) for p in sorted(folder.rglob("*")) if p.is_file()]
    told = [f"{name} {stat.st_mtime_ns} {stat.st_size}" for name, stat in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def serve(host: str, port: int) -> None:
    """Prepare, say where to look, and serve until stopped."""
    _need_port(host, port)
    migrate()
    collect_static()
    if settings.DEMO:
        _tell_of_demo()
    click.echo(f"Tallystone: {settings.BASE_URL}")
    _granian(host, port)


def _tell_of_demo() -> None:
    """Say how to sign in to the demo; the first time load it, in a process of its own.

    Loading it typesets papers, and the typesetter keeps threads. The web processes are forks of this one, which inherit no
    threads: their first paper would wait for them forever.
    """
    from tallystone.ops import demo

    if not demo.is_empty():
        demo.print_signs(demo.signs())
    elif subprocess.run([sys.executable, "-m", "tallystone.ops.command", "demo"], check=False).returncode:
        sys.exit("The demo world could not be loaded.")


def _need_port(host: str, port: int) -> None:
    """Say at once, in a sentence, where nobody can listen."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return
    except OSError as trouble:
        if trouble.errno == errno.EADDRINUSE:
            sys.exit(f"Something else listens on {host}:{port} already. Stop it, or choose another port with PORT or --port.")
        sys.exit(f"Tallystone cannot listen on {host}:{port}: {trouble.strerror or trouble}.")


def _granian(host: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    postgresql = connection.vendor == "postgresql"
    _load()
    _let_go()
    logging.getLogger("_granian").addFilter(_chosen)
    Server(
        "tallystone.ops.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=number("TALLYSTONE_WORKERS", 2) if postgresql else 1,
        blocking_threads=number("TALLYSTONE_THREADS", 8),
        backpressure=256,
        log_level=LogLevels.warning,
        log_dictconfig=settings.LOGGING,
        websockets=False,
        workers_kill_timeout=STOPPING,
    ).serve()


def _load() -> None:
    """Load all pages once: the web processes are forks of this one and share what it holds."""
    _pages = get_resolver().url_patterns
    gc.freeze()


def _let_go() -> None:
    """Close every connection: the web processes are forks of this one and would talk over each other on them."""
    connection.close()
    if close_pool := getattr(connection, "close_pool", None):
        close_pool()


def _chosen(record: logging.LogRecord) -> bool:
    """The server finds many threads for few processors odd. Ours wait for the database most of the time."""
    return "Python threads" not in record.getMessage()


def work() -> None:
    """Work until SIGTERM or Ctrl-C; the job in hand is finished first."""
    from tallystone.ops import worker

    os.nice(NICE)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    click.echo("The worker works. Ctrl-C stops it.")
    thread = threading.Thread(target=worker.run, args=(stop,), name="worker")
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
