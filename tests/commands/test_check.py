"""`crm check` finds what is wrong with a book, and writes nothing."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Answer
from tests.unsound import faults, filled, seed

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    return filled(crm)


def test_a_sound_book_is_ok(book: Crm) -> None:
    book(f"backup {book.db.parent}/copy.db")
    checked = book("check --json").json

    assert {"ok", "path", "schema", "sqlite", "customers", "findings", "backups"} <= set(checked)
    assert (checked["ok"], checked["path"]) == (True, str(book.db))
    assert checked["customers"] == 3
    assert checked["sqlite"] == sqlite3.sqlite_version
    with closing(sqlite3.connect(book.db)) as connection:
        assert checked["schema"] == connection.execute("PRAGMA user_version").fetchone()[0]
    assert faults(checked) == {}
    assert len({each["code"] for each in checked["findings"]}) == len(checked["findings"])
    assert checked["backups"]["folder"] == str(book.db.parent / "book.backups")
    assert "newest five" in checked["backups"]["rule"]


def test_a_check_writes_nothing(book: Crm) -> None:
    seed(book.db, "UPDATE customer SET last_contact = NULL WHERE id = 1")
    before, stamp = book.db.read_bytes(), book.db.stat().st_mtime_ns
    names = sorted(book.db.parent.iterdir())
    time.sleep(0.01)
    book("check", code=6)
    book("check --json", code=6)

    assert book.db.read_bytes() == before
    assert book.db.stat().st_mtime_ns == stamp
    assert sorted(book.db.parent.iterdir()) == names


def test_nothing_to_check_is_not_found(crm: Crm) -> None:
    crm("check", code=3)
    assert not crm.db.exists()


def test_what_is_left_of_an_erased_customer_is_found(book: Crm) -> None:
    book("customer erase 王芳 --yes --reason 'by letter'")
    seed(book.db, "INSERT INTO search_key VALUES ('wang', 'name', 1)")

    assert faults(book("check --json", code=6).json)["erased"] == "fault"


def test_a_book_in_a_place_that_cannot_be_written_is_checked(book: Crm) -> None:
    folder = book.db.parent
    book.db.chmod(0o400)
    folder.chmod(0o500)
    try:
        assert book("check --json").json["ok"]
    finally:
        folder.chmod(0o700)
        book.db.chmod(0o600)


def test_the_text_says_what_is_wrong_and_what_to_do(book: Crm) -> None:
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")
    found = book("check --format table", code=6)

    assert "1 customer is not found by its own names and numbers." in found.out
    assert "crm check --repair" in found.err


def test_quietly_a_sound_book_has_nothing_to_say(book: Crm) -> None:
    book(f"backup {book.db.parent}/copy.db")

    assert book("check --quiet") == Answer(0, "", "")
    assert book("check --repair --quiet") == Answer(0, "", "")


def test_quietly_what_is_wrong_is_said_alone(book: Crm) -> None:
    book.db.chmod(0o644)
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")
    quiet = book("check --quiet --format tsv", code=6)

    severities = [line.split("\t")[1] for line in quiet.lines[1:]]
    assert sorted(severities) == ["fault", "warning", "warning"]
    assert quiet.err.startswith("crm: 1 fault was found in ")
    assert book("check --quiet --json", code=6).json == book("check --json", code=6).json


def test_the_faults_are_counted_in_words(book: Crm) -> None:
    seed(book.db, "DELETE FROM obligation")
    found = book("check --json", code=6)

    assert found.error["message"] == f"4 faults were found in {book.db}."
