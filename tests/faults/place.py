"""A place where a fault is made: a folder with a book, and all that a run of crm may touch."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.store.creation import create_book

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-03-31"
_STAMP = re.compile(r"\d{8}T\d{6}Z(-\d+)?|(?<=INSERT INTO \"book\" VALUES\(')[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of its own for a book, its backups, the settings and temporary files.

    Args:
        folder: where all of it lies.
    """

    folder: Path

    @property
    def book(self) -> Path:
        """The book's file."""
        return self.folder / "desk" / "book.db"

    @property
    def desk(self) -> Path:
        """The folder of the book and of what commands put beside it."""
        return self.book.parent

    @property
    def kept(self) -> Path:
        """Where the state to begin from is kept."""
        return self.folder / "kept"

    @property
    def scratch(self) -> Path:
        """Where programs make their temporary files."""
        return self.folder / "tmp"

    @property
    def environment(self) -> dict[str, str]:
        """What a run finds: nothing of the machine's but its programs."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "XDG_CONFIG_HOME": str(self.desk / "config"),
            "TMPDIR": str(self.scratch),
            # What Python keeps of its own is no part of what is tried.
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
            "TZ": "Asia/Shanghai",
            "CRM_DB": str(self.book),
            "CRM_TODAY": TODAY,
            "CRM_USER": "tester",
        }

    def make(self) -> None:
        """Make the folders, empty."""
        for each in (self.desk, self.scratch, self.folder / "home"):
            each.mkdir(parents=True, exist_ok=True)

    def keep(self) -> None:
        """Keep the desk as it is now, to begin from again and again."""
        if self.kept.exists():
            shutil.rmtree(self.kept)
        shutil.copytree(self.desk, self.kept)

    def begin_again(self) -> None:
        """Put everything back as it was kept."""
        self.clear()
        shutil.copytree(self.kept, self.desk, dirs_exist_ok=True)

    def clear(self) -> None:
        """Take everything away."""
        for each in (self.desk, self.scratch):
            for inside in each.iterdir():
                if inside.is_dir():
                    shutil.rmtree(inside)
                else:
                    inside.unlink()

    def files(self) -> set[str]:
        """Name every file but the book and the journal that every writer leaves.

        What is in the journal after a crash or a full disk is for the next command to deal with.
        """
        own = {self.book.name, f"{self.book.name}-journal"}
        return {
            str(each.relative_to(self.folder))
            for top in (self.desk, self.scratch)
            for each in top.rglob("*")
            if each.is_file() and each.name not in own
        }


def content(path: Path) -> list[str]:
    """Give everything in a book as SQL, in an order of its own; nothing if there is no book.

    What commands read from the machine's clock, to name a copy, or make up, to tell a new book
    from others, is left out.
    """
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        try:
            return sorted(_STAMP.sub("STAMP", each) for each in connection.iterdump())
        except sqlite3.DatabaseError as error:
            return [f"unreadable: {error}"]


def as_before(place: Place) -> list[list[str]]:
    """Give what the book of a place may hold if nothing happens.

    Where there is no book, a command that fails or is killed after it made one, and before it put
    anything into it, leaves an empty one.
    """
    if place.book.exists():
        return [content(place.book)]
    empty = place.folder / "empty.db"
    create_book(empty, parents=False)
    return [[], content(empty)]


def unsound(path: Path) -> list[str]:
    """Say what SQLite finds wrong in a book, if there is one: pages, indexes, links."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        try:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            links = connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
    return [*([] if verdict == "ok" else [verdict]), *(f"broken link {each}" for each in links)]
