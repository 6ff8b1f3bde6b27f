"""Facts as plain data and back: integers and strings only, absent values left out, and such as say the usual (`ending`)."""

import functools
import types
import typing
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

from tallystone.core.facts import FACTS, Fact


def fact_data(fact: Fact) -> dict[str, Any]:
    """A fact as data, its kind under "fact"."""
    return {"fact": type(fact).__name__, **_data(fact)}


def fact_from(data: dict[str, Any]) -> Fact:
    """A fact from its data; an unknown kind or a missing value is an error."""
    rest = dict(data)
    kind = FACTS[rest.pop("fact")]
    made = _build(kind, rest)
    if not isinstance(made, Fact):
        raise TypeError(f"{kind} is not a fact")
    return made


def moment_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment_from(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _data(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: _data(each) for f, each in pairs if each is not None and not (f.metadata and each == f.default)}
    if isinstance(value, tuple):
        return [_data(each) for each in value]
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(hint: Any, value: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return None if value is None else _build(typing.get_args(hint)[0], value)
    if typing.get_origin(hint) is tuple:
        return tuple(_build(typing.get_args(hint)[0], each) for each in value)
    if hint is datetime:
        return moment_from(value)
    if hint is date:
        return date.fromisoformat(value)
    if is_dataclass(hint) and isinstance(hint, type):
        hints = _hints(hint)
        return hint(**{name: _build(hints[name], each) for name, each in value.items()})
    return value
