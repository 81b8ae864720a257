"""Whatever lies where the book should be is named for what it is, and left as it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.store.connection import SCHEMA_VERSION
from tests.conftest import Crm
from tests.faults.command_lines import (
    COPYING,
    ELSEWHERE,
    READING,
    WRITING,
    present,
    verb_of,
    verbs,
    write_tables,
)
from tests.faults.hostile_files import DAMAGED, NEWER, NO_BOOKS, PAGE
from tests.faults.old_books import make_first_version
from tests.faults.rights import of_a_plain_user
from tests.faults.untouched import state

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = (*READING, *WRITING, *COPYING)
STORAGE = 6
MISSING = 3


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of a book in which every line finds what it asks for."""
    path = tmp_path_factory.mktemp("model") / "book.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        patch.setenv("XDG_CONFIG_HOME", str(path.parent))
        crm = partial(Crm(path, patch), today="2026-03-20")
        crm("customer add 王芳 --need clear --close +3w --grade C --set colour=red --tag vip")
        crm("customer person add id:1 李四 --phone 13900139000")
        crm("log add id:1 hello --via phone --next send --by +3d")
        rows = [f"客{number},{'hello ' * 40}\n" for number in range(20)]
        crm("customer import - --yes", stdin="".join(["name,note\n", *rows]))
        crm("customer archive id:2")
        crm("customer lose id:3 --reason price")
        crm("customer pin id:4 --value high --reason large")
        crm("grade set id:5 A --reason sure")
        crm("config set region DE")
        for number in range(6, 12):
            crm(f"log add id:{number} hello --via phone")
        crm("campaign add fair id:1 id:6 id:7")
        crm("campaign reach fair id:6 --via wechat")
        crm("purchase add id:7 --amount 7 --product pipes")
        crm("grade policy --set loyalty.points=1 --yes")
        crm("loyalty adjust id:1 +9 --reason old")
        crm("rate set JPY 0.05")
        crm("feedback add id:1 leaks --kind complaint")
        crm("feedback add id:1 nice --kind praise")
        crm("feedback close 2 --skip --reason told")
        crm("feedback add id:1 late --kind opinion")
        crm("feedback measure add test --feedback 1 --by +1w")
        crm("feedback survey add id:1 --score 4")
        crm("customer edit id:8 --potential 20万")
        crm("deal add id:1 words --amount 1 --close +3w")
        crm("deal add id:1 more --amount 2")
        crm("deal lose 2 --reason price")
        crm("customer add Passing")
        crm("undo")
    return path.read_bytes()


@pytest.fixture
def folder(crm: Crm, tmp_path: Path) -> Iterator[Path]:
    """Give the folder that the book is in, with a table to import."""
    place = tmp_path / "desk"
    place.mkdir()
    write_tables(place)
    crm.db = place / "book.db"
    yield place
    place.chmod(0o700)


def refused(crm: Crm, folder: Path, told: str, lines: tuple[str, ...] = EVERY) -> None:
    """Run every line; each must end with 6, say so, and leave everything as it was."""
    before = state(folder)
    for words in present(lines, folder, folder.parent):
        answer = crm(words, code=STORAGE)
        if words[0] != "check":
            # What `check` finds is its answer.
            assert answer.out == "", (words, answer.out)
            assert told in answer.err, (words, answer.err)
        assert any(line.startswith("crm: ") for line in answer.err.splitlines()), words
        assert state(folder) == before, words
        assert not any(folder.parent.joinpath(name).exists() for name in ("out.csv", "copy.db"))


def test_every_verb_has_a_line_here() -> None:
    have = {verb_of(line) for line in EVERY} | ELSEWHERE
    assert set(verbs()) - have == set(), "give these a line in tests/faults/command_lines.py"


@pytest.mark.parametrize("name", [*NO_BOOKS, *NEWER, *DAMAGED])
def test_what_cannot_be_used_is_named_and_left_alone(
    crm: Crm, folder: Path, model: bytes, name: str
) -> None:
    make, told = {**NO_BOOKS, **NEWER, **DAMAGED}[name]
    make(crm.db, model)
    refused(crm, folder, told)


def test_a_newer_version_asks_to_be_updated(crm: Crm, folder: Path, model: bytes) -> None:
    del folder
    NEWER["a newer version's book"][0](crm.db, model)
    answer = crm("due", code=STORAGE)
    assert "Update crmcli; nothing was changed." in answer.err


def test_a_missing_folder_is_named(crm: Crm, folder: Path) -> None:
    crm.db = folder / "none" / "book.db"
    refused(crm, folder, "its folder does not exist")


def test_a_file_in_the_place_of_a_folder_is_named(crm: Crm, folder: Path) -> None:
    crm.db = folder / "table.csv" / "book.db"
    refused(crm, folder, "a file stands where a folder should")


# Without permission


def test_a_read_only_file_is_read_and_not_written(crm: Crm, folder: Path, model: bytes) -> None:
    crm.db.write_bytes(model)
    crm.db.chmod(0o400)
    with of_a_plain_user():
        read_as_ever(crm, folder)
        refused(crm, folder, "cannot be written: the file is read-only", WRITING)


def test_a_book_in_a_read_only_folder_is_read_and_not_written(
    crm: Crm, folder: Path, model: bytes
) -> None:
    crm.db.write_bytes(model)
    crm.db.chmod(0o600)
    folder.chmod(0o500)
    with of_a_plain_user():
        read_as_ever(crm, folder)
        refused(crm, folder, "cannot be written: its folder is read-only", WRITING)


def read_as_ever(crm: Crm, folder: Path) -> None:
    before = state(folder)
    for words in present(READING, folder, folder.parent):
        assert crm(words).out
    assert state(folder) == before


def test_a_book_cannot_be_made_in_a_read_only_folder(crm: Crm, folder: Path) -> None:
    folder.chmod(0o500)
    with of_a_plain_user():
        lines = ("customer add Somebody", "customer import {folder}/table.csv --yes")
        refused(crm, folder, "permission denied", lines)
        crm("due", code=MISSING)


@pytest.mark.parametrize("mode", [0o000, 0o200])
def test_a_file_that_may_not_be_read_is_named(
    crm: Crm, folder: Path, model: bytes, mode: int
) -> None:
    crm.db.write_bytes(model)
    crm.db.chmod(mode)
    before = crm.db.stat()
    with of_a_plain_user():
        for words in present(EVERY, folder, folder.parent):
            answer = crm(words, code=STORAGE)
            assert "cannot be opened: permission denied" in answer.err, (words, answer.err)
    assert crm.db.stat().st_mtime_ns == before.st_mtime_ns
    assert crm.db.read_bytes() == model


@pytest.mark.parametrize("mode", [0o000, 0o600])
def test_a_folder_that_may_not_be_entered_is_named(
    crm: Crm, folder: Path, model: bytes, mode: int
) -> None:
    inner = folder / "inner"
    inner.mkdir()
    crm.db = inner / "book.db"
    crm.db.write_bytes(model)
    inner.chmod(mode)
    with of_a_plain_user():
        for words in present(EVERY, folder, folder.parent):
            answer = crm(words, code=STORAGE)
            told = " ".join(answer.err.split())
            assert "cannot be opened: permission denied for its folder" in told, (words, told)
            assert "Make the folder" not in told
    inner.chmod(0o700)
    assert crm.db.read_bytes() == model
    assert list(inner.iterdir()) == [crm.db]


def test_a_backup_in_a_folder_that_may_not_be_entered_is_not_said_to_be_missing(
    crm: Crm, folder: Path, model: bytes
) -> None:
    crm.db.write_bytes(model)
    inner = folder / "inner"
    inner.mkdir()
    (inner / "copy.db").write_bytes(model)
    inner.chmod(0o000)
    with of_a_plain_user():
        told = crm(f"restore {inner}/copy.db --dry-run --json", code=STORAGE).error
    inner.chmod(0o700)
    assert told["code"] == "not_readable"
    assert crm.db.read_bytes() == model


# The journal beside the book

KILLED = """
import os, sqlite3, sys
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute("PRAGMA cache_size = 1")
book.execute("BEGIN IMMEDIATE")
book.execute("PRAGMA user_version = 1")
book.execute("CREATE TABLE half AS SELECT zeroblob(200000) AS filler")
os._exit(9)
"""


def interrupted(path: Path) -> None:
    """Leave a book as a killed command does: half changed, with a journal to take it back."""
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert path.with_name(f"{path.name}-journal").stat().st_size


def test_what_was_interrupted_is_taken_back_only_where_it_can_be(
    crm: Crm, folder: Path, model: bytes
) -> None:
    crm.db.write_bytes(model)
    interrupted(crm.db)
    crm.db.chmod(0o400)
    folder.chmod(0o500)
    with of_a_plain_user():
        refused(crm, folder, "a command was interrupted, and what it left half done")
    folder.chmod(0o700)
    crm.db.chmod(0o600)
    crm("due --ahead 30")
    journal = crm.db.with_name("book.db-journal")
    assert not journal.exists() or not journal.stat().st_size
    with closing(sqlite3.connect(crm.db)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("other", ["another program's", "an older copy's"])
def test_a_journal_of_another_file_is_not_rolled_back_into_the_book(
    crm: Crm, folder: Path, model: bytes, other: str
) -> None:
    stranger = folder.parent / "stranger.db"
    if other == "an older copy's":
        stranger.write_bytes(model)
        interrupted(stranger)
        crm.db.write_bytes(model)
        for name in ("first", "second"):
            crm(["customer", "add", name])
        crm.db.with_name("book.db-journal").unlink()
    else:
        with closing(sqlite3.connect(stranger)) as connection:
            connection.execute("CREATE TABLE other (filler)")
            connection.execute("INSERT INTO other VALUES (zeroblob(100000))")
            connection.commit()
        interrupted(stranger)
        crm.db.write_bytes(model)
    shutil.move(f"{stranger}-journal", f"{crm.db}-journal")

    refused(crm, folder, "beside it is not its journal")

    crm.db.with_name("book.db-journal").unlink()
    crm("due --ahead 30")


def test_a_folder_in_the_place_of_the_journal_is_named(
    crm: Crm, folder: Path, model: bytes
) -> None:
    crm.db.write_bytes(model)
    crm.db.with_name("book.db-journal").mkdir()
    refused(crm, folder, "beside it is not its journal")


# Older books, modes, names


def test_an_older_book_is_brought_up_by_the_first_command_and_a_copy_is_kept(
    crm: Crm, folder: Path, model: bytes
) -> None:
    old(crm.db, model)
    found = crm("customer list --format ids").lines
    assert len(found) == 20
    (copy,) = copies(crm.db)
    assert copy.is_relative_to(folder)
    with closing(sqlite3.connect(crm.db)) as now, closing(sqlite3.connect(copy)) as before:
        assert now.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert before.execute("PRAGMA user_version").fetchone() == (1,)
        assert before.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("line", ["due", "customer add Somebody"])
def test_an_older_book_that_is_damaged_is_left_as_it_is(
    crm: Crm, folder: Path, model: bytes, line: str
) -> None:
    del folder
    old(crm.db, model)
    with closing(sqlite3.connect(crm.db)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'grade_change'"
        (page,) = connection.execute(query).fetchone()
    content = bytearray(crm.db.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    crm.db.write_bytes(content)
    answer = crm(line, code=STORAGE)
    assert "is damaged" in answer.err
    assert crm.db.read_bytes() == content
    assert copies(crm.db) == []


@pytest.mark.parametrize("line", ["due", "customer add Somebody"])
def test_an_older_book_in_a_read_only_folder_is_left_as_it_is(
    crm: Crm, folder: Path, model: bytes, line: str
) -> None:
    old(crm.db, model)
    folder.chmod(0o500)
    with of_a_plain_user():
        refused(crm, folder, "", (line,))


def old(path: Path, model: bytes) -> None:
    """Make a book of the first version."""
    present_one = path.parent.parent / "model.db"
    present_one.write_bytes(model)
    make_first_version(path, present_one)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    # Going up to the first version made a copy too.
    for copy in copies(path):
        copy.unlink()
        if copy.parent != path.parent:
            copy.parent.rmdir()


def copies(path: Path) -> list[Path]:
    """Name the books in the folder of a book but for itself."""
    return [each for each in path.parent.rglob("*.db") if each != path]


def test_without_a_umask_every_file_is_the_owners_alone(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "deep" / "below"
    monkeypatch.setenv("XDG_DATA_HOME", str(place))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "deep" / "settings"))
    table = tmp_path / "table.csv"
    table.write_text("姓名\n新人\n", encoding="utf-8")
    lines = ["customer add 王芳", "config set lang en", f"customer import {table} --yes"]
    lines += ["backup", f"customer export {place}/out.csv --purpose test"]
    before = os.umask(0)
    try:
        monkeypatch.setattr(crm, "db", "")
        for line in lines:
            crm(line)
    finally:
        os.umask(before)
    made = list((tmp_path / "deep").rglob("*"))
    files = [each for each in made if each.is_file()]
    assert any(each.name == "crm.db" for each in files)
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    folders = [tmp_path / "deep", *(each for each in made if each.is_dir())]
    assert {stat.S_IMODE(each.stat().st_mode) for each in folders} == {0o700}


NAMES = (
    "what?.db", "a#b.db", "100%.db", "%41.db", "?mode=memory", "客户 一.db", "a b'c\"d.db", "-x",
    "two\nlines.db", "file:x.db", ":memory:", "$(touch pwned)", "~", "x;y&z.db",
    "\udcff.db",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_path_is_a_path_whatever_is_in_it(crm: Crm, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "all" / name
    folder.mkdir(parents=True)
    crm.db = folder / name
    crm("customer add 王芳")
    crm("log add id:1 hello --via phone")
    assert crm("customer list --json").json[0]["name"] == "王芳"
    assert {each.name for each in folder.iterdir()} <= {name, f"{name}-journal"}
    assert [each.name for each in (tmp_path / "all").iterdir()] == [name]


def test_a_name_with_a_newline_makes_no_line_of_its_own(crm: Crm, tmp_path: Path) -> None:
    crm.db = tmp_path / "x\ncrm: all is well.db"
    crm.db.write_text("no book" * 200)
    told = crm("due", code=STORAGE).err.splitlines()
    assert [line for line in told if line.startswith("crm: ")] == told[:1]


def test_a_home_of_nobody_is_a_name_like_others(crm: Crm, folder: Path) -> None:
    del folder
    crm.db = Path("~nobody-has-this-name/book.db")
    assert "its folder does not exist" in crm("due", code=STORAGE).err
