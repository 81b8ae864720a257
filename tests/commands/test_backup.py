from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.services.backups import making as backups
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

WRITER = """
import sys
from crmcli.main import run
for number in range(1, 500):
    run(["customer", "add", f"customer {number}", "--quiet", "--force"])
"""


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --need clear --close +2w")
    crm("log add 王芳 hello --via phone --next more --by +3d")
    return crm


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_backup_is_a_sound_book_of_its_own(book: Crm, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    made = book(f"backup {target} --json").json

    assert contents(target) == contents(book.db)
    assert (made["path"], made["customers"], made["noted"]) == (str(target), 1, True)
    assert made["bytes"] == target.stat().st_size
    assert mode(target) == 0o600
    assert book(["check", "--db", str(target), "--json"]).json["ok"]


def test_without_a_file_it_lies_beside_the_book_with_its_date(book: Crm) -> None:
    made = book("backup --json").json
    folder = book.db.parent / f"{book.db.stem}.backups"

    assert Path(made["path"]).parent == folder
    assert Path(made["path"]).name == "backup-20260331T040000Z.db"
    assert mode(folder) == 0o700


def test_it_is_noted_in_the_book_and_cannot_be_undone(book: Crm, tmp_path: Path) -> None:
    book(f"backup {tmp_path / 'copy.db'}")
    (row,) = book("history --command backup --json").json

    assert (row["record"], row["new"]["count"]) == ("copy", 1)
    assert [each["command"] for each in book("undo --list --json").json] == [
        "log add",
        "customer add",
    ]


def test_another_file_is_never_overwritten(book: Crm, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("precious")

    refused = book(f"backup {target} --json", code=4).error
    assert refused == book(f"customer export {target} --format csv --json", code=4).error
    assert refused["code"] == "target_exists"
    assert target.read_text() == "precious"
    book(f"backup {target} --force")
    assert contents(target) == contents(book.db)


@pytest.mark.parametrize("spelling", ["{db}", "{folder}/./{name}", "{link}"])
def test_the_book_itself_is_no_target(book: Crm, spelling: str) -> None:
    link = book.db.parent / "link.db"
    link.symlink_to(book.db)
    before = book.db.read_bytes()
    target = spelling.format(db=book.db, folder=book.db.parent, name=book.db.name, link=link)

    book(["backup", target, "--force"], code=4)
    assert book.db.read_bytes() == before


def test_a_missing_folder_is_said_and_nothing_made(book: Crm, tmp_path: Path) -> None:
    refused = book(f"backup {tmp_path / 'none' / 'copy.db'} --json", code=6)

    assert refused.out == ""
    assert "its folder does not exist" in refused.error["message"]
    assert "Make the folder first" in refused.error["hint"]
    assert not (tmp_path / "none").exists()


def test_without_a_book_there_is_nothing_to_back_up(crm: Crm, tmp_path: Path) -> None:
    crm(f"backup {tmp_path / 'copy.db'}", code=3)
    assert list(tmp_path.iterdir()) == []


def test_keep_removes_the_oldest_of_its_own_and_nothing_else(book: Crm, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "holiday.db").write_text("not ours")
    dated = folder / f"{book.db.stem}-20200101T000000Z.db"
    dated.write_text("named like one, but no book")
    days = [f"2026-04-0{day}" for day in range(1, 6)]
    removed = [
        len(book(f"backup {folder} --keep 3 --json", today=day).json["removed"]) for day in days
    ]

    assert removed == [0, 0, 0, 1, 1]
    kept = sorted(each.name for each in folder.iterdir())
    assert kept == [
        dated.name,
        *(f"{book.db.stem}-2026040{day}T040000Z.db" for day in (3, 4, 5)),
        "holiday.db",
    ]


def test_keep_knows_which_are_the_oldest_whatever_date_a_run_was_given(
    book: Crm, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    far = Path(book(f"backup {folder} --json", today="2099-01-01").json["path"])
    os.utime(far, (0, 0))
    near = Path(book(f"backup {folder} --json").json["path"])

    made = book(f"backup {folder} --keep 2 --json", today="2026-04-01").json

    assert made["removed"] == [str(far)]
    assert near.exists()


def test_keep_needs_a_folder(book: Crm, tmp_path: Path) -> None:
    book(f"backup {tmp_path / 'copy.db'} --keep 3", code=2)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_nobody_else_may_read_it_whatever_the_umask(book: Crm, tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        book("backup")
        book(f"backup {tmp_path / 'copy.db'}")
    finally:
        os.umask(before)

    folder = book.db.parent / f"{book.db.stem}.backups"
    assert {mode(each) for each in (*folder.iterdir(), tmp_path / "copy.db")} == {0o600}
    assert mode(folder) == 0o700


def test_a_retry_makes_no_second_one(book: Crm) -> None:
    first = book("backup --key evening --json").json
    assert book("backup --key evening --json").json == first
    folder = book.db.parent / f"{book.db.stem}.backups"
    assert len(list(folder.iterdir())) == 1


def test_two_of_one_key_at_once_give_one_answer(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    first = book("backup --key evening --json").json
    # The second one looked before the first was done.
    monkeypatch.setattr(backups, "first_answer", lambda *_: None)

    assert book("backup --key evening --json").json == first
    assert [str(each) for each in book.db.with_name("book.backups").iterdir()] == [first["path"]]


def test_a_damaged_book_is_not_backed_up_as_if_it_were_sound(book: Crm, tmp_path: Path) -> None:
    with closing(sqlite3.connect(book.db)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'contact_of'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with book.db.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 300)

    refused = book(f"backup {tmp_path / 'copy.db'} --json", code=6)
    assert refused.error["code"] == "damaged"
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_made_while_others_write_holds_one_state(book: Crm, tmp_path: Path) -> None:
    environment = {**os.environ, "CRM_DB": str(book.db), "CRM_TODAY": "2026-03-31"}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], env=environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        try:
            assert writer.stdout is not None
            for number in range(5):
                acknowledged = int(writer.stdout.readline())
                target = tmp_path / f"copy{number}.db"
                made = book(f"backup {target} --json").json
                # Each line is the id of a customer that was acknowledged before it began.
                assert made["customers"] >= acknowledged
                assert book(["check", "--db", str(target), "--json"]).json["ok"]
        finally:
            writer.kill()
            writer.communicate()


def test_the_days_first_import_keeps_the_book_as_it_was(book: Crm) -> None:
    folder = book.db.parent / f"{book.db.stem}.backups"
    before = contents(book.db)
    book("customer import - --yes", stdin="name\n李雷\n")
    book("customer import - --yes", stdin="name\n赵敏\n")
    book("customer import - --dry-run", stdin="name\n孙俪\n", today="2026-04-02")

    (kept,) = folder.iterdir()
    assert kept.name == "before-import-20260331T040000Z.db"
    assert contents(kept) == before
    book("customer import - --yes", stdin="name\n周迅\n", today="2026-04-01")
    assert len(list(folder.iterdir())) == 2


def test_an_import_that_creates_nothing_keeps_nothing(book: Crm) -> None:
    book("customer import - --yes --key k", stdin="name,phone\n王芳,13800138000\n")
    book("customer import - --yes", stdin="name,phone\n王芳,13800138000\n")

    assert not (book.db.parent / "book.backups").exists()


def test_an_import_into_an_empty_book_keeps_nothing(crm: Crm) -> None:
    crm("customer import -", stdin="name\n王芳\n")
    assert not (crm.db.parent / f"{crm.db.stem}.backups").exists()


def test_of_automatic_backups_the_newest_five_of_a_kind_are_kept(book: Crm) -> None:
    own = book("backup --json", today="2026-03-30").json["path"]
    for day in range(1, 9):
        book("customer import - --yes", stdin=f"name\nnumber {day}\n", today=f"2026-04-0{day}")

    folder = book.db.parent / f"{book.db.stem}.backups"
    names = sorted(each.name for each in folder.iterdir())
    assert names == [
        Path(own).name,
        *(f"before-import-2026040{day}T040000Z.db" for day in (4, 5, 6, 7, 8)),
    ]


def test_keep_knows_the_backups_of_a_run_in_the_first_centuries(book: Crm, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    last = ""
    for day in ("0001-01-02", "0999-12-31", "0001-01-03"):
        last = book(f"backup {folder} --keep 1 --json", today=day).json["path"]

    assert [each.name for each in folder.iterdir()] == ["book-00010103T035417Z.db"]
    assert str(next(folder.iterdir())) == last
    assert "0001-01-03 12:00" in book("backup --list --format table").out
