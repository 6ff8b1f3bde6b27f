"""The outbox: work to be done after an act, put down in the same transaction."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from tallystone.journal.together import write

PUT = (
    "INSERT INTO acting_job (kind, key, payload, due, tries, trouble) VALUES (%s, %s, %s, %s, 0, '')"
    " ON CONFLICT (key) DO NOTHING"
)


def put(kind: str, key: str, payload: dict[str, Any], due: datetime) -> None:
    """Ask for work once; the same key again is the same work."""
    write(PUT, [kind, key, json.dumps(payload), moment(due)])


def moment(at: datetime) -> Any:
    """As the ORM writes it: SQLite compares moments as texts, so raw SQL has to spell them the same."""
    return connection.ops.adapt_datetimefield_value(at)
