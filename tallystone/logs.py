"""Structured logs: one JSON line each, with the request's id, without personal text."""

import re
import sys
import traceback
from contextvars import ContextVar
from logging import LogRecord
from typing import Any

from pythonjsonlogger.json import JsonFormatter

SECRET_PART = re.compile(r"/(in|status|calendar|consent|collections)/[^/\s]+")
FRAMES = 12  # of the places that an error came through

request_id: ContextVar[str] = ContextVar("request_id", default="")


def without_secrets(text: str) -> str:
    """An address without the part that lets somebody in."""
    return SECRET_PART.sub(r"/\1/…", text)


class Line(JsonFormatter):
    """`event`, `level`, `timestamp`, within a request its id as `request`, and what was given as `extra`."""

    def __init__(self) -> None:
        super().__init__(fmt=[], timestamp=True, json_ensure_ascii=False)

    def add_fields(self, log_data: dict[str, Any], record: LogRecord, message_dict: dict[str, Any]) -> None:
        super().add_fields(log_data, record, {"event": without_secrets(record.getMessage()), **where_only(record)})
        log_data["level"] = record.levelname.lower()
        if number := request_id.get():
            log_data["request"] = number


def where_only(record: LogRecord) -> dict[str, Any]:
    """An error as its kind and the places it came through; its message may hold what people wrote, and is left out."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return {}
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    at = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "at": at}


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": Line}},
    "handlers": {"out": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "tallystone": {"level": "INFO"}},
}
