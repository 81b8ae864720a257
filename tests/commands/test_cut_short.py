"""Files that end too early, or say nonsense of themselves: named as what the user calls them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.store import connection as connections

if TYPE_CHECKING:
    from tests.conftest import Crm

CUT = "its last page was cut short"


@pytest.fixture
def copy(crm: Crm, tmp_path: Path) -> Path:
    for name in ("王芳", "李雷"):
        crm(f"customer add {name}")
    target = tmp_path / "copy.db"
    crm(f"backup {target}")
    return target


def cut(path: Path, count: int) -> None:
    os.truncate(path, path.stat().st_size - count)


@pytest.mark.parametrize("count", [1, 100, 512, 1024, 3000, 4095])
def test_a_backup_that_lacks_its_last_bytes_is_not_restored(
    crm: Crm, copy: Path, count: int
) -> None:
    cut(copy, count)
    before = crm.db.read_bytes()
    refused = crm(f"restore {copy} --yes --json", code=6).error

    assert (refused["code"], refused["message"]) == ("damaged", f"{copy} is damaged: {CUT}.")
    assert crm.db.read_bytes() == before


@pytest.mark.parametrize("count", [1, 512, 3000])
def test_a_book_that_lacks_its_last_bytes_is_damaged_to_every_command(
    crm: Crm, copy: Path, count: int
) -> None:
    cut(crm.db, count)
    before = crm.db.read_bytes()

    assert CUT in crm("customer list", code=6).err
    assert CUT in crm("customer add 赵敏", code=6).err
    found = crm("check --json", code=6)
    assert found.json["findings"][0]["message"].endswith(CUT)
    assert crm.db.read_bytes() == before

    crm(f"restore {copy} --yes")
    assert crm("check --json").json["ok"]


def test_bytes_behind_the_end_of_a_file_are_no_damage(crm: Crm, copy: Path) -> None:
    with copy.open("ab") as file:
        file.write(b"\0" * 100)

    assert crm(f"restore {copy} --yes --json").json["customers"] == 2
    assert crm("check --json").json["ok"]


def test_what_is_still_in_the_log_of_a_book_is_not_missing_in_its_file(crm: Crm) -> None:
    crm("customer add 王芳")
    with closing(sqlite3.connect(crm.db, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("UPDATE customer SET notes = ?", ("long " * 20_000,))

        (pages,) = other.execute("PRAGMA page_count").fetchone()
        assert crm.db.stat().st_size < pages * 4096
        assert len(crm("customer list --json").json) == 1


@pytest.mark.parametrize("version", [-1, 0])
def test_a_backup_of_a_version_that_there_is_none_of_is_named(
    crm: Crm, copy: Path, version: int
) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(f"PRAGMA user_version = {version:d}")
    before = crm.db.read_bytes()
    refused = crm(f"restore {copy} --yes --json", code=6).error

    assert refused["code"] == "damaged"
    assert refused["message"] == f"{copy} is damaged: the version of its schema makes no sense."
    assert refused["hint"] == "The book was not touched. Name a backup that crm made."
    assert crm.db.read_bytes() == before


def test_a_book_of_a_version_that_there_is_none_of_is_damaged_and_not_migrated(crm: Crm) -> None:
    crm("customer add 王芳")
    with closing(sqlite3.connect(crm.db)) as connection:
        connection.execute("PRAGMA user_version = 0")
    before = crm.db.read_bytes()

    assert crm("customer list --json", code=6).error["code"] == "damaged"
    assert crm.db.read_bytes() == before
    assert [each.name for each in crm.db.parent.glob("*.backups")] == []


def test_a_book_that_another_program_does_not_let_go_of_is_named_itself(
    crm: Crm, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(crm.db, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM customer").fetchone()
        monkeypatch.setattr(connections, "BUSY_SECONDS", 0.2)
        refused = crm(f"restore {copy} --yes --json", code=6).error

    assert refused["code"] == "locked"
    assert refused["message"].startswith(f"{crm.db} is in use")
    assert len(crm("customer list --json").json) == 2


def test_a_backup_that_cannot_be_brought_up_is_named_and_no_copy_promised(
    crm: Crm, copy: Path
) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 1")
    refused = crm(f"restore {copy} --yes --json", code=6).error

    assert refused["code"] == "migration_failed"
    assert refused["message"].startswith(f"{copy} could not be brought to schema")
    assert refused["hint"] == "The book was not touched. Name a backup that crm made."
