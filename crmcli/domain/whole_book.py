"""The whole book as a file: what is said of its export and of its import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class BookExported:
    """The answer to an export of the whole book; the field names are the keys of its JSON.

    Args:
        id: the number of its record.
        exported: how many customers it holds.
        rows: how many rows of all tables.
        tables: how many of each.
        path: where it went; `-` for stdout.
        purpose: what for.
        book: what tells the book from others.
        schema: the version of its schema.
        foreign: what is in the book beside what crm made, such as a view of one's own; it is not in
            the file.
    """

    id: int
    exported: int
    rows: int
    tables: Mapping[str, int]
    path: str
    purpose: str | None
    book: str
    schema: int
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookImported:
    """The answer to an import of a whole book; the field names are the keys of its JSON.

    All rows are created, or all are unchanged since the book is there already: read = created +
    updated + unchanged + skipped + refused holds as for other imports.

    Args:
        path: the book.
        file: the file it was made from; `-` for stdin.
        customers: how many customers it holds.
        read: how many rows of all tables the file has.
        created: how many of them are new.
        updated: always 0.
        unchanged: how many of them are there already, all or none.
        skipped: always 0.
        refused: always 0; a file with a row that cannot be used is refused whole.
        tables: how many rows of each table.
        book: what tells the book from others; it is the same one as the book that was exported.
        exported: when it was exported, in UTC.
        last: when it was last written to before that, in UTC.
        schema: the version of the file's schema; the book is brought up to this program's.
        saved: where the empty book that it replaces lies; None where there was none.
        erased: customers that were erased from another state of this book, and are back.
        dry_run: whether nothing was done.
        repairable: the codes of what `crm check --repair` would put right in it, as far as a short
            look says.
        faults: all that is wrong in it, likewise.
    """

    path: str
    file: str
    customers: int
    read: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: int
    tables: Mapping[str, int]
    book: str
    exported: datetime
    last: datetime | None
    schema: int
    saved: str | None = None
    erased: tuple[int, ...] = ()
    dry_run: bool = False
    repairable: tuple[str, ...] = ()
    faults: tuple[Finding, ...] = ()
