"""Until when the holidays of the work calendar in force are known; every due list asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


def known_until(connection: sqlite3.Connection) -> date | None:
    """Give the last date whose holidays the calendar in force knows; None where it needs none."""
    sql = "SELECT value FROM policy_change WHERE name = 'calendar' ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql).fetchone()
    if row is None:
        return None
    from crmcli.store.reads.work_calendars import known  # noqa: PLC0415 - few books have one

    found = known(connection, row[0])
    return None if found is None else found.known_until
