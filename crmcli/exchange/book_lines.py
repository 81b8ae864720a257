"""The file of a whole book: JSON lines, a head, a line for each row of each table, and an end mark.

The head says what the file is and how many rows of each table follow. The end mark counts the rows
and has the SHA-256 of all bytes before it, so that a file that was cut short or changed is known.
A row is `{"table": …, "row": {column: value, …}}`: every column of its table, as the book keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.domain.path_text import quoted
from crmcli.errors import N_, Refused, StorageFault

if TYPE_CHECKING:
    from collections.abc import Mapping

MARK = "crmcli"
"""The key by which the head is known; its value is `KIND`."""

KIND = "book"
VERSION = 1
"""The version of the file's form; that of its tables is the schema's."""

LONGEST = 1 << 27
"""How many bytes a line may have; a row of a book is far shorter."""


LONGEST_MARK = 16
"""How many bytes of a file say what else it is."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line says.

    Args:
        schema: the version of the schema that the rows are of.
        book: the uid of the book.
        exported: when, in UTC, as in `2026-03-05T04:00:00Z`.
        program: the version of crmcli that wrote it.
        rows: by table how many rows follow.
        numbers: by table the highest id that was ever given, of tables that give none twice.
    """

    schema: int
    book: str
    exported: str
    program: str
    rows: Mapping[str, int]
    numbers: Mapping[str, int]


class NoBookFile(Refused):
    """A file that is no exported book."""

    code = "no_book_file"
    sentence = N_("{path} is not a book that crm export wrote: {reason}")
    hint = N_("To import customers from it: crm customer import {path}")


class NewerBookFile(StorageFault):
    """A file that a newer version of crmcli wrote."""

    code = "newer_book"
    sentence = N_("{path} was written by a newer crmcli ({found}; this one knows {known}).")
    hint = N_("Update crmcli; nothing was changed.")


class BrokenBookFile(Refused):
    """An exported book that was changed or cut short since, or was never one."""

    code = "broken_book_file"
    sentence = N_("{path} cannot be imported: {reason}")
    hint = N_("Nothing was changed. Export the book once more, or take an older file.")


class BadBookLine(Refused):
    """A line of an exported book that cannot be used."""

    code = "bad_book_line"
    sentence = N_("{path} cannot be imported: line {line}: {reason}")
    hint = N_("Nothing was changed. Export the book once more, or take an older file.")


_RESTORE = N_("If it is a backup: crm restore {path}")
_UNPACK = N_("Unpack it first: gunzip {path}")
_CUSTOMERS = frozenset({"id", "name"})


def no_book(
    name: str, start: bytes = b"", value: object = None, what: str | None = None
) -> NoBookFile:
    """Say what a file is that is no exported book, and what reads it.

    Args:
        name: what it is called.
        start: its first bytes.
        value: its first line, where that is JSON.
        what: what it is, as a message id, where that is known.
    """
    told, hint = message(N_("it is something else.")), None
    if start.startswith(b"SQLite format 3\0"):
        what = N_("an SQLite database")
    elif start.startswith(b"\x1f\x8b"):
        what = N_("a gzip file")
    if what is not None:
        told = message(N_("it is {what}."), what=message(what))
        hint = _RESTORE if "SQLite" in what else _UNPACK if "gzip" in what else None
    elif start.lstrip()[:1] == b"[" or (isinstance(value, dict) and value.keys() >= _CUSTOMERS):
        told = message(N_("it is a list of records, such as customers."))
    return NoBookFile(path=quoted(name), reason=told, hint=hint)
