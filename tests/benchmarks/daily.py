"""The commands of every day beside their floors: due, completion, log add."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, compared
from tests.benchmarks.measuring import ProgramFailedError, alternating
from tests.benchmarks.workbench import LARGE, MIDDLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.measuring import Program
    from tests.benchmarks.workbench import Workbench

DUE = 250
"""How many rows are due in the book of 10,000: a well-kept one."""

_PIPE = 1.15
_TABLE = 1.2
_COMPLETION = 1.2
_LOG = 1.15

_FLOOR_TABLES = """
    CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY,
        name VARCHAR NOT NULL, grade VARCHAR NOT NULL);
    CREATE INDEX ix_customer_name ON customer (name);
    CREATE TABLE contact (id INTEGER NOT NULL PRIMARY KEY,
        customer_id INTEGER NOT NULL REFERENCES customer (id), at DATETIME NOT NULL,
        via VARCHAR NOT NULL, note VARCHAR NOT NULL);
    CREATE INDEX ix_contact_customer_id ON contact (customer_id);
    CREATE TABLE promise (id INTEGER NOT NULL PRIMARY KEY,
        customer_id INTEGER NOT NULL REFERENCES customer (id),
        text VARCHAR NOT NULL, by DATE NOT NULL);
    CREATE INDEX ix_promise_customer_id ON promise (customer_id);
    INSERT INTO customer VALUES (1, '慕容嫣然', 'D');
"""

TYPED = ("wang", "wangx", "wxm", "王", "上海")
"""What is typed before a Tab: a syllable, a name that is begun, initials, characters, a company."""

_FEWEST = 2

LOG_EVERY = (
    "log", "add", "慕容嫣然", "wants the quote", "--via", "phone", "--at", "yesterday 15:00",
    "--purpose", "consulting", "--outcome", "agreed", "--said", "too dear", "--out",
    "--minutes", "20", "--with", "Zoë Quill", "--need", "clear", "--close", "+3w",
    "--next", "send quote", "--by", "fri", "--kept-all", "--key", "{run}",
)  # fmt: skip
LOG_USUAL = (
    "log", "add", "慕容嫣然", "wants the quote", "--via", "phone", "--close", "+3w",
    "--next", "send quote", "--by", "fri",
)  # fmt: skip


def due_tsv(bench: Workbench) -> Iterator[Figure]:
    """`crm due` into a pipe."""
    book, query, count = _due_book(bench)
    floor = bench.floor("due_tsv", str(book), str(query))
    crm = bench.crm(book, "due", "--format", "tsv")
    lowest, ours = alternating([floor, crm], bench.rounds)
    rows = ours.output.count(b"\n") - 1
    if rows != count:
        message = f"{rows} rows instead of {count}"
        raise ProgramFailedError(message)
    what = f"`crm due --format tsv`, {MIDDLE:,} customers, {count} rows"
    yield compared(what, lowest, ours, _PIPE)


def due_table(bench: Workbench) -> Iterator[Figure]:
    """`crm due` on a terminal."""
    book, query, count = _due_book(bench)
    floor = bench.floor("due_table", str(book), str(query), terminal=True)
    crm = bench.crm(book, "due", terminal=True)
    lowest, ours = alternating([floor, crm], bench.rounds)
    yield compared(f"`crm due` as a table, 80 columns, {count} rows", lowest, ours, _TABLE)


def completion(bench: Workbench) -> Iterator[Figure]:
    """A Tab after the beginning of a customer's name."""
    book, query, _ = _due_book(bench)
    floor = bench.floor("due_tsv", str(book), str(query))
    tabs = [_tab(bench, typed) for typed in TYPED]
    lowest, *answers = alternating([floor, *tabs], bench.rounds)
    for typed, ours in zip(TYPED, answers, strict=True):
        offered = ours.output.split()
        if len(offered) < _FEWEST:
            message = f"it offers nothing for {typed}"
            raise ProgramFailedError(message)
        what = f"completion of {typed}, {LARGE:,} customers, {len(offered) - 1} words offered"
        yield compared(what, lowest, ours, _COMPLETION)


def _tab(bench: Workbench, typed: str) -> Program:
    return bench.crm(
        bench.book(LARGE, 200), "crm customer show " + typed, " ", _CRM_COMPLETE="complete_bash"
    )


def log_add(bench: Workbench) -> Iterator[Figure]:
    """`crm log add`, written and committed."""
    other = bench.scratch / "floor.db"
    with sqlite3.connect(other) as connection:
        connection.executescript(_FLOOR_TABLES)
    connection.close()
    book = bench.scratch / "logged.db"
    shutil.copyfile(bench.book(MIDDLE, DUE), book)
    floor = bench.floor("log_add", str(other), "1", "wants the quote", "--via", "phone")
    every, usual = bench.crm(book, *LOG_EVERY), bench.crm(book, *LOG_USUAL)
    lowest, full, short = alternating([floor, every, usual], bench.rounds)
    yield compared("`crm log add` with every option given", lowest, full, _LOG)
    yield compared("`crm log add` as the README shows it", lowest, short, _LOG)


def _due_book(bench: Workbench) -> tuple[Path, Path, int]:
    book = bench.book(MIDDLE, DUE)
    query = bench.scratch / "due.sql"
    return book, query, int(bench.set_up("due_query", book, str(query)))
