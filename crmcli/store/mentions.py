"""Where the texts of others name a customer: their records, and what the history kept of these.

They are read part by part, each in a read of its own: while a part is read nobody else can commit,
and all texts of a large book take longer than others may be kept from that.
"""

from __future__ import annotations

import json
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from crmcli.domain.erasure import Mention
from crmcli.domain.history import Action
from crmcli.domain.text import gram_query
from crmcli.store.free_texts import free_texts, unsearched_texts
from crmcli.store.index import customer_texts
from crmcli.store.reads.kept_note import image
from crmcli.store.records import customer_of, key_columns, number_column
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from crmcli.domain.traces import Traces
    from crmcli.store.reads.footprint import Footprint

    Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]

_CHUNK = 400
_PAGE = 5_000
_NOTES = 50_000
"""How many notes of the history are looked through at once, most of them by SQLite alone."""


def mentions(reading: Reading, track: Footprint, traces: Traces) -> tuple[Mention, ...]:
    """Find the records of others whose text names a customer.

    Args:
        reading: opens the reading door.
        track: what the book holds of the customer.
        traces: by what it is known.
    """
    found = chain(
        _customers(reading, traces),
        *(_logged(reading, table, traces) for table in OF_LOG),
        *(_others(reading, each, traces) for each in unsearched_texts().items()),
        _history(reading, track, traces),
    )
    others = (each for each in found if each.customer_id not in track.customers)
    return tuple(dict.fromkeys(others))


def _customers(reading: Reading, traces: Traces) -> Iterator[Mention]:
    for ids in _chunks(_offered(reading, "customer", traces)):
        with reading() as connection:
            texts = {key: customer_texts(connection, key) for key in ids}
        for key, parts in texts.items():
            if traces.are_in(joined(parts)):
                yield Mention("customer", key, key)


def _logged(reading: Reading, table: str, traces: Traces) -> Iterator[Mention]:
    columns = ", ".join(("id", "customer_id", *OF_LOG[table].words))
    sql = f"SELECT {columns} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
    for ids in _chunks(_offered(reading, table, traces)):
        with reading() as connection:
            rows = connection.execute(sql, (json.dumps(ids),)).fetchall()
        for key, owner, *texts in rows:
            if traces.are_in(joined(texts)):
                yield Mention(table, key, owner)


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


def _others(
    reading: Reading, table: tuple[str, Sequence[str]], traces: Traces
) -> Iterator[Mention]:
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
            names = [each[0] for each in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor]
            telling = [row for row in rows if any(traces.are_in(row[each]) for each in columns)]
            owners = [customer_of(connection, name, row) for row in telling]
        for row, owner in zip(telling, owners, strict=True):
            number = number_column(name)
            yield Mention(name, 0 if number is None else row[number], owner)
        if len(rows) < _PAGE:
            return
        after = f" AND ({key}) > ({places})"
        values = tuple(rows[-1][each] for each in key_columns(name))


def _history(reading: Reading, track: Footprint, traces: Traces) -> Iterator[Mention]:
    """Look through the old and new values of those notes that can hold text."""
    columns = free_texts()
    condition, values = _can_hold(columns)
    sql = (
        "SELECT id, record, action, customer_id, old, new FROM change"  # noqa: S608 - our names
        f" WHERE id > ? AND id <= ? AND ({condition})"
    )
    with reading() as connection:
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
    for start in range(0, last, _NOTES):
        with reading() as connection:
            rows = connection.execute(sql, (start, start + _NOTES, *values)).fetchall()
        for key, record, action, owner, old, new in rows:
            kept = track.kept.get(key)
            before, after = (old, new) if kept is None else (kept.old, kept.new)
            texts = _noted(columns[record], action, before, after)
            if key not in track.gone and any(map(traces.are_in, texts)):
                yield Mention("change", key, owner)


def _can_hold(columns: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """Write the condition that a note may hold one of some columns, by table."""
    conditions, values = [], []
    for table, names in columns.items():
        named = " OR ".join("instr(old, ?)" for _ in names)
        # The index by table would be read in another order than the notes lie in.
        conditions.append(f"(+record = ? AND (action <> 'changed' OR {named}))")
        values += [table, *(f'"{each}":' for each in names)]
    return f"(old IS NOT NULL OR new IS NOT NULL) AND ({' OR '.join(conditions)})", values


def _noted(
    columns: Sequence[str], action: str, old: str | None, new: str | None
) -> Iterator[str | None]:
    if action == Action.REMOVED:
        rows: Iterable[Mapping[str, Any]] = image(old)
    else:
        rows = [json.loads(each) for each in (old, new) if each]
    return (row.get(each) for row in rows for each in columns)


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(keys)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
