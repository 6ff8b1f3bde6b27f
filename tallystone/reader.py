"""Who reads the page being made: their locale and time zone, for money and dates. Set once a request or letter."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tallystone.core.value import value


@value
class Reader:
    """`locale` as a browser spells it ("en", "pt-PT"), `zone` as the IANA database does ("Europe/Lisbon").

    `prices` and `hours` say whether amounts and hours are shown to them: their role in the business decides it.
    """

    locale: str = "en"
    zone: str = "UTC"
    prices: bool = True
    hours: bool = True


ANYONE = Reader()
_current: ContextVar[Reader] = ContextVar("reader", default=ANYONE)


def current() -> Reader:
    """The reader of the page or letter being made; English and UTC when nobody said otherwise."""
    return _current.get()


def become(reader: Reader) -> None:
    """From here on, in this request, write for this reader."""
    _current.set(reader)


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    """Write for this reader inside the block, then for the one before."""
    token = _current.set(reader)
    try:
        yield
    finally:
        _current.reset(token)


def of(request) -> Reader:
    """Who reads the answer: as the person chose, else as the browser asks."""
    wanted = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()[:20] or "en"
    person = request.user
    if person.is_authenticated:
        return Reader(person.locale or wanted, person.zone or "UTC")
    return Reader(wanted, "UTC")
