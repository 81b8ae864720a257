from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.store.migration import migrate
from tests.contents import contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm


@pytest.fixture
def copy(crm: Crm, tmp_path: Path) -> Path:
    """Make a book, a backup of it, and a change after that."""
    crm("customer add 王芳 --phone 13800138000")
    target = tmp_path / "copy.db"
    crm(f"backup {target}")
    crm("customer add 李雷")
    return target


def names(crm: Crm) -> list[str]:
    return [each["name"] for each in crm("customer list --json").json]


def test_a_backup_takes_the_books_place_and_the_book_is_kept(crm: Crm, copy: Path) -> None:
    before = contents(crm.db)
    restored = crm(f"restore {copy} --yes --json").json

    assert names(crm) == ["王芳"]
    assert (restored["customers"], restored["replaced"]) == (1, 2)
    assert contents(Path(restored["saved"])) == before
    assert crm("check --json").json["ok"]
    crm(["restore", restored["saved"], "--yes"])
    assert names(crm) == ["王芳", "李雷"]


def test_a_script_has_to_say_yes(crm: Crm, copy: Path) -> None:
    before = crm.db.read_bytes()
    crm(f"restore {copy}", code=2)
    crm(f"restore {copy} --dry-run")
    assert crm.db.read_bytes() == before


def test_where_no_book_is_one_is_made(crm: Crm, copy: Path, tmp_path: Path) -> None:
    place = tmp_path / "new.db"
    crm(["restore", str(copy), "--yes", "--db", str(place)])

    assert contents(place)["customer"] == contents(copy)["customer"]
    assert place.stat().st_mode & 0o777 == 0o600


def trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER evil AFTER UPDATE ON customer BEGIN DELETE FROM contact; END"
        )


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (text)")


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def hurt(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\xff" * 4096)


def first_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 400)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("name,phone\n")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BROKEN: dict[str, Callable[[Path], None]] = {
    "hostile_book": trigger,
    "newer_book": newer,
    "not_a_book": foreign,
    "damaged": cut_short,
    "damaged ": hurt,
    "damaged  ": first_page,
    "not_a_book ": emptied,
    "not_a_book  ": text,
    "not_a_book   ": folder,
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_no_sound_book_is_refused_and_the_book_untouched(
    crm: Crm, copy: Path, code: str
) -> None:
    BROKEN[code](copy)
    before = crm.db.read_bytes()
    refused = crm(f"restore {copy} --yes --json", code=6)

    assert refused.error["code"] == code.strip()
    assert str(copy) in refused.error["message"]
    assert refused.out == ""
    assert crm.db.read_bytes() == before
    assert not (crm.db.parent / f"{crm.db.stem}.backups").exists()


def test_a_missing_file_is_not_found(crm: Crm, copy: Path) -> None:
    crm(f"restore {copy}.gone --yes", code=3)


def test_the_book_does_not_restore_itself(crm: Crm, copy: Path) -> None:
    assert copy.exists()
    crm(["restore", str(crm.db), "--yes"], code=4)


def test_a_damaged_book_is_replaced_and_its_bytes_kept(crm: Crm, copy: Path) -> None:
    with crm.db.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 8)
    damaged = crm.db.read_bytes()
    restored = crm(f"restore {copy} --yes --json").json

    assert names(crm) == ["王芳"]
    assert Path(restored["saved"]).read_bytes() == damaged


def test_an_older_book_is_brought_up_to_date(crm: Crm, copy: Path, tmp_path: Path) -> None:
    assert copy.exists()
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA application_id = 0x43524D31")
    migrate(old, target=1)
    for each in (tmp_path / "old.backups").iterdir():
        each.unlink()

    crm(f"restore {old} --yes")
    assert names(crm) == []
    crm("customer add 赵敏")
    assert crm("check --json").json["ok"]


def test_a_restore_is_told_and_is_no_step_of_undo(crm: Crm, copy: Path) -> None:
    crm(f"restore {copy} --yes --reason 'wrong import'")

    rows = crm("history --json").json
    assert (rows[0]["command"], rows[0]["reason"]) == ("restore", "wrong import")
    assert [each["command"] for each in crm("undo --list --json").json] == ["customer add"]


WAITING = """
import sys
from crmcli.main import run
print("ready", flush=True)
sys.stdin.readline()
sys.exit(run(["customer", "add", "赵敏", "--quiet"]))
"""


def test_a_writer_that_waits_for_the_restore_does_not_lose_its_command(
    crm: Crm, copy: Path
) -> None:
    environment = {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31"}
    with subprocess.Popen(
        [sys.executable, "-c", WAITING],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline() == "ready\n"
        with closing(sqlite3.connect(crm.db, isolation_level=None)) as holder:
            # Both wait for this lock; whoever is next, the writer's customer is not lost.
            holder.execute("BEGIN IMMEDIATE")
            holder.execute("UPDATE customer SET notes = 'written meanwhile'")
            writer.stdin.write("go\n")
            writer.stdin.flush()
            time.sleep(0.5)
            restoring = subprocess.Popen(
                [sys.executable, "-m", "crmcli", "restore", str(copy), "--yes", "--json"],
                env=environment,
                stdout=subprocess.PIPE,
            )
            time.sleep(1.5)
            # Who waits must not keep the holder from his commit.
            holder.execute("COMMIT")
        restoring.communicate()
        assert restoring.returncode == 0
        assert writer.wait() == 0
    folder = crm.db.parent / f"{crm.db.stem}.backups"
    (saved,) = folder.iterdir()
    kept = [row[3] for row in contents(saved)["customer"]]
    assert "赵敏" in names(crm) or "赵敏" in kept
    assert crm("check --json").json["ok"]
