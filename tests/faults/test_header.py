"""A book whose header names a format that SQLite does not know, or does not write."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest

import crmcli
from crmcli.errors import StorageFault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

WRITTEN_BY, READ_BY, SCHEMA_FORMAT = 18, 19, 47


def spoil(path: Path, at: int) -> bytes:
    content = bytearray(path.read_bytes())
    content[at] = 0x7F
    path.write_bytes(content)
    return bytes(content)


@pytest.fixture
def copy(crm: Crm, tmp_path: Path) -> Path:
    crm("customer add 王芳")
    target = tmp_path / "copy.db"
    crm(f"backup {target}")
    return target


@pytest.mark.parametrize("at", [WRITTEN_BY, READ_BY])
def test_a_version_of_the_format_that_sqlite_does_not_write_is_named(
    crm: Crm, copy: Path, at: int
) -> None:
    before = spoil(crm.db, at)

    for line in ("customer add 李雷", "backup", f"backup {copy}.2"):
        refused = crm(f"{line} --json", code=6).error
        assert refused["code"] == "not_a_book"
        assert refused["message"].endswith("it is no SQLite file.")
    crm("check --repair --yes", code=6)
    (found,) = (each for each in crm("check --json", code=6).json["findings"] if each["count"])
    assert found["message"] == "The file is damaged: it is no SQLite file"
    assert crm.db.read_bytes() == before
    assert [each.name for each in crm.db.parent.iterdir() if each.is_dir()] == []


@pytest.mark.parametrize("at", [WRITTEN_BY, READ_BY, SCHEMA_FORMAT])
def test_it_is_replaced_by_a_backup_and_its_bytes_are_kept(crm: Crm, copy: Path, at: int) -> None:
    before = spoil(crm.db, at)

    saved = crm(f"restore {copy} --yes --json").json["saved"]

    assert saved.endswith(".damaged")
    assert crm.db.with_name("book.backups").joinpath(saved).read_bytes() == before
    crm("check")


@pytest.mark.parametrize("at", [WRITTEN_BY, READ_BY, SCHEMA_FORMAT])
def test_such_a_backup_is_refused_by_its_own_name_and_leaves_no_folder(
    crm: Crm, copy: Path, at: int
) -> None:
    spoil(copy, at)
    before = crm.db.read_bytes()

    for line in ("--yes", "--dry-run"):
        refused = crm(f"restore {copy} {line} --json", code=6).error
        assert str(copy) in refused["message"]
        assert "The book was not touched" in refused["hint"]
    assert crm.db.read_bytes() == before
    assert not crm.db.with_name("book.backups").exists()


def test_a_format_of_the_schema_that_sqlite_does_not_know_says_what_to_do(
    crm: Crm, copy: Path
) -> None:
    del copy
    spoil(crm.db, SCHEMA_FORMAT)

    for line in ("due", "customer add 李雷", "backup"):
        refused = crm(f"{line} --json", code=6).error
        assert refused["code"] == "damaged"
        assert "restore your latest backup" in refused["hint"]
    assert not crm.db.with_name("book.backups").exists()


def test_a_restore_that_fails_leaves_no_folder_for_a_book_that_is_not_there(
    crm: Crm, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(copy, WRITTEN_BY)
    monkeypatch.setenv("CRM_DB", "")
    monkeypatch.setattr(crm, "db", "")

    crm(f"restore {copy} --yes", code=6)

    assert not (tmp_path / "home").exists()


def test_every_fault_of_the_disk_says_what_to_do() -> None:
    for each in pkgutil.walk_packages(crmcli.__path__, "crmcli."):
        if not each.name.endswith("__main__") and ".versions." not in each.name:
            importlib.import_module(each.name)
    kinds, named = [StorageFault], []
    for kind in kinds:
        kinds += kind.__subclasses__()
        named += [kind] if kind.__module__.startswith("crmcli.") else []

    assert [each.__name__ for each in named[1:] if not each.hint] == []
