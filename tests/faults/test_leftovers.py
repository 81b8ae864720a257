"""What a program that was cut off left beside a file, when another file takes its place there."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

CUT_OFF = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("UPDATE customer SET name = 'from the log'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def copy(crm: Crm, tmp_path: Path) -> Path:
    """Back a book up whose log a program leaves behind that is cut off later."""
    crm("customer add 王芳")
    target = tmp_path / "copy.db"
    crm(f"backup {target}")
    return target


@pytest.fixture
def log(crm: Crm, copy: Path) -> Path:
    """Leave a log beside the book, as another program does that is cut off."""
    assert copy.exists()
    subprocess.run([sys.executable, "-c", CUT_OFF, str(crm.db)], check=False)
    left = crm.db.with_name("book.db-wal")
    assert left.stat().st_size
    return left


def names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM customer")]


def files(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def refused(crm: Crm, line: str, log: Path) -> None:
    before = files(crm.db.parent)
    answer = crm(f"{line} --json", code=6)
    assert answer.error["code"] == "strange_journal"
    assert str(log) in answer.error["message"]
    assert files(crm.db.parent) == before


def test_a_log_is_still_read_where_it_belongs(crm: Crm, log: Path) -> None:
    assert log.exists()
    assert crm("customer list --json").json[0]["name"] == "from the log"


def test_a_log_left_behind_is_not_put_into_a_restored_book(crm: Crm, copy: Path, log: Path) -> None:
    crm.db.unlink()

    refused(crm, f"restore {copy} --yes", log)

    log.unlink()
    crm(f"restore {copy} --yes")
    assert names(crm.db) == ["王芳"]


def test_a_log_left_behind_is_not_put_into_a_new_book(crm: Crm, log: Path) -> None:
    crm.db.unlink()

    refused(crm, "customer add 李雷", log)

    log.unlink()
    crm("customer add 李雷")
    assert names(crm.db) == ["李雷"]


@pytest.mark.parametrize("line", ["due", "customer add 李雷", "check", "backup"])
def test_a_log_left_behind_is_not_put_into_a_copy_that_was_put_there_by_hand(
    crm: Crm, copy: Path, log: Path, line: str
) -> None:
    shutil.copyfile(copy, crm.db)

    refused(crm, line, log)

    log.unlink()
    crm(line)


def test_a_log_left_behind_is_not_put_into_a_backup(crm: Crm, copy: Path, log: Path) -> None:
    left = copy.with_name("copy.db-wal")
    log.rename(left)
    crm.db.with_name("book.db-shm").unlink()
    crm.db.unlink()
    crm(f"restore {copy} --dry-run", code=6)
    shutil.copyfile(copy, crm.db)

    refused(crm, f"backup {copy} --force", left)
    copy.rename(copy.with_name("away.db"))
    refused(crm, f"backup {copy}", left)

    left.unlink()
    crm(f"backup {copy}")
    assert names(copy) == ["王芳"]


def test_a_log_left_beside_a_backup_is_not_restored_with_it(
    crm: Crm, copy: Path, log: Path
) -> None:
    log.rename(copy.with_name("copy.db-wal"))
    shutil.copyfile(copy, crm.db)

    refused(crm, f"restore {copy} --yes", copy.with_name("copy.db-wal"))


def test_a_journal_left_behind_is_not_put_into_a_restored_book(crm: Crm, copy: Path) -> None:
    crm.db.unlink()
    journal = crm.db.with_name("book.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7 of the file before")

    refused(crm, f"restore {copy} --yes", journal)


@pytest.mark.parametrize("empty", ["book.db-wal", "book.db-journal"])
def test_an_empty_one_is_in_nobodys_way(crm: Crm, copy: Path, empty: str) -> None:
    crm.db.unlink()
    crm.db.with_name(empty).write_bytes(b"")

    crm(f"restore {copy} --yes")

    assert names(crm.db) == ["王芳"]
