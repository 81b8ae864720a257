"""What a restored book knows: what was restored, who was erased since, what lies elsewhere."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.services.backups import restoring
from crmcli.store.reads.copies import kept_before

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


def faults(crm: Crm) -> list[str]:
    checked = crm("check --json", code=None).json
    return [each["code"] for each in checked["findings"] if each["severity"] == "fault"]


def test_the_restored_book_knows_of_the_backups_made_since(
    crm: Crm, copy: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.db"
    crm(f"backup {later}")
    crm(f"restore {copy} --yes")

    noted = rows(crm.db, "SELECT path FROM copy WHERE kind = 'backup'")
    assert {path for (path,) in noted} == {str(copy), str(later)}


def test_another_book_does_not_take_over_what_this_one_knew(
    crm: Crm, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_USER", "somebody else")
    other = tmp_path / "other.db"
    crm(["customer", "add", "Amy", "--db", str(other)], today="2026-01-05")
    crm("customer erase id:2 --yes --reason 'by letter'")

    restored = crm(f"restore {other} --yes --json").json

    assert restored["erased"] == []
    assert rows(crm.db, "SELECT path FROM copy WHERE command_id IS NULL") == []
    assert rows(crm.db, "SELECT * FROM erasure") == []
    assert copy.exists()


def test_who_was_erased_since_and_is_back_is_said_until_erased_again(crm: Crm, copy: Path) -> None:
    crm("customer erase id:2 --yes --reason 'by letter'")
    stone = rows(crm.db, "SELECT customer_id, at, author, reason FROM erasure")

    assert crm(f"restore {copy} --yes --json").json["erased"] == [2]
    assert rows(crm.db, "SELECT customer_id, at, author, reason FROM erasure") == stone
    assert faults(crm) == ["erased"]
    crm("customer erase id:2 --yes --reason 'by letter'")
    assert faults(crm) == []
    crm(f"backup {copy} --force")
    assert crm(f"restore {copy} --yes --json").json["erased"] == []
    assert faults(crm) == []


def test_who_would_be_back_is_said_before(crm: Crm, copy: Path) -> None:
    crm("customer erase id:2 --yes --reason 'by letter'")
    before = crm.db.read_bytes()

    assert crm(f"restore {copy} --dry-run --json").json["erased"] == [2]
    assert "erased since it was made: 2" in crm(f"restore {copy} --dry-run").out
    assert crm.db.read_bytes() == before


def test_who_would_be_back_is_said_before_the_question(crm: Crm, copy: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    crm("customer erase id:2 --yes --reason 'by letter'")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", "restore", str(copy)],
        env={**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31"},
        encoding="utf-8",
        dimensions=(24, 60),
    )
    child.expect("erased since it was made: 2")
    child.expect("Restore it")
    told = child.before
    child.sendline("n")
    child.expect(pexpect.EOF)

    assert all(len(line) <= 60 for line in told.splitlines())
    assert rows(crm.db, "SELECT id FROM customer") == [(1,)]


def test_who_was_erased_and_is_back_in_the_history_alone_is_said_too(
    crm: Crm, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    crm("customer add 王芳")
    crm("undo")
    crm(f"backup {copy}")
    crm("customer erase id:1 --yes --reason 'by letter'")

    assert crm(f"restore {copy} --yes --json").json["erased"] == [1]
    assert faults(crm) == ["erased"]


def test_a_number_that_was_given_since_does_not_come_again(crm: Crm, copy: Path) -> None:
    crm("customer add 赵敏")
    crm("customer erase id:3 --yes --reason 'by letter'")
    crm(f"restore {copy} --yes")

    assert crm("customer add 孙俪 --json").json["id"] == 4
    assert faults(crm) == []


def test_the_history_says_what_was_restored_and_where_the_book_before_it_is(
    crm: Crm, copy: Path, tmp_path: Path
) -> None:
    crm(f"customer export {tmp_path / 'since.csv'}")
    saved = crm(f"restore {copy} --yes --json").json["saved"]

    told = [each["text"] for each in crm("history --command restore --json").json]
    assert told == [
        f"restored {copy} (2 customers)",
        f"the book before it is kept at {saved}",
    ]
    with closing(sqlite3.connect(crm.db)) as connection:
        query = "SELECT id FROM command WHERE name = 'restore'"
        (command,) = connection.execute(query).fetchone()
        assert kept_before(connection, command) == saved
        assert kept_before(connection, 1) is None


def test_where_no_book_was_the_history_names_none(crm: Crm, copy: Path) -> None:
    crm.db.unlink()
    crm(f"restore {copy} --yes")

    (row,) = crm("history --command restore --json").json
    assert row["text"] == f"restored {copy} (2 customers)"


def test_exports_made_since_are_still_named_when_a_customer_is_erased(
    crm: Crm, copy: Path, tmp_path: Path
) -> None:
    crm(f"customer export {tmp_path / 'since.csv'}")
    crm(f"restore {copy} --yes")

    erased = crm("customer erase id:2 --yes --reason 'by letter' --json").json
    assert [each["path"] for each in erased["exports"]] == [str(tmp_path / "since.csv")]


def test_a_retry_restores_once(crm: Crm, copy: Path) -> None:
    first = crm(f"restore {copy} --yes --key k --json").json
    crm("customer add 赵敏")

    assert crm(f"restore {copy} --yes --key k --json").json == first
    assert len(rows(crm.db, "SELECT id FROM customer")) == 3
    assert crm("backup --key k --json", code=4).error["code"] == "key_taken"


def test_two_of_one_key_at_once_restore_once(
    crm: Crm, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = crm(f"restore {copy} --yes --key k --json").json
    crm("customer add 赵敏")
    # The second one looked before the first was done.
    monkeypatch.setattr(restoring, "answered", lambda *_: None)

    assert crm(f"restore {copy} --yes --key k --json").json == first
    assert len(rows(crm.db, "SELECT id FROM customer")) == 3
    assert len(list(crm.db.with_name("book.backups").iterdir())) == 1


def test_a_key_that_the_backup_knows_and_the_book_does_not_is_used_again(
    crm: Crm, copy: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.db"
    crm(f"restore {copy} --yes --key k")
    crm(f"backup {later}")
    crm(f"restore {copy} --yes")

    restored = crm(f"restore {later} --yes --key k --json").json

    assert restored["file"] == str(later)
    assert crm(f"restore {later} --yes --key k --json").json == restored
    assert crm("check --json").json["ok"]


def test_a_backup_of_another_book_is_said_to_be_one(crm: Crm, copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    crm(["customer", "add", "Amy", "--db", str(other)])
    crm(f"backup {tmp_path / 'of-other.db'} --db {other}")

    dry = f"restore {tmp_path / 'of-other.db'} --dry-run"
    assert crm(f"{dry} --json").json["other_book"] is True
    assert "a backup of another book" in crm(dry).out
    assert crm(f"restore {copy} --dry-run --json").json["other_book"] is False
    assert "another book" not in crm(f"restore {copy} --dry-run").out
    assert crm(f"restore {tmp_path / 'of-other.db'} --yes --json").json["other_book"] is True
    assert crm(f"restore {copy} --yes --json").json["other_book"] is True


def test_that_it_is_of_another_book_is_said_before_the_question(
    crm: Crm, copy: Path, tmp_path: Path
) -> None:
    pexpect = pytest.importorskip("pexpect")
    assert copy.exists()
    other = tmp_path / "other.db"
    crm(["customer", "add", "Amy", "--db", str(other)])
    child = pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", "restore", str(other)],
        env={**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31"},
        encoding="utf-8",
    )
    child.expect("a backup of another book")
    child.expect("Restore it")
    child.sendline("n")
    child.expect(pexpect.EOF)

    assert len(rows(crm.db, "SELECT id FROM customer")) == 2
