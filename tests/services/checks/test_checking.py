"""A check looks at one state of the book while others go on using it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.run import Run
from crmcli.services.checks.checking import check
from crmcli.store import connection
from crmcli.store.book import Book
from crmcli.store.checks import standstill
from tests.unsound import filled

if TYPE_CHECKING:
    from pathlib import Path

    from crmcli.domain.checked import Checked
    from crmcli.store.copies.backup import Progress
    from tests.conftest import Crm

RUN = Run(datetime(2026, 3, 31, 4, tzinfo=UTC), "tester", "check")


@pytest.fixture
def book(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(standstill, "PAGES_AT_ONCE", 10)
    return filled(crm)


def checked(book: Crm, copying: Progress, checking: Progress) -> Checked:
    return check(Book(book.db), RUN, copying, checking)


def silent(done: int, whole: int) -> None:
    del done, whole


def test_others_write_while_a_check_looks(book: Crm) -> None:
    def writing(done: int, whole: int) -> None:
        del done, whole
        book("log add 王芳 meanwhile --via phone")

    answer = checked(book, silent, writing)

    assert answer.ok
    assert answer.customers == 3
    assert "meanwhile" in book("log list --format csv").out


def test_a_change_while_it_is_copied_is_looked_at_too(book: Crm) -> None:
    told: list[int] = []

    def writing(done: int, whole: int) -> None:
        told.append(done)
        if len(told) == 3:
            book("customer add Meanwhile")
        assert done <= whole

    answer = checked(book, writing, silent)

    assert answer.ok
    assert answer.customers == 4
    assert told.index(min(told), 1) == 3


def test_a_book_that_changes_without_end_is_held_in_the_end(book: Crm) -> None:
    codes: list[int] = []

    def writing(done: int, whole: int) -> None:
        del done, whole
        codes.append(book("log add 王芳 again --via phone", code=None).code)

    answer = checked(book, writing, silent)

    assert answer.ok
    assert set(codes[:4]) == {0}
    assert codes[-1] == 6
    book("log add 王芳 again --via phone")


def test_nothing_of_the_copy_is_left_on_the_disk(
    book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    book(["log", "add", "王芳", "-", "--via", "phone"], stdin="long " * 1_000_000)
    seen: list[list[Path]] = []

    def looking(done: int, whole: int) -> None:
        del done, whole
        seen.append(list(temporary.iterdir()))

    assert checked(book, looking, looking).ok
    assert len(seen) > 10
    assert not any(seen)


def test_without_room_for_a_copy_the_book_itself_is_looked_at(book: Crm) -> None:
    book(["log", "add", "王芳", "-", "--via", "phone"], stdin="long " * 1_000_000)
    probe = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from crmcli.main import main\n"
        "main(['check', '--json'])"
    )
    environment = {**os.environ, "CRM_DB": str(book.db), "CRM_TODAY": "2026-03-31"}
    done = subprocess.run(
        [sys.executable, "-c", probe], env=environment, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert b'"ok": true' in done.stdout


def test_a_book_in_wal_mode_is_warned_of(book: Crm) -> None:
    with closing(sqlite3.connect(book.db)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE customer SET title = 'Dr'")
        other.commit()
        answer = checked(book, silent, silent)

    assert answer.ok
    assert "wal" in {each.code for each in answer.findings}
