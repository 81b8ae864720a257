"""A path whose bytes are no UTF-8: for a backup, an export, a restore, and the book itself."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Answer, Crm

BYTES = os.fsdecode(b"it's \\x41 \xff\xe9")
WRITTEN = r"it\'s \\x41 \xff\xe9"


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000")
    crm("customer add 李雷")
    return crm


def read(answer: Answer) -> Any:
    """Read JSON as a strict reader does: without halves of characters."""
    answer.out.encode()
    found = json.loads(answer.out)
    json.dumps(found, ensure_ascii=False).encode()
    return found


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def shell(path: str) -> Path:
    """Give the path that a shell makes of what is printed."""
    done = subprocess.run(
        ["bash", "-c", f"printf %s {path}"],
        capture_output=True, check=True, env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    return Path(os.fsdecode(done.stdout))


def test_a_backup_is_made_noted_listed_and_restored(book: Crm, tmp_path: Path) -> None:
    target = tmp_path / f"{BYTES}.db"
    made = read(book(["backup", str(target), "--key", "k", "--json"]))

    assert made["path"] == f"$'{tmp_path}/{WRITTEN}.db'"
    assert shell(made["path"]) == target
    assert made["noted"]
    assert [each["path"] for each in read(book("backup --list --json"))] == [made["path"]]
    for form in ("table", "tsv", "csv", "md", "ids"):
        assert r"\xff" in book(f"backup --list --format {form}").out.replace("\\\\", "\\")
    again = read(book(["backup", str(target), "--key", "k", "--json"]))
    assert again == made
    assert r"\xff" in book("history").out

    read(book(["restore", str(target), "--dry-run", "--json"]))
    restored = read(book(["restore", str(target), "--yes", "--key", "r", "--json"]))
    assert restored["file"] == made["path"]
    assert read(book(["restore", str(target), "--yes", "--key", "r", "--json"])) == restored
    read(book("history --json"))
    read(book("check --json"))


def test_an_export_is_made_recorded_and_named_once_more_for_its_key(
    book: Crm, tmp_path: Path
) -> None:
    target = tmp_path / f"{BYTES}.csv"
    line = ["customer", "export", str(target), "--key", "k", "--json"]
    made = read(book(line))

    assert shell(made["path"]) == target
    assert target.read_text().count("\n") == 3
    assert read(book(line)) == made
    target.unlink()
    assert read(book(line)) == made
    assert target.exists()
    assert rows(book.db, "SELECT path FROM copy") == [(made["path"],)]
    refused = book(["customer", "export", str(target), "--json"], code=4)
    assert r"\xff" in refused.error["message"]
    json.dumps(refused.error, ensure_ascii=False).encode()


def test_an_erasure_names_such_copies_and_looks_at_them(book: Crm, tmp_path: Path) -> None:
    kept, gone = tmp_path / f"{BYTES}.db", tmp_path / f"{BYTES}2.db"
    for each in (kept, gone):
        book(["backup", str(each)])
    book(["customer", "export", str(tmp_path / f"{BYTES}.csv")])
    gone.unlink()
    erased = read(book("customer erase 王芳 --yes --reason 'by letter' --json"))

    assert [shell(each["path"]) for each in erased["backups"] if each["state"] == "there"] == [kept]
    assert [shell(each["path"]) for each in erased["exports"]] == [tmp_path / f"{BYTES}.csv"]
    assert {each["state"] for each in erased["exports"]} == {"there"}


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("王芳", "王芳".encode("gb18030")),
        ("Zoë Müller", "Zoë Müller".encode("cp1252")),
        ("Ann O'Brien", b"Ann O'Brien \xff"),
        ("王芳", "王芳".encode() + b"\xff"),
    ],
)
def test_a_name_in_such_a_path_goes_with_who_is_erased(
    crm: Crm, tmp_path: Path, who: str, name: bytes
) -> None:
    crm(["customer", "add", who])
    crm("customer add 李雷")
    crm(["customer", "export", str(tmp_path / os.fsdecode(name + b".csv")), "--key", "k"])
    erased = read(crm("customer erase id:1 --yes --reason 'by letter' --json"))

    assert erased["hidden"] == 1
    assert rows(crm.db, "SELECT path FROM copy") == [(f"{tmp_path}/…",)]
    kept = rows(crm.db, "SELECT line, result FROM command WHERE name = 'customer export'")
    assert kept in ([("", None)], [(None, None)])


def test_a_book_at_such_a_place_is_backed_up_imported_into_and_restored(
    crm: Crm, tmp_path: Path
) -> None:
    folder = tmp_path / BYTES
    folder.mkdir()
    crm.db = folder / f"{BYTES}.db"
    crm("customer add 王芳")
    made = read(crm("backup --json"))
    crm("customer import - --yes", stdin="name\n李雷\n")
    restored = read(crm(["restore", str(shell(made["path"])), "--yes", "--json"]))

    assert shell(restored["path"]) == crm.db
    kinds = [each["kind"] for each in read(crm("backup --list --json"))]
    assert sorted(kinds) == ["backup", "import", "restore"]
    read(crm("check --json"))
    assert read(crm("backup --keep 1 --json"))["removed"] == [made["path"]]
    crm("check --repair --yes")
    crm.db.unlink()
    told = crm("due", code=3).err
    assert shell(told.partition("crm restore ")[2].strip().replace("\n     ", " ")).exists()


def test_without_file_the_newest_is_named_as_a_shell_reads_it(book: Crm, tmp_path: Path) -> None:
    target = tmp_path / f"{BYTES}.db"
    book(["backup", str(target)])

    hint = book("restore --json", code=2).error["hint"]
    assert shell(hint.removeprefix("The newest is ").partition(";")[0]) == target
