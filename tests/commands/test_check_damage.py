"""`crm check` of a book whose file is damaged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.contents import contents
from tests.unsound import faults, filled, overwrite, saved, unindex

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    return filled(crm)


def test_an_index_that_misses_rows_is_made_again(book: Crm) -> None:
    sound = contents(book.db)
    unindex(book.db)
    found = book("check --json", code=6).json
    (integrity,) = [each for each in found["findings"] if each["code"] == "integrity"]
    assert (integrity["severity"], integrity["repairable"]) == ("fault", True)

    assert "integrity" in book("check --repair --yes --json").json["repaired"]
    assert contents(book.db) == sound
    assert book("check --json").json["ok"]
    assert len(saved(book)) == 1


def test_a_damaged_page_of_an_index_is_not_said_to_be_repairable(book: Crm) -> None:
    overwrite(book.db, "contact_of")
    before = book.db.read_bytes()
    found = book("check --json", code=6).json
    (integrity,) = [each for each in found["findings"] if each["code"] == "integrity"]

    assert (integrity["severity"], integrity["repairable"]) == ("fault", False)
    told = book("check --repair --yes", code=6)
    assert "nothing to repair" not in told.err
    assert told.err.endswith("This cannot be repaired.\n")
    assert book.db.read_bytes() == before


def test_a_damaged_table_is_not_repaired_and_the_newest_good_backup_named(
    book: Crm, tmp_path: Path
) -> None:
    book(f"backup {tmp_path}/older.db", today="2026-03-28")
    good = tmp_path / "it's good.db"
    book(["backup", str(good)], today="2026-03-29")
    bad = tmp_path / "bad.db"
    book(f"backup {bad}", today="2026-03-30")
    bad.write_bytes(b"")
    overwrite(book.db, "customer")
    before = book.db.read_bytes()

    found = book("check --json", code=6)
    assert faults(found.json)["integrity"] == "fault"
    assert found.json["good_backup"] == str(good)
    assert f"crm restore '{tmp_path}/it'\"'\"'s good.db'" in found.error["hint"]
    book("check --repair --yes --json", code=6)
    assert book.db.read_bytes() == before
    assert not saved(book)

    book(["restore", str(good), "--yes"])
    assert book("check --json").json["ok"]


def test_a_damaged_book_without_a_backup_says_so(book: Crm) -> None:
    overwrite(book.db, "customer")
    found = book("check --json", code=6)

    assert found.json["good_backup"] is None
    assert found.error["hint"] == "This cannot be repaired."
