"""`crm check --repair` puts right what follows from other rows, after a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.contents import contents
from tests.unsound import faults, filled, saved, seed

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    return filled(crm)


FAULTS = {
    "the due day of a clock": (
        "clocks",
        "UPDATE obligation SET due = '2027-01-01' WHERE kind = 'follow_up' AND subject_id = 1",
    ),
    "the first day a clock is shown": (
        "clocks",
        "UPDATE obligation SET shown_from = '2027-01-01' WHERE kind = 'verify' AND subject_id = 1",
    ),
    "a clock that is missing": (
        "clocks",
        "DELETE FROM obligation WHERE kind = 'follow_up' AND subject_id = 1",
    ),
    "a relationship clock that is missing": (
        "clocks",
        "DELETE FROM obligation WHERE kind = 'relationship' AND subject_id = 2",
    ),
    "a grade without its history": (
        "grade_history",
        "UPDATE customer SET grade_source = 'hand' WHERE id = 1",
    ),
    "a history without the grade": (
        "grade_history",
        "DELETE FROM grade_change WHERE customer_id = 1",
    ),
    "a last contact of another day": (
        "last_contact",
        "UPDATE customer SET last_contact = '2026-01-01' WHERE id = 1",
    ),
    "a last contact by another channel": (
        "last_contact",
        "UPDATE customer SET last_via = 'sms' WHERE id = 1",
    ),
    "an open promise that is not owed": (
        "promises",
        "DELETE FROM obligation WHERE kind = 'promise' AND subject_id = 2",
    ),
    "an open promise that is owed on another day": (
        "promises",
        "UPDATE obligation SET due = '2027-01-01' WHERE kind = 'promise' AND subject_id = 2",
    ),
    "a kept promise that is owed": (
        "promises",
        (
            "INSERT INTO obligation SELECT kind, 3, customer_id, due, due_day, shown_from, cadence,"
            " cadence_days, basis, since, channel, retry_on, snoozed_until, snooze_reason,"
            " planned_on, due_at, figures, NULL"
            " FROM obligation WHERE kind = 'promise' AND subject_id = 2"
        ),
    ),
    "an archived customer that is owed something": (
        "archived",
        (
            "INSERT INTO obligation SELECT kind, 3, 3, due, due_day, shown_from, cadence,"
            " cadence_days, basis, since, channel, retry_on, snoozed_until, snooze_reason,"
            " planned_on, due_at, figures, NULL"
            " FROM obligation WHERE kind = 'follow_up' AND subject_id = 1"
        ),
    ),
    "search keys that are missing": (
        "search_keys",
        "DELETE FROM search_key WHERE customer_id = 1",
    ),
    "search keys of nobody": (
        "search_keys",
        "INSERT INTO search_key VALUES ('nobody', 'name', 99)",
    ),
    "search keys of a name of before": (
        "search_keys",
        "INSERT INTO search_key VALUES ('wang of old', 'name', 1)",
    ),
    "a customer's text that cannot be found": (
        "search_texts",
        "DELETE FROM customer_text_docsize WHERE id = 1",
    ),
    "a contact's text that cannot be found": (
        "search_texts",
        "DELETE FROM contact_text_docsize WHERE id = 1",
    ),
    "a promise's text that cannot be found": (
        "search_texts",
        "DELETE FROM promise_text_docsize WHERE id = 1",
    ),
    "a tag of nobody": ("links", "INSERT INTO tag VALUES (99, 'vip')"),
    "a contact of nobody": (
        "links",
        "UPDATE contact_point SET customer_id = 99 WHERE kind = 'email'",
    ),
    "a customer referred by nobody": (
        "links",
        "UPDATE customer SET referred_by = 99 WHERE id = 2",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_put_right_after_a_backup(book: Crm, fault: str) -> None:
    code, statement = FAULTS[fault]
    sound = contents(book.db)
    seed(book.db, statement)
    found = book("check --json", code=6)

    assert found.json["ok"] is False
    assert faults(found.json)[code] == "fault"
    assert found.error["code"] == "unsound"
    assert not saved(book)

    hurt = contents(book.db)
    repaired = book("check --repair --yes --json --reason 'cut off'").json
    assert repaired["ok"]
    assert code in repaired["repaired"]
    assert "fault" not in faults(repaired).values()
    assert [str(each) for each in saved(book)] == [repaired["saved"]]
    assert contents(Path(repaired["saved"])) == hurt
    assert Path(repaired["saved"]).stat().st_mode & 0o777 == 0o600
    assert book("check --json").json["ok"]

    after = contents(book.db)
    changed = {name for name in sound if after[name] != sound[name]}
    # What was lost for good is not made up, and nothing else is touched.
    assert changed <= LOST.get(fault, set()), changed
    rows = book("history --command check --json").json
    assert {each["reason"] for each in rows} == {"cut off"}
    told = {each["new"]["code"]: each["text"] for each in rows if each["record"] == "repair"}
    assert told.keys() == set(repaired["repaired"])
    messages = {each["code"]: each["message"] for each in found.json["findings"]}
    assert told == {name: f"put right: {messages[name]}" for name in told}


LOST = {
    "a history without the grade": {"grade_change"},
    "a grade without its history": {"grade_change", "customer"},
    "a contact of nobody": {"contact_point", "search_key", "customer_text"},
    "a customer referred by nobody": set(),
}


def test_a_grade_that_its_history_does_not_end_with_is_put_right(book: Crm) -> None:
    seed(book.db, "UPDATE customer SET grade = 'E' WHERE id = 2")
    assert faults(book("check --json", code=6).json)["grade_history"] == "fault"
    book("check --repair --yes")

    grade = book("customer show id:2 --json").json["grade"]
    with closing(sqlite3.connect(book.db)) as connection:
        last = connection.execute(
            "SELECT to_grade FROM grade_change WHERE customer_id = 2 ORDER BY id DESC"
        ).fetchone()
    assert (grade,) == last
    assert book("check --json").json["ok"]


def test_several_faults_are_put_right_at_once(book: Crm) -> None:
    sound = contents(book.db)
    seed(
        book.db,
        "DELETE FROM obligation",
        "UPDATE customer SET last_contact = NULL, last_via = NULL",
        "DELETE FROM search_key",
        "DELETE FROM customer_text_docsize",
        "INSERT INTO tag VALUES (99, 'x')",
    )
    found = set(faults(book("check --json", code=6).json))
    assert {"clocks", "last_contact", "promises", "search_keys", "search_texts", "links"} <= found
    book("check --repair --yes")

    assert contents(book.db) == sound
    assert len(saved(book)) == 1


def test_a_repair_in_a_script_needs_a_yes(book: Crm) -> None:
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")
    before = book.db.read_bytes()

    refused = book("check --repair --json", code=2)
    assert refused.error["code"] == "not_confirmed"
    assert book.db.read_bytes() == before
    assert not saved(book)


def test_a_sound_book_is_not_repaired(book: Crm) -> None:
    before = book.db.read_bytes()
    book("check --repair")
    book("check --repair --yes")

    assert book.db.read_bytes() == before
    assert not saved(book)


def test_others_who_may_read_the_book_are_shut_out(book: Crm) -> None:
    book.db.chmod(0o644)
    found = book("check --json").json
    assert found["ok"]
    assert faults(found)["permissions"] == "warning"
    assert book.db.stat().st_mode & 0o777 == 0o644

    repaired = book("check --repair --yes --json").json
    assert "permissions" in repaired["repaired"]
    assert book.db.stat().st_mode & 0o777 == 0o600
    assert "permissions" not in faults(book("check --json").json)


def test_an_unswept_erasure_is_swept(book: Crm) -> None:
    book("customer erase 王芳 --yes --reason 'by letter'")
    seed(book.db, "UPDATE erasure SET swept = 0")
    assert faults(book("check --json").json)["unswept"] == "warning"

    assert "unswept" in book("check --repair --yes --json").json["repaired"]
    assert "unswept" not in faults(book("check --json").json)
    with closing(sqlite3.connect(book.db)) as connection:
        assert connection.execute("SELECT swept FROM erasure").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("contact", "day", "2026-02-30"),
        ("contact", "at", "2026-02-30T08:00:00Z"),
        ("promise", "by", "soon"),
        ("customer", "archived", "2026-03-31"),
        ("grade_change", "day", "soon"),
    ],
)
def test_a_date_that_cannot_be_read_is_named_and_not_guessed(
    book: Crm, table: str, column: str, value: str
) -> None:
    seed(book.db, f'UPDATE {table} SET "{column}" = \'{value}\' WHERE "{column}" IS NOT NULL')
    found = book("check --json", code=6).json
    (dates,) = [each for each in found["findings"] if each["code"] == "dates"]
    assert (dates["severity"], dates["repairable"]) == ("fault", False)
    assert f"({table}.{column})" in dates["message"]

    book("check --repair --yes", code=6)
    with closing(sqlite3.connect(book.db)) as connection:
        sql = f'SELECT DISTINCT "{column}" FROM {table} WHERE "{column}" IS NOT NULL'
        assert connection.execute(sql).fetchall() == [(value,)]


def test_a_dry_run_says_what_would_be_put_right_and_writes_nothing(book: Crm) -> None:
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")
    before = book.db.read_bytes()
    asked = book("check --repair --dry-run", code=6)

    assert (
        "A repair would put right:\n  1 customer is not found by its own names and numbers.\n"
        in asked.err
    )
    found = book("check --repair --dry-run --key k1 --json", code=6).json
    assert found["dry_run"]
    assert found["repaired"] == []
    assert book.db.read_bytes() == before
    assert not saved(book)
    assert book("check --dry-run --json", code=2).error["code"] == "no_repair"


def test_where_nothing_is_wrong_a_dry_run_says_so(book: Crm) -> None:
    assert "There is nothing to repair." in book("check --repair --dry-run").err
    assert book("check --repair --dry-run --json").err == ""


def test_what_was_put_right_is_said(book: Crm) -> None:
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")
    repaired = book("check --repair --yes")

    assert "Put right: 1 customer is not found by its own names and numbers.\n" in repaired.err
    assert book("check --repair --yes --json").err == ""
