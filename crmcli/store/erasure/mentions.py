"""Where the texts of others name a customer: their records, and what the history kept of these.

They are read part by part, each in a read of its own: while a part is read nobody else can commit,
and all texts of a large book take longer than others may be kept from that.
"""

from __future__ import annotations

import json
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from crmcli.domain.erasure import Mention, Naming, Way
from crmcli.domain.field import FieldType
from crmcli.domain.text import gram_query
from crmcli.store.erasure.free_texts import OWN, SET, free_texts, unsearched_texts
from crmcli.store.erasure.past_texts import COLUMNS, Note, PastTexts, past_columns
from crmcli.store.index import customer_texts
from crmcli.store.records import customer_of, key_columns, number_column
from crmcli.store.texts import OF_CUSTOMER, OF_LOG, index_of, joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from crmcli.domain.traces import Traces
    from crmcli.store.reads.erasure.clearing import Names
    from crmcli.store.reads.erasure.footprint import Footprint

    Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]

_CHUNK = 400
_PAGE = 5_000
_NOTES = 50_000
"""How many notes of the history are looked through at once, most of them by SQLite alone."""


def namings(reading: Reading, track: Footprint, names: Names) -> tuple[Naming, ...]:
    """Find the rows of others, and the notes of the history, whose text names a customer.

    Args:
        reading: opens the reading door.
        track: what the book holds of the customer.
        names: by what it is looked for.
    """
    traces = names.known
    found = chain(
        _customers(reading, track, traces),
        *(_logged(reading, table, traces) for table in OF_LOG),
        *(_others(reading, each, traces) for each in unsearched_texts().items()),
        _history(reading, track, names),
    )
    own = track.customers
    others = (each for each in found if each.mention is None or each.mention.customer_id not in own)
    return tuple(dict.fromkeys(others))


def ways(
    connection: sqlite3.Connection, table: str, row: Mapping[str, Any], traces: Traces
) -> dict[str, Way]:
    """Say of each column of a row that names a customer how to be rid of that."""
    found = {}
    for column in free_texts().get(table, ()):
        value = row.get(column)
        if isinstance(value, str) and traces.are_in(value):
            fixed = column in OWN.get(table, ()) or column in SET.get(table, ())
            if table == "field_value":
                fixed = not is_text_field(connection, row["name"])
            found[column] = Way.EDIT if fixed else Way.TEXTS
    return found


def is_field(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether there is a field of the user's own of this name."""
    sql = "SELECT 1 FROM custom_field WHERE name = ?"
    return connection.execute(sql, (name,)).fetchone() is not None


def is_text_field(connection: sqlite3.Connection, field: str) -> bool:
    """Tell whether a field of the user's own is there and may hold any text."""
    sql = "SELECT 1 FROM custom_field WHERE name = ? AND type = ?"
    return connection.execute(sql, (field, FieldType.TEXT)).fetchone() is not None


def _told(
    table: str, row: Mapping[str, Any], mention: Mention, found: Iterable[Way]
) -> Iterator[Naming]:
    key = tuple(row[each] for each in key_columns(table))
    for way in dict.fromkeys(found):
        # Whoever has a name of its own is changed by a command of its own.
        record = "person" if table == "person" and way is Way.EDIT else mention.record
        told = Mention(record, mention.record_id, mention.customer_id, way)
        yield Naming(table, key, told, asked=True)


def _customers(reading: Reading, track: Footprint, traces: Traces) -> Iterator[Naming]:
    offered = (key for key in _offered(reading, "customer", traces) if key not in track.customers)
    for ids in _chunks(offered):
        with reading() as connection:
            found = [
                (key, table, row, each)
                for key in ids
                if traces.are_in(joined(customer_texts(connection, key)))
                for table in OF_CUSTOMER
                for row in _rows_of(connection, table, key)
                if (each := ways(connection, table, row, traces))
            ]
        for key, table, row, each in found:
            yield from _told(table, row, Mention("customer", key, key), each.values())


def _rows_of(
    connection: sqlite3.Connection, table: str, customer_id: int
) -> Iterator[dict[str, Any]]:
    owner = "id" if table == "customer" else "customer_id"
    return _rows(connection.execute(f"SELECT * FROM {table} WHERE {owner} = ?", (customer_id,)))  # noqa: S608 - our names


def _logged(reading: Reading, table: str, traces: Traces) -> Iterator[Naming]:
    columns = ", ".join(("id", "customer_id", *OF_LOG[table].words))
    sql = f"SELECT {columns} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
    for ids in _chunks(_offered(reading, table, traces)):
        with reading() as connection:
            rows = connection.execute(sql, (json.dumps(ids),)).fetchall()
        for key, owner, *texts in rows:
            if traces.are_in(joined(texts)):
                yield Naming(table, (key,), Mention(table, key, owner), asked=True)


def _offered(reading: Reading, table: str, traces: Traces) -> list[int]:
    """List the rows whose pieces of text may hold one of the traces."""
    found: set[int] = set()
    for each in traces.queries:
        query = gram_query(each)
        # Signs alone have nothing to look up: then every text is read.
        sql = f"SELECT id FROM {table}"  # noqa: S608 - our names
        if query is not None:
            sql = f"SELECT rowid FROM {index_of(table)} WHERE {index_of(table)} MATCH ?"  # noqa: S608 - our names
        with reading() as connection:
            rows = connection.execute(sql, () if query is None else (query,))
            found.update(key for (key,) in rows)
    return sorted(found)


def _others(reading: Reading, table: tuple[str, Sequence[str]], traces: Traces) -> Iterator[Naming]:
    """Look through the texts of a table that no full-text table holds, page by page."""
    name, columns = table
    key = ", ".join(f'"{each}"' for each in key_columns(name))
    places = ", ".join("?" * len(key_columns(name)))
    given = " OR ".join(f"\"{each}\" <> ''" for each in columns)
    first = f"SELECT * FROM {name} WHERE ({given})"  # noqa: S608 - our names
    after, values = "", ()
    while True:
        with reading() as connection:
            cursor = connection.execute(f"{first}{after} ORDER BY {key} LIMIT {_PAGE}", values)
            rows = list(_rows(cursor))
            telling = [
                (row, customer_of(connection, name, row), ways(connection, name, row, traces))
                for row in rows
                if any(traces.are_in(row[each]) for each in columns)
            ]
        number = number_column(name)
        for row, owner, found in telling:
            mention = Mention(name, 0 if number is None else row[number], owner)
            kinds = (way for column, way in found.items() if column in columns)
            yield from _told(name, row, mention, kinds)
        if len(rows) < _PAGE:
            return
        after = f" AND ({key}) > ({places})"
        values = tuple(rows[-1][each] for each in key_columns(name))


def _history(reading: Reading, track: Footprint, names: Names) -> Iterator[Naming]:
    """Look through the old and new values of those notes that can hold text."""
    condition, values = _can_hold(past_columns())
    sql = f"SELECT {COLUMNS} FROM change WHERE id > ? AND id <= ? AND ({condition})"  # noqa: S608 - our names
    with reading() as connection:
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
    past = PastTexts(names)
    for start in range(0, last, _NOTES):
        with reading() as connection:
            rows = connection.execute(sql, (start, start + _NOTES, *values)).fetchall()
        notes = (_as_kept(Note(*row), track) for row in rows if row[0] not in track.gone)
        telling = [each for each in notes if past.are_in(each)]
        with reading() as connection:
            found = [text.naming for each in telling for text in past.of(connection, each)]
        yield from found


def _as_kept(note: Note, track: Footprint) -> Note:
    """Give a note as an erasure keeps it."""
    kept = track.kept.get(note.id)
    if kept is None:
        return note
    return note._replace(customer_id=kept.customer_id, old=kept.old, new=kept.new)


def _can_hold(columns: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """Write the condition that a note may hold one of some columns, by table."""
    conditions, values = [], []
    for table, names in columns.items():
        named = " OR ".join("instr(old, ?)" for _ in names)
        # The index by table would be read in another order than the notes lie in.
        conditions.append(f"(+record = ? AND (action <> 'changed' OR {named}))")
        values += [table, *(f'"{each}":' for each in names)]
    return f"(old IS NOT NULL OR new IS NOT NULL) AND ({' OR '.join(conditions)})", values


def _rows(cursor: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    names = [each[0] for each in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(keys)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
