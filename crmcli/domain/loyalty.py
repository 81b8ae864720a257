"""Loyalty points (积分): what a purchase brings, and what a ledger comes to.

A ledger is its lines: a balance is nowhere kept, and always their sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.currency import decimals
from crmcli.domain.loyalty_kind import LoyaltyKind
from crmcli.domain.loyalty_levels import MOST_POINTS
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from datetime import date

_HUNDRED = 100
_WIDE = {code: code - 0xFEE0 for code in range(0xFF0B, 0xFF1B)} | {0x2212: 0x2D, 0xFF0C: 0x2C}
_POINTS = re.compile(r"(?P<sign>[+-]?)(?P<number>[0-9]{1,16}|[1-9][0-9]{0,2}(,[0-9]{3}){1,5})")


class UnreadablePoints(UsageFault):
    """A number of points that is none."""

    code = "unreadable_points"
    sentence = N_("Cannot read {text} as a number of points.")
    hint = N_("Points are whole numbers, like 200.")


@dataclass(frozen=True, slots=True)
class LoyaltyLine:
    """A line of a ledger; the field names are the keys of its JSON.

    Args:
        day: the local date it was written.
        points: what it brings; less than zero where it takes.
        balance: the sum of all lines up to this one.
        purchase_id: the purchase it is for.
        referred_id: the customer whose first purchase it is for, with its name as `referred`; both
            None where that customer was erased since.
    """

    id: int
    day: date
    kind: LoyaltyKind
    points: int
    balance: int
    purchase_id: int | None
    referred_id: int | None
    referred: str | None
    reason: str | None
    author: str


@dataclass(frozen=True, slots=True)
class LoyaltyAccount:
    """What a customer has in points; the field names are the keys of its JSON.

    Args:
        balance: what can be redeemed; below zero where what points were for was taken back.
        earned: all points but those redeemed, from which the level follows; never below zero.
        level: the name of the level; None below the first one, or where there are none.
        next_level: the level above it, which takes `missing` points more; None at the top.
        referred: how many customers it referred, and how many of them bought.
    """

    customer_id: int
    customer: str
    company: str | None
    balance: int
    earned: int
    redeemed: int
    level: str | None
    next_level: str | None
    missing: int | None
    referred: int
    referred_bought: int


@dataclass(frozen=True, slots=True)
class PointsMoved:
    """Points that a customer got, or lost; the field names are the keys of its JSON.

    Args:
        customer_id: whose.
        customer: that one's name.
        points: how many; less than zero for lost ones.
        balance: what it has now.
    """

    customer_id: int
    customer: str
    points: int
    balance: int


def points_for(minor: int, currency: str, per_hundred: int) -> int:
    """Say how many points an amount brings, rounded down.

    Args:
        minor: the amount in minor units; of nothing below zero comes anything.
        currency: its currency, the book's.
        per_hundred: points for each 100 units of it.
    """
    points: int = max(minor, 0) * per_hundred // (_HUNDRED * 10 ** decimals(currency))
    return min(points, MOST_POINTS)


def read_points(text: str, *, signed: bool = False) -> int:
    """Read a number of points that is not zero.

    Args:
        text: what was typed: `200`, `1,000`; with a sign `+200`, `-200`.
        signed: whether a sign is allowed.

    Raises:
        UnreadablePoints: it is none, is zero, or is too large.
    """
    match = _POINTS.fullmatch(text.translate(_WIDE).strip())
    number = 0 if match is None else int(match["number"].replace(",", ""))
    if match is None or not 0 < number <= MOST_POINTS or (match["sign"] and not signed):
        hint = N_("Points are whole numbers; give how many more or fewer, like +200 or -200.")
        raise UnreadablePoints(text=text, hint=hint if signed else None)
    return -number if match["sign"] == "-" else number
