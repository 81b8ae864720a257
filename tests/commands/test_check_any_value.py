"""No column holds what it cannot: a check names it, and whoever reads it is told the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Boolean, Date, Integer

from crmcli.store.checks.column_rules import free_texts
from crmcli.store.checks.derived import OWN, spoilt
from crmcli.store.checks.unreadable import unreadable_columns
from crmcli.store.creation import schema
from crmcli.store.schema.columns import Instant, Length
from tests.unsound import TRADE, faults, filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Crm

MORE = (
    "config set calendar CN",
    "customer person add 王芳 'Jane Doe' --phone 13900139000",
    "log add 王芳 'talked with Jane' --via phone --with Jane --next 'call her' --by +5d",
    "customer pin 李雷 --value high --reason 'buys much'",
    "grade policy --set C=10d",
    "promise move 1 --by +9d --reason busy",
    "customer edit 王芳 --tag vip --every 2w --potential 500",
    "config set region DE",
    "customer add Gone",
    "customer erase Gone --yes --reason asked",
    "report save mine won",
    "report digest --since-last job",
)
BLOB, NO_TEXT = "x'ff'", "CAST(x'41ff42' AS TEXT)"


@pytest.fixture
def book(crm: Crm, tmp_path: Path) -> Crm:
    filled(crm, *MORE, *TRADE)
    crm(f"backup {tmp_path}/copy.db")
    return crm


def put(path: Path, table: str, column: str, value: str) -> None:
    """Write a value into a row of a table, whatever SQLite is told to look at."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        has_rowid = schema().tables[table].dialect_options["sqlite"]["with_rowid"]
        which = "rowid" if has_rowid else f'"{column}"'
        there = f'SELECT {which} FROM {table} ORDER BY "{column}" IS NULL, "{column}" LIMIT 1'
        changed = connection.execute(
            f'UPDATE {table} SET "{column}" = {value} WHERE {which} IS ({there})'
        )
        assert changed.rowcount


def impossible() -> Iterator[tuple[str, str, str]]:
    for table in schema().sorted_tables:
        for column in table.columns:
            yield table.name, column.name, BLOB
            if isinstance(column.type, (Boolean, Date, Instant, Integer, Length)):
                yield table.name, column.name, "'zzz'"
            elif column.name in free_texts(table.name):
                yield table.name, column.name, NO_TEXT


def test_whatever_is_put_into_whichever_column_is_found_and_named(
    book: Crm, tmp_path: Path
) -> None:
    sound, hurt = book.db.read_bytes(), tmp_path / "hurt.db"
    with closing(sqlite3.connect(book.db)) as connection:
        assert unreadable_columns(connection) == {}
        there = {
            table.name
            for table in schema().sorted_tables
            if connection.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone()
        }
    assert there == set(schema().tables) - {"custom_field", "field_value"}
    for table, column, bad in impossible():
        if table not in there:
            continue
        hurt.write_bytes(sound)
        # SQLite itself refuses all but numbers for an id.
        value = "-1" if column == "id" else bad
        put(hurt, table, column, value)
        with closing(sqlite3.connect(hurt)) as connection:
            found = unreadable_columns(connection)
            if column in OWN.get(table, (column,)):
                assert f"{table}.{column}" in found, (table, column, value, found)
            else:
                assert spoilt(connection)[table], (table, column, value)


SAID = {
    "a text that is none in a note": ("contact", "note", NO_TEXT, "log list"),
    "a text that is none in the history": ("command", "line", NO_TEXT, "history"),
    "bytes for a title": ("customer", "title", BLOB, "customer show id:1"),
    "bytes for a name": ("customer", "name", BLOB, "customer list"),
    "bytes for an author": ("command", "author", BLOB, "history"),
    "no JSON in the history": ("change", "new", "'{'", "undo --list"),
    "another JSON in the history": ("change", "new", "'[1]'", "history"),
    "a key that is not its record's": ("change", "key", "'[1, 2, 3]'", "history"),
    "a record that there is not": ("change", "record", "'zzz'", "history"),
    "a place that is no number": ("contact_point", "position", "'zzz'", None),
    "a copy of how many": ("copy", "count", "'zzz'", "history"),
    "customers of a copy": ("copy", "customers", "'1-2-3'", None),
    "an id below one": ("customer", "id", "-1", None),
    "a result that is none": ("command", "result", "'{'", None),
}


@pytest.mark.parametrize("what", SAID)
def test_a_check_and_who_reads_it_name_the_column(book: Crm, what: str) -> None:
    table, column, value, line = SAID[what]
    put(book.db, table, column, value)
    before = book.db.read_bytes()
    found = book("check --json", code=6).json

    assert faults(found)["dates"] == "fault"
    (finding,) = [each for each in found["findings"] if each["code"] == "dates"]
    assert not finding["repairable"]
    assert f"{table}.{column}" in finding["message"]
    if line is not None:
        told = book(f"{line} --json", code=6).error
        assert told["code"] == "damaged"
        assert f"{table}.{column} cannot be read" in told["message"]
    assert book.db.read_bytes() == before
