"""Rows that refer to others that are not there are found, and put right whatever they refer to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Integer

from crmcli.store.creation import schema
from tests.contents import contents
from tests.unsound import TRADE, faults, filled, seed

if TYPE_CHECKING:
    from tests.conftest import Crm

LINKS = {
    (table.name, column.name): link.column.table.name
    for table in schema().sorted_tables
    for column in table.columns
    for link in column.foreign_keys
}
"""By table and column that refers to another table which one that is."""

MORE = (
    "customer field add hat",
    "customer edit 王芳 --set hat=red",
    "customer person add 王芳 Jane --phone 13700137000",
    (
        "log add 王芳 'third talk' --via meeting --at -2d --with Jane --need potential"
        " --next 'send more' --by +9d"
    ),
    "promise move 1 --by +6d --reason later",
    "grade policy --set B=9d",
    "customer pin 王芳 --value high --reason friend",
)


@pytest.fixture
def book(crm: Crm) -> Crm:
    filled(crm, *MORE, *TRADE)
    crm(f"backup {crm.db.parent}/copy.db")
    crm("customer add 'Gone Soon'")
    crm("customer erase 'Gone Soon' --yes --reason 'by letter'")
    return crm


def broken(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {table for table, *_ in connection.execute("PRAGMA foreign_key_check")}


def mended(book: Crm) -> None:
    assert faults(book("check --json", code=6).json)["links"] == "fault"
    repaired = book("check --repair --yes --json").json
    assert repaired["ok"]
    assert "links" in repaired["repaired"]
    assert book("check --json").json["ok"]


@pytest.mark.parametrize(("table", "column"), LINKS)
def test_a_row_that_refers_to_nothing_is_put_right(book: Crm, table: str, column: str) -> None:
    primary = ", ".join(f'"{each.name}"' for each in schema().tables[table].primary_key)
    is_number = isinstance(schema().tables[table].columns[column].type, Integer)
    gone = 99 if is_number else "'gone'"
    seed(
        book.db,
        f"""UPDATE "{table}" SET "{column}" = {gone}
             WHERE ({primary}) = (SELECT {primary} FROM "{table}"
                                   WHERE "{column}" IS NOT NULL LIMIT 1)""",
    )
    assert broken(book.db) == {table}

    mended(book)


@pytest.mark.parametrize("target", sorted(set(LINKS.values())))
def test_what_referred_to_a_row_that_is_gone_is_put_right(book: Crm, target: str) -> None:
    seed(book.db, f'DELETE FROM "{target}" WHERE rowid = (SELECT min(rowid) FROM "{target}")')
    assert broken(book.db)

    mended(book)


def test_a_customer_that_is_gone_takes_all_that_was_its_own_along(book: Crm) -> None:
    others = contents(book.db)
    seed(book.db, "DELETE FROM customer WHERE id = 1")
    mended(book)

    left = contents(book.db)
    assert left["contact"] == []
    assert [row[1] for row in left["promise"]] == [2, 2]
    assert {row[0] for row in left["customer"]} == {2, 3, 4}
    with closing(sqlite3.connect(book.db)) as connection:
        sql = "SELECT subject_id FROM obligation WHERE customer_id = 2"
        assert connection.execute(sql).fetchall()
    assert left["setting"] == others["setting"]


def test_everybody_gone_at_once_is_put_right(book: Crm) -> None:
    seed(book.db, "DELETE FROM customer", "DELETE FROM command")
    mended(book)

    assert contents(book.db)["contact_point"] == []


def test_a_table_of_ones_own_is_left_to_its_owner(book: Crm) -> None:
    seed(
        book.db,
        "CREATE TABLE mine (customer_id INTEGER REFERENCES customer (id))",
        "INSERT INTO mine VALUES (99)",
    )
    found = book("check --json", code=6).json
    (links,) = [each for each in found["findings"] if each["code"] == "links"]
    assert (links["severity"], links["repairable"]) == ("fault", False)
    assert "(mine)" in links["message"]

    book("check --repair --yes", code=6)
    with closing(sqlite3.connect(book.db)) as connection:
        assert connection.execute("SELECT * FROM mine").fetchall() == [(99,)]


def test_what_a_table_of_ones_own_needs_is_not_removed(book: Crm) -> None:
    seed(
        book.db,
        "CREATE TABLE mine (contact_id INTEGER REFERENCES contact (id))",
        "INSERT INTO mine VALUES (1)",
        "DELETE FROM customer WHERE id = 1",
    )
    before = book.db.read_bytes()
    refused = book("check --repair --yes --json", code=4)

    assert refused.error["code"] == "needed_elsewhere"
    assert "mine" in refused.error["message"]
    assert book.db.read_bytes() == before


@pytest.mark.parametrize(
    "fault",
    [
        "DELETE FROM customer WHERE id = 1",
        "UPDATE obligation SET due = date(due, '+5 days'), due_day = due_day + 5",
    ],
)
def test_a_repair_is_not_taken_back(book: Crm, fault: str) -> None:
    seed(book.db, fault)
    assert book("check --repair --yes --json").json["ok"]
    before = contents(book.db)
    refused = book("undo --json", code=4)

    assert refused.error["code"] == "cannot_be_undone"
    assert "check --repair" in refused.error["message"]
    assert contents(book.db) == before
    assert all(each["command"] != "check" for each in book("undo --list --json").json)
    assert book("check --json").json["ok"]
