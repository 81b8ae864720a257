"""An erasure does not rely on the rules that the file itself brings along."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crmcli.store.records import PARTS
from tests.unsound import faults

if TYPE_CHECKING:
    from tests.conftest import Crm

TRACES = ("欧阳靐龘", "jabberwock", "gobbledygook", "taradiddle", "Bartholomew", "xylotag")
ERASE = "customer erase id:1 --yes --reason 'asked by letter'"


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer field add shape")
    crm("customer add 欧阳靐龘 --tag xylotag --set shape=jabberwock")
    crm("customer person add 欧阳靐龘 Bartholomew --phone 13711223355")
    crm("log add 欧阳靐龘 jabberwock --via phone --with Bartholomew --next gobbledygook --by +3d")
    crm("promise move 1 --by +5d --reason taradiddle")
    crm("customer pin 欧阳靐龘 --value high --reason taradiddle")
    crm("customer add 王芳")
    return crm


def rewrite(book: Crm, table: str, pattern: str) -> None:
    """Take a rule out of the definition of a table, as a program that builds it anew may."""
    with closing(sqlite3.connect(book.db)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        sql = "SELECT sql FROM sqlite_master WHERE name = ?"
        (before,) = connection.execute(sql, (table,)).fetchone()
        after = re.sub(pattern, "", before)
        assert after != before
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (after, table))
        connection.commit()


def traces(book: Crm) -> list[str]:
    content = book.db.read_bytes()
    return [each for each in TRACES if each.encode() in content]


@pytest.mark.parametrize(
    "rule", [r",\s*FOREIGN KEY\([^)]*\) REFERENCES [^)]*\) ON DELETE CASCADE", " ON DELETE CASCADE"]
)
def test_the_parts_go_although_the_tables_do_not_say_so(book: Crm, rule: str) -> None:
    for table in PARTS:
        rewrite(book, table, rule)
    assert set(traces(book)) == set(TRACES)
    erased = book(f"{ERASE} --json").json

    assert erased["removed"]["promise_move"] == 1
    assert traces(book) == []
    assert [each["name"] for each in book("customer list --json").json] == ["王芳"]
    found = faults(book("check --json", code=6).json)
    assert {code for code, severity in found.items() if severity == "fault"} == {"tables"}


def test_nothing_is_erased_where_a_trigger_could_let_rows_stay(book: Crm) -> None:
    with closing(sqlite3.connect(book.db)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER keeping BEFORE DELETE ON tag BEGIN SELECT RAISE(IGNORE); END"
        )
    before = book.db.read_bytes()
    refused = book(f"{ERASE} --json", code=6)

    assert refused.error["code"] == "hostile_book"
    assert "keeping" in refused.error["message"]
    assert book.db.read_bytes() == before


def test_a_row_that_an_index_does_not_know_is_no_row_that_is_gone(book: Crm) -> None:
    unknown_to_index(book, "contact", "contact_of")
    refused = book(f"{ERASE} --json", code=6)

    assert refused.error["code"] == "not_erased"
    assert "jabberwock" in traces(book)
    book("check --repair --yes")
    book(ERASE)
    assert traces(book) == []


def unknown_to_index(book: Crm, table: str, index: str) -> None:
    """Put the rows of a table back while one of its indexes is not looking."""
    with closing(sqlite3.connect(book.db)) as connection, connection:
        connection.execute(f"CREATE TABLE aside AS SELECT * FROM {table}")
        connection.execute(f"DELETE FROM {table}")
    entry = "SELECT * FROM sqlite_master WHERE name = ?"
    with closing(sqlite3.connect(book.db)) as connection, connection:
        kept = connection.execute(entry, (index,)).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (index,))
    with closing(sqlite3.connect(book.db)) as connection, connection:
        connection.execute(f"INSERT INTO {table} SELECT * FROM aside")
        connection.execute("DROP TABLE aside")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", kept)
