"""Leaving a customer out of texts of others: those the history kept, and those they have now.

Nothing of it is noted: a note would keep what is left out. The same text always comes to the same,
here and in the history, so that what others did can still be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.erasure import Way
from crmcli.domain.hiding import hidden
from crmcli.domain.history import Action
from crmcli.store.erasure.mentions import is_field, is_text_field, ways
from crmcli.store.erasure.past_texts import COLUMNS, Note, PastTexts
from crmcli.store.index import customer_texts, drop_text, move_customer, put_texts
from crmcli.store.reads.erasure.kept_note import KeptNote
from crmcli.store.records import customer_of, json_text, key_columns
from crmcli.store.statements import condition
from crmcli.store.texts import OF_CUSTOMER, OF_LOG, index_of, joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from crmcli.domain.erasure import Naming
    from crmcli.domain.traces import Traces
    from crmcli.store.reads.erasure.clearing import Names
    from crmcli.store.transaction import Transaction


def leave_out(
    transaction: Transaction, namings: Iterable[Naming], names: Names, *, texts: bool
) -> int:
    """Leave a customer out of texts of others; return how many rows and notes that changed.

    Args:
        transaction: the open transaction.
        namings: where it is named.
        names: by what it is looked for.
        texts: whether it is left out of present texts too.
    """
    chosen = dict.fromkeys(
        (each.table, each.key) for each in namings if each.is_left_out(texts=texts)
    )
    # A text of the past is one that the record does not have: so the records come first.
    rows = [each for each in chosen if each[0] != "change"]
    notes = [key for table, key in chosen if table == "change"]
    changed = sum(_change_row(transaction, table, key, names.known) for table, key in rows)
    return changed + sum(_change_note(transaction, key, names, texts=texts) for key in notes)


def _change_row(
    transaction: Transaction, table: str, key: tuple[object, ...], traces: Traces
) -> bool:
    connection = transaction.connection
    row = _row(connection, table, key)
    found = {} if row is None else ways(connection, table, row, traces)
    left = [column for column, way in found.items() if way is Way.TEXTS]
    if row is None or not left:
        return False
    after = {**row, **{column: _left(table, row, column, traces) for column in left}}
    owner = customer_of(connection, table, row) if table in OF_CUSTOMER else None
    before = None if owner is None else customer_texts(connection, owner)
    assignments = ", ".join(f'"{column}" = :new_{column}' for column in left)
    same = " AND ".join(f'"{each}" = :{each}' for each in key_columns(table))
    # A tag that comes to the same as another one takes its place.
    sql = f"UPDATE OR REPLACE {table} SET {assignments} WHERE {same}"  # noqa: S608 - our names
    transaction.run_sql(sql, [{**row, **{f"new_{column}": after[column] for column in left}}])
    if owner is not None and before is not None:
        move_customer(transaction, owner, before, customer_texts(connection, owner))
    elif table in OF_LOG:
        words = OF_LOG[table].words
        drop_text(transaction, index_of(table), row["id"], joined(row[each] for each in words))
        put_texts(
            transaction, index_of(table), [(row["id"], joined(after[each] for each in words))]
        )
    return True


_ALONE = {("campaign", "name")}
"""Columns of which no two rows have the same text: what is left has the row's id beside it."""


def _left(table: str, row: dict[str, Any], column: str, traces: Traces) -> str:
    """Give what is left of a text of a row."""
    text = hidden(row[column], traces)
    if (table, column) in _ALONE and "id" in row and text != row[column]:
        return f"{text} ({row['id']})"
    return text


def _row(
    connection: sqlite3.Connection, table: str, key: tuple[object, ...]
) -> dict[str, Any] | None:
    where, values = condition(dict(zip(key_columns(table), key, strict=True)))
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {where}", values)  # noqa: S608 - our names
    found = cursor.fetchone()
    names = (each[0] for each in cursor.description)
    return None if found is None else dict(zip(names, found, strict=True))


def _change_note(
    transaction: Transaction, key: tuple[object, ...], names: Names, *, texts: bool
) -> bool:
    connection = transaction.connection
    sql = f"SELECT {COLUMNS} FROM change WHERE id = ?"  # noqa: S608 - our names
    found = connection.execute(sql, key).fetchone()
    if found is None:
        return False
    note = Note(*found)
    rows, going = note.rows(), set()
    traces = names.known if texts else names.surely
    for past in PastTexts(names).of(connection, note):
        if past.is_present or not past.naming.is_left_out(texts=texts):
            continue
        if _goes_whole(connection, note, rows[past.row], past.column):
            going.add(past.row)
        rows[past.row][past.column] = _left(note.record, rows[past.row], past.column, traces)
    if rows == note.rows():
        return False
    _keep(transaction, note, rows, going)
    return True


def _goes_whole(
    connection: sqlite3.Connection, note: Note, row: dict[str, Any], column: str
) -> bool:
    """Tell whether a row of a note goes with its text: that is its key, or must be of some type."""
    if column in key_columns(note.record):
        return True
    if note.record == "field_value":
        name = note.key_of(row)["name"]
        return is_field(connection, name) and not is_text_field(connection, name)
    return False


def _keep(
    transaction: Transaction, note: Note, rows: list[dict[str, Any]], going: set[int]
) -> None:
    """Write a note as it stays: without the rows that go, none of which could be put back."""
    kept = KeptNote(note.first, note.last, note.customer_id, note.old, note.new)
    if note.action == Action.REMOVED:
        left = [row for number, row in enumerate(rows) if number not in going]
        is_empty = not left
        if left:
            kept.keep(note.record, left)
    else:
        old, new = rows
        is_empty = bool(going) or old == new
        kept.old = None if note.old is None else json_text(old)
        kept.new = None if note.new is None else json_text(new)
    if is_empty:
        transaction.remove("change", id=note.id)
        return
    transaction.change(
        "change",
        {"id": note.id},
        first=kept.first,
        last=kept.last,
        customer_id=kept.customer_id,
        old=kept.old,
        new=kept.new,
    )
