"""Values: equal by class and fields, usable as keys, told field by field, made and replaced like any dataclass."""

from dataclasses import asdict, field, replace

import pytest

from tallystone.core.value import named_value, value


@value
class Price:
    minor: int
    currency: str = "EUR"


@value
class Deposit(Price):
    held: bool = False
    seen: int = field(default=0, compare=False, repr=False)


@value
class Nothing:
    pass


@named_value
class Sheet:
    title: str
    prices: tuple[Price, ...] = ()


def test_equal_where_class_and_fields_are():
    assert Price(100) == Price(100, "EUR")
    assert Price(100) != Price(101)
    assert Price(100) != Deposit(100)
    assert Deposit(100, seen=1) == Deposit(100, seen=2)
    assert Deposit(100) != Deposit(100, held=True)
    assert Price(100) != (100, "EUR")
    assert Nothing() == Nothing()


def test_keys():
    assert {Price(100): 1, Price(100, "EUR"): 2, Deposit(100): 3, Nothing(): 4} == {
        Price(100): 2,
        Deposit(100): 3,
        Nothing(): 4,
    }
    with pytest.raises(TypeError):
        hash(Price([]))


def test_told_field_by_field():
    assert repr(Deposit(100, held=True, seen=1)) == "Deposit(minor=100, currency='EUR', held=True)"
    assert repr(Nothing()) == "Nothing()"


def test_a_dataclass_like_any_other():
    sheet = Sheet(title="A", prices=(Price(1),))
    assert replace(sheet, title="B") == Sheet(title="B", prices=(Price(1),))
    assert asdict(sheet) == {"title": "A", "prices": ({"minor": 1, "currency": "EUR"},)}
    assert not hasattr(sheet, "__dict__")
    with pytest.raises(TypeError):
        Sheet("A")
    match Price(5):
        case Price(minor, currency):
            assert (minor, currency) == (5, "EUR")


def test_what_a_class_says_itself_stays():
    @value
    class Loud:
        name: str

        def __repr__(self) -> str:
            return self.name.upper()

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loud) and self.name.lower() == other.name.lower()

        __hash__ = None

    assert repr(Loud("a")) == "A"
    assert Loud("a") == Loud("A")
    with pytest.raises(TypeError):
        hash(Loud("a"))
