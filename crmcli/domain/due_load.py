"""How much work the coming days hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class DueDay:
    """What falls on a local date; the field names are the keys of its JSON.

    `overdue` counts what was due before today and is still owed; it is zero but for today.
    """

    day: date
    due: int
    overdue: int
    total: int


@dataclass(frozen=True, slots=True)
class SpreadDay:
    """What falls on a local date before and after the days were levelled."""

    day: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Spread:
    """What levelling does: how many follow-ups move, and each day before and after."""

    moved: int
    days: tuple[SpreadDay, ...]
