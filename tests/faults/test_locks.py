"""Others at work on the same book: a lock held too long, held shortly, and many at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.services.imports import bringing_in, importing, loading
from crmcli.store import connection as connections
from crmcli.store.staging import batch
from tests.faults.launcher import HOME
from tests.faults.old_books import make_first_version
from tests.faults.place import unsound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Crm

AT_ONCE = 4
ROWS = 2_000
CACHED_KIB = 200
"""So little that the rows do not fit in: unless told otherwise SQLite would write them early."""


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --grade B", today="2026-03-01")
    return crm


@pytest.fixture
def holder(book: Crm) -> Iterator[sqlite3.Connection]:
    """Give another program that can lock the book."""
    with closing(sqlite3.connect(book.db, isolation_level=None, check_same_thread=False)) as other:
        yield other


LINES = [
    "due",
    "log add 王芳 hello --via phone",
    "customer edit 王芳 --set source=fair",
    "config set currency USD",
    "undo",
    "check",
    "backup copy.db",
]


@pytest.mark.parametrize("line", LINES)
def test_a_lock_held_too_long_ends_with_6_and_the_same_command_works_afterwards(
    book: Crm,
    holder: sqlite3.Connection,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    holder.execute("BEGIN EXCLUSIVE")
    before = sorted(tmp_path.iterdir())
    refused = book(f"{line} --json", code=6)
    assert (refused.out, refused.error["code"]) == ("", "locked")
    assert str(book.db) in refused.error["message"]
    assert sorted(tmp_path.iterdir()) == before
    holder.execute("ROLLBACK")
    book(line)


@pytest.mark.parametrize("line", ["due", "log add 王芳 hello --via phone"])
def test_a_lock_held_for_a_moment_is_waited_for(
    book: Crm, holder: sqlite3.Connection, line: str
) -> None:
    holder.execute("BEGIN EXCLUSIVE")
    free = threading.Timer(0.3, holder.execute, ["ROLLBACK"])
    free.start()
    book(line)
    free.join()


def test_while_a_large_import_is_being_written_others_read_the_old_book_at_once(
    book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "customers.csv"
    rows = "".join(f"客户{number},139{number:08d}\n" for number in range(ROWS))
    table.write_text(f"name,phone\n{rows}", encoding="utf-8")
    load, seen = loading.load, []

    def load_and_look(*arguments: Any) -> Iterator[Any]:
        yield from load(*arguments)
        # Every row is written and none is committed: whoever had to wait would be refused now.
        monkeypatch.setattr(connections, "BUSY_SECONDS", 0.0)
        seen.append(book("customer list --format ids").lines)

    monkeypatch.setattr(bringing_in, "load", load_and_look)
    # As if these were the 20,000 rows that are the most to be held back; so many take a minute.
    monkeypatch.setattr(batch, "_CACHED_KIB", CACHED_KIB)
    monkeypatch.setattr(importing, "_MOST_UNSPILLED", ROWS)
    book(["customer", "import", str(table), "--yes"])
    assert seen == [["1"]]
    assert len(book("customer list --format ids").lines) == ROWS + 1


def at_once(crm: Crm, lines: list[list[str]]) -> list[tuple[int, str]]:
    """Run real programs at the same time; give how each ended and what it complained of."""
    environment = {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31"}
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "crmcli", *line],
            cwd=HOME,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for line in lines
    ]
    complaints = [each.communicate()[1].decode() for each in programs]
    return [(each.returncode, said) for each, said in zip(programs, complaints, strict=True)]


def test_first_runs_at_once_make_one_book_with_what_each_of_them_wrote(crm: Crm) -> None:
    ended = at_once(crm, [["customer", "add", f"客户{n}"] for n in range(AT_ONCE)])
    assert ended == [(0, "")] * AT_ONCE
    names = {each["name"] for each in crm("customer list --json").json}
    assert names == {f"客户{n}" for n in range(AT_ONCE)}
    assert not list(crm.db.parent.glob(".*.new*"))


def test_migrations_at_once_end_with_one(book: Crm, tmp_path: Path) -> None:
    model = book.db.rename(tmp_path / "model.db")
    make_first_version(book.db, model)
    ended = at_once(
        book, [["log", "add", "王芳", f"call {n}", "--via", "phone"] for n in range(AT_ONCE)]
    )
    assert ended == [(0, "")] * AT_ONCE
    assert len(book("log list 王芳 --json").json) == AT_ONCE
    assert unsound(book.db) == []
    copies = [each for each in tmp_path.rglob("*.db") if "before" in each.name]
    assert len(copies) == 1
