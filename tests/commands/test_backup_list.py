"""The backups there are, listed, and named to whoever has lost the book."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.store import connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm


@pytest.fixture
def backups(crm: Crm, tmp_path: Path) -> list[str]:
    """Make three backups, one elsewhere; the newest first."""
    elsewhere = tmp_path / "usb stick"
    elsewhere.mkdir()
    crm("customer add 王芳")
    lines = ["backup --json", f"backup '{elsewhere / 'copy.db'}' --json", "backup --json"]
    made = [crm(line, today=f"2026-04-0{day}").json["path"] for day, line in enumerate(lines, 1)]
    for age, each in enumerate(reversed(made)):
        os.utime(each, (2_000_000_000 - age, 2_000_000_000 - age))
    return made[::-1]


def test_all_that_are_there_are_listed_the_newest_first(crm: Crm, backups: list[str]) -> None:
    crm("customer import - --yes", stdin="name\n李雷\n", today="2026-04-05")
    (imported,) = crm.db.with_name("book.backups").glob("before-import-*")
    os.utime(imported, (0, 0))

    found = crm("backup --list --json").json

    assert [each["path"] for each in found] == [*backups, str(imported)]
    assert [each["kind"] for each in found] == ["backup"] * 3 + ["import"]
    assert found[0]["at"].startswith("2026-04-03T04:00:00")
    assert [each["bytes"] for each in found] == [
        Path(each["path"]).stat().st_size for each in found
    ]
    described = crm("schema backup --list").json
    assert described["type"] == "array"
    assert set(described["items"]["properties"]) == set(found[0])


def test_one_that_is_gone_is_not_listed(crm: Crm, backups: list[str]) -> None:
    Path(backups[1]).unlink()

    assert [each["path"] for each in crm("backup --list --json").json] == [backups[0], backups[2]]


def test_every_format_lists_them(crm: Crm, backups: list[str]) -> None:
    assert crm("backup --list --format ids").lines == backups
    rows = list(csv.DictReader(io.StringIO(crm("backup --list --format csv").out)))
    assert [each["path"] for each in rows] == backups
    assert "by you" in crm("backup --list --format table").out
    assert len(crm("backup --list --format jsonl").lines) == 3
    assert len(crm("backup --list --format md").lines) == 5


def test_a_link_that_leads_to_the_folder_does_not_double_them(
    crm: Crm, backups: list[str], tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path, target_is_directory=True)
    book = str(link / "book.db")
    made = crm(["backup", "--json", "--db", book]).json["path"]

    assert len(crm(["backup", "--list", "--json", "--db", book]).json) == len(backups) + 1
    assert Path(made).exists()


def test_to_list_is_to_make_none(crm: Crm, tmp_path: Path) -> None:
    assert crm("backup --list --json").json == []
    for more in ("copy.db", "--force", "--keep 3", "--key k"):
        crm(f"backup --list {more}", code=2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", ["gone", "empty", "short", "text"])
def test_whoever_has_lost_the_book_is_told_of_its_backups(
    crm: Crm, backups: list[str], how: str
) -> None:
    code = 3 if how == "gone" else 6
    crm.db.unlink()
    if how != "gone":
        crm.db.write_bytes({"empty": b"", "short": b"x", "text": b"x" * 9999}[how])
    for line in ("due", "customer list", "check", "backup"):
        hint = crm(f"{line} --json", code=code).error["hint"]
        # The one elsewhere is known to the book alone.
        assert "2 backups of it lie in" in hint
        assert f"crm restore {backups[0]}" in hint
        assert ("Move that file away" in hint) == (how != "gone")


def test_where_no_backup_is_nothing_is_said_of_any(crm: Crm) -> None:
    assert "crm customer add" in crm("due --json", code=3).error["hint"]


def test_a_book_named_on_the_command_line_is_named_so_again(
    crm: Crm, backups: list[str], tmp_path: Path
) -> None:
    crm.db.unlink()
    crm.db = tmp_path / "another.db"
    named = str(tmp_path / "book.db")

    hint = crm(["due", "--json", "--db", named], code=3).error["hint"]

    assert hint.endswith(f"crm restore {backups[0]} --db {named}")
    crm(["restore", backups[0], "--yes", "--db", named])


def test_a_restore_of_nothing_names_the_newest(crm: Crm, backups: list[str]) -> None:
    refused = crm("restore --json", code=2).error
    assert refused["message"] == "FILE is missing."
    assert backups[0] in refused["hint"]
    missing = crm("restore gone.db --yes --json", code=3).error
    assert "crm backup --list" in missing["hint"]


def test_what_is_left_of_a_damaged_book_is_not_named_as_the_newest(
    crm: Crm, backups: list[str]
) -> None:
    content = crm.db.read_bytes()
    crm.db.write_bytes(b"\0" * 100 + content[100:])
    crm(f"restore '{backups[1]}' --yes")

    listed = crm("backup --list --json").json
    assert listed[-1]["path"].endswith(".damaged")
    os.utime(listed[-1]["path"], (2_100_000_000, 2_100_000_000))
    assert backups[0] in crm("restore --json", code=2).error["hint"]


def test_a_locked_book_is_named_and_no_list_given_without_what_it_knows(
    crm: Crm, backups: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(crm.db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused = crm("backup --list --json", code=6)
        hint = crm("restore --json", code=2).error["hint"]

    assert refused.out == ""
    assert refused.error["code"] == "locked"
    assert hint.startswith(f"The newest in its own folder is {backups[0]}. The book cannot be read")


def pages(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


def instant(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.execute("UPDATE copy SET at = 'zzz'")


@pytest.mark.parametrize("hurt", [pages, instant])
def test_a_damaged_book_lists_its_folder_and_says_that_there_may_be_more(
    crm: Crm, backups: list[str], hurt: Callable[[Path], None]
) -> None:
    hurt(crm.db)

    answer = crm("backup --list --json")

    assert [each["path"] for each in answer.json] == [backups[0], backups[2]]
    assert "it alone knows of copies that were made elsewhere" in " ".join(answer.err.split())
    assert "made elsewhere" in crm("restore --json", code=2).error["hint"]


def test_a_book_that_can_be_read_says_nothing_of_the_kind(crm: Crm, backups: list[str]) -> None:
    assert backups
    assert crm("backup --list").err == ""
