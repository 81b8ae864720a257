"""Keeping what customers said, and what was done about it, findable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.index import drop_text, put_texts
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.store.transaction import Transaction


def put_row(transaction: Transaction, table: str, key: int, row: Mapping[str, str | None]) -> None:
    """Make a new row findable by its words.

    Args:
        transaction: the open transaction.
        table: its table, one of the log's.
        key: its id.
        row: at least the columns that it is found by.
    """
    put_texts(transaction, index_of(table), [(key, _words(table, row))])


def move_row(
    transaction: Transaction,
    table: str,
    key: int,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
) -> None:
    """Make a row findable by its new words instead of the old ones; arguments as in `put_row`."""
    old, new = _words(table, before), _words(table, after)
    if old != new:
        drop_text(transaction, index_of(table), key, old)
        put_texts(transaction, index_of(table), [(key, new)])


def _words(table: str, row: Mapping[str, str | None]) -> str:
    return joined(row[name] for name in OF_LOG[table].words)
