"""Keeping a customer findable through a change: what it was found by, and what it is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.store.finding.keys import keys_of
from crmcli.store.index import customer_texts, move_customer, move_keys

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.lookup import KeyKind
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class FoundBy:
    """What a customer is found by; `keys` is None where a change cannot touch them."""

    texts: tuple[str, str]
    keys: tuple[tuple[str, KeyKind], ...] | None


def found_by(connection: sqlite3.Connection, customer_id: int, *, keys: bool) -> FoundBy:
    """Read what a customer is found by.

    Args:
        connection: the reading door of a transaction.
        customer_id: which customer.
        keys: also its exact keys; names are spelled in pinyin for that.
    """
    found = tuple(keys_of(connection, customer_id)) if keys else None
    return FoundBy(customer_texts(connection, customer_id), found)


def findable(transaction: Transaction, customer_id: int, before: FoundBy) -> None:
    """Make a customer findable by what it is now; `before` was read before the change."""
    after = found_by(transaction.connection, customer_id, keys=before.keys is not None)
    move_customer(transaction, customer_id, before.texts, after.texts)
    move_keys(transaction, customer_id, before.keys or (), after.keys or ())
