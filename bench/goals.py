"""What is measured, and what it must come to. The numbers are those of docs/performance.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A number by name; `must` and `stretch` are upper bounds, or lower ones where `more` is better."""

    name: str
    words: str
    must: float | None
    stretch: float | None
    more: bool = False
    unit: str = ""

    def met(self, measured: float, wanted: float | None) -> bool | None:
        if wanted is None:
            return None
        return measured >= wanted if self.more else measured <= wanted


GOALS = (
    Goal("acts_8", "full acts/s, PostgreSQL, 8 clients / pgbench, same statements", 0.08, 0.15, more=True),
    Goal("acts_1", "the same, 1 client", 0.20, 0.40, more=True),
    Goal("act_cpu_postgresql", "CPU of a full act, PostgreSQL, with the database's / a plain page of 50 rows", 1.06, 0.53),
    Goal("act_ms_postgresql", "the same in milliseconds of this machine", None, None, unit="ms"),
    Goal("act_cpu_sqlite", "CPU of a full act, SQLite / a plain page of 50 rows", 1.06, 0.53),
    Goal("act_ms_sqlite", "the same in milliseconds of this machine", None, None, unit="ms"),
    Goal("sqlite_of_driver", "full acts/s, SQLite, 8 clients / bare driver, same statements", None, None, more=True),
    Goal("sqlite_spread", "SQLite, 8 writers: p95 / p50", 4, 2),
    Goal("errors", "errors of all acts", 0, 0),
    Goal("acts_8_of_1", "PostgreSQL, different contracts: 8 clients / 1 client", 1.5, 1.8, more=True),
    Goal("at_once_errors", "8 accept and invoice at once, different contracts and one: errors", 0, 0),
    Goal("lists_postgresql", "slowest growth of a page, many contracts / 1,000, PostgreSQL", 1.2, 1.1),
    Goal("lists_sqlite", "the same, SQLite", 1.2, 1.1),
    Goal("desk_cpu", "CPU of the desk / a plain Django's page of 50 rows", 3, 2),
    Goal("contract_cpu", "CPU of a contract's page / the same", 3, 2),
    Goal("depth_postgresql", "a contract's thousandth act / its tenth, PostgreSQL", 1.3, 1.1),
    Goal("depth_sqlite", "the same, SQLite", 1.3, 1.1),
    Goal("prove_postgresql", "prove, entries/s / hashlib on the same bytes, PostgreSQL", 0.10, 0.25, more=True),
    Goal("prove_sqlite", "the same, SQLite", 0.10, 0.25, more=True),
    Goal("invoice", "invoice PDF / reportlab's plain page", 10, 4),
    Goal("asked_postgresql", "act with a PDF asked for / without, p95, PostgreSQL", 1.3, 1.1),
    Goal("asked_sqlite", "the same, SQLite", 1.3, 1.1),
    Goal("memory", "memory of two workers / a Django hello with two workers", 2.2, 1.5),
    Goal("first_answer", "first answer after start / Django hello", 3, 2),
    Goal("second_start", "second start", 5, None, unit="s"),
    Goal("scope", "scope check of a contract of 20 pages, CPU", 50, 25, unit="ms"),
    Goal("scope_hostile", "scope check of hostile text, the slowest, CPU", 200, 100, unit="ms"),
    Goal("weight", "first view of a contract, page, styles and scripts as sent", 60, 40, unit="kB"),
)
