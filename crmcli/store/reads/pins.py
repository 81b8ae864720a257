"""The classes of customers that were pinned by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.classes import AXIS_VALUES, Axis
from crmcli.domain.derivation import Pin

if TYPE_CHECKING:
    import sqlite3


def pins_of(connection: sqlite3.Connection, customer_id: int) -> tuple[Pin, ...]:
    """Read a customer's pins, in the order of the axes' names."""
    sql = "SELECT axis, value, reason, pinned FROM pin WHERE customer_id = ? ORDER BY axis"
    return tuple(
        Pin(Axis(axis), AXIS_VALUES[Axis(axis)](value), reason, date.fromisoformat(pinned))
        for axis, value, reason, pinned in connection.execute(sql, (customer_id,))
    )
