"""What `crm check` advises where a repair does not help."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.contents import contents
from tests.unsound import faults, filled, overwrite, saved, seed

if TYPE_CHECKING:
    import pytest

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

    assert "It has 5 things in it that crm check --repair then puts right.\n" in (
        crm(f"restore {copy} --dry-run --format table").out
    )
    restored = crm(f"restore {copy} --yes --json").json
    assert restored["repairable"] == [
        "classes", "promises", "churn", "festivals", "clocks",
    ]  # fmt: skip
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

    before = crm.db.read_bytes()
    told = crm(f"restore {copy} --dry-run --format table").out
    assert f"{copy} has faults; it would be restored" in told
    assert "No repair puts this right: 1 date, time or other value cannot be read" in told
    assert crm.db.read_bytes() == before

    restored = crm(f"restore {copy} --yes --json").json
    assert [each["code"] for each in restored["faults"]] == ["dates"]
    assert restored["repairable"] == []
    assert faults(crm("check --json", code=6).json)["dates"] == "fault"


def test_a_backup_of_a_book_that_no_repair_puts_right_is_made_and_is_no_good_one(
    crm: Crm, tmp_path: Path
) -> None:
    filled(crm)
    folder = tmp_path / "copies"
    folder.mkdir()
    good = crm(f"backup {folder} --quiet").out.strip()
    seed(crm.db, "UPDATE contact SET note = CAST(x'41ff42' AS TEXT) WHERE id = 1")
    answer = crm(f"backup {folder} --keep 1 --json", code=6)

    made = answer.json
    assert answer.error["code"] == "unsound_copy"
    assert [each["code"] for each in made["faults"]] == ["dates"]
    assert "contact.note" in made["faults"][0]["message"]
    assert made["removed"] == []
    assert {str(each) for each in folder.iterdir()} == {good, made["path"]}
    assert contents_of(Path(made["path"]), "contact") == contents_of(crm.db, "contact")
    told = crm(f"backup {folder} --keep 1", code=6).err
    assert "No repair puts this right: 1 date" in told
    assert "is no good backup" in told
    assert crm("check --json", code=6).json["good_backup"] == good


def test_a_backup_of_a_book_that_a_repair_puts_right_says_so_and_is_done(
    crm: Crm, tmp_path: Path
) -> None:
    filled(crm)
    seed(crm.db, "DELETE FROM obligation")
    told = crm(f"backup {tmp_path}/copy.db").err

    assert told == "It has 4 things in it that crm check --repair then puts right.\n"


def contents_of(path: Path, table: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


def test_a_copy_of_the_faulty_book_is_not_named_as_the_newest_good_backup(crm: Crm) -> None:
    filled(crm)
    (good,) = [crm("backup --json").json["path"]]
    seed(crm.db, "UPDATE customer SET registered = 'zzz'", "DELETE FROM search_key")
    repaired = crm("check --repair --yes --json", code=6)

    assert repaired.json["saved"] != good
    assert repaired.json["good_backup"] == good
    assert repaired.error["hint"].endswith(f"The newest good backup: crm restore {good}")


def test_a_day_that_cannot_be_read_hides_no_advice_to_restore(crm: Crm) -> None:
    filled(crm)
    good = crm("backup --json").json["path"]
    seed(crm.db, "UPDATE contact SET day = 'zzz'")
    found = crm("check --json", code=6)

    assert found.json["good_backup"] == good
    assert "This cannot be repaired" in found.error["hint"]
    assert "last_contact" in faults(found.json)


def test_an_id_below_one_is_named_and_no_repair_is_offered_for_ever(crm: Crm) -> None:
    filled(crm)
    seed(crm.db, "UPDATE customer SET id = -1 WHERE id = 1")
    crm("check --repair --yes", code=6)
    again = crm("check --repair --yes --json", code=6)

    assert not [each for each in again.json["findings"] if each["repairable"]]
    assert "This cannot be repaired" in again.error["hint"]
    assert len(saved(crm)) == 1


def test_what_a_repair_does_not_put_right_is_not_offered_again(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(crm)
    good = crm("backup --json").json["path"]
    seed(crm.db, "DELETE FROM search_key WHERE customer_id = 1")
    with monkeypatch.context() as patch:
        patch.setattr("crmcli.store.checks.findable.rekey", lambda *_: None)
        first = crm("check --repair --yes --json", code=6)
    assert first.json["repaired"] == []
    for answer in (first, crm("check --json", code=6), crm("check --repair --yes --json", code=6)):
        assert faults(answer.json) == {"search_keys": "fault"}
        assert answer.error["hint"].endswith(f"The newest good backup: crm restore {good}")
    assert len(saved(crm)) == 1

    # Of others it is another fault.
    seed(crm.db, "DELETE FROM search_key WHERE customer_id = 2")
    crm("check --repair --yes")


def test_the_newest_backup_that_is_still_there_is_what_counts(crm: Crm, tmp_path: Path) -> None:
    filled(crm)
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    crm(f"backup {old}", today="2030-01-01")
    crm(f"backup {new}", today="2026-03-31")
    for file, day in ((old, "2026-01-20"), (new, "2026-03-30")):
        at = datetime.fromisoformat(f"{day}T12:00:00Z").timestamp()
        os.utime(file, (at, at))
    assert "last_backup" not in faults(crm("check --json").json)

    new.unlink()
    told = last_backup(crm)
    assert told["severity"] == "warning"
    assert told["message"] == "The last backup is 69 days old: crm backup"

    old.unlink()
    told = last_backup(crm)
    assert told["severity"] == "warning"
    assert told["message"].startswith(f"No backup is there any more; the last was {old} (")
    assert crm("check --json").json["backups"]["last"] is None


def last_backup(crm: Crm) -> dict[str, str]:
    found = crm("check --json").json["findings"]
    (told,) = [each for each in found if each["code"] == "last_backup"]
    return dict(told)
