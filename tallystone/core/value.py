"""Values: never changed once they are made, and the same where their class and their fields are."""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A dataclass with slots, whose comparisons are shared instead of compiled for each class: each start reads hundreds.

    That nothing changes one is held by mypy: a guard in each would be compiled too, and make telling states slower.
    """
    made: type[T] = _comparable(dataclass(slots=True, eq=False, repr=False)(cls))
    return made


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def named_value(cls: type[T]) -> type[T]:
    """The same, whose fields are given by their names alone."""
    made: type[T] = _comparable(dataclass(slots=True, eq=False, repr=False, kw_only=True)(cls))
    return made


def _comparable(cls: Any) -> Any:
    names = [each.name for each in fields(cls) if each.compare]
    told = attrgetter(*names) if names else _nothing

    def same(one: Any, other: object) -> Any:
        return told(one) == told(other) if other.__class__ is one.__class__ else NotImplemented

    def number(one: Any) -> int:
        return hash(told(one))

    for name, method in (("__eq__", same), ("__hash__", number), ("__repr__", _shown)):
        if name not in vars(cls):
            setattr(cls, name, method)
    return cls


def _nothing(_one: object) -> tuple[()]:
    return ()


def _shown(one: Any) -> str:
    told = (f"{each.name}={getattr(one, each.name)!r}" for each in fields(one) if each.repr)
    return f"{type(one).__qualname__}({', '.join(told)})"
