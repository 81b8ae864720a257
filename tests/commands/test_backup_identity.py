"""Which book a backup is of: no other book's backups go, and a restored book stays what it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Crm
from tests.faults.old_books import make_first_version

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def another(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Crm]:
    """Give a book in a folder of its own; like all of them it is begun on the same day."""
    del crm

    def make(folder: str) -> Crm:
        (tmp_path / folder).mkdir()
        return Crm(tmp_path / folder / "crm.db", monkeypatch)

    return make


def uid(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT uid FROM book").fetchone()
    return str(found)


def test_keep_leaves_the_backups_of_a_book_that_was_begun_in_the_same_second(
    another: Callable[[str], Crm], tmp_path: Path
) -> None:
    work, private = another("work"), another("private")
    work("customer add 王芳")
    private("customer add 李雷")
    disk = tmp_path / "disk"
    disk.mkdir()
    theirs = {Path(work(f"backup {disk} --keep 7 --json").json["path"]) for _ in range(3)}

    made = private(f"backup {disk} --keep 1 --json").json
    assert made["removed"] == []
    again = private(f"backup {disk} --keep 1 --json").json
    assert again["removed"] == [made["path"]]
    assert set(disk.iterdir()) == {*theirs, Path(again["path"])}


def test_a_book_whose_first_command_is_gone_from_its_history_keeps_its_backups_apart(
    crm: Crm, tmp_path: Path
) -> None:
    crm("config set currency EUR", today="2026-01-01")
    crm("customer add 王芳", today="2026-01-02")
    older = crm(f"backup {tmp_path}/ --keep 1 --json").json["path"]
    with closing(sqlite3.connect(crm.db)) as connection, connection:
        connection.execute("DELETE FROM change WHERE command_id = 1")
        assert connection.execute("DELETE FROM command WHERE id = 1").rowcount == 1

    assert crm(f"backup {tmp_path}/ --keep 1 --json").json["removed"] == [older]


def test_a_restored_book_is_the_one_that_was_backed_up(
    another: Callable[[str], Crm], tmp_path: Path
) -> None:
    work, private = another("work"), another("private")
    work("customer add 王芳")
    private("customer add 李雷")
    work(f"backup {tmp_path}/work.db")
    assert uid(work.db) != uid(private.db)

    private(f"restore {tmp_path}/work.db --yes")

    assert uid(private.db) == uid(work.db) == uid(tmp_path / "work.db")


def test_a_backup_from_before_books_had_a_uid_gets_that_of_its_book(
    crm: Crm, tmp_path: Path
) -> None:
    crm("customer add 王芳")
    crm("customer add 李雷")
    old = tmp_path / "old.db"
    make_first_version(old, crm.db)
    before = uid(crm.db)
    crm("customer erase 2 --yes --reason asked")

    back = crm(f"restore {old} --yes --json").json

    assert back["erased"] == [2]
    assert uid(crm.db) == before


def test_a_book_of_the_first_version_gets_a_uid_of_its_own(another: Callable[[str], Crm]) -> None:
    model, first, second = (another(each) for each in ("model", "first", "second"))
    model("customer add 王芳")
    for book in (first, second):
        make_first_version(book.db, model.db)
        book("customer add 李雷")

    assert len({uid(each.db) for each in (model, first, second)}) == 3
