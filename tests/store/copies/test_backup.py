"""Copying a book while it is in use, to a place where no other file is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.errors import TargetExists
from crmcli.store import connection as connections
from crmcli.store.book import Book
from crmcli.store.copies.backup import back_up
from crmcli.store.copies.target import NoBackupPlace, TargetIsBook, TargetNotFile
from crmcli.store.faults import Damaged, DiskFull, Locked
from crmcli.store.place import NotABook
from tests.faults.rights import of_a_plain_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.run import Run
    from tests.store.conftest import AddCustomer, StartWorker


@pytest.fixture
def book(path: Path, run: Run, add_customer: AddCustomer) -> Path:
    with Book(path).writing(run) as transaction:
        add_customer(transaction)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "copy.db"


def query(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


def test_a_copy_is_the_book_and_nobody_elses(book: Path, target: Path) -> None:
    before = os.umask(0)
    try:
        facts, size = back_up(book, target)
    finally:
        os.umask(before)

    assert (facts.customers, facts.schema) == (1, connections.SCHEMA_VERSION)
    assert size == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert query(target, "SELECT name FROM customer") == "王芳"
    assert list(target.parent.iterdir()) == [target]


def test_how_far_it_is_is_told(book: Path, target: Path) -> None:
    told: list[tuple[int, int]] = []

    back_up(book, target, progress=lambda done, whole: told.append((done, whole)))

    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.parametrize("replace", [False, True])
def test_the_book_is_no_target_under_any_name(book: Path, tmp_path: Path, replace: bool) -> None:  # noqa: FBT001
    soft, hard = tmp_path / "soft.db", tmp_path / "hard.db"
    soft.symlink_to(book)
    hard.hardlink_to(book)
    around = tmp_path / "sub" / ".." / book.name
    (tmp_path / "sub").mkdir()
    before = book.read_bytes()
    companions = [book.with_name(book.name + each) for each in ("-journal", "-wal", "-shm")]

    for name in (book, soft, hard, around, *companions):
        with pytest.raises(TargetIsBook) as caught:
            back_up(book, name, replace=replace)
        assert caught.value.exit_code == 4

    assert book.read_bytes() == before


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(book: Path, target: Path) -> None:
    target.write_text("precious")

    with pytest.raises(TargetExists):
        back_up(book, target)
    assert target.read_text() == "precious"

    back_up(book, target, replace=True)
    assert query(target, "SELECT count(*) FROM customer") == 1


def test_a_file_is_replaced_only_when_the_new_one_is_whole(
    book: Path, target: Path, start_worker: StartWorker
) -> None:
    target.write_text("precious")
    worker = start_worker(f"""
import os, signal
from pathlib import Path
from crmcli.store.copies import backup
def verify(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
backup.verify = verify
def work(path):
    backup.back_up(Path(path), Path({str(target)!r}), replace=True)
""")
    worker.ask(book)

    assert worker.end() == -9
    assert target.read_text() == "precious"


def test_a_file_that_appears_meanwhile_stays(book: Path, target: Path) -> None:
    def appear(done: int, whole: int) -> None:
        if done == whole:
            target.write_text("early")

    with pytest.raises(TargetExists):
        back_up(book, target, progress=appear)

    assert target.read_text() == "early"
    assert list(target.parent.iterdir()) == [target]


def test_what_is_no_plain_file_is_never_replaced(book: Path, target: Path) -> None:
    link = target.with_name("link")
    link.symlink_to(target)
    pipe = target.with_name("pipe")
    os.mkfifo(pipe)

    for each in (link, pipe):
        with pytest.raises(TargetNotFile):
            back_up(book, each, replace=True)

    assert link.is_symlink()
    assert not target.exists()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_place_where_nothing_can_be_made_is_named(book: Path, target: Path) -> None:
    for place in (target.parent / "none" / "copy.db", book / "copy.db"):
        with pytest.raises(NoBackupPlace) as caught:
            back_up(book, place)
        assert caught.value.exit_code == 6
        assert caught.value.details["path"] == place
    assert list(target.parent.iterdir()) == []


def test_a_damaged_book_leaves_no_copy_and_is_named(book: Path, target: Path) -> None:
    root, size = (
        query(book, "SELECT rootpage FROM sqlite_master WHERE name = 'command_by_time'"),
        query(book, "PRAGMA page_size"),
    )
    assert isinstance(root, int)
    assert isinstance(size, int)
    with book.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 200)

    with pytest.raises(Damaged) as caught:
        back_up(book, target)

    assert caught.value.details["path"] == book
    assert list(target.parent.iterdir()) == []


def test_links_to_nothing_make_no_good_copy(book: Path, target: Path) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as connection:
        connection.execute("INSERT INTO tag VALUES (77, 'nobody')")

    with pytest.raises(Damaged):
        back_up(book, target)

    assert list(target.parent.iterdir()) == []


def test_a_book_that_stays_locked_is_named_not_the_target(
    book: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(Locked) as caught:
            back_up(book, target)

    assert caught.value.details["path"] == book
    assert list(target.parent.iterdir()) == []


def test_what_is_no_book_is_not_copied(book: Path, target: Path) -> None:
    book.write_text("text\n" * 1000)

    with pytest.raises(NotABook):
        back_up(book, target)

    assert list(target.parent.iterdir()) == []


def test_a_copy_of_a_book_in_wal_mode_can_be_read_anywhere(book: Path, target: Path) -> None:
    assert query(book, "PRAGMA journal_mode = WAL") == "wal"
    with closing(sqlite3.connect(book, isolation_level=None)) as writer:
        writer.execute("UPDATE customer SET name = 'newest'")

        back_up(book, target)

    assert query(target, "SELECT name FROM customer") == "newest"
    assert query(target, "PRAGMA journal_mode") == "delete"
    assert list(target.parent.iterdir()) == [target]
    assert query(book, "PRAGMA journal_mode") == "wal"


def test_a_writer_is_not_kept_out_while_the_copy_is_checked(
    book: Path, target: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.store.copies import backup

    real = backup.verify

    def writing(connection: sqlite3.Connection, path: Path, *, links: bool = False) -> None:
        with Book(book).writing(run) as transaction:
            transaction.add("setting", name="meanwhile", value="yes")
        real(connection, path, links=links)

    monkeypatch.setattr(backup, "verify", writing)
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)

    back_up(book, target)

    assert query(book, "SELECT count(*) FROM setting") == 1
    assert query(target, "SELECT count(*) FROM setting") == 0


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Path]:
    """Give a place on another disk than the book's."""
    known = (Path("/dev/shm"), Path("/var/tmp"))  # noqa: S108 - a folder of its own is made there
    own = tmp_path.stat().st_dev
    other = next((each for each in known if each.is_dir() and each.stat().st_dev != own), None)
    if other is None:
        pytest.skip("there is no second file system here")
    folder = Path(tempfile.mkdtemp(dir=other))
    yield folder / "copy.db"
    shutil.rmtree(folder)


def test_a_writer_is_not_kept_out_while_the_copy_goes_to_another_disk(
    book: Path, far: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def progress(done: int, whole: int) -> None:
        # The first half is the reading of the book.
        if done > whole // 2 and not written:
            with Book(book).writing(run) as transaction:
                written.append(transaction.add("setting", name="meanwhile", value="yes"))

    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    _, size = back_up(book, far, progress=progress)

    assert written
    assert size == far.stat().st_size
    assert stat.S_IMODE(far.stat().st_mode) == 0o600
    assert query(book, "SELECT count(*) FROM setting") == 1
    assert query(far, "SELECT count(*) FROM setting") == 0
    assert query(far, "PRAGMA integrity_check") == "ok"
    assert list(far.parent.iterdir()) == [far]
    assert [each for each in book.parent.iterdir() if each.name.startswith(".")] == []


def test_a_book_whose_folder_takes_no_copy_goes_to_another_disk_directly(
    book: Path, far: Path
) -> None:
    book.with_name("book.db-journal").unlink()
    book.parent.chmod(0o500)
    try:
        with of_a_plain_user():
            back_up(book, far)
    finally:
        book.parent.chmod(0o700)

    assert query(far, "SELECT name FROM customer") == "王芳"


@pytest.mark.parametrize("part", [0.0, 0.75])
def test_one_killed_on_the_way_to_another_disk_leaves_drafts_alone(
    book: Path, far: Path, start_worker: StartWorker, part: float
) -> None:
    worker = start_worker(f"""
import os, signal
from pathlib import Path
from crmcli.store.copies import backup
def progress(done, whole):
    if done >= whole * {part}:
        os.kill(os.getpid(), signal.SIGKILL)
def work(path):
    backup.back_up(Path(path), Path({str(far)!r}), progress=progress)
""")
    worker.ask(book)

    assert worker.end() == -9
    assert all(each.name.startswith(".copy.db.") for each in far.parent.iterdir())
    beside = [each for each in book.parent.iterdir() if each.name.startswith(".")]
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in beside)
    assert len(beside) == (1 if part == 0.0 else 0)


def test_a_disk_that_is_full_leaves_nothing(
    book: Path, target: Path, start_worker: StartWorker
) -> None:
    worker = start_worker(f"""
import resource
from pathlib import Path
from crmcli.store.copies.backup import back_up
def work(limit):
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), most))
    try:
        back_up(Path({str(book)!r}), Path({str(target)!r}))
    except Exception as error:
        return f"{{type(error).__name__}} {{error.details['path']}}"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return "done"
""")
    size = book.stat().st_size
    for limit in (0, 1, 4096, size // 2, size - 1):
        worker.ask(limit)

        assert worker.answer() == f"{DiskFull.__name__} {target}"
        assert list(target.parent.iterdir()) == []
    worker.ask(size)
    assert worker.answer() == "done"


@pytest.mark.parametrize("attempt", range(3))
def test_one_killed_on_the_way_leaves_no_half_of_a_copy(
    book: Path, target: Path, start_worker: StartWorker, attempt: int
) -> None:
    worker = start_worker(f"""
import os, signal
from pathlib import Path
from crmcli.store.copies import backup
backup.PAGES_AT_ONCE = 10
def progress(done, whole):
    if done >= whole * {attempt} // 2:
        os.kill(os.getpid(), signal.SIGKILL)
def work(path):
    backup.back_up(Path(path), Path({str(target)!r}), progress=progress)
""")
    worker.ask(book)

    assert worker.end() == -9
    assert not target.exists()
    assert all(each.name.startswith(".copy.db.") for each in target.parent.iterdir())
    back_up(book, target)
    assert query(target, "PRAGMA integrity_check") == "ok"
