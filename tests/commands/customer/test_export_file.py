"""The file of an export: its owner's alone, whole or not there, and never another's."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crmcli.exchange import target as targets
from tests.commands.customer.export_book import (
    FORMATS,
    copies,
    select,
)
from tests.conftest import Crm


def test_a_file_is_its_owners_alone_whatever_the_umask(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    before = os.umask(0)
    try:
        for form in FORMATS:
            crm(f"customer export {tmp_path / 'a'}.{form}")
        crm(f"customer export {tmp_path / 'a.csv'} --force")
    finally:
        os.umask(before)
    assert {each.stat().st_mode & 0o777 for each in tmp_path.glob("a.*")} == {0o600}


def test_a_file_that_is_there_stays_unless_forced(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    file.write_text("mine")
    file.chmod(0o644)
    refused = crm(f"customer export {file} --json", code=4)
    assert refused.error["code"] == "target_exists"
    assert file.read_text() == "mine"
    assert copies(crm) == []
    crm(f"customer export {file} --force")
    assert file.read_text("utf-8").startswith("id,uid")
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "book.db", *JOURNAL]


JOURNAL: list[str] = ["book.db-journal"]


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_is_no_file_is_never_replaced(crm: Crm, tmp_path: Path, force: list[str]) -> None:
    crm("customer add 王芳")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    before = crm.db.read_bytes()
    (tmp_path / "link.csv").symlink_to(crm.db)
    for name, reason in (
        ("pipe.csv", "not a regular file"),
        ("folder.csv", "it is a folder"),
        ("missing/a.csv", "its folder does not exist"),
        ("book.db/a.csv", "a file stands where a folder should"),
        ("link.csv", "it belongs to the book itself"),
    ):
        told = crm(["customer", "export", str(tmp_path / name), *force], code=6)
        assert reason in " ".join(told.err.split())
        assert told.out == ""
    assert crm.db.read_bytes() == before
    assert copies(crm) == []


@pytest.mark.parametrize("name", ["book.db-journal", "book.db-wal", "book.db-shm", "book.backups"])
def test_what_belongs_to_the_book_is_never_written(crm: Crm, tmp_path: Path, name: str) -> None:
    crm("customer add 王芳")
    link = tmp_path / "link.db"
    link.symlink_to(crm.db)
    beside = tmp_path / name
    before = beside.exists()
    for options in ("", "--key k"):
        line = f"customer export {beside} --format csv --force --db {link} {options}"
        refused = crm(f"{line} --json", code=6).error
        assert refused["code"] == "target_unusable"
        assert refused["hint"] == "Name another file."

    assert beside.exists() == before
    assert copies(crm) == []


def test_a_place_where_no_file_can_be_made_says_what_to_do(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    refused = crm(f"customer export {tmp_path / 'missing' / 'a.csv'} --json", code=6).error

    assert "its folder does not exist" in refused["message"]
    assert "Make the folder first" in refused["hint"]


def test_a_link_to_a_file_is_replaced_and_the_file_stays(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "a.csv").symlink_to(tmp_path / "mine.txt")
    crm(f"customer export {tmp_path / 'a.csv'}", code=4)
    crm(f"customer export {tmp_path / 'a.csv'} --force")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "a.csv").is_symlink()


def test_a_file_that_appears_meanwhile_stays_and_there_is_no_record(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    put = targets.Target.put

    def too_late(self: targets.Target, draft: Any) -> None:
        file.write_text("somebody else's")
        put(self, draft)

    monkeypatch.setattr(targets.Target, "put", too_late)
    crm(f"customer export {file}", code=4)
    assert file.read_text() == "somebody else's"
    assert copies(crm) == []
    assert select(crm, "SELECT name FROM command") == [("customer add",)]


def test_where_files_need_names_nothing_is_left_either(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(targets, "_nameless", lambda _: None)
    crm(f"customer export {folder / 'a.csv'}")
    crm(f"customer export {folder / 'a.csv'} --force")
    crm(["customer", "export", str(folder / "b.csv"), "--where", "nonsense"], code=2)
    monkeypatch.setattr(os, "link", no_links)
    crm(f"customer export {folder / 'c.csv'}")
    crm(f"customer export {folder / 'c.csv'} --force")
    crm(f"customer export {folder / 'c.csv'}", code=4)
    assert sorted(each.name for each in folder.iterdir()) == ["a.csv", "c.csv"]
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    assert (folder / "c.csv").read_bytes() == (folder / "a.csv").read_bytes()


def no_links(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_who_may_no_longer_be_shared_when_it_is_recorded_stops_it(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    save = targets.Draft.save

    def meanwhile(self: targets.Draft) -> None:
        save(self)
        with closing(sqlite3.connect(crm.db)) as connection, connection:
            connection.execute("UPDATE customer SET may_share = 0")

    monkeypatch.setattr(targets.Draft, "save", meanwhile)
    crm(f"customer export {file}", code=4)
    assert not file.exists()
    assert copies(crm) == []
