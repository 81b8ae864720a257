"""Putting a backup in a book's place: nobody comes in between, and a kill leaves one of the two."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.store import connection as connections
from crmcli.store.book import Book
from crmcli.store.copies import restoring
from crmcli.store.copies.automatic import save
from crmcli.store.faults import DiskFull, Locked

if TYPE_CHECKING:
    from crmcli.domain.run import Run
    from tests.store.conftest import AddCustomer, StartWorker

ADDING = """
from datetime import UTC, datetime
from pathlib import Path
from crmcli.domain.run import Run
from crmcli.store import transaction
from crmcli.store.book import Book
run = Run(now=datetime(2026, 3, 20, tzinfo=UTC), author="wei", command="log add")
def work(path):
    try:
        with Book(Path(path)).writing(run, existing=True) as transaction:
            transaction.add("setting", name="acknowledged", value="yes")
    except Exception as error:
        return repr(error)
    return "done"
"""

DYING = """
import os, signal
from pathlib import Path
from crmcli.store.copies import backup
from crmcli.store.copies import restoring
backup.PAGES_AT_ONCE = restoring.PAGES_AT_ONCE = 5
def work(line):
    step, path, draft = line.split(" ")
    def progress(done, whole):
        if int(step) >= 0 and done >= whole * int(step) // 10:
            os.kill(os.getpid(), signal.SIGKILL)
    with restoring.locked(Path(path)) as held:
        held.connection.execute("PRAGMA cache_size = 10")
        held.fill(Path(draft), progress)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def filled(path: Path, run: Run, add_customer: AddCustomer, name: str, size: int = 4096) -> Path:
    """Make a book of a hundred pages whose only customer has a name, with pages of a size."""
    with Book(path).writing(run) as transaction:
        add_customer(transaction, name)
        transaction.add("setting", name="long", value=name * (200_000 // len(name)))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("VACUUM")
    return path


def names(path: Path) -> list[str]:
    with Book(path).reading() as connection:
        return [name for (name,) in connection.execute("SELECT name FROM customer")]


def query(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


@pytest.fixture
def book(path: Path, run: Run, add_customer: AddCustomer) -> Path:
    return filled(path, run, add_customer, "old")


@pytest.fixture
def draft(tmp_path: Path, run: Run, add_customer: AddCustomer) -> Path:
    return filled(tmp_path / "draft.db", run, add_customer, "new")


def test_nobody_comes_in_between_the_saving_and_the_filling(
    book: Path, draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    before = book.read_bytes()
    saved = tmp_path / "saved.db"
    with restoring.locked(book) as held:
        held.save(saved, saved)
        with monkeypatch.context() as patch:
            # The lock must have outlived every descriptor that was opened and closed since.
            patch.setattr(connections, "BUSY_SECONDS", 0.05)
            with pytest.raises(Locked), Book(book).writing(run):
                pass
            with pytest.raises(Locked), Book(book).reading():
                pass
        held.fill(draft)

    assert saved.read_bytes() == before
    assert names(book) == ["new"]


@pytest.mark.parametrize("attempt", range(3))
def test_a_writer_in_another_process_waits_and_finds_the_restored_book(
    book: Path, draft: Path, tmp_path: Path, start_worker: StartWorker, attempt: int
) -> None:
    del attempt
    writer = start_worker(ADDING)
    saved = tmp_path / "saved.db"
    with restoring.locked(book) as held:
        held.save(saved, saved)
        writer.ask(book)
        held.fill(draft)

    assert writer.answer() == "done"
    assert names(book) == ["new"]
    assert query(book, "SELECT value FROM setting WHERE name = 'acknowledged'") == "yes"
    assert query(saved, "SELECT count(*) FROM setting WHERE name = 'acknowledged'") == 0


def test_whoever_has_the_book_open_sees_the_restored_one(book: Path, draft: Path) -> None:
    with closing(sqlite3.connect(book)) as reader:
        assert reader.execute("SELECT name FROM customer").fetchall() == [("old",)]
        inode = book.stat().st_ino
        with restoring.locked(book) as held:
            held.fill(draft)
        assert reader.execute("SELECT name FROM customer").fetchall() == [("new",)]
        assert book.stat().st_ino == inode


@pytest.mark.parametrize("sizes", [(4096, 4096), (4096, 1024), (1024, 4096), (4096, 65536)])
def test_pages_of_another_size_take_the_place_too(
    tmp_path: Path, run: Run, add_customer: AddCustomer, sizes: tuple[int, int]
) -> None:
    book = filled(tmp_path / "a.db", run, add_customer, "old", sizes[0])
    draft = filled(tmp_path / "b.db", run, add_customer, "new", sizes[1])
    with restoring.locked(book) as held:
        held.fill(draft)

    assert names(book) == ["new"]
    assert query(book, "PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize("size", [4096, 1024])
def test_a_book_in_wal_mode_is_filled_and_left_in_it(
    tmp_path: Path, run: Run, add_customer: AddCustomer, size: int
) -> None:
    book = filled(tmp_path / "a.db", run, add_customer, "old")
    draft = filled(tmp_path / "b.db", run, add_customer, "new", size)
    assert query(book, "PRAGMA journal_mode = WAL") == "wal"
    saved = tmp_path / "saved.db"
    with closing(sqlite3.connect(book)) as other:
        # What another program wrote lies in the log, not in the file.
        other.execute("UPDATE customer SET name = 'newest'")
        other.commit()
        other.execute("SELECT 1")
        copy = tmp_path / "kept-wal"
        copy.write_bytes(book.with_name("a.db-wal").read_bytes())
    assert copy.stat().st_size > 0

    with restoring.locked(book) as held:
        held.save(saved, saved)
        held.fill(draft)

    assert names(book) == ["new"]
    assert names(saved) == ["newest"]
    assert query(book, "PRAGMA journal_mode") == "wal"


@pytest.mark.parametrize("sizes", [(4096, 4096), (4096, 1024), (1024, 4096)])
@pytest.mark.parametrize("step", [0, 3, 6, 9, 10, -1])
def test_one_killed_while_it_fills_leaves_the_old_book_or_the_new_one(
    tmp_path: Path,
    run: Run,
    add_customer: AddCustomer,
    start_worker: StartWorker,
    sizes: tuple[int, int],
    step: int,
) -> None:
    book = filled(tmp_path / "a.db", run, add_customer, "old", sizes[0])
    draft = filled(tmp_path / "b.db", run, add_customer, "new", sizes[1])
    worker = start_worker(DYING)

    worker.ask(f"{step} {book} {draft}")

    assert worker.end() == -9
    # The last step commits.
    assert names(book) == (["new"] if step in {10, -1} else ["old"])
    assert query(book, "PRAGMA integrity_check") == "ok"
    with Book(book).writing(run) as transaction:
        transaction.add("setting", name="after", value="yes")


@pytest.mark.parametrize("step", [0, 3, 6, 9, 10])
def test_one_interrupted_while_it_fills_is_rolled_back_or_done(
    book: Path, draft: Path, start_worker: StartWorker, step: int
) -> None:
    worker = start_worker(f"""
import signal
from pathlib import Path
from crmcli.interrupts import heed_interrupts
from crmcli.store.copies import backup
from crmcli.store.copies import restoring
backup.PAGES_AT_ONCE = restoring.PAGES_AT_ONCE = 5
def work(step):
    def progress(done, whole):
        if done >= whole * int(step) // 10:
            signal.raise_signal(signal.SIGINT)
    heed_interrupts()
    try:
        with restoring.locked(Path({str(book)!r})) as held:
            held.fill(Path({str(draft)!r}), progress)
    except KeyboardInterrupt:
        return "interrupted"
    return "done"
""")
    worker.ask(step)

    # In the last step it is too late.
    assert worker.answer() == ("done" if step == 10 else "interrupted")
    assert names(book) == (["new"] if step == 10 else ["old"])
    assert query(book, "PRAGMA integrity_check") == "ok"


def test_a_disk_that_fills_up_leaves_the_old_book(
    tmp_path: Path, run: Run, add_customer: AddCustomer, start_worker: StartWorker
) -> None:
    book = filled(tmp_path / "a.db", run, add_customer, "old")
    draft = filled(tmp_path / "b.db", run, add_customer, "new" * 100)
    with Book(draft).writing(run) as transaction:
        transaction.add("setting", name="more", value="x" * 1_000_000)
    before = book.read_bytes()
    worker = start_worker(f"""
import resource
from pathlib import Path
from crmcli.store.copies import restoring
def work(limit):
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), most))
    try:
        with restoring.locked(Path({str(book)!r})) as held:
            held.fill(Path({str(draft)!r}))
    except Exception as error:
        return type(error).__name__
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return "done"
""")
    size = draft.stat().st_size
    for limit in (0, 4096, 100_000, 300_000, size // 2, size - 1):
        worker.ask(limit)

        assert worker.answer() == DiskFull.__name__
        assert names(book) == ["old"]
    assert book.read_bytes() == before
    worker.ask(size + 65536)
    assert worker.answer() == "done"
    assert names(book)[0].startswith("new")


def test_a_file_sqlite_cannot_open_is_replaced_with_its_journal_out_of_the_way(
    book: Path, draft: Path, run: Run
) -> None:
    with book.open("r+b") as file:
        file.write(b"\0" * 100)
    damaged = book.read_bytes()
    journal = book.with_name("book.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7 of the damaged file")
    assert restoring.was_ours(book)

    saved = restoring.replace_damaged(
        book, draft, partial(save, book, "before-restore", run.now, suffix=".damaged")
    )

    assert names(book) == ["new"]
    assert saved.read_bytes() == damaged
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert b"of the damaged file" in saved.with_name(f"{saved.name}-journal").read_bytes()
    assert not journal.exists() or not journal.stat().st_size


def test_another_file_is_not_taken_for_a_damaged_book(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE customer (name)")
    text = tmp_path / "text.db"
    text.write_text("customers\n" * 1000)

    assert not restoring.was_ours(other)
    assert not restoring.was_ours(text)


def test_a_damaged_file_that_somebody_holds_is_not_replaced(
    book: Path, draft: Path, run: Run, start_worker: StartWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = start_worker("""
import fcntl
held = []
def work(path):
    held.append(open(path, "r+b"))
    fcntl.lockf(held[0], fcntl.LOCK_EX, 1, 0x40000001)
    return "held"
""")
    holder.ask(book)
    assert holder.answer() == "held"
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    before = book.read_bytes()

    with pytest.raises(Locked):
        restoring.replace_damaged(book, draft, partial(save, book, "before-restore", run.now))

    assert book.read_bytes() == before
    assert {each.name for each in book.parent.iterdir()} <= {"book.db", "draft.db"}
