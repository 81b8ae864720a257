"""Restoring where something is in the way, from elsewhere, and what the book then knows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.store.migration import migrate
from tests.faults.rights import of_a_plain_user

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def copy(crm: Crm, tmp_path: Path) -> Path:
    crm("customer add 王芳 --phone 13800138000")
    crm("customer add 李雷")
    target = tmp_path / "copy.db"
    crm(f"backup {target}")
    return target


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def names(crm: Crm) -> list[str]:
    return [each["name"] for each in crm("customer list --json").json]


def other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE customer (name)")


def text(path: Path) -> None:
    path.write_text("my shopping list\n" * 100)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("there", [other_program, text, nothing])
def test_another_file_in_the_books_place_stays_and_the_way_out_is_said(
    crm: Crm, copy: Path, there: Any
) -> None:
    there(crm.db)
    before = crm.db.read_bytes()

    refused = crm(f"restore {copy} --yes --json", code=6).error

    assert refused["code"] == "not_a_book"
    assert "Move that file away" in refused["hint"]
    assert crm.db.read_bytes() == before


def test_a_newer_book_in_the_books_place_stays(crm: Crm, copy: Path) -> None:
    with closing(sqlite3.connect(crm.db)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = crm.db.read_bytes()

    assert crm(f"restore {copy} --yes --json", code=6).error["code"] == "newer_book"
    assert crm.db.read_bytes() == before


@pytest.mark.parametrize("hurt", ["header", "short"])
def test_a_book_that_sqlite_cannot_open_is_replaced_and_its_bytes_kept(
    crm: Crm, copy: Path, hurt: str
) -> None:
    content = crm.db.read_bytes()
    damaged = b"\0" * 100 + content[100:] if hurt == "header" else content[: len(content) // 2]
    crm.db.write_bytes(damaged)
    crm("due", code=6)

    restored = crm(f"restore {copy} --yes --json").json

    assert restored["replaced"] is None
    assert restored["saved"].endswith(".damaged")
    assert Path(restored["saved"]).read_bytes() == damaged
    assert names(crm) == ["王芳", "李雷"]
    assert crm("check --json").json["ok"]
    assert crm.db.stat().st_mode & 0o777 == 0o600


def test_a_missing_default_place_is_made_for_its_owner_alone(
    crm: Crm, copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CRM_DB", raising=False)
    home = tmp_path / "home/data/crmcli"
    done = crm.real(f"restore {copy} --yes --json", CRM_DB="")

    assert done.code == 0, done.err
    assert (home / "crm.db").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700
    assert rows(home / "crm.db", "SELECT count(*) FROM customer") == [(2,)]


def test_a_missing_folder_that_was_named_is_not_made(crm: Crm, copy: Path, tmp_path: Path) -> None:
    place = tmp_path / "none" / "crm.db"

    refused = crm(["restore", str(copy), "--yes", "--json", "--db", str(place)], code=6).error

    assert "A book cannot be made" in refused["message"]
    assert "Make the folder first" in refused["hint"]
    assert not place.parent.exists()


def test_a_folder_that_cannot_be_written_is_said_to_be_one(
    crm: Crm, copy: Path, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    place = closed / "crm.db"
    for missing in (True, False):
        if not missing:
            place.write_bytes(copy.read_bytes())
            place.chmod(0o600)
        closed.chmod(0o500)
        with of_a_plain_user():
            refused = crm(["restore", str(copy), "--yes", "--json", "--db", str(place)], code=6)
        closed.chmod(0o700)

        assert refused.error["code"] == "not_writable"
        assert f"{place} cannot be written" in refused.error["message"]
        assert "Name a place where you may write" in refused.error["hint"]


def test_a_folder_in_the_books_place_says_what_to_do(crm: Crm, copy: Path, tmp_path: Path) -> None:
    del copy
    place = tmp_path / "folder"
    place.mkdir()

    refused = crm(["due", "--json", "--db", str(place)], code=6).error

    assert "it is a folder" in refused["message"]
    assert f"{place}/crm.db" in refused["hint"]


def test_an_older_book_in_the_books_place_is_kept_as_it_is(
    crm: Crm, copy: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA application_id = 0x43524D31")
    migrate(old, target=1, save=False)
    before = old.read_bytes()

    restored = crm(["restore", str(copy), "--yes", "--json", "--db", str(old)]).json

    assert Path(restored["saved"]).read_bytes() == before
    assert rows(old, "SELECT count(*) FROM customer") == [(2,)]


def test_a_file_in_a_folder_that_cannot_be_written_is_restored(crm: Crm, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    crm("customer add 王芳")
    crm(f"backup {folder / 'copy.db'}")
    crm("customer add 李雷")
    (folder / "copy.db").chmod(0o400)
    folder.chmod(0o500)
    try:
        crm(f"restore {folder / 'copy.db'} --yes")
    finally:
        folder.chmod(0o700)

    assert names(crm) == ["王芳"]
    assert [each.name for each in folder.iterdir()] == ["copy.db"]


def test_where_the_book_cannot_be_kept_nothing_is_restored(crm: Crm, copy: Path) -> None:
    (crm.db.parent / "book.backups").write_text("in the way")
    before = crm.db.read_bytes()

    refused = crm(f"restore {copy} --yes --json", code=6).error

    assert refused["code"] == "no_place"
    assert crm.db.read_bytes() == before


def test_what_a_user_made_in_the_backup_is_told(crm: Crm, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE VIEW mine AS SELECT name FROM customer")

    answer = crm(f"restore {copy} --yes")

    assert "view mine" in answer.out
    assert rows(crm.db, "SELECT name FROM mine ORDER BY name") == [("李雷",), ("王芳",)]


def test_the_hostile_name_of_a_trigger_does_not_act_on_the_terminal(crm: Crm, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        name = '"\x1b]0;owned\x07"'
        connection.execute(f"CREATE TRIGGER {name} AFTER DELETE ON tag BEGIN SELECT 1; END")

    refused = crm(f"restore {copy} --yes", code=6)

    assert "\x1b" not in refused.err
    assert "owned" in refused.err


def test_the_backup_it_came_from_is_not_pruned_by_it(crm: Crm) -> None:
    crm("customer add 王芳", today="2026-03-01")
    copy = crm("backup --json", today="2026-03-01").json["path"]
    first = crm(["restore", copy, "--yes", "--json"], today="2026-03-02").json["saved"]
    for day in range(3, 12):
        crm(["restore", first, "--yes"], today=f"2026-03-{day:02}")

    folder = crm.db.parent / "book.backups"
    assert Path(first).exists()
    assert len(list(folder.glob("before-restore-*"))) <= 6


def test_an_older_book_is_checked_as_it_is(crm: Crm, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA application_id = 0x43524D31")
    migrate(old, target=1, save=False)
    before = old.read_bytes()

    checked = crm(["check", "--json", "--db", str(old)]).json

    assert checked["schema"] == 1
    assert "schema_behind" in {each["code"] for each in checked["findings"]}
    assert old.read_bytes() == before
    assert not (tmp_path / "old.backups").exists()
