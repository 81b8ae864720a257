"""Values that no book can hold: named as damage of the book, not as what the user typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unsound import faults, filled, seed

if TYPE_CHECKING:
    from tests.conftest import Crm

POLICY = "INSERT INTO policy_change (name, value, day, command_id) VALUES ({}, '2026-03-02', 1)"
UNREADABLE = {
    "a cadence that is none": (POLICY.format("'B', 'garbage'"), "policy_change.value"),
    "a cadence of no days": (POLICY.format("'B', '0d'"), "policy_change.value"),
    "minutes that are none": (POLICY.format("'minutes.phone', 'many'"), "policy_change.value"),
    "a policy that there is not": (POLICY.format("'Z', '7d'"), "policy_change.value"),
    "a rhythm of no days": (
        "UPDATE customer SET every = '0d', every_since = '2026-03-01' WHERE id = 1",
        "customer.every",
    ),
    "a rhythm that is none": (
        "UPDATE customer SET every = '1d5d', every_since = '2026-03-01' WHERE id = 1",
        "customer.every",
    ),
    "a currency that there is not": (
        "UPDATE customer SET potential_minor = 100, potential_currency = 'ZZZ' WHERE id = 1",
        "customer.potential_currency",
    ),
    "a pin that there is not": (
        "INSERT INTO pin VALUES (1, 'value', 'enormous', 'because', '2026-03-01')",
        "pin.value",
    ),
}


@pytest.fixture
def book(crm: Crm) -> Crm:
    return filled(crm)


@pytest.mark.parametrize("value", UNREADABLE)
def test_a_check_reports_it_and_no_repair_guesses_it(book: Crm, value: str) -> None:
    statement, column = UNREADABLE[value]
    seed(book.db, statement)
    found = book("check --json", code=6)

    assert found.error["code"] == "unsound"
    (finding,) = [each for each in found.json["findings"] if each["code"] == "dates"]
    assert (finding["severity"], finding["repairable"]) == ("fault", False)
    assert f"({column})" in finding["message"]

    before = book.db.read_bytes()
    assert book("check --repair --yes --json", code=6).error["code"] == "unsound"
    assert book.db.read_bytes() == before


@pytest.mark.parametrize("value", UNREADABLE)
def test_who_reads_it_is_told_that_the_book_is_damaged(book: Crm, value: str) -> None:
    statement, column = UNREADABLE[value]
    seed(book.db, statement)
    pins = column == "pin.value"
    line = "customer pin id:1 --status won --reason x" if pins else "customer show id:1"
    told = book(f"{line} --json", code=6).error

    assert told["code"] == "damaged"
    assert told["message"] == f"{book.db} is damaged: {column} cannot be read."
    if column == "policy_change.value":
        before = book.db.read_bytes()
        assert book("customer add 陈静 --json", code=6).error == told
        assert book("grade policy --json", code=6).error == told
        assert book.db.read_bytes() == before


def test_a_currency_of_the_book_that_there_is_not_is_named_and_set_again(book: Crm) -> None:
    seed(book.db, "INSERT INTO setting VALUES ('currency', 'ZZZ')")
    found = book("check --json", code=6)
    assert faults(found.json)["settings"] == "fault"
    assert found.error["hint"] == "Set it again: crm config set currency …"

    told = book("customer add 陈静 --potential 500 --json", code=6).error
    assert told["code"] == "damaged"
    assert "setting.currency cannot be read" in told["message"]

    book("config set currency EUR --force")
    assert book("check --json").json["ok"]
    book("customer add 陈静 --potential 500")


def test_a_region_of_the_book_that_there_is_not_is_named(book: Crm) -> None:
    seed(book.db, "INSERT INTO setting VALUES ('region', 'Atlantis')")

    assert faults(book("check --json", code=6).json)["settings"] == "fault"
