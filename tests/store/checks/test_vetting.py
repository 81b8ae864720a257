"""What is vetted before it becomes the book; the file itself stays as it is, whatever it is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crmcli.errors import CrmError
from crmcli.store.book import Book
from crmcli.store.checks.actors import HostileBook
from crmcli.store.checks.vetting import vetted
from crmcli.store.copies.other_file import BackupMissing, NotClosed
from crmcli.store.faults import Damaged
from crmcli.store.place import NotABook

if TYPE_CHECKING:
    from pathlib import Path

    from crmcli.domain.run import Run
    from tests.store.conftest import AddCustomer, StartWorker


@pytest.fixture
def file(tmp_path: Path, run: Run, add_customer: AddCustomer) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with Book(folder / "backup.db").writing(run) as transaction:
        add_customer(transaction)
    (folder / "backup.db-journal").unlink()
    return folder / "backup.db"


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)


def refused(file: Path, path: Path) -> CrmError:
    """Vet a file that must be refused; it, and what lies beside it, stays as it is."""
    before = {each.name: each.read_bytes() for each in file.parent.iterdir()}
    with pytest.raises(CrmError) as caught, vetted(file, path):
        pass
    assert {each.name: each.read_bytes() for each in file.parent.iterdir()} == before
    assert [each for each in path.parent.iterdir() if each.name.startswith(".")] == []
    return caught.value


def test_a_sound_file_is_copied_privately_and_left_alone(file: Path, path: Path) -> None:
    before = (file.read_bytes(), file.stat().st_mtime_ns)

    with vetted(file, path) as candidate:
        assert candidate.facts.customers == 1
        assert candidate.foreign == ()
        assert candidate.draft.parent == path.parent
        assert candidate.draft.stat().st_mode & 0o777 == 0o600

    assert not candidate.draft.exists()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert list(file.parent.iterdir()) == [file]


ACTORS = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON contact BEGIN DELETE FROM customer; END",
    "trigger of a view": (
        "CREATE TRIGGER evil INSTEAD OF UPDATE ON customer_card BEGIN DELETE FROM contact; END"
    ),
    "virtual table": "CREATE VIRTUAL TABLE other USING fts5(text)",
    "virtual table of another kind": "CREATE VIRTUAL TABLE other USING rtree(id, low, high)",
}


@pytest.mark.parametrize("what", ACTORS)
def test_what_could_act_is_refused_and_named(file: Path, path: Path, what: str) -> None:
    change(file, ACTORS[what])

    error = refused(file, path)

    assert isinstance(error, HostileBook)
    assert error.exit_code == 6
    named = getattr(error.details["what"], "details", {})["name"]
    assert named == ("evil" if "trigger" in what else "other")


def test_a_search_table_with_other_options_is_refused(file: Path, path: Path) -> None:
    change(
        file,
        "DROP TABLE promise_text",
        "CREATE VIRTUAL TABLE promise_text USING fts5(pieces, tokenize='trigram')",
    )

    assert isinstance(refused(file, path), HostileBook)


def test_a_table_that_is_missing_or_another_is_refused(file: Path, path: Path) -> None:
    change(file, "DROP TABLE pin")

    assert isinstance(refused(file, path), Damaged)

    change(file, "CREATE VIEW pin AS SELECT 1 AS customer_id, 2 AS axis")

    assert isinstance(refused(file, path), Damaged)


def test_a_column_that_is_computed_is_refused(file: Path, path: Path) -> None:
    change(
        file,
        "DROP TABLE setting",
        "CREATE TABLE setting (name VARCHAR NOT NULL PRIMARY KEY,"
        " value VARCHAR AS (upper(name)) NOT NULL)",
    )

    assert isinstance(refused(file, path), Damaged)


def test_a_view_of_ours_that_tells_something_else_is_made_again(file: Path, path: Path) -> None:
    change(
        file,
        "DROP VIEW promise_card",
        "CREATE VIEW promise_card AS SELECT 'lies' AS text",
    )

    with vetted(file, path) as candidate, Book(candidate.draft).reading() as connection:
        columns = connection.execute("SELECT name FROM pragma_table_info('promise_card')")
        assert ("by",) in columns.fetchall()


def test_what_a_user_made_is_kept_and_named(file: Path, path: Path) -> None:
    change(
        file,
        "CREATE VIEW mine AS SELECT name FROM customer",
        "CREATE TABLE notes_of_mine (text)",
        "CREATE INDEX my_index ON customer (industry)",
    )

    with vetted(file, path) as candidate:
        assert candidate.foreign == ("index my_index", "table notes_of_mine", "view mine")


def test_rows_that_refer_to_nothing_are_refused(file: Path, path: Path) -> None:
    change(file, "INSERT INTO tag VALUES (77, 'nobody')")

    assert isinstance(refused(file, path), Damaged)


def test_a_value_that_its_column_forbids_is_refused(file: Path, path: Path) -> None:
    change(file, "PRAGMA ignore_check_constraints = ON", "UPDATE customer SET grade = 'Z'")

    assert isinstance(refused(file, path), Damaged)


def test_a_file_that_is_being_written_is_not_touched(
    file: Path, path: Path, start_worker: StartWorker
) -> None:
    worker = start_worker("""
import os, signal, sqlite3
def work(path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE customer SET name = 'half'")
    connection.execute("CREATE TABLE half AS SELECT zeroblob(100000) AS filler")
    os.kill(os.getpid(), signal.SIGKILL)
""")
    worker.ask(file)
    assert worker.end() == -9

    # What a giver has put beside the file is not rolled back: it could name other files.
    assert isinstance(refused(file, path), NotClosed)


def test_a_file_in_wal_mode_is_read_if_its_log_is_empty(file: Path, path: Path) -> None:
    change(file, "PRAGMA journal_mode = WAL")

    with vetted(file, path) as candidate:
        assert candidate.facts.customers == 1
        with closing(sqlite3.connect(candidate.draft)) as copy:
            assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)

    assert list(file.parent.iterdir()) == [file]


def test_a_file_whose_log_has_content_is_not_taken_for_the_whole(file: Path, path: Path) -> None:
    change(file, "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("UPDATE customer SET name = 'newest'")

        assert isinstance(refused(file, path), NotClosed)


def test_what_is_not_there_is_said(tmp_path: Path, path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "gone.db")

    with pytest.raises(NotABook), vetted(link, path):
        pass
    for gone in ("gone.db", "no/gone.db"):
        with pytest.raises(BackupMissing) as caught, vetted(tmp_path / gone, path):
            pass
        assert caught.value.exit_code == 3


def test_a_pipe_is_not_waited_for(tmp_path: Path, path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(NotABook), vetted(pipe, path):
        pass


def remade(file: Path, table: str, old: str, new: str) -> None:
    """Make a table again with another text, as a program could that knows nothing of its rules."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        sql = "SELECT sql FROM sqlite_master WHERE name = ?"
        (text,) = connection.execute(sql, (table,)).fetchone()
        changed = text.replace(old, new)
        assert changed != text
        indexes = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOTNULL",
            (table,),
        ).fetchall()
        # Otherwise what refers to the table would refer to the one that goes.
        connection.execute("PRAGMA legacy_alter_table = ON")
        for name, view in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'view'"
        ).fetchall():
            connection.execute(f"DROP VIEW {name}")
            indexes.append((view,))
        connection.execute(f"ALTER TABLE {table} RENAME TO before")
        connection.execute(changed)
        connection.execute(f"INSERT INTO {table} SELECT * FROM before")
        connection.execute("DROP TABLE before")
        for (statement,) in indexes:
            connection.execute(statement)


LOST = {
    "the link to the customer": (
        "contact",
        "FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE",
        "CHECK (TRUE)",
    ),
    "what becomes of the parts": ("promise", " ON DELETE CASCADE", ""),
    "a second thing that becomes of them": (
        "customer",
        "FOREIGN KEY(referred_by) REFERENCES customer (id)",
        "FOREIGN KEY(referred_by) REFERENCES customer (id) ON DELETE CASCADE",
    ),
    "ids that never come again": ("customer", " AUTOINCREMENT", ""),
    "the grades there are": ("customer", "grade IN ('A', 'B', 'C', 'D', 'E')", "grade <> ''"),
    "that a key comes once": ("command", 'UNIQUE ("key")', "CHECK (TRUE)"),
    "that a name is there": ("customer", "name VARCHAR NOT NULL", "name VARCHAR"),
}
"""What a table can lose while its columns keep their names: the table, old text and new."""


@pytest.mark.parametrize("what", LOST)
def test_a_table_that_promises_less_is_refused_and_named(file: Path, path: Path, what: str) -> None:
    table, old, new = LOST[what]
    remade(file, table, old, new)

    error = refused(file, path)

    assert isinstance(error, Damaged)
    assert getattr(error.details["reason"], "details", {})["name"] == table


def test_a_table_made_again_as_it_was_is_the_same(file: Path, path: Path) -> None:
    remade(file, "contact", "CREATE TABLE contact", 'create  table "contact"')

    with vetted(file, path) as candidate:
        assert candidate.facts.customers == 1


def test_a_column_that_a_user_added_is_kept(file: Path, path: Path) -> None:
    change(file, "ALTER TABLE customer ADD COLUMN shoe_size INTEGER CHECK (shoe_size > 0)")

    with vetted(file, path) as candidate, Book(candidate.draft).reading() as connection:
        assert connection.execute("SELECT shoe_size FROM customer").fetchone() == (None,)
