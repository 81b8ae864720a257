"""Whether the full-text tables have an entry for every text, and making them again from these."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.message import counted, message
from crmcli.errors import N_
from crmcli.store.index import customer_texts, put_customers, put_texts
from crmcli.store.reads.values import LOWEST_ID
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.transaction import Transaction

TEXTS = "search_texts"
_AT_ONCE = 500
_MORE, _BITS = 0x80, 7
"""How SQLite writes numbers: seven bits to a byte, and whether another byte follows."""

TEXT_TABLES = {
    "customer_text": "SELECT id FROM customer",
    **{
        index_of(table): f"SELECT id FROM {table} WHERE "  # noqa: S608 - our names
        + " OR ".join(f"{each} <> ''" for each in texts.words)
        for table, texts in OF_LOG.items()
    },
}
"""By full-text table the rows it must know of."""


def texts(connection: sqlite3.Connection, *, inside: bool = True) -> Finding:
    """Check that the full-text tables have an entry for every text, and for no other.

    Whether they lost pieces of it is looked at too, and not whether it is the text of today: to
    compare these would take as long as making them again.

    Args:
        connection: the book's, or that of a copy.
        inside: whether it may write, which SQLite demands for looking into the tables; nothing is
            written to the book.
    """
    if inside:
        for table in TEXT_TABLES:
            if _is_damaged(connection, table):
                text = message(N_("The search index {table} is damaged."), table=table)
                return wrong(TEXTS, text, 1)
    broken = sum(_differing(connection, table) for table in TEXT_TABLES)
    if broken:
        text = counted(
            "{count} text is not in the search index as it should be.",
            "{count} texts are not in the search index as they should be.",
            broken,
        )
        return wrong(TEXTS, text, broken)
    return passed(
        TEXTS, message(N_("Every text has its entry in the search index, and none lost a piece."))
    )


def refill(transaction: Transaction) -> None:
    """Make the full-text tables again, from the texts themselves."""
    connection = transaction.connection
    for table in TEXT_TABLES:
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608 - our names
    for rows in _parts(connection, "customer", "id"):
        ids = [key for (key,) in rows]
        put_customers(transaction, ((key, *customer_texts(connection, key)) for key in ids))
    for table, texts in OF_LOG.items():
        for rows in _parts(connection, table, ", ".join(("id", *texts.words))):
            words = ((key, joined(each)) for key, *each in rows)
            put_texts(transaction, index_of(table), words)


def _is_damaged(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether a table is broken inside, or has lost pieces that it once was given.

    The table keeps how many pieces each text has, and apart from that which texts have a piece.
    Where a page was cut short both lists may look sound, but they do not say the same.
    """
    try:
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")  # noqa: S608 - our names
        return _pieces_there(connection, table) != _pieces_given(connection, table)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return True


def _pieces_there(connection: sqlite3.Connection, table: str) -> int:
    name = f"{table}_pieces"
    connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {table}, 'row')")
    try:
        (count,) = connection.execute(f"SELECT coalesce(sum(cnt), 0) FROM temp.{name}").fetchone()  # noqa: S608 - our names
    finally:
        connection.execute(f"DROP TABLE temp.{name}")
    return int(count)


def _pieces_given(connection: sqlite3.Connection, table: str) -> int:
    count = 0
    for (sizes,) in connection.execute(f"SELECT sz FROM {table}_docsize"):  # noqa: S608 - our names
        number = 0
        for byte in sizes:
            number = number << _BITS | byte & ~_MORE
            if not byte & _MORE:
                count += number
                number = 0
    return count


def _parts(
    connection: sqlite3.Connection, table: str, columns: str
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table in parts, in the order of their ids."""
    sql = f"SELECT {columns} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608 - our names
    last = LOWEST_ID
    while part := connection.execute(sql, (last, _AT_ONCE)).fetchall():
        yield part
        last = part[-1][0]


def _differing(connection: sqlite3.Connection, table: str) -> int:
    wanted = TEXT_TABLES[table]
    known = f"SELECT id FROM {table}_docsize"  # noqa: S608 - our names
    sql = f"""
        SELECT (SELECT count(*) FROM ({wanted} EXCEPT {known}))
             + (SELECT count(*) FROM ({known} EXCEPT {wanted}))
    """  # noqa: S608 - constants
    (count,) = connection.execute(sql).fetchone()
    return int(count)
