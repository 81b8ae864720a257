"""What `crm check` advises where a repair does not help."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.contents import contents
from tests.unsound import faults, filled, overwrite, seed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


def test_whoever_is_back_with_a_backup_is_to_be_erased_again(crm: Crm, tmp_path: Path) -> None:
    filled(crm)
    crm(f"backup {tmp_path}/before.db")
    crm("customer erase 王芳 --yes --reason asked")
    crm(f"restore {tmp_path}/before.db --yes")
    found = crm("check --json", code=6)

    assert faults(found.json)["erased"] == "fault"
    assert found.error["hint"] == "Erase it again: crm customer erase id:1"
    assert found.json["good_backup"] is None
    (erased,) = [each for each in found.json["findings"] if each["code"] == "erased"]
    assert erased["advice"] == found.error["hint"]
    assert crm("check --quiet", code=6).out.count("Erase it again") == 1

    crm("customer erase id:1 --yes --reason asked")
    assert crm("check --json").json["ok"]


def test_the_good_backup_that_is_named_is_the_one_that_was_written_last(
    crm: Crm, tmp_path: Path
) -> None:
    filled(crm)
    crm(f"backup {tmp_path}/first.db", today="2099-01-01")
    crm(f"backup {tmp_path}/second.db", today="2026-03-30")
    first = (tmp_path / "first.db").stat()
    os.utime(tmp_path / "second.db", (first.st_atime, first.st_mtime + 10))
    overwrite(crm.db, "customer")

    assert crm("check --json", code=6).json["good_backup"] == str(tmp_path / "second.db")


def test_a_restore_says_what_a_repair_puts_right_in_the_backup(crm: Crm, tmp_path: Path) -> None:
    filled(crm)
    sound = contents(crm.db)
    copy = tmp_path / "copy.db"
    crm(f"backup {copy}")
    assert crm(f"restore {copy} --dry-run --json").json["repairable"] == []
    seed(
        copy,
        "DELETE FROM obligation",
        "UPDATE customer SET value = 'high' WHERE id = 1",
    )

    assert "It has 3 things in it that crm check --repair then puts right.\n" in (
        crm(f"restore {copy} --dry-run --format table").out
    )
    restored = crm(f"restore {copy} --yes --json").json
    assert restored["repairable"] == ["classes", "promises", "clocks"]
    found = faults(crm("check --json", code=6).json)
    assert {code for code, severity in found.items() if severity == "fault"} == {
        *restored["repairable"]
    }
    crm("check --repair --yes")
    assert contents(crm.db) == sound


def test_a_backup_with_a_date_that_cannot_be_read_is_restored_all_the_same(
    crm: Crm, tmp_path: Path
) -> None:
    filled(crm)
    copy = tmp_path / "copy.db"
    crm(f"backup {copy}")
    seed(copy, "UPDATE customer SET verified = 'soon' WHERE id = 1")

    assert crm(f"restore {copy} --yes --json").json["repairable"] == []
    assert faults(crm("check --json", code=6).json)["dates"] == "fault"
