"""The local days of UTC instants, for SQL that groups by them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from crmcli.local_time import zone

if TYPE_CHECKING:
    import sqlite3
    from datetime import tzinfo

LOCAL_DAY = "local_day"
"""The SQL function that gives the local date of an instant as the book keeps it."""

_REMEMBERED = 65_536


def with_local_days(connection: sqlite3.Connection) -> None:
    """Teach a connection the function `LOCAL_DAY`."""
    connection.create_function(LOCAL_DAY, 1, _local_day, deterministic=True)


def local_day(instant: str) -> date:
    """Give the local date of an instant as the book keeps it."""
    return _remembered(instant, zone())


@lru_cache(maxsize=_REMEMBERED)
def _remembered(instant: str, of: tzinfo | None) -> date:
    return datetime.fromisoformat(instant).astimezone(of).date()


def _local_day(instant: str | None) -> str | None:
    return None if instant is None else local_day(instant).isoformat()
