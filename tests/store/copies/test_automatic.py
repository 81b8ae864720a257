"""The book's own backup folder: names, what is kept, and two at once."""

from __future__ import annotations

import os
import shutil
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.backup import BackupKind
from crmcli.store.belongings import folder_of
from crmcli.store.book import Book
from crmcli.store.checks import surroundings
from crmcli.store.copies import automatic
from crmcli.store.copies.target import NoBackupPlace
from crmcli.store.faults import DiskFull

if TYPE_CHECKING:
    from crmcli.domain.run import Run
    from tests.store.conftest import AddCustomer

NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
IMPORT = automatic.before(BackupKind.IMPORT)


def write(draft: Path, target: Path) -> None:
    del target
    draft.write_text("a copy")


def names(path: Path) -> list[str]:
    return sorted(each.name for each in folder_of(path).iterdir())


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("crm.db", "crm.backups"),
        ("crm.sqlite", "crm.sqlite-backups"),
        ("crm", "crm-backups"),
        ("crm.db.db", "crm.db.backups"),
        (".db", ".db-backups"),
        ("客户.db", "客户.backups"),
        ("a.b.db", "a.b.backups"),
    ],
)
def test_the_folder_lies_beside_the_book(tmp_path: Path, name: str, folder: str) -> None:
    assert folder_of(tmp_path / name) == tmp_path / folder


def test_a_link_has_no_folder_of_its_own(path: Path, tmp_path: Path) -> None:
    path.write_text("")
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)

    assert folder_of(link) == folder_of(path)


def test_folder_and_files_are_for_their_owner_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        saved = automatic.save(path, IMPORT, NOON, write)
    finally:
        os.umask(before)

    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert stat.S_IMODE(saved.parent.stat().st_mode) == 0o700
    assert names(path) == ["before-import-20260331T120000Z.db"]


def test_files_of_one_second_are_told_apart_and_kept_in_order(path: Path) -> None:
    for _ in range(7):
        automatic.save(path, IMPORT, NOON, write)

    stem = "before-import-20260331T120000Z"
    assert names(path) == [f"{stem}-{number}.db" for number in range(3, 8)]
    assert [Path(each.path).name for each in automatic.stored(path)] == names(path)[::-1]


def test_the_newest_five_of_each_kind_are_kept_and_nothing_else_is_touched(path: Path) -> None:
    folder = folder_of(path)
    folder.mkdir()
    others = (
        "backup-20200101T000000Z.db",
        "before-import-20200101T000000Z.db.txt",
        "before-import-20209999T000000Z.db",
        "before-lunch-20200101T000000Z.db",
        "holiday.jpg",
    )
    for name in others:
        (folder / name).write_text("mine")
    (folder / "before-import-20200102T000000Z.db").mkdir()
    (folder / "before-import-20200103T000000Z.db").symlink_to(folder / "holiday.jpg")
    automatic.save(path, automatic.before(BackupKind.MIGRATION, 2), NOON, write)
    for day in range(8):
        automatic.save(path, IMPORT, NOON + timedelta(days=day), write)

    kept = [f"before-import-202604{day:02}T120000Z.db" for day in range(3, 8)]
    assert names(path) == sorted(
        [
            *others,
            *kept,
            "before-import-20200102T000000Z.db",
            "before-import-20200103T000000Z.db",
            "before-migration-v2-20260331T120000Z.db",
        ]
    )
    assert [(folder / name).read_text() for name in others] == ["mine"] * len(others)


def test_copies_before_migrations_to_different_versions_are_one_kind(path: Path) -> None:
    for version in range(2, 9):
        at = NOON + timedelta(days=version)
        automatic.save(path, automatic.before(BackupKind.MIGRATION, version), at, write)

    assert [name.split("-")[2] for name in names(path)] == ["v4", "v5", "v6", "v7", "v8"]


def test_with_the_clock_set_back_the_one_just_made_stays(path: Path) -> None:
    for day in range(6):
        automatic.save(path, IMPORT, NOON + timedelta(days=day), write)

    saved = automatic.save(path, IMPORT, NOON - timedelta(days=99), write)

    assert saved.exists()


def test_what_was_spared_stays(path: Path) -> None:
    first = automatic.save(path, IMPORT, NOON, write)
    for day in range(1, 7):
        at = NOON + timedelta(days=day)
        automatic.save(path, IMPORT, at, write, spared={first})

    assert first.exists()
    assert len(names(path)) == 6


def test_what_another_process_has_made_meanwhile_stays(path: Path) -> None:
    # Six at once: each would remove the oldest of the others.
    def fill(draft: Path, target: Path) -> None:
        time.sleep(0.3)
        write(draft, target)

    def one(number: int) -> Path:
        return automatic.save(path, IMPORT, NOON + timedelta(seconds=number % 2), fill)

    with ThreadPoolExecutor(8) as pool:
        saved = list(pool.map(one, range(8)))

    assert len(set(saved)) == 8
    assert all(each.exists() for each in saved)
    automatic.save(path, IMPORT, NOON + timedelta(days=1), write)
    assert len(names(path)) == 5


def test_what_belongs_to_a_backup_is_counted_and_goes_with_it(path: Path) -> None:
    first = automatic.save(path, IMPORT, NOON, write, suffix=".damaged")
    journal = first.with_name(f"{first.name}-journal")
    journal.write_text("its journal")
    alone = first.with_name("before-import-20260101T120000Z.damaged-wal")
    alone.write_text("a log without its file")
    os.utime(alone, (0, 0))

    newest, oldest = automatic.stored(path)
    assert (newest.path, newest.beside) == (str(first), (str(journal),))
    assert newest.bytes == len("a copy") + len("its journal")
    assert oldest.path == str(alone)
    for day in range(1, 6):
        automatic.save(path, IMPORT, NOON + timedelta(days=day), write)
    assert not any(each.exists() for each in (first, journal, alone))


def test_the_date_of_a_run_does_not_make_a_backup_new_for_ever(path: Path) -> None:
    far = automatic.save(path, IMPORT, NOON.replace(year=2099), write)
    os.utime(far, (0, 0))
    for day in range(5):
        automatic.save(path, IMPORT, NOON + timedelta(days=day), write)

    assert automatic.stored(path)[0].at == NOON + timedelta(days=4)
    assert not far.exists()
    assert len(names(path)) == 5


def test_the_backups_of_another_book_that_lay_there_stay(
    path: Path, run: Run, add_customer: AddCustomer
) -> None:
    def copied(draft: Path, target: Path) -> None:
        del target
        shutil.copyfile(path, draft)

    with Book(path).writing(run) as transaction:
        add_customer(transaction)
    lost = [automatic.save(path, IMPORT, NOON + timedelta(days=day), copied) for day in range(4)]
    path.unlink()
    with Book(path).writing(replace(run, author="li")) as transaction:
        add_customer(transaction)
    for day in range(10, 17):
        automatic.save(path, IMPORT, NOON + timedelta(days=day), copied)

    assert all(each.exists() for each in lost)
    assert len(names(path)) == 4 + 5


def test_a_file_that_vanishes_meanwhile_is_passed_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    automatic.save(path, IMPORT, NOON, write)
    path.write_text("a book")
    folder = folder_of(path)
    gone = [
        folder / "before-import-20260101T120000Z.db",
        folder / ".before-import.db.0123456789ab.new",
        path.with_name(f".{path.name}.0123456789ab.new"),
    ]
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda each: [*listed(each), *gone])

    assert len(automatic.stored(path)) == 1
    assert surroundings.drafts(path) == []
    assert not {*surroundings.exposed(path)} & {*gone}
    automatic.save(path, IMPORT, NOON, write, once=True)


def test_an_equal_one_is_enough_where_that_is_asked(path: Path) -> None:
    first = automatic.save(path, IMPORT, NOON, write, once=True)

    assert automatic.save(path, IMPORT, NOON + timedelta(days=1), write, once=True) == first
    assert names(path) == [first.name]


def test_a_failure_leaves_nothing_behind(path: Path) -> None:
    def full(draft: Path, target: Path) -> None:
        write(draft, target)
        raise OSError(28, "No space left on device")

    with pytest.raises(DiskFull) as caught:
        automatic.save(path, IMPORT, NOON, full)

    assert caught.value.exit_code == 6
    assert not folder_of(path).exists()


def test_a_file_in_the_place_of_the_folder_is_named(path: Path) -> None:
    folder_of(path).write_text("in the way")

    with pytest.raises(NoBackupPlace) as caught:
        automatic.save(path, IMPORT, NOON, write)

    assert caught.value.details["path"] == folder_of(path)
    assert folder_of(path).read_text() == "in the way"
