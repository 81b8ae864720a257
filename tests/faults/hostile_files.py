"""What may lie at the place of a book and is none, or none that may be used."""

from __future__ import annotations

import os
import socket
import sqlite3
import struct
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[[Path, bytes], None]
    """Makes it at a path; given the bytes of a sound book."""

PAGE = 4096


def _empty(path: Path, book: bytes) -> None:
    del book
    path.touch()


def _text(path: Path, book: bytes) -> None:
    del book
    path.write_text("customers:\n" + "Wang Fang\n" * 200)


def _folder(path: Path, book: bytes) -> None:
    del book
    path.mkdir()


def _pipe(path: Path, book: bytes) -> None:
    del book
    os.mkfifo(path)


def _socket(path: Path, book: bytes) -> None:
    del book
    # The name of a socket is short; a folder's may not be.
    here = os.open(path.parent, os.O_RDONLY)
    try:
        with closing(socket.socket(socket.AF_UNIX)) as listening:
            listening.bind(f"/proc/self/fd/{here}/{path.name}")
    finally:
        os.close(here)


def _link_to_nothing(path: Path, book: bytes) -> None:
    del book
    path.symlink_to("gone.db")


def _circle(path: Path, book: bytes) -> None:
    del book
    path.symlink_to(path.name)


def _link_to_device(path: Path, book: bytes) -> None:
    del book
    path.symlink_to("/dev/null")


def _other_program(path: Path, book: bytes) -> None:
    del book
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE customer (name)")
        connection.execute("PRAGMA user_version = 2")


def _other_program_with_a_mark(path: Path, book: bytes) -> None:
    _other_program(path, book)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 252006674")


def _newer(path: Path, book: bytes) -> None:
    path.write_bytes(book)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def _ruined(at: int, content: bytes) -> Make:
    def make(path: Path, book: bytes) -> None:
        path.write_bytes(book[:at] + content + book[at + len(content) :])

    return make


def _cut(length: int) -> Make:
    def make(path: Path, book: bytes) -> None:
        path.write_bytes(book[:length])

    return make


def _all_but_the_first_page(path: Path, book: bytes) -> None:
    path.write_bytes(book[:PAGE] + b"\xff" * (len(book) - PAGE))


def _without_text(path: Path, book: bytes) -> None:
    # In the middle of the statement that makes a table, wherever a page has kept a copy of it.
    path.write_bytes(book.replace(b"CREATE TABLE customer", b"CREATE TA\xff\xfeE customer"))


NO_BOOKS: dict[str, tuple[Make, str]] = {
    "a file of no bytes": (_empty, "it is empty"),
    "a text": (_text, "it is no SQLite file"),
    "a folder": (_folder, "it is a folder"),
    "a pipe": (_pipe, "it is a pipe"),
    "a socket": (_socket, "it is a socket"),
    "a device": (_link_to_device, "it is a device"),
    "a link to nothing": (_link_to_nothing, "it is a link to nothing"),
    "a link to itself": (_circle, "it is a link that leads in a circle"),
    "another program's file": (_other_program, "it belongs to another program"),
    "another program's, marked": (_other_program_with_a_mark, "it belongs to another program"),
    "a few bytes of a book": (_cut(100), "it is too short to be one, or was cut short"),
}
"""What is no book, with what is said of it."""

NEWER: dict[str, tuple[Make, str]] = {
    "a newer version's book": (_newer, "was made by a newer crmcli (schema 99"),
}

DAMAGED: dict[str, tuple[Make, str]] = {
    "the name of the format": (_ruined(0, b"SQLite format 9"), "it is no SQLite file"),
    "the size of pages": (_ruined(16, b"\0\7"), "it is no SQLite file"),
    "the version for readers": (_ruined(19, b"\3"), "it is no SQLite file"),
    "the encoding of text": (_ruined(56, struct.pack(">I", 7)), "is damaged"),
    "the version of the schema": (
        _ruined(60, b"\xff\xff\xff\xff"),
        "is damaged: the version of its schema makes no sense",
    ),
    "the first page": (_ruined(100, b"\xff" * 400), "is damaged"),
    "a table's statement": (_without_text, "is damaged: it holds a text that is none"),
    "all pages but the first": (_all_but_the_first_page, "is damaged"),
    "all but half of it": (lambda path, book: _cut(len(book) // 2)(path, book), "is damaged"),
    "all but its first page": (_cut(PAGE), "is damaged"),
    "its last byte": (
        lambda path, book: _cut(len(book) - 1)(path, book),
        "is damaged: its last page was cut short",
    ),
}
"""What is damaged or gone of a book so that no command can do without it."""
