"""Moving on what is over by itself: birthdays and festivals, at the first write of a day.

A greeting that was missed is owed no more, and the next year's is. That follows from the day alone,
and reading writes nothing; so the first write of a day does it for all, before its own work. It is
no change that anybody made: it is not noted, and no undo speaks of it. A reader leaves out what is
over by its day.
"""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli.domain.due_kind import GREETING_KINDS
from crmcli.domain.reckoned import SHORTEST_YEAR, reckoned_for
from crmcli.store.faults import UnreadableValueError
from crmcli.store.reads.book import reckoned_on
from crmcli.store.statements import chunks, insertion, stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from crmcli.domain.policy import Policy

_AT_ONCE = 500
_ALL = "SELECT id FROM customer WHERE archived IS NULL"
# Not DISTINCT: for that SQLite would read the rows of all customers in their order.
OVER = "SELECT customer_id FROM obligation WHERE shown_until < ?"
AHEAD = "SELECT customer_id FROM obligation WHERE shown_until >= ?"
_KEY = ("kind", "subject_id")


def roll(connection: sqlite3.Connection, today: date) -> None:
    """Let greetings be those of a day, if they are those of another one.

    A book with values that cannot be read is left as it is: a check says what is wrong with it.

    Args:
        connection: that of a transaction.
        today: the run's local date.
    """
    try:
        before = reckoned_on(connection)
        after = reckoned_for(today)
        if before != after:
            _roll(connection, before, after)
    except (UnreadableValueError, ValueError, TypeError):
        return


def _roll(connection: sqlite3.Connection, before: date | None, after: date) -> None:
    from crmcli.store.reads.book import policy  # noqa: PLC0415 - once a day

    numbers = policy(connection)
    connection.execute("UPDATE book SET reckoned_on = ?", (after.isoformat(),))
    for ids in _concerned(connection, before, after):
        _reckon(connection, numbers, ids)


def _concerned(
    connection: sqlite3.Connection, before: date | None, after: date
) -> Iterator[list[int]]:
    """Yield, some at a time, those for whom another day may stand.

    On the way on these are the rows that are over; on the way back, which a run for an earlier day
    takes, those whose day of the year before is not over yet. Where nothing was reckoned so far,
    all are looked at.
    """
    if before is None:
        rows = connection.execute(_ALL)
    elif before < after:
        rows = connection.execute(OVER, (after.isoformat(),))
    else:
        rows = connection.execute(AHEAD, (_year_after(after).isoformat(),))
    # All of them first: what is done with some changes what the query finds.
    yield from chunks(array("q", sorted({key for (key,) in rows})), _AT_ONCE)


def _year_after(day: date) -> date:
    return day + timedelta(days=SHORTEST_YEAR)


def _reckon(connection: sqlite3.Connection, policy: Policy, ids: list[int]) -> None:
    from crmcli.store.settling.owing import SOURCES, differences  # noqa: PLC0415 - once a day

    for source in SOURCES:
        if source.kind not in GREETING_KINDS:
            continue
        found = differences(connection, source, policy, ids)
        connection.executemany(
            "DELETE FROM obligation WHERE kind = ? AND subject_id = ?",
            [(source.kind.value, key) for key in found.stray],
        )
        for values in found.new:
            _insert(connection, values)
        for values in found.changed:
            _update(connection, values)


def _insert(connection: sqlite3.Connection, values: Mapping[str, Any]) -> None:
    row = tuple(map(stored, values.values()))
    connection.execute(insertion("obligation", tuple(values)), row)


def _update(connection: sqlite3.Connection, values: Mapping[str, Any]) -> None:
    named = {name: stored(value) for name, value in values.items()}
    key = [named.pop(name) for name in _KEY]
    columns = ", ".join(f'"{name}" = ?' for name in named)
    sql = f"UPDATE obligation SET {columns} WHERE kind = ? AND subject_id = ?"  # noqa: S608 - our names
    connection.execute(sql, (*named.values(), *key))
