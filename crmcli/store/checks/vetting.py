"""Vetting a file before it becomes the book: whole, ours, and without anything that could act."""

from __future__ import annotations

import re
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_, StorageFault
from crmcli.store import connection as connections
from crmcli.store.checks.actors import HostileBook, triggers
from crmcli.store.connection import faults_of
from crmcli.store.copies.backup import copy_pages, facts_of, open_copy, unwatched, verify
from crmcli.store.copies.other_file import inspect_file, open_file
from crmcli.store.copies.target import target_faults
from crmcli.store.faults import Damaged, NotReadable, NotWritable
from crmcli.store.place import NotABook, drafted
from crmcli.store.views import SEARCH_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crmcli.domain.backup import BookFacts
    from crmcli.store.copies.backup import Progress

_VIRTUAL = re.compile(r"\s*create\s+virtual", re.IGNORECASE)
_FULL_TEXT = re.compile(r"create\s+virtual\s+table\s+\S+\s+using\s+fts5\s*\(", re.IGNORECASE)
_FULL_TEXT_TABLES = frozenset(statement.split()[3] for statement in SEARCH_TABLES)
_UNTOUCHED = N_("The book was not touched. Name a backup that crm made.")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may become the book.

    Args:
        draft: a private copy of it beside the book, brought up to this program's schema.
        facts: what the file holds.
        foreign: what it has beside what crm makes, such as views of its owner's.
    """

    draft: Path
    facts: BookFacts
    foreign: tuple[str, ...]


@contextmanager
def vetted(file: Path, path: Path, progress: Progress = unwatched) -> Iterator[Candidate]:
    """Copy a file beside a book and make sure that it may take the book's place.

    The file itself is only read. What was vetted is what will be used: the copy, which nobody else
    can change.

    Args:
        file: the backup.
        path: the book's place; its folder is there.
        progress: told how many pages were copied.

    Raises:
        BackupMissing: there is no such file.
        NotABook, NewerBook, Damaged, NotClosed, HostileBook: the file may not become the book.
        NotWritable, DiskFull: the copy cannot be made.
    """
    own = path.resolve()
    with ExitStack() as stack:
        with _untouched(), target_faults(own, NotWritable):
            inspect_file(file)
            draft = stack.enter_context(drafted(own))
            with closing(open_file(file)) as source:
                copy_pages(source, file, draft, own, progress)
            with named(draft, file, own):
                candidate = examined(draft, file)
        with named(draft, file, own):
            yield candidate


@contextmanager
def _untouched() -> Iterator[None]:
    """Say of every fault of the file that the book was left alone."""
    try:
        yield
    except (NotABook, Damaged, NotReadable, HostileBook) as error:
        error.hint = _UNTOUCHED
        raise


@contextmanager
def named(draft: Path, content: Path, own: Path) -> Iterator[None]:
    """Let faults name a file that the user knows instead of the private copy.

    Args:
        draft: the copy.
        content: the file that is at fault where what the copy holds is.
        own: the one where its place is, for instance since there is no room.
    """
    try:
        yield
    except StorageFault as error:
        if error.details.get("path") == draft:
            of_content = isinstance(error, (NotABook, Damaged))
            error.details["path"] = content if of_content else own
        raise


def examined(draft: Path, file: Path) -> Candidate:
    """Make sure that a private file may become the book, and bring it up to this program's schema.

    Args:
        draft: the file.
        file: what it is a copy of, for messages.

    Raises:
        NotABook, NewerBook, Damaged, HostileBook: it may not become the book.
    """
    with closing(open_copy(draft)) as copy, faults_of(file):
        _refuse_actors(copy, file)
        verify(copy, file, links=True)
        facts = facts_of(copy)
    if facts.schema < connections.SCHEMA_VERSION:
        _bring_up(draft, file)
    with closing(open_copy(draft)) as copy, faults_of(file):
        copy.execute("PRAGMA query_only = OFF")
        foreign = _put_right(copy, file)
    return Candidate(draft, facts, foreign)


def _refuse_actors(copy: sqlite3.Connection, file: Path) -> None:
    for name in triggers(copy):
        raise HostileBook(path=file, what=message(N_("the trigger {name}"), name=name))
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
    for name, statement in copy.execute(sql):
        is_ours = name in _FULL_TEXT_TABLES and _FULL_TEXT.match(statement)
        if _VIRTUAL.match(statement) and not is_ours:
            raise HostileBook(path=file, what=message(N_("the virtual table {name}"), name=name))


def _bring_up(draft: Path, file: Path) -> None:
    from crmcli.store.migration import MigrationFailed, migrate  # noqa: PLC0415 - older files only

    try:
        migrate(draft, save=False)
    except MigrationFailed as error:
        error.details["path"] = file
        error.hint = _UNTOUCHED
        raise


def _put_right(copy: sqlite3.Connection, file: Path) -> tuple[str, ...]:
    """Compare what the file consists of with a new book, and make views and indexes again.

    Returns:
        What it has beside what crm makes.
    """
    from crmcli.store.checks.structure import make_again, structure  # noqa: PLC0415 - loads the models

    found = structure(copy)
    there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    for name in found.remade:
        if name in _FULL_TEXT_TABLES and name in there and name not in found.broken:
            raise HostileBook(path=file, what=message(N_("the virtual table {name}"), name=name))
    lacking = (*found.tables, *(found.remade.keys() & _FULL_TEXT_TABLES - there))
    for name in lacking:
        reason = message(N_("the table {name} is not as it should be"), name=name)
        raise Damaged(path=file, reason=reason)
    make_again(copy, found)
    return found.foreign
