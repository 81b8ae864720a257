"""Erasing a customer: its rows, its history, and what refers to it, without leaving a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import N_, StorageFault
from crmcli.store.erasure.forgetting import forget
from crmcli.store.reads.erasure.remains import remains, tables_holding
from crmcli.store.records import LINKS, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.store.reads.erasure.clearing import ClearedCommand, ClearedCopy
    from crmcli.store.reads.erasure.footprint import Footprint
    from crmcli.store.transaction import Transaction


class NotErased(StorageFault):
    """Rows of a customer that a book does not let go of."""

    code = "not_erased"
    sentence = N_("Something of customer {id} stays in the table {table}; nothing was erased.")
    hint = N_("The file is damaged, or another program keeps it: see what `crm check` says.")


def erase(transaction: Transaction, track: Footprint, reason: str) -> None:
    """Remove all that a book holds of a customer but texts of others that name it.

    Whoever is put back by a later undo or redo is somebody else: nothing of the customer is left
    that could be.

    Args:
        transaction: the open transaction.
        track: what the book holds of the customer.
        reason: on whose order; the stone keeps it.

    Raises:
        NotErased: rows are still there afterwards.
    """
    _unlink(transaction, track)
    forget(transaction, track.customers)
    for key in sorted(track.customers):
        transaction.add(
            "erasure",
            command_id=transaction.command_id,
            customer_id=key,
            at=transaction.run.now,
            author=transaction.run.author,
            reason=reason,
            swept=False,
        )
    _remove(transaction, track)
    transaction.run_sql("DELETE FROM change WHERE id = :id", [{"id": key} for key in track.gone])
    for key, note in track.kept.items():
        transaction.change(
            "change",
            {"id": key},
            first=note.first,
            last=note.last,
            customer_id=note.customer_id,
            old=note.old,
            new=note.new,
        )
    for key in track.customers:
        _shorten(transaction, key)
    _check_gone(transaction, track)


def clear_commands(transaction: Transaction, cleared: Iterable[ClearedCommand]) -> None:
    """Empty the lines, reasons, answers and retry keys of commands."""
    for command, with_key in cleared:
        key = {"key": None} if with_key else {}
        transaction.change("command", {"id": command}, line="", reason=None, result=None, **key)


def clear_copies(transaction: Transaction, cleared: Iterable[ClearedCopy]) -> None:
    """Let the records of copies tell less."""
    for each in cleared:
        transaction.change(
            "copy", {"id": each.id}, path=each.path, purpose=each.purpose, filter=each.filter
        )


def clear_stones(transaction: Transaction, ids: Iterable[int]) -> None:
    """Empty the reasons of stones."""
    for key in ids:
        transaction.change("erasure", {"id": key}, reason="")


def _unlink(transaction: Transaction, track: Footprint) -> None:
    for table, columns in LINKS.items():
        for column, target in columns.items():
            transaction.run_sql(
                f'UPDATE {table} SET "{column}" = NULL WHERE "{column}" = :id',  # noqa: S608 - our names
                [{"id": key} for key in track.parts.get(target, ())],
            )


def _remove(transaction: Transaction, track: Footprint) -> None:
    """Remove a customer's rows, the parts first, and see that they are gone.

    A table that another program has built anew need not say that its rows go with their whole.
    """
    number = min(track.customers)
    for table, wholes in reversed(tuple(PARTS.items())):
        for column, whole in wholes.items():
            sql = f'DELETE FROM {table} WHERE "{column}" = :id'  # noqa: S608 - our names
            transaction.run_sql(sql, [{"id": key} for key in track.parts.get(whole, ())])
    for table in tables_holding(transaction.connection, track.parts):
        raise NotErased(id=number, table=table)
    sql = "DELETE FROM customer WHERE id = :id"
    transaction.run_sql(sql, [{"id": key} for key in track.customers])


def _check_gone(transaction: Transaction, track: Footprint) -> None:
    for key, table in remains(transaction.connection):
        if key in track.customers:
            raise NotErased(id=key, table=table)


def _shorten(transaction: Transaction, customer_id: int) -> None:
    """Let the range of customers that one command added begin and end with one that is left."""
    connection = transaction.connection
    ranges = connection.execute(
        "SELECT id, first, last FROM change WHERE record = 'customer' AND action = 'added'"
        " AND first <= ? AND last >= ?",
        (customer_id, customer_id),
    ).fetchall()
    for key, first, last in ranges:
        sql = "SELECT customer_id FROM erasure WHERE customer_id BETWEEN ? AND ?"
        erased = {found for (found,) in connection.execute(sql, (first, last))}
        while first <= last and first in erased:
            first += 1  # noqa: PLW2901 - the range that is left
        while last > first and last in erased:
            last -= 1  # noqa: PLW2901
        if first > last:
            transaction.remove("change", id=key)
        else:
            alone = first if first == last else None
            transaction.change("change", {"id": key}, first=first, last=last, customer_id=alone)
