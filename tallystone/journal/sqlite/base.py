"""Django's SQLite with a newer library where there is one, and one writer at a time, in order of arrival."""

import sys
from typing import Any

try:
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # no wheel for this machine: the standard module serves, doctor says what that means
    pysqlite3 = None

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from tallystone.journal.sqlite.fair import FairLock

WRITERS: dict[str, FairLock] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """Every transaction waits its turn: in this product a transaction is opened to write, never to read."""

    _turn: FairLock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        writer = WRITERS.setdefault(str(self.settings_dict["NAME"]), FairLock())
        if not writer.acquire(timeout=20):
            raise OperationalError("database is busy: no turn to write within 20 seconds")
        self._turn = writer
        try:
            parent: Any = super()
            parent._start_transaction_under_autocommit()
        except BaseException:
            self._give_turn_back()
            raise

    def _give_turn_back(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()

    def _commit(self) -> Any:
        parent: Any = super()
        try:
            return parent._commit()
        except BaseException:
            parent._rollback()
            raise
        finally:
            self._give_turn_back()

    def _rollback(self) -> Any:
        parent: Any = super()
        try:
            return parent._rollback()
        finally:
            self._give_turn_back()

    def close(self) -> None:
        try:
            super().close()
        finally:
            if not self.is_in_memory_db():
                self._give_turn_back()
