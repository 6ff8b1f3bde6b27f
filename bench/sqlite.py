"""The same SQLite that the product uses."""

import sqlite3
from typing import Any


def driver() -> Any:
    """pysqlite3 where there is a wheel of it, else the standard module."""
    try:
        import pysqlite3
    except ImportError:
        return sqlite3
    return pysqlite3.dbapi2
