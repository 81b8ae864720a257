"""What stands for no file cannot be a backup, neither to be made nor to be restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


@pytest.mark.parametrize(("verb", "advised"), [("backup", "leave FILE out"), ("restore", "--list")])
def test_an_empty_file_is_told_what_that_verb_takes(crm: Crm, verb: str, advised: str) -> None:
    crm("customer add 王芳")

    assert advised in crm([verb, "", "--json"], code=2).error["hint"]


@pytest.mark.parametrize(("text", "told"), [("", "FILE is empty."), ("-", "stdout: name a file.")])
@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_a_file_that_is_none_is_refused_and_nothing_written(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str, text: str, told: str
) -> None:
    crm("customer add 王芳")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    before = crm.db.read_bytes()
    refused = crm([verb, text, "--json", *(["--yes"] if verb == "restore" else [])], code=2).error

    assert refused["code"] == "usage"
    assert refused["message"].endswith(told)
    assert list(here.iterdir()) == []
    assert crm.db.read_bytes() == before


def test_a_file_that_is_really_called_so_is_named_by_its_folder(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    monkeypatch.chdir(tmp_path)
    crm("backup ./-")

    assert crm("restore ./- --yes --json").json["customers"] == 1


@pytest.mark.parametrize("spelling", ["book.backups", "./link/book.backups", "book.db-wal"])
def test_no_backup_takes_a_place_that_belongs_to_the_book(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    crm("customer add 王芳")
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert crm(f"backup {spelling} --force --json", code=4).error["code"] == "target_is_book"
    assert not (tmp_path / spelling).exists()
    crm("customer import - --yes", stdin="name\n李雷\n")
    assert len(list((tmp_path / "book.backups").iterdir())) == 1


def test_the_books_own_backup_folder_may_be_named(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    made = crm("backup --json").json["path"]
    monkeypatch.chdir(tmp_path)

    last = crm("backup book.backups --keep 1 --json").json

    assert last["removed"] == [made]
    assert [each["path"] for each in crm("backup --list --json").json] == [last["path"]]
