"""The classes a customer falls into besides its grade (product.md section 1)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class SaleStatus(StrEnum):
    """Whether something is being sold: negotiating 正在谈判, won 已成交, prospect 潜在."""

    NEGOTIATING = "negotiating"
    WON = "won"
    PROSPECT = "prospect"


class Importance(StrEnum):
    """Whether the customer is a key one."""

    KEY = "key"
    NORMAL = "normal"


class Urgency(StrEnum):
    """How soon something is to happen: within a week, a month, three months, or later."""

    URGENT = "urgent"
    SOON = "soon"
    LATER = "later"
    SLOW = "slow"


class ValueClass(StrEnum):
    """What the purchases of the last twelve months add up to."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Frequency(StrEnum):
    """How often the customer bought in the last twelve months."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class NeedKind(StrEnum):
    """What is needed: a product, a service, or both."""

    PRODUCT = "product"
    SERVICE = "service"
    BOTH = "both"


class Lifecycle(StrEnum):
    """How far the customer has come, from its purchases; lost is stated."""

    PROSPECT = "prospect"
    FIRST_PURCHASE = "first_purchase"
    REPEAT = "repeat"
    LOYAL = "loyal"
    LOST = "lost"


class Axis(StrEnum):
    """The derived classes that a user may pin by hand."""

    STATUS = "status"
    VALUE = "value"
    FREQUENCY = "frequency"
    LIFECYCLE = "lifecycle"


AXIS_VALUES: dict[Axis, type[StrEnum]] = {
    Axis.STATUS: SaleStatus,
    Axis.VALUE: ValueClass,
    Axis.FREQUENCY: Frequency,
    Axis.LIFECYCLE: Lifecycle,
}


class UrgencyLimits:
    """The last day that is still urgent, soon and later, seen from one day.

    Urgent is up to one week, soon up to one month, later up to three months (section 1, rule);
    months are calendar months. One object serves a whole list.
    """

    def __init__(self, today: date) -> None:
        self.urgent = _later(today, days=7)
        self.soon = _later(today, months=1)
        self.later = _later(today, months=3)

    def of(self, nearest: date | None) -> Urgency:
        """Class the earliest of expected close, open promise and complaint limit.

        The past is urgent, and none is slow.
        """
        if nearest is None or nearest > self.later:
            return Urgency.SLOW
        if nearest > self.soon:
            return Urgency.LATER
        return Urgency.SOON if nearest > self.urgent else Urgency.URGENT


def _later(day: date, **span: int) -> date:
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - kept off startup

    try:
        # relativedelta is untyped where its arguments are not spelled out.
        later: date = day + relativedelta(**span)  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return day.max
    return later
