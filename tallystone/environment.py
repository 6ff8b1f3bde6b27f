"""Reads settings from the environment: text, numbers, flags, secrets (also from NAME_FILE), a database address."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(SystemExit):
    """A setting that cannot be used; the message names it and says what would be right."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int) -> int:
    given = text(name, str(default))
    if not (given.isascii() and given.isdigit()):
        raise BadSetting(f"{name} must be a whole number, but is {given!r}.")
    return int(given)


def flag(name: str, default: bool = False) -> bool:
    given = text(name, "1" if default else "0").lower()
    if given not in {"0", "1", "true", "false", "yes", "no"}:
        raise BadSetting(f"{name} must be 1 or 0, but is {given!r}.")
    return given in {"1", "true", "yes"}


def listed(name: str) -> list[str]:
    return [part.strip() for part in text(name, "").split(",") if part.strip()]


def hosts_of(url: str) -> list[str]:
    """The host names under which this address is asked for; this machine's own names go together."""
    host = urlsplit(url).hostname or ""
    own = ["127.0.0.1", "localhost", "[::1]"]
    return own if host in {"127.0.0.1", "localhost", "::1"} else [host]


def secret(name: str, kept: Path | None = None) -> str:
    """The secret NAME, or the content of the file NAME_FILE, or one made on first start and kept (mode 600)."""
    given = text(name, "")
    if not given and (file := text(f"{name}_FILE", "")):
        given = Path(file).read_text().strip()
    if given or kept is None:
        if kept is not None and len(set(given)) < 12:
            raise BadSetting(f"{name} is too easy to guess. Give at least 32 random characters.")
        return given
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        _create_private(kept, secrets.token_urlsafe(48))
    return kept.read_text().strip()


def _create_private(path: Path, content: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(content)


# What is asked again and again is planned once: a fifth less work for an act, on both sides of the connection.
PREPARED = {"server_side_binding": True, "prepare_threshold": 4}


def database_url(url: str, sqlite: Path, pool: int) -> dict:
    """Django's database settings for postgresql://user:password@host:port/name, or SQLite at the given path."""
    if not url:
        return _sqlite(sqlite)
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise BadSetting("DATABASE_URL must begin with postgresql://; leave it empty for SQLite.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**PREPARED, **options, "pool": {"min_size": 1, "max_size": pool, "timeout": 20}},
    }


def _sqlite(path: Path) -> dict:
    return {
        "ENGINE": "tallystone.journal.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,  # closing the last connection writes the WAL back: a request would wait for the disk again
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0;",
        },
    }


def file_storage(bucket: str, endpoint: str, key: str, key_secret: str, folder: Path) -> dict:
    """Django's storage settings for an S3 bucket, or for a local folder where no bucket is named.

    Without a key, boto3 looks where it always does (AWS_ACCESS_KEY_ID, a role of the machine).
    """
    if not bucket:
        return {"BACKEND": "tallystone.files.folder.Folder", "OPTIONS": {"location": folder}}
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "access_key": key or None,
        "secret_key": key_secret or None,
        "file_overwrite": True,
        "max_memory_size": 2 * 1024 * 1024,  # 0, the library's own choice, would read whole files into memory
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
