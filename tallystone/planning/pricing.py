"""How a total is divided among milestones, to the cent."""

from collections.abc import Sequence

from tallystone.planning.kinds import Part
from tallystone.planning.schedule import apportioned


def weights_of(parts: Sequence[Part], lengths: Sequence[int]) -> tuple[str, list[int]]:
    """By what the total is divided: the outline's amounts, the usual shares, or the days of work."""
    if all(part.price_minor is not None for part in parts):
        return "price", [part.price_minor or 0 for part in parts]
    if all(part.share_bp is not None for part in parts):
        return "share", [part.share_bp or 0 for part in parts]
    return "days", list(lengths)


def prices_of(parts: Sequence[Part], lengths: Sequence[int], total_minor: int) -> list[int]:
    """What is billed by the hour costs what its hours come to at most; the others share what that leaves of the total.

    The remainder of the division goes to the last of them.
    """
    fixed, left = left_for(parts, total_minor)
    divided = _divided(left, weights_of([parts[at] for at in fixed], [lengths[at] for at in fixed])[1]) if fixed else []
    prices = dict(zip(fixed, divided, strict=True))
    return [prices.get(at, part.hourly_minor or 0) for at, part in enumerate(parts)]


def left_for(parts: Sequence[Part], total_minor: int) -> tuple[list[int], int]:
    """Which parts have a fixed price (counted from 0), and what of the total is left for them."""
    fixed = [at for at, part in enumerate(parts) if part.hourly_minor is None]
    return fixed, max(0, total_minor - sum(part.hourly_minor or 0 for part in parts))


def _divided(total_minor: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    if not whole:
        return apportioned(total_minor, weights)
    prices = [total_minor * weight // whole for weight in weights]
    prices[-1] += total_minor - sum(prices)
    return prices
