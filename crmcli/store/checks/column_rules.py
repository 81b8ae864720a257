"""Which values each column may hold, as the models tell: their kinds, days, JSON, known words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Boolean, Date, Integer

from crmcli.domain.classes import AXIS_VALUES
from crmcli.store.creation import schema
from crmcli.store.records import KEYS, UNNOTED
from crmcli.store.schema.columns import Instant, Length

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column


class Forbidden(NamedTuple):
    """Values that a column cannot hold.

    Args:
        column: the column.
        condition: holds of such a value, in SQL; null apart, of which the table has its own rule.
    """

    column: str
    condition: str


def forbidden(table: str) -> tuple[Forbidden, ...]:
    """List what the columns of a table cannot hold."""
    model = schema().tables[table]
    found = [Forbidden(each.name, _of_kind(each)) for each in model.columns]
    found += [Forbidden(*each) for each in _of_table(table)]
    return tuple(found)


def free_texts(table: str) -> tuple[str, ...]:
    """List the columns of a table that may hold any text."""
    model = schema().tables[table]
    return tuple(each.name for each in model.columns if _is_free(each))


@contextmanager
def read_as_bytes(connection: sqlite3.Connection) -> Iterator[None]:
    """Read texts without decoding them, which fails for one that is none."""
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        yield
    finally:
        connection.text_factory = before


def is_text(value: bytes) -> bool:
    """Tell whether bytes that were read so are a text."""
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _of_kind(column: Column[object]) -> str:
    name = f'"{column.name}"'
    kind = column.type
    if isinstance(kind, Date):
        # With a modifier the 30th of February becomes a day that exists, which shows it.
        return f"date({name}, '+0 days') IS NOT {name}"
    if isinstance(kind, Instant):
        return f"strftime('%Y-%m-%dT%H:%M:%SZ', {name}, '+0 days') IS NOT {name}"
    if isinstance(kind, Length):
        return (
            f"NOT (typeof({name}) = 'text' AND {name} GLOB '[1-9]*[dwmy]'"
            f" AND substr({name}, 1, length({name}) - 1) NOT GLOB '*[^0-9]*')"
        )
    if isinstance(kind, Boolean):
        return f"(typeof({name}) <> 'integer' OR {name} NOT IN (0, 1))"
    if isinstance(kind, Integer):
        least = f" OR {name} < 1" if column.name == "id" else ""
        return f"(typeof({name}) <> 'integer'{least})"
    return f"typeof({name}) <> 'text'"


def _is_free(column: Column[object]) -> bool:
    if isinstance(column.type, (Date, Instant, Length, Boolean, Integer)):
        return False
    # A column of few words has a rule of its own, which SQLite looks at.
    return not column.constraints


def _is_no(kind: str, column: str) -> str:
    """Say of a value that it is not JSON of a kind; of what is no JSON SQLite would fail."""
    return f"CASE WHEN json_valid({column}) THEN json_type({column}) <> '{kind}' ELSE TRUE END"


def _changes() -> Iterator[tuple[str, str]]:
    noted = ", ".join(f"'{each}'" for each in sorted(set(schema().tables) - UNNOTED))
    yield "record", f"record NOT IN ({noted})"
    yield "key", _is_no("array", '"key"')
    counts = " ".join(f"WHEN '{table}' THEN {len(key)}" for table, key in KEYS.items())
    length = f"CASE record {counts} ELSE 0 END"
    # Only what is JSON at all is counted.
    yield "key", f'CASE WHEN json_valid("key") THEN json_array_length("key") <> {length} END'
    yield "first", "first < 1"
    yield "last", "last < first"
    for column in ("old", "new"):
        yield column, _is_no("object", column)
    of_rows = (
        "json_type(old, '$.columns') IS NOT 'array' OR json_type(old, '$.rows') IS NOT 'array'"
    )
    # Only what is JSON at all is looked into.
    yield "old", f"action = 'removed' AND CASE WHEN json_valid(old) THEN {of_rows} ELSE FALSE END"


def _pins() -> Iterator[tuple[str, str]]:
    for axis, classes in AXIS_VALUES.items():
        known = ", ".join(f"'{each}'" for each in classes)
        yield "value", f"axis = '{axis}' AND value NOT IN ({known})"


def _of_table(table: str) -> Iterable[tuple[str, str]]:
    """List what is known of the columns of a table beside their kinds."""
    if table == "change":
        return _changes()
    if table == "pin":
        return _pins()
    return _OF_TABLE.get(table, ())


_OF_TABLE = {
    "command": (("result", "NOT json_valid(result)"),),
    "obligation": (
        ("cadence_days", "cadence_days < 1"),
        ("figures", "NOT json_valid(figures)"),
    ),
    "copy": (("count", "count < 0"), ("customers", "customers GLOB '*[^0-9,-]*'")),
}
