"""What is set up with crmcli itself before anything is measured, in a process of its own."""

from __future__ import annotations

import csv
import hashlib
import json
import marshal
import re
import sqlite3
import sys
from contextlib import closing, contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmcli.domain.reports.period import read_period
from crmcli.domain.run import Run
from crmcli.domain.text import gram_text
from crmcli.services.customers.listing import ListQuery
from crmcli.services.demo.loading import load
from crmcli.services.reports.reporting import ReportQuery, report
from crmcli.store.book import Book
from crmcli.store.connection import open_book
from crmcli.store.creation import create_book
from crmcli.store.index import contact_words, customer_texts
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.customer_rows import customer_rows
from crmcli.store.reads.due import DueQuery, due_rows
from tests.benchmarks import entries, kinds, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CACHE_KIB = 1_000_000
_CHUNK = 1_000


def book(path: Path, size: int, due: int, *, every_kind: bool = False) -> None:
    """Make a book through crmcli's own loader, in one transaction.

    Args:
        path: where.
        size: how many customers it has.
        due: how many rows are due.
        every_kind: whether these are of every kind, or clocks and promises alone.
    """
    now = datetime.now().astimezone().replace(microsecond=0)
    making = entries.Making(size, due - kinds.ROWS if every_kind else due, now.date())
    with Book(path).writing(Run(now, "tester", "benchmark")) as transaction:
        # A large book is made in minutes instead of hours; nothing that is measured sees these.
        transaction.connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        transaction.connection.execute("PRAGMA secure_delete = OFF")
        began = date(2020, 1, 1)
        policies = {**entries.CADENCES, **(kinds.POLICIES if every_kind else {})}
        for name, value in policies.items():
            transaction.add(
                "policy_change",
                name=name,
                value=value,
                day=began,
                command_id=transaction.command_id,
            )
        policy = book_reads.policy(transaction.connection)
        for done, _ in enumerate(load(transaction, entries.entries(making), policy), 1):
            if done % 50_000 == 0:
                sys.stderr.write(f"  {done:,} of {size:,} customers\n")
        if every_kind:
            kinds.trade(transaction, size, now.date())
    _check(path, making.today, due)


def _check(path: Path, today: date, due: int) -> None:
    sql = "SELECT count(*) FROM obligation WHERE shown_from <= ?"
    with Book(path).reading() as connection:
        for day in (today, date.fromordinal(today.toordinal() + entries.KEPT_DAYS)):
            (owed,) = connection.execute(sql, (day.isoformat(),)).fetchone()
            if owed != due:
                message = f"{owed} instead of {due} are due on {day}"
                raise ValueError(message)


def empty(path: Path) -> None:
    """Make an empty book and print a fingerprint of its schema."""
    create_book(path, parents=False)
    with sqlite3.connect(path) as connection:
        parts = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    digest = hashlib.sha256(repr((entries.GENERATOR, parts)).encode())
    sys.stdout.write(digest.hexdigest()[:12])


def due_query(path: Path, target: Path) -> None:
    """Write the SQL that `crm due` runs today, its parameters filled in."""
    connection = open_book(path, writing=False)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    count = sum(1 for _ in due_rows(connection, DueQuery(date.today())))  # noqa: DTZ011 - the user's
    (statement,) = [each for each in statements if "obligation" in each]
    if ":until" in statement:
        message = "the parameters are not filled in"
        raise ValueError(message)
    target.write_text(statement, "utf-8")
    sys.stdout.write(str(count))


def export_query(path: Path, target: Path) -> None:
    """Write the SQL by which `crm customer export` reads its rows today, for all of them at once.

    What other tables hold of a customer, such as its phone numbers, is not in it.
    """
    connection = open_book(path, writing=False)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    today = date.today()  # noqa: DTZ011 - the user's
    list(customer_rows(connection, today, [1]))
    (statement,) = [each for each in statements if "FROM customer_card" in each]
    whole = re.sub(r"AND id IN \(SELECT value FROM json_each\(.*?\)\)", "", statement)
    if whole == statement or ":today" in whole:
        message = "the parameters are not filled in"
        raise ValueError(message)
    target.write_text(whole, "utf-8")


def statements(path: Path, target: Path) -> None:
    """Write the statements that the digest of this month runs, with their values in place."""
    today = date.today()  # noqa: DTZ011 - crm reads this clock too
    query = ReportQuery(
        name="digest",
        period=read_period("this-month", today),
        customers=ListQuery(today, None, {}),
        now=datetime.now().astimezone(),
    )
    traced = _TracedBook(path)
    report(traced, query)
    target.write_text(json.dumps(traced.statements), "utf-8")


class _TracedBook(Book):
    """A book that keeps the statements by which it is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.statements: list[str] = []

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with super().reading() as connection:
            connection.set_trace_callback(self.statements.append)
            yield connection


def table(target: Path, size: int) -> None:
    """Write a file of customers to import."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows.HEADER)
        writer.writerows(rows.rows(size, date.today()))  # noqa: DTZ011 - the user's


def dump(path: Path, target: Path) -> None:
    """Write every row of a book, ready for `executemany`, those of the full-text tables too."""
    connection = open_book(path, writing=False)
    with target.open("wb") as file:
        for statement, found in _tables(connection):
            while chunk := list(islice(found, _CHUNK)):
                marshal.dump((statement, chunk), file)


def commands(path: Path, count: int) -> None:
    """Add commands to a book's history, each of which logged a contact with one of its customers.

    They are written as they would be noted; to run them would take half an hour.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        (first,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM contact").fetchone()
        (command,) = connection.execute("SELECT max(id) + 1 FROM command").fetchone()
        (customers,) = connection.execute("SELECT count(*) FROM customer").fetchone()
        values = {"count": count, "first": first, "command": command, "customers": customers}
        for sql in _COMMANDS:
            connection.execute(f"WITH RECURSIVE n(i) AS ({_NUMBERS}) {sql}", values)


_NUMBERS = "SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count"
_AT = "strftime('%Y-%m-%dT%H:%M:%SZ', '2025-01-01', (60 * i) || ' seconds')"
_WHO = "1 + i % :customers"
_COMMANDS = (
    f"""INSERT INTO command (id, at, author, name, line)
        SELECT :command + i, {_AT}, 'tester', 'log add', 'log add id:' || ({_WHO}) || ' talked'
          FROM n""",
    f"""INSERT INTO contact (id, customer_id, at, day, via, direction, outcome, note, said, effect,
                             imported, author)
        SELECT :first + i, {_WHO}, {_AT}, date({_AT}), 'phone', 'out', 'reached', 'talked ' || i,
               '', 'clock', 0, 'tester' FROM n""",
    f"""INSERT INTO change (command_id, record, action, first, last, customer_id)
        SELECT :command + i, 'contact', 'added', :first + i, :first + i, {_WHO} FROM n""",
    f"""INSERT INTO change (command_id, record, action, first, last, customer_id, old, new)
        SELECT :command + i, 'customer', 'changed', {_WHO}, {_WHO}, {_WHO},
               '{{"last_contact":"2024-01-01"}}', json_object('last_contact', date({_AT}))
          FROM n""",
)


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    names = [name for (name,) in connection.execute(f"{sql} ORDER BY rowid")]
    for name in names:
        if name.startswith("sqlite_") or "_text_" in name:
            continue
        cursor = connection.execute(f"SELECT * FROM {name}")
        places = ",".join("?" * len(cursor.description))
        yield f"INSERT INTO {name} VALUES ({places})", iter(cursor)
    customers = (key for (key,) in connection.execute("SELECT id FROM customer ORDER BY id"))
    texts = ((key, *map(gram_text, customer_texts(connection, key))) for key in customers)
    yield "INSERT INTO customer_text(rowid, names, rest) VALUES (?, ?, ?)", texts
    contacts = connection.execute("SELECT id, note, said FROM contact ORDER BY id")
    words = _words((key, contact_words(note, said)) for key, note, said in contacts)
    yield "INSERT INTO contact_text(rowid, pieces) VALUES (?, ?)", words
    promises = connection.execute("SELECT id, text FROM promise ORDER BY id")
    yield "INSERT INTO promise_text(rowid, pieces) VALUES (?, ?)", _words(promises)


def _words(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((key, gram_text(text)) for key, text in texts if text)


def main() -> None:
    """Do one of these: `building.py WHAT PATH …`."""
    what, path, *rest = sys.argv[1:]
    if what == "book":
        book(Path(path), int(rest[0]), int(rest[1]), every_kind=rest[2:] == ["every-kind"])
    elif what == "empty":
        empty(Path(path))
    elif what == "due_query":
        due_query(Path(path), Path(rest[0]))
    elif what == "export_query":
        export_query(Path(path), Path(rest[0]))
    elif what == "statements":
        statements(Path(path), Path(rest[0]))
    elif what == "table":
        table(Path(path), int(rest[0]))
    elif what == "commands":
        commands(Path(path), int(rest[0]))
    elif what == "dump":
        dump(Path(path), Path(rest[0]))
    else:
        sys.exit(f"{what} cannot be built")


if __name__ == "__main__":
    main()
