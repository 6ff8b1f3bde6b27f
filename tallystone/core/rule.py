"""The shape of one rule: who may do an act, whether it may be done now, and which facts follow."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from tallystone.core.acts import Act
from tallystone.core.facts import Fact
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.roles import may
from tallystone.core.state import By, Contract, Stone
from tallystone.core.value import value

PARTIES = ("freelancer", "client")  # the clock and other machines have no role
Guard = Callable[[Contract, By, datetime], None]
StoneGuard = Callable[[Contract, Stone, By, datetime], None]
Folds = dict[type[Fact], Callable[[Contract, Any, By, datetime], Contract]]


@value
class Rule:
    """`may` refuses what is not open now, whatever was typed; `then` refuses bad particulars and gives the facts.

    `on_stone` says that the act is about one milestone: `may` and `then` are then also given its stone.
    """

    act: type[Act]
    sides: tuple[str, ...]
    may: Callable[..., None]
    then: Callable[..., list[Fact]]
    on_stone: bool = False


def need_party(rule: Rule, by: By) -> None:
    """Refuse the other side, and whoever may not do this act in their role."""
    refuse_if(by.side not in rule.sides, "not_yours", side=by.side)
    refuse_if(by.side in PARTIES and not may(by.role, rule.act.__name__), "role_may_not", role=by.role)


def need_state(contract: Contract, *states: str) -> None:
    if contract.state not in states:
        raise Refusal("not_now", state=contract.state)


def need_work(stone: Stone, *states: str) -> None:
    if stone.work not in states:
        raise Refusal("milestone_not_ready", milestone=stone.number, work=stone.work)


def need_money(stone: Stone, *states: str) -> None:
    if stone.money not in states:
        raise Refusal("money_not_ready", milestone=stone.number, money=stone.money)


def need_calm(stone: Stone) -> None:
    """Refuse what moves the money of a milestone in dispute, or asks for it."""
    refuse_if(stone.dispute is not None, "in_dispute", milestone=stone.number)


def stone_of(contract: Contract, number: int) -> Stone:
    stone = contract.stone(number)
    if stone is None:
        raise Refusal("no_such_milestone", milestone=number)
    return stone


def numbers(stones: Iterable[Stone]) -> list[int]:
    return [s.number for s in stones]
