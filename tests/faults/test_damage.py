"""A damaged page: who meets it says so and changes nothing, and who does not goes on as ever."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.faults.command_lines import COPYING, FILLING, READING, WRITING, present, write_tables
from tests.faults.hostile_files import PAGE

STORAGE = 6

OBJECTS = {
    "customer": "customer list",
    "obligation": "due --ahead 30",
    "customer_text_data": "customer find hello",
    "sqlite_autoindex_customer_1": "customer add Somebody",
}
"""Tables and indexes, each with a line that cannot do without it."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of a book with something in every table that is damaged here."""
    path = tmp_path_factory.mktemp("sound") / "book.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        patch.setenv("XDG_CONFIG_HOME", str(path.parent))
        crm = Crm(path, patch)
        rows = [f"客{number},{'hello ' * 40}\n" for number in range(20)]
        crm("customer import - --yes", stdin="".join(["name,note\n", *rows]))
        crm("customer person add id:1 李四")
        crm("log add id:1 hello --via phone --next send --by +3d")
        for line in FILLING:
            crm(line)
        crm("grade policy --set C=10d")
    return path.read_bytes()


def ruined(book: bytes, at: int, content: bytes) -> bytes:
    return book[:at] + content + book[at + len(content) :]


def page_of(book: bytes, name: str, tmp_path: Path) -> int:
    """Say where in a book the first page of a table or index begins."""
    path = tmp_path / "look.db"
    path.write_bytes(book)
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = connection.execute(query, (name,)).fetchone()
    return int(page - 1) * PAGE


def put(crm: Crm, content: bytes) -> None:
    for each in crm.db.parent.glob("book.db*"):
        if each.is_file():
            each.unlink()
    crm.db.write_bytes(content)


@pytest.mark.parametrize("name", OBJECTS)
def test_a_damaged_page_is_named_by_all_who_need_it(
    crm: Crm, sound: bytes, tmp_path: Path, name: str
) -> None:
    write_tables(tmp_path)
    content = ruined(sound, page_of(sound, name, tmp_path), b"\xff" * PAGE)
    for words in present((*READING, *WRITING, *COPYING), tmp_path):
        put(crm, content)
        answer = crm(words, code=None)
        assert answer.code != 1, (words, answer)
        if answer.code == STORAGE:
            assert crm.db.read_bytes() == content, words
        if answer.code == STORAGE and words[0] != "check":
            # What `check` finds is its answer.
            assert " is damaged: " in answer.err, (words, answer.err)
            assert answer.out == "", words
    for line in (OBJECTS[name], *COPYING):
        put(crm, content)
        for words in present((line,), tmp_path):
            crm(words, code=STORAGE)


def test_a_damaged_list_of_free_pages_is_named_by_who_needs_one(crm: Crm, sound: bytes) -> None:
    put(crm, sound)
    with closing(sqlite3.connect(crm.db)) as connection:
        connection.execute("CREATE TABLE filler AS SELECT zeroblob(100000) AS bytes")
        connection.execute("DROP TABLE filler")
        connection.commit()
        ((free,),) = connection.execute("PRAGMA freelist_count").fetchall()
    assert free > 20
    content = ruined(crm.db.read_bytes(), 32, struct.pack(">I", 0x7FFFFFFF))
    put(crm, content)
    crm("due --ahead 30")
    table = "name,note\n" + "".join(f"new {number},{'words ' * 200}\n" for number in range(50))
    answer = crm("customer import - --yes", stdin=table, code=STORAGE)
    assert " is damaged: " in answer.err
    assert crm.db.read_bytes() == content


IMPOSSIBLE = {
    "a class that is none": ("status = 'prospecx'", "CHECK constraint failed in customer"),
    "no class where one must be": ("kind = 7.5", "CHECK constraint failed in customer"),
    "a text that is none": (
        "notes = CAST(x'68656c6c6ffffe' AS TEXT)",
        "customer.notes cannot be read",
    ),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_value_that_no_book_can_hold_is_damage_and_no_fault_of_the_program(
    crm: Crm, sound: bytes, name: str
) -> None:
    change, told = IMPOSSIBLE[name]
    put(crm, sound)
    with closing(sqlite3.connect(crm.db)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE customer SET {change} WHERE id = 1")
        connection.commit()
    content = crm.db.read_bytes()
    for line in ("customer list", "customer show id:1", "customer edit id:1 --note other"):
        answer = crm(f"{line} --json", code=STORAGE)
        assert answer.error["code"] == "damaged"
        assert told in answer.error["message"]
        # What is wrong is said, and not what somebody's note holds.
        assert "hello" not in answer.err
        assert crm.db.read_bytes() == content


def test_an_index_that_lacks_a_row_is_found_by_check(crm: Crm, sound: bytes) -> None:
    put(crm, sound)
    without_an_index(crm.db, "obligation")
    content = crm.db.read_bytes()
    crm("check", code=STORAGE)
    assert crm.db.read_bytes() == content


def without_an_index(path: Path, table: str) -> None:
    """Change a table while one of its indexes is not looking."""
    query = "SELECT * FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    with closing(sqlite3.connect(path)) as connection:
        entry = connection.execute(query, (table,)).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (entry[1],))
        connection.commit()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"DELETE FROM {table}")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", entry)
        connection.commit()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() != ("ok",)
