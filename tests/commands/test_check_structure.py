"""What a book consists of beside its rows: nothing in it acts, and what can be made again is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents
from tests.faults.old_books import make_first_version
from tests.unsound import faults, filled, overwrite, saved

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

ACTS = "CREATE TRIGGER evil AFTER INSERT ON tag BEGIN UPDATE customer SET notes = 'pwned'; END"


@pytest.fixture
def book(crm: Crm) -> Crm:
    return filled(crm)


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def consists_of(path: Path) -> dict[str, tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT name, type, sql FROM sqlite_master"
        return {
            name: (kind, None if text is None else "".join(text.split()))
            for name, kind, text in connection.execute(sql)
        }


WRITES = (
    "customer edit 王芳 --tag x",
    "log add 王芳 'talked' --via phone",
    "customer erase 王芳 --yes --reason asked",
    "undo --yes",
    "config set currency EUR",
    "customer import -",
)


@pytest.mark.parametrize("line", WRITES)
def test_a_book_with_a_trigger_is_not_written(book: Crm, line: str) -> None:
    change(book.db, ACTS)
    before = book.db.read_bytes()
    refused = book(f"{line} --json", code=6, stdin="name\n陈静\n").error

    assert refused["code"] == "hostile_book"
    assert refused["message"] == (
        f"{book.db} was not written: it holds the trigger evil, which would act on its own."
    )
    assert "crm check --repair" in refused["hint"]
    assert book.db.read_bytes() == before
    assert len(book("customer list --json").json) == 2


def test_a_trigger_is_found_and_a_repair_removes_it_before_it_acts(book: Crm) -> None:
    sound = contents(book.db), consists_of(book.db)
    change(book.db, ACTS, ACTS.replace("evil", '"a ""worse"" one"'))
    found = book("check --json", code=6).json
    assert faults(found)["triggers"] == "fault"

    repaired = book("check --repair --yes --json").json
    assert "triggers" in repaired["repaired"]
    assert (contents(book.db), consists_of(book.db)) == sound
    (kept,) = saved(book)
    assert "evil" in consists_of(kept)
    book("customer edit 王芳 --tag x")
    assert book("check --json").json["ok"]


def test_a_trigger_on_what_a_repair_writes_does_not_act_on_it(book: Crm) -> None:
    change(
        book.db,
        "DELETE FROM search_key WHERE customer_id = 1",
        "CREATE TRIGGER evil AFTER INSERT ON command BEGIN UPDATE customer SET notes = 'no'; END",
    )
    book("check --repair --yes")

    assert {each["notes"] for each in book("customer list --json").json} == {None, "likes tea"}


def test_a_trigger_of_an_older_book_is_removed_by_a_repair_too(book: Crm, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    make_first_version(old, book.db)
    change(old, ACTS)
    assert faults(book(["check", "--json", "--db", str(old)], code=6).json)["triggers"] == "fault"

    book(["check", "--repair", "--yes", "--db", str(old)], code=None)
    book(["customer", "edit", "王芳", "--tag", "x", "--db", str(old)])
    assert "evil" not in consists_of(old)


def test_a_book_with_a_trigger_can_be_replaced_by_a_backup(book: Crm, tmp_path: Path) -> None:
    book(f"backup {tmp_path}/good.db")
    change(book.db, ACTS)
    book(f"restore {tmp_path}/good.db --yes")

    assert book("check --json").json["ok"]


REMADE = {
    "a view that is missing": ("DROP VIEW promise_card",),
    "a view that tells something else": (
        "DROP VIEW customer_card",
        "CREATE VIEW customer_card AS SELECT 1 AS x",
    ),
    "an index that is missing": ("DROP INDEX contact_of",),
    "an index of other columns": (
        "DROP INDEX contact_of",
        "CREATE INDEX contact_of ON contact (at)",
    ),
    "an index that leaves rows out": (
        "DROP INDEX obligation_by_day",
        "CREATE INDEX obligation_by_day ON obligation (shown_from) WHERE kind = 'promise'",
    ),
    "a full-text table that is missing": ("DROP TABLE contact_text",),
    "a full-text table that lost what is in it": ("DELETE FROM contact_text_data",),
    "a full-text table of a strange version": ("UPDATE contact_text_config SET v = 9",),
    "a full-text table without one of its own": ("DROP TABLE promise_text_docsize",),
    "a full-text table without its settings": ("DROP TABLE customer_text_config",),
    "a full-text table with other options": (
        "DROP TABLE promise_text",
        "CREATE VIRTUAL TABLE promise_text USING fts5(pieces, tokenize='trigram')",
    ),
}


@pytest.mark.parametrize("what", REMADE)
def test_what_holds_nothing_of_its_own_is_made_again(book: Crm, what: str) -> None:
    sound = contents(book.db), consists_of(book.db)
    change(book.db, *REMADE[what])
    found = book("check --json", code=6).json
    told = faults(found)
    assert told.pop("last_backup") == "warning"
    assert told.pop("structure") == "fault"
    # Whatever else there is was looked at all the same, with the views as they should be.
    assert set(told) <= {"search_texts"}
    assert "erased" in {each["code"] for each in found["findings"]}

    repaired = book("check --repair --yes --json").json
    assert repaired["ok"]
    assert "structure" in repaired["repaired"]
    assert (contents(book.db), consists_of(book.db)) == sound
    assert book("check --json").json["ok"]


@pytest.mark.parametrize(
    "statement", ["DELETE FROM contact_text_data", "UPDATE contact_text_config SET v = 9"]
)
def test_who_needs_a_full_text_table_that_cannot_be_used_is_sent_to_the_repair(
    book: Crm, tmp_path: Path, statement: str
) -> None:
    change(book.db, statement)
    error = book("log add 王芳 'talked' --via phone --json", code=6).error
    assert error["code"] == "damaged"
    assert "contact_text is missing, or not as crm makes it" in error["message"]
    assert error["hint"] == "Put it right with crm check --repair."

    book(f"backup {tmp_path}/copy.db")
    assert "search_texts" in book(f"restore {tmp_path}/copy.db --yes --json").json["repairable"]
    book("check --repair --yes")
    book("log add 王芳 'talked' --via phone")
    assert book("customer find talked --json").json


def test_what_else_is_wrong_is_put_right_with_a_missing_view(book: Crm) -> None:
    sound = contents(book.db)
    change(book.db, "DROP VIEW customer_card", "DELETE FROM obligation")
    assert {"structure", "clocks", "promises"} <= set(faults(book("check --json", code=6).json))
    book("check --repair --yes")

    assert contents(book.db) == sound


LOST = {
    "pin": ("DROP TABLE pin",),
    "promise_card": ("DROP VIEW promise_card", "CREATE TABLE promise_card (text)"),
    "setting": ("DROP TABLE setting", "CREATE TABLE setting (name VARCHAR, value VARCHAR)"),
    "customer": ("PRAGMA legacy_alter_table = ON", "ALTER TABLE customer RENAME TO people"),
}


@pytest.mark.parametrize("table", LOST)
def test_a_table_that_is_missing_or_another_is_named_and_not_repaired(
    book: Crm, table: str
) -> None:
    change(book.db, *LOST[table])
    before = book.db.read_bytes()
    found = book("check --json", code=6)

    (finding,) = [each for each in found.json["findings"] if each["code"] == "tables"]
    assert (finding["severity"], finding["repairable"]) == ("fault", False)
    assert f"The table {table} is missing" in finding["message"]
    book("check --repair --yes", code=6)
    assert book.db.read_bytes() == before


def test_what_a_user_made_is_noted_and_no_fault(book: Crm) -> None:
    change(
        book.db,
        "CREATE VIEW mine AS SELECT name FROM customer",
        "CREATE TABLE notes_of_mine (text)",
        "CREATE INDEX my_index ON customer (industry)",
        "ALTER TABLE customer ADD COLUMN shoe_size INTEGER",
        "ANALYZE",
    )
    found = book("check --json").json

    assert found["ok"]
    (finding,) = [each for each in found["findings"] if each["code"] == "foreign"]
    assert finding["severity"] == "ok"
    assert finding["count"] == 3
    assert finding["message"].endswith("index my_index, table notes_of_mine, view mine")
    book("customer edit 王芳 --tag x")


def test_a_damaged_file_is_not_asked_what_it_consists_of(book: Crm) -> None:
    overwrite(book.db, "customer")
    change(book.db, ACTS)

    assert set(faults(book("check --json", code=6).json)) == {"integrity", "last_backup"}
