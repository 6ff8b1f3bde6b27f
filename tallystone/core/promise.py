"""What the client has promised, and the days on which something of theirs was late."""

from datetime import date, datetime

from tallystone.core.value import value


@value
class Promise:
    """What became of a client's duty: when it was called done, and the day on which it was found incomplete again."""

    number: int
    done_at: datetime | None = None
    reopened_on: date | None = None


@value
class Delay:
    """Days, both included, on which something of the client's was late: "duty", "funding" or "question", over by now."""

    cause: str
    milestone: int
    about: int
    first: date
    last: date
