"""Keeping deals findable by their words, whenever these change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.index import drop_text, put_texts
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.store.transaction import Transaction


def add_found(transaction: Transaction, table: str, **values: object) -> int:
    """Add a row of the log and make it findable; return its id."""
    key = transaction.add(table, **values)
    put_texts(transaction, index_of(table), [(key, _words(table, values))])
    return key


def change_found(transaction: Transaction, table: str, key: int, **values: object) -> None:
    """Change a row of the log, and find it by the words it has then."""
    names = OF_LOG[table].words
    sql = f"SELECT {', '.join(names)} FROM {table} WHERE id = ?"  # noqa: S608 - our names
    row = transaction.connection.execute(sql, (key,)).fetchone()
    before = dict(zip(names, row, strict=True))
    old, new = _words(table, before), _words(table, {**before, **values})
    if old != new:
        drop_text(transaction, index_of(table), key, old)
        put_texts(transaction, index_of(table), [(key, new)])
    transaction.change(table, {"id": key}, **values)


def _words(table: str, values: Mapping[str, object]) -> str:
    found = (values.get(name) for name in OF_LOG[table].words)
    return joined(each if isinstance(each, str) else None for each in found)
