"""Serving: what must be ready before the first request, the web server, and the worker."""

import hashlib
import io
import os
import signal
import threading
import time
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

MANIFEST = "source-stamp"


def migrate() -> None:
    """Bring the database to this version; quick when it is there already."""
    from django.db.migrations.executor import MigrationExecutor

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
    migrate()
    collect_static()
    if settings.DEMO:
        _demo()
    click.echo(f"Tallystone: {settings.BASE_URL}")
    _granian(host, port)


def _demo() -> None:
    from tallystone.ops import demo

    told = demo.load_if_empty()
    demo.print_signs(told)


def _let_go_of_database() -> None:
    """The server's processes are forks of this one: with a connection in common, one would read the other's rows."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def _granian(host: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    postgresql = connection.vendor == "postgresql"
    _let_go_of_database()
    Server(
        "tallystone.ops.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("TALLYSTONE_WORKERS", "2" if postgresql else "1")) if postgresql else 1,
        blocking_threads=int(os.environ.get("TALLYSTONE_THREADS", "8")),
        backpressure=256,
        log_level="warning",
        websockets=False,
    ).serve()


def work() -> None:
    """Work until SIGTERM or Ctrl-C; the job in hand is finished first."""
    from tallystone.ops import worker

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    click.echo("The worker works. Ctrl-C stops it.")
    threading.Thread(target=worker.run, args=(stop,), daemon=True, name="worker").start()
    while not stop.is_set():
        time.sleep(0.2)
    worker.wake.set()
