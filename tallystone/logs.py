"""Structured logs: one JSON line each, with the request's id, without personal text."""

import logging
import re
import sys
import traceback
from typing import Any

import structlog

SECRET_PART = re.compile(r"/(in|status|calendar)/[^/\s]+")


def without_secrets(text: str) -> str:
    """An address without the part that lets somebody in."""
    return SECRET_PART.sub(r"/\1/…", text)


def where_only(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """An error as its kind and the places it came through; its message may hold what people wrote, and is left out."""
    event["event"] = without_secrets(str(event.get("event", "")))
    trouble = event.pop("exc_info", None)
    if trouble is True or isinstance(trouble, BaseException | tuple):
        error = trouble if isinstance(trouble, BaseException) else _current(trouble)
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            event["error"] = type(error).__name__
            event["at"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    return event


def _current(told: Any) -> BaseException | None:
    return sys.exc_info()[1] if told is True else told[1]


SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    where_only,
]
structlog.configure(
    processors=[*SHARED, structlog.processors.JSONRenderer()],
    wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    logger_factory=structlog.PrintLoggerFactory(sys.stderr),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
