"""A real server with its worker and mail server, and a real browser, as the walk has them."""

from tests.walk.conftest import browser, changed, db, stage

__all__ = ["browser", "changed", "db", "stage"]
