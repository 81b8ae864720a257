"""Which rows of one import are one customer, and which customer that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.staging.staged_row import UID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

OF_UIDS = f"key BETWEEN '{UID}' AND '{UID}\U0010ffff'"
"""What holds of keys that are uids; by them alone two rows of a book are one customer."""

_INDEXES = {
    False: "CREATE INDEX IF NOT EXISTS key_rows ON key (key, row, reached)",
    True: f"CREATE INDEX IF NOT EXISTS uid_rows ON key (key, row, reached) WHERE {OF_UIDS}",
}
_REPEATS = """
    UPDATE row SET fate = 'repeated', other = found.earlier
      FROM (SELECT k.row AS row,
                   min(CASE WHEN k.reached THEN f.unreached ELSE f.any END) AS earlier
              FROM key k
              JOIN (SELECT key, min(row) AS any,
                           min(CASE WHEN reached THEN NULL ELSE row END) AS unreached
                      FROM {keys} WHERE {among} GROUP BY key {shared}) f ON f.key = k.key
             WHERE k.{among}
             GROUP BY k.row) AS found
     WHERE found.row = row.number AND found.earlier < row.number AND row.fate = 'created'
       AND {silent}
"""
_SILENT = "(row.action IS NULL OR (row.action = 'update' AND row.target IS NULL))"
# What only changes customers makes none that a later row could be.
_MAKING = """
    key JOIN row maker ON maker.number = key.row AND maker.fate != 'gone'
                      AND NOT (maker.action IS 'update' AND maker.fate = 'created')
"""
# The first speaks, but before it who is a customer of its own: it would not be found again.
_SAME_CUSTOMER = """
    UPDATE row SET fate = 'repeated', other = first.number
      FROM (SELECT other,
                   coalesce(min(CASE action WHEN 'create' THEN number END), min(number)) AS number
              FROM row WHERE fate IN ('updated', 'unchanged')
             GROUP BY other HAVING count(*) > 1) AS first
     WHERE row.fate = 'updated' AND row.other = first.other AND row.number != first.number
"""
_SAME_WORDS = """
    UPDATE row SET fate = 'repeated', other = first.number
      FROM (SELECT kept, min(number) AS number FROM row
             WHERE action = 'create' AND fate = 'created'
             GROUP BY kept HAVING count(*) > 1) AS first
     WHERE row.kept = first.kept AND row.number > first.number
       AND row.action = 'create' AND row.fate = 'created'
"""
_NOBODY = """
    UPDATE row SET fate = CASE WHEN target IS NULL THEN 'nobody' ELSE 'gone' END, other = target
     WHERE action = 'update' AND fate = 'created'
"""
_CREATED_IDS = """
    UPDATE row SET second = made.id
      FROM (SELECT number, :first - 1 + row_number() OVER (ORDER BY number) AS id
              FROM row WHERE fate = 'created') AS made
     WHERE made.number = row.number
       AND row.number IN (SELECT other FROM row WHERE fate = 'repeated')
"""
_REPEATED_IDS = """
    UPDATE row SET second = (
        SELECT CASE WHEN fate IN ('created', 'repeated') THEN second
                    WHEN fate != 'gone' THEN other END
          FROM row WHERE number = :earlier)
     WHERE number = :number
"""
_AT_ONCE = 5000


def mark(connection: sqlite3.Connection, *, all_distinct: bool, claimed: bool) -> None:
    """Find the rows that are the customer of an earlier row.

    Args:
        connection: the staging place, in which all else about the rows is decided.
        all_distinct: whether two rows are one customer only by their uid.
        claimed: whether rows may say themselves what is to become of them.
    """
    connection.execute(_SAME_CUSTOMER)
    if claimed:
        connection.execute(_SAME_WORDS)
    connection.execute(_INDEXES[all_distinct])
    statement = _REPEATS.format(
        keys=_MAKING if claimed else "key",
        among=OF_UIDS if all_distinct else "key NOT NULL",
        shared="" if claimed else "HAVING count(*) > 1",
        silent=_SILENT if claimed else "row.action IS NULL",
    )
    connection.execute(statement)
    if claimed:
        connection.execute(_NOBODY)


def place(connection: sqlite3.Connection, first: int) -> None:
    """Note for each row that repeats another which customer that is.

    Args:
        connection: the staging place, in which it is decided what becomes of each row.
        first: the id that the first of the new customers gets; the others follow.
    """
    connection.execute(_CREATED_IDS, {"first": first})
    for pairs in _repeated(connection):
        # In the order of the file: what a row repeats may repeat an earlier one itself.
        connection.executemany(_REPEATED_IDS, pairs)


def _repeated(connection: sqlite3.Connection) -> Iterator[list[dict[str, int]]]:
    sql = (
        "SELECT number, other FROM row WHERE fate = 'repeated' AND number > ?"
        " ORDER BY number LIMIT ?"
    )
    last = -1
    while found := connection.execute(sql, (last, _AT_ONCE)).fetchall():
        yield [{"number": number, "earlier": earlier} for number, earlier in found]
        last = found[-1][0]
