from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crmcli.errors import StorageFault
from crmcli.store.book import Book
from crmcli.store.creation import create_book
from crmcli.store.place import NoBook, NotABook, PlaceMissing, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crmcli.domain.run import Run
    from tests.store.conftest import StartWorker


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def try_both_doors(path: Path, run: Run) -> StorageFault:
    """Open a book to read and to write; return the fault, which both agree on."""
    with pytest.raises(StorageFault) as reading, Book(path).reading():
        pass
    with pytest.raises(StorageFault) as writing, Book(path).writing(run):
        pass
    assert type(reading.value) is type(writing.value)
    assert reading.value.details == writing.value.details
    return reading.value


def is_good(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        connection.execute("SELECT * FROM customer_card")
    return bool(verdict == "ok")


def test_a_folder_is_named_for_what_it_is(path: Path, run: Run) -> None:
    path.mkdir()

    error = try_both_doors(path, run)

    assert isinstance(error, NotABook)
    assert error.exit_code == 6
    assert error.details["reason"] == "it is a folder"
    assert list(path.iterdir()) == []


def test_a_pipe_is_named_for_what_it_is_and_not_waited_for(path: Path, run: Run) -> None:
    os.mkfifo(path)

    error = try_both_doors(path, run)

    assert isinstance(error, NotABook)
    assert error.details["reason"] == "it is a pipe"


def test_a_dangling_link_is_not_followed(path: Path, run: Run) -> None:
    target = path.with_name("gone.db")
    path.symlink_to(target)

    error = try_both_doors(path, run)

    assert isinstance(error, NotABook)
    assert error.details["reason"] == "it is a link to nothing"
    assert path.is_symlink()
    assert not target.exists()


def test_a_link_to_a_book_is_that_book(path: Path, run: Run) -> None:
    real = path.with_name("real.db")
    create_book(real, parents=False)
    path.symlink_to(real)

    with Book(path).writing(run) as transaction:
        assert transaction.command_id == 1

    assert path.is_symlink()
    with Book(real).reading() as connection:
        assert connection.execute("SELECT author FROM command").fetchone() == ("wei",)


def test_an_empty_file_is_no_book_and_stays_empty(path: Path, run: Run) -> None:
    path.touch()

    error = try_both_doors(path, run)

    assert isinstance(error, NotABook)
    assert error.details["reason"] == "it is empty"
    assert path.read_bytes() == b""


@pytest.mark.parametrize("folder", ["", "missing"])
def test_a_reader_of_a_book_that_is_not_there_makes_nothing(tmp_path: Path, folder: str) -> None:
    book = Book(tmp_path / folder / "book.db", make_parents=True)

    with pytest.raises(NoBook) as caught, book.reading():
        pass

    assert caught.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "missing" / "book.db"

    error = try_both_doors(path, run)

    assert isinstance(error, PlaceMissing)
    assert error.details["reason"] == "its folder does not exist"
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "file"
    file.write_text("text")

    error = try_both_doors(file / "book.db", run)

    assert isinstance(error, PlaceMissing)
    assert error.details["reason"] == "a file stands where a folder should"
    assert file.read_text() == "text"


def test_a_name_too_long_is_a_fault_of_the_place(tmp_path: Path, run: Run) -> None:
    assert isinstance(try_both_doors(tmp_path / ("x" * 300), run), PlaceMissing)


@pytest.mark.usefixtures("no_umask")
def test_nobody_else_can_read_what_is_made(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "share" / "crmcli" / "book.db"

    with Book(path, make_parents=True).writing(run) as transaction:
        assert transaction.command_id == 1
        journals = [each for each in path.parent.iterdir() if each != path]
        assert journals
        assert {stat.S_IMODE(each.stat().st_mode) for each in journals} == {0o600}

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_two_first_runs_at_once_leave_one_good_book(
    tmp_path: Path, start_worker: StartWorker
) -> None:
    code = """
from datetime import UTC, datetime
from pathlib import Path
from crmcli.domain.run import Run
from crmcli.store.book import Book
from crmcli.store import creation, transaction
run = Run(now=datetime(2026, 3, 20, tzinfo=UTC), author="wei", command="log add")
def work(path):
    try:
        with Book(Path(path)).writing(run) as transaction:
            return transaction.command_id
    except Exception as error:
        return repr(error)
"""
    workers = [start_worker(code) for _ in range(2)]
    for attempt in range(20):
        path = tmp_path / f"{attempt}.db"

        for worker in workers:
            worker.ask(path)

        assert sorted(worker.answer() for worker in workers) == ["1", "2"]
        assert is_good(path)
    names = {each.name.removesuffix("-journal") for each in tmp_path.iterdir()}
    assert names == {f"{attempt}.db" for attempt in range(20)}


def test_one_killed_while_making_a_book_leaves_none(
    path: Path, start_worker: StartWorker, run: Run
) -> None:
    worker = start_worker("""
import os, signal
from pathlib import Path
from crmcli.store import place
def work(path):
    def fill(draft):
        draft.write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    place.make(Path(path), fill, parents=False)
""")

    worker.ask(path)

    assert worker.end() == -9
    assert not path.exists()
    with Book(path).writing(run) as transaction:
        assert transaction.command_id == 1


def test_what_a_killed_one_left_is_not_in_the_way_of_one_with_its_number(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a container every run may have the same process id.
    monkeypatch.setattr(os, "getpid", lambda: 7)
    path.with_name(f".{path.name}.7.new").write_bytes(b"half")

    create_book(path, parents=False)

    assert is_good(path)


def test_a_failure_on_the_way_leaves_nothing(path: Path) -> None:
    def fill(draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(28, "disk full")

    with pytest.raises(PlaceMissing) as caught:
        make(path, fill, parents=False)

    assert caught.value.details["reason"] == "No space left on device"
    assert list(path.parent.iterdir()) == []


def test_a_file_that_appears_meanwhile_stays(path: Path) -> None:
    def fill(draft: Path) -> None:
        draft.write_text("late")
        path.write_text("early")

    make(path, fill, parents=False)

    assert path.read_text() == "early"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_system_without_links_gets_a_book_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)

    create_book(path, parents=False)

    assert is_good(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_disk_that_fills_up_there_leaves_no_half_book(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(PlaceMissing):
        create_book(path, parents=False)

    assert list(path.parent.iterdir()) == []
