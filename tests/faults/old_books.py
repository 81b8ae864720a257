"""A book of the first schema, filled like one of today."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from crmcli.store.connection import APPLICATION_ID
from crmcli.store.migration import migrate


def make_first_version(path: Path, model: Path) -> None:
    """Make a book by the first step of the schema alone, with the rows of another book.

    Args:
        path: where it will lie.
        model: a book of the present version; what the first schema has no place for is left out.
    """
    with tempfile.TemporaryDirectory() as elsewhere:
        draft = Path(elsewhere) / path.name
        with closing(sqlite3.connect(draft)) as empty:
            empty.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(draft, target=1)
        shutil.move(draft, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.execute("ATTACH ? AS model", (str(model),))
        book.execute("BEGIN")
        sql = (
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        )
        for (table,) in book.execute(sql).fetchall():
            _fill(book, table)
        book.execute("COMMIT")


def _fill(book: sqlite3.Connection, table: str) -> None:
    known = {row[1] for row in book.execute(f"PRAGMA model.table_info('{table}')")}
    here = [row[1] for row in book.execute(f"PRAGMA main.table_info('{table}')")]
    columns = ", ".join(f'"{each}"' for each in here if each in known)
    book.execute(f"DELETE FROM main.{table}")
    # What is owed for rows that it has no place for goes with them.
    book.execute(
        f"INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM model.{table}"
    )
