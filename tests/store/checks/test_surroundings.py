"""The place of a book: what is said of disks, synced folders, rights, and files left behind."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from crmcli.domain.finding import Severity
from crmcli.store.belongings import folder_of
from crmcli.store.checks import surroundings
from crmcli.store.creation import create_book

MOUNTS = r"""
22 28 0:20 / /proc rw,nosuid - proc proc rw
28 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 28 0:35 / /mnt/nas rw,relatime shared:9 - nfs4 server:/export rw
41 28 0:36 / /mnt/with\040space rw - cifs //server/share rw
42 28 0:37 / /home/me/cloud rw - fuse.rclone remote: rw
43 28 0:38 / /mnt/nas/local rw - ext4 /dev/vdb rw
44 28 0:39 / /mnt/客户 rw - fuse.sshfs host: rw
broken line
"""


@pytest.fixture
def book(path: Path) -> Path:
    path.parent.chmod(0o700)
    create_book(path, parents=False)
    return path


def codes(path: Path, severity: Severity) -> list[str]:
    return [each.code for each in surroundings.place(path) if each.severity is severity]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/crm.db", "ext4"),
        ("/mnt/nas/crm.db", "nfs4"),
        ("/mnt/nas/local/crm.db", "ext4"),
        ("/mnt/nasty/crm.db", "ext4"),
        ("/mnt/with space/crm.db", "cifs"),
        ("/home/me/cloud/a/b/crm.db", "fuse.rclone"),
        ("/mnt/客户/crm.db", "fuse.sshfs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    assert surroundings.file_system(Path(path), MOUNTS) == kind


def test_without_mounts_nothing_is_claimed() -> None:
    assert surroundings.file_system(Path("/x/crm.db"), "") is None


def test_a_network_folder_is_warned_of(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    monkeypatch.setattr(surroundings, "_MOUNTS", mounts)
    assert codes(book, Severity.WARNING) == []

    mounts.write_text(f"{MOUNTS}50 28 0:40 / {book.parent} rw - nfs server:/x rw\n")

    assert codes(book, Severity.WARNING) == ["network"]


@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox",
        "OneDrive - Company",
        "我的坚果云",
        "Nutstore Files",
        "iCloud Drive",
        "Google Drive",
    ],
)
def test_a_synced_folder_is_warned_of(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "sales"
    place.mkdir(parents=True)
    create_book(place / "crm.db", parents=False)

    assert "synced" in codes(place / "crm.db", Severity.WARNING)
    assert surroundings.synced_by(place / "crm.db") == folder


def test_a_synced_folder_is_known_by_what_its_program_leaves_there(tmp_path: Path) -> None:
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)

    assert surroundings.synced_by(tmp_path / "shared" / "sub" / "crm.db") == ".stfolder"


def test_settings_of_such_a_program_in_the_home_folder_mean_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".dropbox").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))

    assert surroundings.synced_by(tmp_path / "crm" / "crm.db") is None


def test_a_link_is_said_and_its_book_looked_at(book: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(book)
    book.chmod(0o640)

    assert "link" in codes(link, Severity.OK)
    assert codes(link, Severity.WARNING) == ["permissions"]


def test_a_folder_that_others_may_write_is_warned_of(book: Path) -> None:
    book.parent.chmod(0o777)
    assert codes(book, Severity.WARNING) == ["folder"]
    book.parent.chmod(0o1777)
    assert codes(book, Severity.WARNING) == []


def test_backups_that_others_may_read_are_found_and_closed(book: Path) -> None:
    folder = folder_of(book)
    folder.mkdir(0o700)
    copy = folder / "backup-20260331T120000Z.db"
    copy.write_text("a copy")
    copy.chmod(0o644)
    folder.chmod(0o755)
    assert surroundings.exposed(book) == [folder, copy]

    surroundings.close_to_others(book)

    assert surroundings.exposed(book) == []
    assert (folder.stat().st_mode & 0o777, copy.stat().st_mode & 0o777) == (0o700, 0o600)


def test_what_a_killed_run_left_is_found_once_it_is_old(book: Path) -> None:
    folder = folder_of(book)
    folder.mkdir(0o700)
    left = [
        book.with_name(f".{book.name}.0123456789ab.new"),
        book.with_name(f".{book.name}.0123456789ab.new-journal"),
        folder / ".before-restore.db.0123456789ab.new",
    ]
    others = [book.with_name(".other.db.0123456789ab.new"), book.with_name(".bashrc")]
    for each in (*left, *others):
        each.write_text("half")
    assert codes(book, Severity.WARNING) == [] or codes(book, Severity.WARNING) == ["permissions"]
    assert surroundings.drafts(book) == []
    hours_ago = time.time() - 7200
    for each in (*left, *others):
        each.chmod(0o600)
        os.utime(each, (hours_ago, hours_ago))

    assert sorted(surroundings.drafts(book)) == sorted(left)
    assert codes(book, Severity.WARNING) == ["leftovers"]
    surroundings.remove_drafts(book)
    assert surroundings.drafts(book) == []
    assert all(each.exists() for each in others)


def test_a_journal_with_content_is_told(book: Path) -> None:
    journal = book.with_name(f"{book.name}-journal")
    journal.write_bytes(b"")
    journal.chmod(0o600)
    assert codes(book, Severity.WARNING) == []

    journal.write_bytes(b"something")

    assert codes(book, Severity.WARNING) == ["cut_off"]
