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
    """The prices sum to the total; the remainder of the division goes to the last milestone."""
    weights = weights_of(parts, lengths)[1]
    whole = sum(weights)
    if not whole:
        return apportioned(total_minor, weights)
    prices = [total_minor * weight // whole for weight in weights]
    prices[-1] += total_minor - sum(prices)
    return prices
