"""A command that fails over rows that disagree says so, and names the repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unsound import filled, seed

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    return filled(crm)


DISAGREEING = {
    "a clock of another customer": (
        "UPDATE obligation SET customer_id = 2 WHERE subject_id = 1 AND kind <> 'promise'",
        "log add 王芳 x --via phone",
        "has a clock that its contacts and facts do not give",
    ),
    "a customer that is gone, of a log that is found": (
        "DELETE FROM customer WHERE id = 1",
        "customer find first",
        "refer to others that are not there",
    ),
}


@pytest.mark.parametrize("what", DISAGREEING)
def test_who_stumbles_over_it_is_sent_to_the_repair(book: Crm, what: str) -> None:
    statement, line, told = DISAGREEING[what]
    seed(book.db, statement)
    error = book(f"{line} --json", code=6).error

    assert error["code"] == "damaged"
    assert told in error["message"]
    assert error["hint"] == "Put it right with crm check --repair."

    book("check --repair --yes")
    book(line)


def test_a_fault_of_the_program_over_a_sound_book_stays_one(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise KeyError(arguments)

    monkeypatch.setattr("crmcli.render.output.show_list", fail)

    assert "This is a fault of crm" in book("customer find first", code=1).err
