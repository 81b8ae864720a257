"""What a book keeps of its backups and exports tells nothing of who was erased."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.faults.rights import of_a_plain_user

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

ORDERED = "--yes --reason 'asked by letter'"


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳秀 --phone 13900112233 --email quokka@b.cn")
    crm("customer add 'Zhang Weiming' --phone 13800145678")
    crm("customer add 李雷")
    return crm


def left(book: Crm, *texts: str) -> list[str]:
    """List the texts that are in one of the book's own files, however they are written there."""
    content = b"\n".join(each.read_bytes() for each in book.db.parent.glob("book.db*")).lower()
    written = ((each, each.lower().encode(form)) for each in texts for form in FORMS)
    return sorted({each for each, found in written if found in content})


FORMS = ("utf-8", "utf-16-le", "utf-16-be")


def rows(book: Crm, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(book.db)) as connection:
        return connection.execute(sql).fetchall()


def test_a_file_that_is_called_like_the_one_is_named_once_and_then_forgotten(
    book: Crm, tmp_path: Path
) -> None:
    table, copy, folder = tmp_path / "王芳秀.csv", tmp_path / "wangfangxiu.db", tmp_path / "王芳秀"
    folder.mkdir()
    book(f"customer export {table} --key table")
    book(f"backup {copy} --key copy")
    book(f"customer export {folder / 'all.csv'}")
    book(f"customer export {tmp_path / 'all.csv'}")
    erased = book(f"customer erase 王芳秀 {ORDERED} --json --key once").json

    assert [each["path"] for each in erased["exports"]] == [
        str(table), str(folder / "all.csv"), str(tmp_path / "all.csv"),
    ]  # fmt: skip
    assert str(copy) in [each["path"] for each in erased["backups"]]
    assert erased["hidden"] == 3
    assert left(book, "王芳秀", "芳秀", "wangfangxiu") == []
    assert rows(book, "SELECT path FROM copy") == [
        (str(tmp_path / "…"),),
        (str(tmp_path / "…"),),
        (str(tmp_path / "…" / "all.csv"),),
        (str(tmp_path / "all.csv"),),
    ]
    assert book(f"customer export {table} --key table --json", code=4).error["code"] == "key_taken"
    later = book(f"customer erase 李雷 {ORDERED} --json").json
    assert [each["state"] for each in later["exports"]] == ["unknown", "unknown", "there"]


def test_a_file_that_is_called_like_many_others_keeps_its_name(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 'Ann Lee' --company 'Fair Trading' --email sales@b.cn --phone 13820260331")
    for name in ("sales.csv", "trading.csv", "export-2026.csv", "annual.csv", "0331.csv"):
        crm(f"customer export {tmp_path / name}")
    crm(f"customer export {tmp_path / 'for-ann.csv'}")
    erased = crm(f"customer erase id:1 {ORDERED} --json").json

    assert erased["hidden"] == 1
    paths = [path for (path,) in rows(crm, "SELECT path FROM copy")]
    assert [each.rpartition("/")[2] for each in paths][-2:] == ["0331.csv", "…"]


def test_the_path_of_a_file_that_is_gone_is_forgotten_whole(book: Crm, tmp_path: Path) -> None:
    table = tmp_path / "王芳秀.csv"
    book(f"customer export {table}")
    table.unlink()
    erased = book(f"customer erase 王芳秀 {ORDERED} --json").json

    assert [(each["exists"], each["state"]) for each in erased["exports"]] == [(False, "gone")]
    assert rows(book, "SELECT path FROM copy") == [("…",)]
    later = book(f"customer erase 李雷 {ORDERED} --json").json
    assert [each["state"] for each in later["exports"]] == ["gone"]


@pytest.mark.parametrize(
    "words",
    [
        ("--where", "name ~ Weiming"),
        ("--where", "phone ~ 1380014"),
        ("--where", "phone ~ 5678"),
        ("--purpose", "for Weiming"),
    ],
)
def test_whom_an_export_was_to_hold_is_told_by_no_part_of_a_name(
    book: Crm, tmp_path: Path, words: tuple[str, str]
) -> None:
    book(["customer", "export", str(tmp_path / "a.csv"), *words, "--key", "weiming-1"])
    assert left(book, words[1])
    book(f"customer erase id:2 {ORDERED}")

    assert left(book, "Weiming", "1380014", "5678") == []


def test_an_export_of_others_keeps_what_it_was_for(book: Crm, tmp_path: Path) -> None:
    book(["customer", "export", str(tmp_path / "a.csv"), "--where", "name = 李雷"])
    book(["customer", "export", str(tmp_path / "b.csv"), "--where", "id > 0", "--purpose", "fair"])
    book(f"customer erase id:2 {ORDERED}")

    kept = rows(book, "SELECT path, filter, purpose FROM copy")
    assert [each[1:] for each in kept] == [("name = 李雷", None), ("id > 0", "fair")]
    assert all(line for (line,) in rows(book, "SELECT line FROM command WHERE id > 3"))


def test_an_export_of_the_one_alone_keeps_nothing_of_it(book: Crm, tmp_path: Path) -> None:
    book("customer edit 王芳秀 --tag smoker --set hobbies=spelunking --company 鱻犇商行")
    for number, words in enumerate(
        (
            "--tag smoker --key jabberwock",
            "--where 'hobbies ~ spelu' --purpose widdershins",
            "--where 'company ~ 鱻犇'",
            "--purpose 'asked by 芳秀' --where 'id = 1'",
        )
    ):
        book(f"customer export {tmp_path / f'{number}.csv'} {words}")
    held = book(f"customer erase 王芳秀 {ORDERED} --json").json["exports"]

    tellings = ("smoker", "spelu", "鱻犇", "芳秀", "widdershins", "jabberwock")
    assert left(book, *tellings) == []
    # The answer still says which files these were.
    assert [each["path"] for each in held] == [str(tmp_path / f"{n}.csv") for n in range(4)]
    assert {each["purpose"] for each in held} == {None}
    assert rows(book, "SELECT DISTINCT count, customers FROM copy") == [(1, "1")]


def test_what_is_true_of_others_in_an_export_stays(book: Crm, tmp_path: Path) -> None:
    book("customer edit 王芳秀 --tag smoker")
    book("customer edit 李雷 --tag smoker")
    book(f"customer export {tmp_path / 'a.csv'} --tag smoker --purpose fair --key once")
    book(f"customer erase 王芳秀 {ORDERED}")

    assert rows(book, "SELECT filter, purpose FROM copy") == [("tags = smoker", "fair")]
    assert "--tag smoker" in rows(book, "SELECT line FROM command WHERE key = 'once'")[0][0]
    book(f"customer erase 李雷 {ORDERED}")
    assert left(book, "smoker", "fair") == []


def test_a_folder_that_nobody_may_look_into_stops_no_erasure(book: Crm, tmp_path: Path) -> None:
    locked, looped = tmp_path / "locked", tmp_path / "looped"
    for folder in (locked, looped):
        folder.mkdir()
        book(f"backup {folder / 'copy.db'}")
        book(f"customer export {folder / 'all.csv'}")
    book("backup")
    (looped / "copy.db").unlink()
    (looped / "all.csv").unlink()
    looped.rmdir()
    looped.symlink_to(looped)
    locked.chmod(0)
    book.db.with_name("book.backups").chmod(0)
    with of_a_plain_user():
        erased = book(f"customer erase 李雷 {ORDERED} --json").json
    locked.chmod(0o700)
    book.db.with_name("book.backups").chmod(0o700)

    assert [each["state"] for each in erased["exports"]] == ["unknown", "unknown"]
    assert {each["path"]: each["state"] for each in erased["backups"]} == {
        str(locked / "copy.db"): "unknown",
        str(looped / "copy.db"): "unknown",
        rows(book, "SELECT path FROM copy ORDER BY id DESC")[0][0]: "unknown",
        str(book.db.with_name("book.backups")): "unknown",
    }
    assert not any(each["exists"] for each in (*erased["backups"], *erased["exports"]))


def test_what_went_to_stdout_is_neither_there_nor_gone(book: Crm) -> None:
    book("customer export")
    (export,) = book(f"customer erase 李雷 {ORDERED} --json").json["exports"]

    assert (export["path"], export["state"]) == ("-", "unknown")


def test_a_field_that_is_called_like_the_one_is_named(book: Crm) -> None:
    book("customer field add 'for 王芳秀'")
    erased = book(f"customer erase 王芳秀 {ORDERED} --json").json

    mention = {"record": "custom_field", "record_id": 0, "customer_id": None, "way": "edit"}
    assert mention in erased["mentions"]


def test_a_backup_made_after_the_clock_was_set_back_is_named(crm: Crm) -> None:
    crm("customer add Ann")
    crm("customer add Kim --phone 13800138000", today="2026-12-05")
    made = crm("backup --json").json["path"]
    erased = crm(f"customer erase Kim {ORDERED} --json").json
    assert [each["path"] for each in erased["backups"]] == [made]
