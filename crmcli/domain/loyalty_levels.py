"""Levels of loyalty: from how many points on one has which.

A level follows from the points ever earned; what is redeemed lowers the balance, never the level.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.separated import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_POINTS = 10**15
"""More than this no line of a ledger can have, so that no sum outgrows what a book holds."""

OFF = "off"


class Level(NamedTuple):
    """A level: from how many points ever earned on one has it."""

    name: str
    points: int


def read_levels(text: str) -> tuple[Level, ...]:
    """Read levels as they are typed or kept: `silver:1000,gold:5000`, or `off` for none.

    Raises:
        ValueError: a level has no name or no number, or one begins no later than the one before.
    """
    given = parts(text.replace("：", ":"))
    if len(given) == 1 and given[0].lower() in {OFF, "关闭", "无"}:
        return ()
    levels = []
    for part in given:
        name, _, number = (each.strip() for each in part.rpartition(":"))
        if not (name.isprintable() and name and number.isascii() and number.isdigit()):
            raise ValueError(text)
        levels.append(Level(name, int(number)))
    grows = all(first.points < second.points for first, second in pairwise(levels))
    if (
        not grows
        or levels[-1].points > MOST_POINTS
        or len({each.name for each in levels}) < len(levels)
    ):
        raise ValueError(text)
    return tuple(levels)


def levels_text(levels: Sequence[Level]) -> str:
    """Write levels as they are kept; `read_levels` reads them back."""
    return ",".join(f"{name}:{points}" for name, points in levels) or OFF


def level_of(earned: int, levels: Sequence[Level]) -> Level | None:
    """Return the highest level that points ever earned suffice for; None below the first one."""
    reached = [each for each in levels if each.points <= earned]
    return reached[-1] if reached else None


def level_after(earned: int, levels: Sequence[Level]) -> Level | None:
    """Return the first level that points ever earned do not suffice for; None at the top."""
    return next((each for each in levels if each.points > earned), None)
