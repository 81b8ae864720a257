"""Whether everybody and every text can be found: the search keys and the full-text tables.

Both are made from other tables. Keys are compared by name and company; spelling every name in
pinyin again would take longer than making them.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.message import counted, message
from crmcli.domain.text import fold
from crmcli.errors import N_
from crmcli.store.index import customer_texts, key_rows, put_customers, put_texts
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from crmcli.domain.lookup import KeyKind
    from crmcli.store.transaction import Transaction

KEYS = "search_keys"
TEXTS = "search_texts"
_SHOWN = 10
_AT_ONCE = 500

TEXT_TABLES = {
    "customer_text": "SELECT id FROM customer",
    **{
        index_of(table): f"SELECT id FROM {table} WHERE "  # noqa: S608 - our names
        + " OR ".join(f"{each} <> ''" for each in texts.words)
        for table, texts in OF_LOG.items()
    },
}
"""By full-text table the rows it must know of."""

UNFOUND = """
    SELECT id FROM customer c
     WHERE crm_fold(c.name) <> ''
       AND NOT EXISTS (SELECT 1 FROM search_key
                        WHERE key = crm_fold(c.name) AND kind = 'name' AND customer_id = c.id)
        OR c.company IS NOT NULL AND crm_fold(c.company) <> ''
       AND NOT EXISTS (SELECT 1 FROM search_key
                        WHERE key = crm_fold(c.company) AND kind = 'company'
                          AND customer_id = c.id)
     ORDER BY id
"""
STALE = """
    SELECT DISTINCT k.customer_id FROM search_key k JOIN customer c ON c.id = k.customer_id
     WHERE (k.kind = 'name' AND k.key <> crm_fold(c.name))
        OR (k.kind = 'company' AND k.key IS NOT crm_fold(c.company))
     ORDER BY k.customer_id
"""
NOBODYS = "customer_id NOT IN (SELECT id FROM customer)"


def keys(connection: sqlite3.Connection) -> Finding:
    """Check that every customer is found by its name, and nobody else is."""
    wanting = unfound(connection)
    (nobodys,) = connection.execute(
        f"SELECT count(*) FROM search_key WHERE {NOBODYS}"  # noqa: S608 - a constant
    ).fetchone()
    if not wanting and not nobodys:
        return passed(KEYS, message(N_("Every customer is found by its name.")))
    if not wanting:
        text = counted(
            N_("{count} search key leads to nobody."),
            N_("{count} search keys lead to nobody."),
            nobodys,
        )
        return wrong(KEYS, text, nobodys)
    text = counted(
        N_("{count} customer is not found by its name."),
        N_("{count} customers are not found by their names."),
        len(wanting),
    )
    return wrong(KEYS, text, len(wanting), tuple(wanting[:_SHOWN]))


def unfound(connection: sqlite3.Connection) -> list[int]:
    """List the customers whose search keys are not those of their name and company."""
    known = "SELECT 1 FROM pragma_function_list WHERE name = 'crm_fold'"
    if connection.execute(known).fetchall() == []:
        # SQLite refuses to define a function again while a statement is under way.
        connection.create_function("crm_fold", 1, _fold, deterministic=True)
    found = {key for sql in (UNFOUND, STALE) for (key,) in connection.execute(sql)}
    return sorted(found)


def texts(connection: sqlite3.Connection) -> Finding:
    """Check that the full-text tables know every text, and no other."""
    broken = sum(_differing(connection, table) for table in TEXT_TABLES)
    if broken:
        text = counted(
            N_("{count} text is not in the search index as it should be."),
            N_("{count} texts are not in the search index as they should be."),
            broken,
        )
        return wrong(TEXTS, text, broken)
    return passed(TEXTS, message(N_("Every text is in the search index.")))


def pieces(connection: sqlite3.Connection) -> Finding | None:
    """Check the full-text tables from inside; None if they are sound.

    Args:
        connection: one that may write, which SQLite demands for this, in a transaction; nothing is
            written.
    """
    for table in TEXT_TABLES:
        try:
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")  # noqa: S608 - our names
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            text = message(N_("The search index {table} is damaged."), table=table)
            return wrong(TEXTS, text, 1)
    return None


def rekey(
    transaction: Transaction,
    ids: Sequence[int],
    keys_of: Callable[[sqlite3.Connection, int], Iterable[tuple[str, KeyKind]]],
) -> None:
    """Make the search keys of some customers again, and remove those that lead to nobody."""
    connection = transaction.connection
    connection.execute(f"DELETE FROM search_key WHERE {NOBODYS}")  # noqa: S608 - a constant
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        places = ",".join("?" * len(part))
        connection.execute(f"DELETE FROM search_key WHERE customer_id IN ({places})", part)  # noqa: S608 - placeholders
        for key in part:
            transaction.add_many("search_key", key_rows(key, keys_of(connection, key)))


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


def _parts(
    connection: sqlite3.Connection, table: str, columns: str
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table in parts, in the order of their ids."""
    sql = f"SELECT {columns} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608 - our names
    last = 0
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


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)
