"""A deal by its number and title, as others speak of it, and which one's date is its customer's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class NamedDeal:
    """The open deal whose date a customer's facts have: its id and title."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class OpenDeal(NamedDeal):
    """An open deal with the local date it is expected to close on, where it has one."""

    close: date | None = None


def closing_deal(deals: Sequence[OpenDeal], own_close: date | None, today: date) -> OpenDeal | None:
    """Give the open deal whose date is its customer's expected close (product.md section 2).

    That is the nearest one from today on, which wins over the customer's own date. A date in the
    past supports no grade, so one that has passed counts only where none is ahead, the customer's
    own neither; the earliest of them then.

    Args:
        deals: the open deals of a customer.
        own_close: the customer's own date.
        today: the local date that they are seen from.

    Returns:
        The deal; of several on one day the first one. None where the customer's own date counts.
    """
    dated = [(each.close, each.id, each) for each in deals if each.close is not None]
    ahead = [each for each in dated if each[0] >= today]
    if ahead:
        return min(ahead)[2]
    own_is_ahead = own_close is not None and own_close >= today
    return min(dated)[2] if dated and not own_is_ahead else None
