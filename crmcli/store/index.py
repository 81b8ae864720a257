"""Keeping customers, contacts and promises findable: search keys and the full-text tables.

The full-text tables hold no text, only its pieces. To forget a text they must be given it once
more, so whoever changes a record reads its text before and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.text import gram_text
from crmcli.store.texts import OF_CUSTOMER, joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from crmcli.domain.lookup import KeyKind
    from crmcli.store.transaction import Transaction

    Texts = tuple[int, str, str]
    """A customer's id, its names and numbers, and everything else it is found by."""

    Pieces = dict[str, object]
    """The same in pieces, as the columns of a row of the full-text table."""

_ADD_CUSTOMER = "INSERT INTO customer_text(rowid, names, rest) VALUES (:id, :names, :rest)"
_DROP_CUSTOMER = (
    "INSERT INTO customer_text(customer_text, rowid, names, rest)"
    " VALUES ('delete', :id, :names, :rest)"
)


def customer_texts(connection: sqlite3.Connection, customer_id: int) -> tuple[str, str]:
    """Read what a customer is found by: its names and numbers, and everything else."""
    names: list[str | None] = []
    rest: list[str | None] = []
    for sql, split in _READS:
        for row in connection.execute(sql, (customer_id,)):
            names += row[:split]
            rest += row[split:]
    return joined(names), joined(rest)


def _reads() -> Iterator[tuple[str, int]]:
    for table, (names, rest, order, forms) in OF_CUSTOMER.items():
        columns = ", ".join((*names, *forms, *rest))
        owner = "id" if table == "customer" else "customer_id"
        sql = f"SELECT {columns} FROM {table} WHERE {owner} = ? ORDER BY {order}"  # noqa: S608 - our names
        yield sql, len(names) + len(forms)


_READS = tuple(_reads())
"""How each table is read, and how many of its columns are names."""


def put_customers(transaction: Transaction, texts: Iterable[Texts]) -> None:
    """Make customers findable by their texts."""
    put_pieces(transaction, customer_pieces(texts))


def put_pieces(transaction: Transaction, pieces: Iterable[Pieces]) -> None:
    """Make customers findable by the pieces of their texts."""
    transaction.run_sql(_ADD_CUSTOMER, list(pieces))


def drop_customers(transaction: Transaction, texts: Iterable[Texts]) -> None:
    """Forget customers by their texts, as they are."""
    transaction.run_sql(_DROP_CUSTOMER, customer_pieces(texts))


def move_customer(
    transaction: Transaction, customer_id: int, before: tuple[str, str], after: tuple[str, str]
) -> None:
    """Replace the texts a customer is found by."""
    if before != after:
        drop_customers(transaction, [(customer_id, *before)])
        put_customers(transaction, [(customer_id, *after)])


def put_texts(transaction: Transaction, table: str, texts: Iterable[tuple[int, str]]) -> None:
    """Make rows of the log findable by their words, in their full-text table."""
    rows = [{"id": key, "pieces": gram_text(text)} for key, text in texts if text]
    transaction.run_sql(f"INSERT INTO {table}(rowid, pieces) VALUES (:id, :pieces)", rows)  # noqa: S608 - our names


def drop_text(transaction: Transaction, table: str, key: int, text: str) -> None:
    """Forget the words of a row of the log."""
    if text:
        sql = f"INSERT INTO {table}({table}, rowid, pieces) VALUES ('delete', :id, :pieces)"  # noqa: S608 - our names
        transaction.run_sql(sql, [{"id": key, "pieces": gram_text(text)}])


def contact_words(note: str, said: str) -> str:
    """Join what a contact is found by."""
    return f"{note}\n{said}" if note and said else note or said


def move_keys(
    transaction: Transaction,
    customer_id: int,
    before: Iterable[tuple[str, KeyKind]],
    after: Iterable[tuple[str, KeyKind]],
) -> None:
    """Replace the exact keys a customer is found by."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    for key, kind in old:
        if (key, kind) not in new:
            transaction.remove("search_key", key=key, kind=kind, customer_id=customer_id)
    added = (each for each in new if each not in old)
    transaction.add_many("search_key", key_rows(customer_id, added))


def key_rows(customer_id: int, keys: Iterable[tuple[str, KeyKind]]) -> Sequence[dict[str, object]]:
    """Give the rows of a customer's search keys, each once."""
    return [
        {"key": key, "kind": kind, "customer_id": customer_id}
        for key, kind in dict.fromkeys(keys)
        if key
    ]


def customer_pieces(texts: Iterable[Texts]) -> list[Pieces]:
    """Cut what customers are found by into the pieces that their full-text table holds."""
    return [
        {"id": key, "names": gram_text(names), "rest": gram_text(rest)}
        for key, names, rest in texts
    ]
