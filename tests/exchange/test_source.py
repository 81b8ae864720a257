"""What can be opened as a table, and what is said of the rest."""

from __future__ import annotations

import errno
import io
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from crmcli.errors import CrmError
from crmcli.exchange.source import FileMissing, FileUnusable, OtherFormat, opened

if TYPE_CHECKING:
    from pathlib import Path


def test_stdin_and_pipes_can_be_read_twice(tmp_path: Path) -> None:
    with opened("-", io.BytesIO(b"name\nA\n")) as file:
        assert file.read() == b"name\nA\n"
        file.seek(0)
        assert file.read(4) == b"name"
    reading, writing = os.pipe()
    os.write(writing, b"name\nB\n")
    os.close(writing)
    with opened(f"/dev/fd/{reading}", io.BytesIO()) as file:
        file.seek(0)
        assert file.read() == b"name\nB\n"
    os.close(reading)
    assert not list(tmp_path.iterdir())


def test_where_there_is_no_room_for_a_copy_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(CrmError) as caught, opened("-", io.BytesIO(b"name\nA\n")):
        pass
    assert caught.value.exit_code == 6
    assert caught.value.details["reason"] == "No space left on device"


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    for name in ("none.csv", "none/none.csv"):
        with pytest.raises(FileMissing) as caught, opened(str(tmp_path / name), io.BytesIO()):
            pass
        assert caught.value.exit_code == 3


def test_a_folder_and_an_empty_file_are_unusable(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    for path in (tmp_path, tmp_path / "empty.csv"):
        with pytest.raises(FileUnusable) as caught, opened(str(path), io.BytesIO()):
            pass
        assert caught.value.exit_code == 5


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"<html><", b"<?xml ", b"SQLite format 3\0"])
def test_other_formats_are_named(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(start + b"x" * 20)
    with pytest.raises(OtherFormat), opened(str(path), io.BytesIO()):
        pass
