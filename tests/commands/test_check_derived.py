"""What follows from other rows and cannot be read is no loss; neither are counters and the uid."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents
from tests.unsound import faults, filled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    filled(crm)
    crm("due snooze 1 --until +9d --reason 'on holiday'")
    return crm


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(statement).rowcount


def read(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


SPOILT = {
    "a channel that there is not": "UPDATE obligation SET channel = 'fax' WHERE subject_id = 1",
    "a kind that there is not": (
        "UPDATE obligation SET kind = 'fax' WHERE subject_id = 1 AND kind = 'verify'"
    ),
    "days that are none": (
        "UPDATE obligation SET due = 'soon', since = x'ff', shown_from = 5 WHERE subject_id = 1"
    ),
    "a cadence that is none": (
        "UPDATE obligation SET cadence = 'x', cadence_days = 0, basis = 'x' WHERE subject_id = 1"
    ),
    "a customer that is no number": (
        "UPDATE obligation SET customer_id = 'x' WHERE subject_id = 2 AND kind = 'promise'"
    ),
    "a kind of key that there is not": (
        "UPDATE search_key SET kind = 'fax' WHERE customer_id = 1 AND kind = 'name'"
    ),
    "a key that is no text": (
        "UPDATE search_key SET key = CAST(x'41ff42' AS TEXT) WHERE customer_id = 1"
        " AND kind = 'name'"
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_it_is_made_again_and_what_was_put_off_stays_so(book: Crm, what: str) -> None:
    sound = contents(book.db)
    change(book.db, SPOILT[what])
    assert faults(book("check --json", code=6).json)["derived"] == "fault"
    code = book("due --ahead 99 --json", code=None).code
    assert code in {0, 6}

    repaired = book("check --repair --yes --json").json
    assert repaired["ok"]
    assert "derived" in repaired["repaired"]
    assert contents(book.db) == sound
    assert book("check --json").json["ok"]


def test_who_stumbles_over_it_is_sent_to_the_repair(book: Crm) -> None:
    change(book.db, SPOILT["a channel that there is not"])
    error = book("due --ahead 99 --json", code=6).error

    assert error["code"] == "damaged"
    assert error["hint"] == "Put it right with crm check --repair."


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'customer'", "customer"),
        ("DELETE FROM sqlite_sequence WHERE name = 'contact'", "contact"),
        ("UPDATE sqlite_sequence SET seq = 'x' WHERE name = 'command'", "command"),
        ("INSERT INTO sqlite_sequence VALUES ('person', 7), ('person', 9)", "person"),
    ],
)
def test_a_number_that_was_given_does_not_come_again(book: Crm, statement: str, table: str) -> None:
    book("customer person add 王芳 Jane")
    sql = f"SELECT max(seq) FROM sqlite_sequence WHERE name = '{table}'"
    change(book.db, statement)
    found = book("check --json", code=6).json
    (finding,) = [each for each in found["findings"] if each["code"] == "sequences"]
    assert finding["message"].endswith(f"({table}).")

    assert book("check --repair --yes --json").json["repaired"] == ["sequences"]
    ((highest,),) = read(book.db, f"SELECT max(id) FROM {table}")
    assert read(book.db, sql) == [(highest,)]
    book("customer add 陈静")


def test_the_number_of_an_erased_customer_does_not_come_again(book: Crm) -> None:
    book("customer add Gone")
    book("customer erase Gone --yes --reason asked")
    change(book.db, "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'customer'")
    assert faults(book("check --json", code=6).json)["sequences"] == "fault"
    book("check --repair --yes")

    assert book("customer add 陈静 --quiet").out == "5\n"


def test_a_book_without_its_uid_gets_it_again_from_a_backup(book: Crm, tmp_path: Path) -> None:
    uid = read(book.db, "SELECT uid FROM book")
    book(f"backup {tmp_path}/copy.db")
    change(book.db, "DELETE FROM book")
    assert faults(book("check --json", code=6).json)["uid"] == "fault"
    assert book("check --repair --yes --json").json["repaired"] == ["uid"]

    assert read(book.db, "SELECT uid FROM book") == uid


def test_a_book_that_nothing_tells_apart_gets_a_new_uid(book: Crm) -> None:
    before = read(book.db, "SELECT uid FROM book")
    change(book.db, "DELETE FROM book")
    book("check --repair --yes")

    ((uid,),) = read(book.db, "SELECT uid FROM book")
    assert uid
    assert [(uid,)] != before
    assert book("check --json").json["ok"]
