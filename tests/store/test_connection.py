from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.errors import StorageFault
from crmcli.store import connection as connections
from crmcli.store.book import Book
from crmcli.store.connection import APPLICATION_ID, SCHEMA_VERSION, open_book
from crmcli.store.creation import create_book
from crmcli.store.faults import Damaged, Locked, NotReadable, NotWritable
from crmcli.store.place import NotABook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.run import Run
    from tests.store.conftest import AddCustomer, StartWorker

NOBODY = 65534

SAFE = {
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "mmap_size": 0,
    "busy_timeout": 30_000,
}

STRANGER = """
import os
from datetime import UTC, datetime
from pathlib import Path
from crmcli.domain.run import Run
from crmcli.store import connection, creation, transaction
from crmcli.store.book import Book
run = Run(now=datetime(2026, 3, 20, tzinfo=UTC), author="wei", command="log add")
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
def work(line):
    door, path = line.split(" ", 1)
    try:
        if door == "read":
            with Book(Path(path)).reading() as connection:
                return connection.execute("SELECT count(*) FROM customer").fetchone()[0]
        with Book(Path(path)).writing(run) as transaction:
            return transaction.command_id
    except Exception as error:
        return type(error).__name__
"""
"""Another user of the machine, since root may do anything."""


@pytest.fixture
def book(path: Path, run: Run, add_customer: AddCustomer) -> Path:
    """Make a book with a customer, whose note is kept under command 1."""
    with Book(path).writing(run) as transaction:
        add_customer(transaction)
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that other users may enter, as pytest's own may not be."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def beside(path: Path) -> list[Path]:
    """List what else lies there; the journal that every writer leaves is empty."""
    journal = path.with_name(f"{path.name}-journal")
    assert not journal.exists() or journal.stat().st_size == 0
    return [each for each in path.parent.iterdir() if each not in {path, journal}]


def both_doors_refuse(path: Path, run: Run) -> StorageFault:
    before = path.read_bytes()
    with pytest.raises(StorageFault) as reading, Book(path).reading() as connection:
        connection.execute("SELECT count(*) FROM customer").fetchone()
    with pytest.raises(StorageFault) as writing, Book(path).writing(run) as transaction:
        assert transaction.command_id
    assert type(reading.value) is type(writing.value)
    assert path.read_bytes() == before
    assert beside(path) == []
    return reading.value


def test_the_door_to_read_is_safe_and_cannot_write(book: Path) -> None:
    with Book(book).reading() as connection:
        assert {name: pragma(connection, name) for name in SAFE} == SAFE
        assert pragma(connection, "query_only") == 1
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM customer")


def test_the_door_to_write_is_safe_and_survives_a_power_cut(book: Path, run: Run) -> None:
    with Book(book).writing(run) as transaction:
        connection = transaction.connection
        assert {name: pragma(connection, name) for name in SAFE} == SAFE
        assert pragma(connection, "query_only") == 0
        assert pragma(connection, "journal_mode") == "truncate"
        assert pragma(connection, "synchronous") == 3
        assert pragma(connection, "cache_spill") != 0


def test_a_long_write_can_keep_its_pages_to_itself(book: Path, run: Run) -> None:
    with Book(book).writing(run, spill=False) as transaction:
        assert pragma(transaction.connection, "cache_spill") == 0


@pytest.mark.skipif(not hasattr(sqlite3.Connection, "getconfig"), reason="Python 3.12 has it")
@pytest.mark.parametrize("writing", [False, True])
def test_the_schema_cannot_be_written_by_hand(book: Path, writing: bool) -> None:  # noqa: FBT001
    with closing(open_book(book, writing=writing)) as connection:
        assert connection.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)  # type: ignore[attr-defined, unused-ignore]


def test_a_text_file_is_no_book(path: Path, run: Run) -> None:
    path.write_text("customers:\n" + "Wang Fang\n" * 200)

    error = both_doors_refuse(path, run)

    assert isinstance(error, NotABook)
    assert error.details["reason"] == "it is no SQLite file"


def test_a_very_short_file_is_no_book(path: Path, run: Run) -> None:
    path.write_bytes(b"x")

    assert isinstance(both_doors_refuse(path, run), NotABook)


def test_another_programs_file_is_no_book(path: Path, run: Run) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE customer (name)")

    error = both_doors_refuse(path, run)

    assert isinstance(error, NotABook)
    assert error.details["reason"] == "it belongs to another program"


def test_a_file_with_our_mark_and_other_content_is_a_fault_of_storage(path: Path, run: Run) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (name)")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    assert both_doors_refuse(path, run).exit_code == 6


@pytest.mark.parametrize("offset", [0, 16])
def test_a_damaged_header_is_named(book: Path, run: Run, offset: int) -> None:
    with book.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xff" * 4)

    assert isinstance(both_doors_refuse(book, run), NotABook)


def test_a_damaged_page_is_named(book: Path, run: Run) -> None:
    with book.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 400)

    assert isinstance(both_doors_refuse(book, run), Damaged)


def test_a_file_cut_short_is_damaged(book: Path) -> None:
    os.truncate(book, 8192)

    with pytest.raises(Damaged), Book(book).reading() as connection:
        connection.execute("SELECT * FROM customer").fetchall()


@pytest.mark.parametrize(
    "name",
    ["what?.db", "a#b.db", "100%.db", "%41.db", "?mode=memory", "客户 一.db", "a b'c\"d.db", "-x"],
)
def test_a_path_is_a_path_whatever_is_in_it(
    tmp_path: Path, run: Run, add_customer: AddCustomer, name: str
) -> None:
    path = tmp_path / name

    with Book(path).writing(run) as transaction:
        add_customer(transaction)

    assert beside(path) == []
    with Book(path).reading() as connection:
        assert connection.execute("SELECT name FROM customer").fetchall() == [("王芳",)]


def test_a_path_of_bytes_that_are_no_text_is_a_path_too(tmp_path: Path, run: Run) -> None:
    path = tmp_path / os.fsdecode(b"b\xfc\xdfer.db")

    with Book(path).writing(run) as transaction:
        assert transaction.command_id == 1


def test_a_path_with_two_slashes_at_its_front_is_no_address(book: Path) -> None:
    with Book(Path(f"/{book}")).reading() as connection:
        assert connection.execute("SELECT count(*) FROM customer").fetchone() == (1,)


def test_a_relative_path_is_taken_from_here(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(book.parent)

    with Book(Path(book.name)).reading() as connection:
        assert connection.execute("SELECT count(*) FROM customer").fetchone() == (1,)


def test_a_book_in_wal_mode_is_left_in_it(book: Path, run: Run) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")

    with Book(book).writing(run) as transaction:
        assert transaction.command_id == 2
        assert pragma(transaction.connection, "synchronous") == 3
    with Book(book).reading() as connection:
        assert pragma(connection, "journal_mode") == "wal"


def test_a_hot_journal_is_rolled_back_by_a_reader(book: Path, start_worker: StartWorker) -> None:
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
    worker.ask(book)
    assert worker.end() == -9
    assert book.with_name("book.db-journal").stat().st_size > 0

    with Book(book).reading() as connection:
        assert connection.execute("SELECT name FROM customer").fetchall() == [("王芳",)]


def test_a_lock_held_too_long_is_named(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(Locked) as caught, Book(book).reading():
            pass
        with pytest.raises(Locked), Book(book).writing(run):
            pass

    assert caught.value.exit_code == 6
    with Book(book).writing(run) as transaction:
        assert transaction.command_id == 2


def test_a_writer_at_work_does_not_keep_readers_out(book: Path, run: Run) -> None:
    with Book(book).writing(run) as transaction:
        assert transaction.command_id == 2
        with Book(book).reading() as connection:
            assert connection.execute("SELECT max(id) FROM command").fetchone() == (1,)


def test_a_book_in_a_folder_that_cannot_be_written_is_read(
    open_folder: Path, start_worker: StartWorker
) -> None:
    path = open_folder / "book.db"
    create_book(path, parents=False)
    path.chmod(0o444)
    open_folder.chmod(0o555)
    worker = start_worker(STRANGER)

    worker.ask(f"read {path}")
    assert worker.answer() == "0"
    worker.ask(f"write {path}")
    assert worker.answer() == NotWritable.__name__
    worker.ask(f"write {open_folder / 'new.db'}")
    assert worker.answer() == "PlaceMissing"
    assert list(open_folder.iterdir()) == [path]


def test_a_link_is_barred_by_what_it_leads_to(open_folder: Path, start_worker: StartWorker) -> None:
    folder = open_folder / "closed"
    folder.mkdir()
    create_book(folder / "book.db", parents=False)
    (folder / "book.db").chmod(0o666)
    folder.chmod(0o555)
    open_folder.chmod(0o777)
    link = open_folder / "link.db"
    link.symlink_to(folder / "book.db")
    worker = start_worker(STRANGER.replace("type(error).__name__", 'error.details["reason"]'))

    worker.ask(f"write {link}")
    assert worker.answer().startswith("its folder is read-only")
    folder.chmod(0o755)


def test_a_book_that_may_not_be_opened_is_named(
    open_folder: Path, start_worker: StartWorker
) -> None:
    path = open_folder / "book.db"
    create_book(path, parents=False)
    if os.getuid() != 0:
        path.chmod(0)
    worker = start_worker(STRANGER)

    worker.ask(f"read {path}")
    assert worker.answer() == NotReadable.__name__
    worker.ask(f"write {path}")
    assert worker.answer() == NotReadable.__name__


def test_a_broken_constraint_of_a_sound_book_does_not_pass_for_a_broken_disk(
    tmp_path: Path, run: Run
) -> None:
    opened = Book(tmp_path / "sound.db").writing(run)

    with pytest.raises(Exception, match="NOT NULL") as caught, opened as transaction:
        transaction.connection.execute("INSERT INTO setting (name) VALUES ('currency')")

    assert not isinstance(caught.value, StorageFault)
