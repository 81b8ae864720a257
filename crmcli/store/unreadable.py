"""Values that no book can hold, such as a day that does not exist: found, and never guessed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import Date

from crmcli.domain.classes import AXIS_VALUES
from crmcli.domain.currency import is_currency
from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.message import counted, message
from crmcli.domain.policy import is_readable
from crmcli.errors import N_
from crmcli.store.creation import schema
from crmcli.store.reads.book import POLICIES
from crmcli.store.schema.columns import Instant, Length

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

VALUES = "dates"


def values(connection: sqlite3.Connection) -> Finding:
    """Check that every date, time, length of time and currency can be read."""
    found = unreadable_columns(connection)
    if not found:
        return passed(VALUES, message(N_("Every date and time can be read.")))
    text = counted(
        N_("{count} date, time or other value cannot be read ({columns})."),
        N_("{count} dates, times or other values cannot be read ({columns})."),
        sum(found.values()),
        columns=", ".join(found),
    )
    return wrong(VALUES, text, sum(found.values()), repairable=False)


def unreadable_columns(connection: sqlite3.Connection) -> dict[str, int]:
    """Count by `table.column` the values that cannot be read."""
    counts: Counter[str] = Counter()
    for table, column, condition in _conditions():
        counts[f"{table}.{column}"] += _count(connection, table, column, condition)
    rows = connection.execute("SELECT name, value FROM policy_change")
    counts[POLICIES] += sum(not is_readable(name, value) for name, value in rows)
    rows = connection.execute(
        "SELECT potential_currency, count(*) FROM customer WHERE potential_currency IS NOT NULL"
        " GROUP BY potential_currency"
    )
    counts["customer.potential_currency"] += sum(n for code, n in rows if not is_currency(code))
    return dict(+counts)


def _conditions() -> Iterator[tuple[str, str, str]]:
    """Yield table, column and the condition that its value cannot be read."""
    for table in schema().sorted_tables:
        for column in table.columns:
            name = f'"{column.name}"'
            # With a modifier the 30th of February becomes a day that exists, which shows it.
            conditions = {
                Date: f"date({name}, '+0 days') IS NOT {name}",
                Instant: f"strftime('%Y-%m-%dT%H:%M:%SZ', {name}, '+0 days') IS NOT {name}",
                Length: (
                    f"NOT ({name} GLOB '[1-9]*[dwmy]'"
                    f" AND substr({name}, 1, length({name}) - 1) NOT GLOB '*[^0-9]*')"
                ),
            }
            for kind, condition in conditions.items():
                if isinstance(column.type, kind):
                    yield table.name, column.name, condition
    for axis, classes in AXIS_VALUES.items():
        known = ", ".join(f"'{each}'" for each in classes)
        yield "pin", "value", f"axis = '{axis}' AND value NOT IN ({known})"


def _count(connection: sqlite3.Connection, table: str, column: str, condition: str) -> int:
    sql = f'SELECT count(*) FROM {table} WHERE "{column}" IS NOT NULL AND {condition}'  # noqa: S608 - our names
    (count,) = connection.execute(sql).fetchone()
    return int(count)
