"""Where else a customer is named: in commands, in what is noted of copies, in others' records."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.erasure import Mention
from crmcli.domain.text import gram_query
from crmcli.store.index import contact_words, customer_texts
from crmcli.store.records import PARTS, customer_of, number_column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from crmcli.domain.traces import Traces
    from crmcli.store.reads.footprint import Footprint

_CHUNK = 400
_NO_TEXTS = frozenset({"$", "columns"})
_BETWEEN = " | "
"""What no number goes through."""


class Clearing(NamedTuple):
    """A command whose line, reason and answer go.

    Args:
        command_id: which one.
        with_key: whether its retry key goes too.
    """

    command_id: int
    with_key: bool


def commands_to_clear(
    connection: sqlite3.Connection, track: Footprint, traces: Traces, widely: Traces
) -> Iterator[Clearing]:
    """Yield the commands that changed a customer, or say something of it.

    A key without the customer's data is kept where a command changed others too: its retry would
    do all of it once more.

    Args:
        connection: the reading door.
        track: what the book holds of the customer.
        traces: the texts it is known by.
        widely: the same and whatever it may have been called where it was meant for sure.
    """
    sql = "SELECT id, key, line, reason, result FROM command"
    for command, key, line, reason, result in connection.execute(sql):
        if not (key or line or reason or result):
            continue
        if command in track.commands:
            alone = command not in track.shared
            if key is None or alone or widely.are_in(key):
                yield Clearing(command, with_key=True)
            elif line or reason or result:
                yield Clearing(command, with_key=False)
            continue
        wanted = widely if command in track.naming else traces
        named = wanted.are_in(key)
        if named or any(map(wanted.are_in, (line, reason, _text(result)))):
            yield Clearing(command, with_key=named)


def copies_naming(connection: sqlite3.Connection, traces: Traces) -> list[int]:
    """List the ids of copies whose purpose or filter names a customer."""
    rows = connection.execute("SELECT id, purpose, filter FROM copy")
    return [key for key, *texts in rows if any(map(traces.are_in, texts))]


def stones_naming(connection: sqlite3.Connection, traces: Traces) -> list[int]:
    """List the ids of stones of others whose reason names a customer."""
    return [
        key for key, reason in connection.execute("SELECT id, reason FROM erasure")
        if traces.are_in(reason)
    ]  # fmt: skip


def mentions(
    connection: sqlite3.Connection, track: Footprint, traces: Traces
) -> tuple[Mention, ...]:
    """Find the records of others whose text names a customer."""
    found = (
        *_customers(connection, traces),
        *_contacts(connection, traces),
        *_promises(connection, traces),
        *_reasons(connection, traces),
        *_history(connection, track, traces),
    )
    others = (each for each in found if each.customer_id not in track.customers)
    return tuple(dict.fromkeys(others))


def _customers(connection: sqlite3.Connection, traces: Traces) -> Iterator[Mention]:
    for key in _offered(connection, "customer", traces):
        if traces.are_in("\n".join(customer_texts(connection, key))):
            yield Mention("customer", key, key)


def _contacts(connection: sqlite3.Connection, traces: Traces) -> Iterator[Mention]:
    for ids in _chunks(_offered(connection, "contact", traces)):
        sql = (
            "SELECT id, customer_id, note, said FROM contact"
            " WHERE id IN (SELECT value FROM json_each(?))"
        )
        for key, owner, note, said in connection.execute(sql, (json.dumps(ids),)):
            if traces.are_in(contact_words(note, said)):
                yield Mention("contact", key, owner)


def _promises(connection: sqlite3.Connection, traces: Traces) -> Iterator[Mention]:
    for ids in _chunks(_offered(connection, "promise", traces)):
        sql = (
            "SELECT id, customer_id, text FROM promise WHERE id IN (SELECT value FROM json_each(?))"
        )
        for key, owner, text in connection.execute(sql, (json.dumps(ids),)):
            if traces.are_in(text):
                yield Mention("promise", key, owner)


def _offered(connection: sqlite3.Connection, table: str, traces: Traces) -> Iterable[int]:
    """List the rows whose pieces of text may hold one of the traces."""
    found: set[int] = set()
    for each in traces.queries:
        query = gram_query(each)
        # Signs alone have nothing to look up: then every text is read.
        sql = f"SELECT id FROM {table}"  # noqa: S608 - our names
        if query is not None:
            sql = f"SELECT rowid FROM {table}_text WHERE {table}_text MATCH ?"  # noqa: S608 - our names
        rows = connection.execute(sql, () if query is None else (query,))
        found.update(key for (key,) in rows)
    return sorted(found)


def _reasons(connection: sqlite3.Connection, traces: Traces) -> Iterator[Mention]:
    """Look through the reasons of every table, which no full-text table holds."""
    for table in ("customer", *PARTS):
        sql = f"SELECT name FROM pragma_table_info('{table}') WHERE name LIKE '%reason'"  # noqa: S608 - our names
        columns = [name for (name,) in connection.execute(sql)]
        if not columns:
            continue
        given = " OR ".join(f"{each} IS NOT NULL" for each in columns)
        cursor = connection.execute(f"SELECT * FROM {table} WHERE {given}")  # noqa: S608 - our names
        names = [each[0] for each in cursor.description]
        for values in cursor:
            row: Mapping[str, Any] = dict(zip(names, values, strict=True))
            if any(traces.are_in(row[each]) for each in columns):
                number = row[number_column(table) or "id"]
                yield Mention(table, number, customer_of(connection, table, row))


def _history(connection: sqlite3.Connection, track: Footprint, traces: Traces) -> Iterator[Mention]:
    sql = "SELECT id, customer_id, old, new FROM change WHERE old IS NOT NULL OR new IS NOT NULL"
    for key, owner, old, new in connection.execute(sql):
        if key in track.gone:
            continue
        kept = track.kept.get(key)
        texts = (old, new) if kept is None else (kept.old, kept.new)
        if any(traces.are_in(_text(each)) for each in texts):
            yield Mention("change", key, owner)


def _text(content: str | None) -> str:
    """Join the texts in a piece of JSON; names of columns and classes are none."""
    waiting: list[Any] = [json.loads(content)] if content else []
    found = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            waiting += [each for name, each in value.items() if name not in _NO_TEXTS]
        elif isinstance(value, list):
            waiting += value
    return _BETWEEN.join(found)


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(keys)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
