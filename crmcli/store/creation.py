"""Making a new book: its tables, views and search tables, and the mark that says whose it is."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from crmcli.store.connection import APPLICATION_ID, SCHEMA_VERSION, faults_of
from crmcli.store.place import make
from crmcli.store.schema import (
    command,
    contact,
    customer,
    deal,
    feedback,
    grade,
    history,
    keeping,
    obligation,
    purchase,
    report,
    search,
)
from crmcli.store.views import SEARCH_TABLES, VIEWS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import MetaData, Table
    from sqlalchemy.schema import ExecutableDDLElement

TABLES = (
    command,
    contact,
    customer,
    deal,
    feedback,
    grade,
    history,
    keeping,
    obligation,
    purchase,
    report,
    search,
)
"""The modules whose tables make up the schema."""


def schema() -> MetaData:
    """Return the definition of all tables."""
    return SQLModel.metadata


def create_book(path: Path, *, parents: bool) -> None:
    """Make an empty book; where one appears meanwhile, that one stays.

    Args:
        path: where the book will be.
        parents: make missing folders too.

    Raises:
        PlaceMissing: the folder is missing or cannot be written.
        StorageFault: the file cannot be filled.
    """
    with faults_of(path):
        make(path, _fill, parents=parents)


def _fill(draft: Path) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        # Nobody knows this file yet: it is synced once, when it is whole.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("BEGIN")
        make_schema(connection)
        connection.execute("INSERT INTO book (uid) VALUES (?)", (uuid.uuid4().hex,))
        connection.execute("COMMIT")


def make_schema(connection: sqlite3.Connection) -> None:
    """Make the tables, views and marks of a book in an empty file."""
    tables = (each for table in schema().sorted_tables for each in _definition(table))
    for statement in (*tables, *SEARCH_TABLES, *VIEWS):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@cache
def _definition(table: Table) -> tuple[str, ...]:
    """Write out the statements that make a table and its indexes."""
    indexes = sorted(table.indexes, key=lambda each: str(each.name))
    parts: list[ExecutableDDLElement] = [CreateTable(table), *map(CreateIndex, indexes)]
    return tuple(str(each.compile(dialect=sqlite.dialect())) for each in parts)
