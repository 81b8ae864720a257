"""What an export of the whole book writes, where it may go, and what the book knows of it then."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.book_files import everything, lines_of, rows_of
from tests.conftest import Crm
from tests.faults.hostile_text import naughty, visible


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --tag 'very vip'")
    crm("customer add Bob --email bob@example.com")
    crm("customer edit Bob --may-share no --reason asked")
    return crm


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def imported(crm: Crm, file: Path) -> Crm:
    """Give a book of a file."""
    there = Crm(file.with_suffix(".db"), crm._monkeypatch)  # noqa: SLF001 - the same process
    there(f"import {file}")
    return there


def test_head_rows_and_end_mark_are_lines_that_a_person_reads(book: Crm, place: Path) -> None:
    answer = book(f"export {place} --json").json
    head, *rows, end = lines_of(place)

    assert (head["crmcli"], head["version"], head["schema"]) == ("book", 1, 8)
    assert head["book"] == answer["book"]
    assert head["exported"] == "2026-03-31T04:00:00Z"
    assert (end["end"], end["rows"]) == ("book", len(rows))
    assert answer["rows"] == len(rows)
    assert answer["tables"] == head["rows"]
    assert rows_of(place, "tag") == [{"customer_id": 1, "tag": "very vip"}]
    assert "王芳".encode() in place.read_bytes()
    assert place.stat().st_mode & 0o777 == 0o600
    assert not {"search_key", "customer_text"} & head["rows"].keys()


def test_everybody_is_in_it_also_who_may_not_be_shared(book: Crm, place: Path) -> None:
    assert book(f"export {place} --json").json["exported"] == 2
    assert [each["name"] for each in rows_of(place, "customer")] == ["王芳", "Bob"]


def test_the_book_tells_of_it_and_so_does_an_erasure_of_who_is_in_it(
    book: Crm, place: Path
) -> None:
    book(f"export {place} --purpose 'new laptop'")
    book("customer add Later", today="2026-04-01")
    told = book("history --command export --json").json
    erased = [
        book(f"customer erase {who} --dry-run --yes --reason asked --json").json["exports"]
        for who in ("id:1", "id:2", "id:3")
    ]

    text = f"exported the whole book (2 customers) to {place} for new laptop"
    assert [each["text"] for each in told] == [text]
    assert [[each["path"] for each in held] for held in erased] == [[str(place)]] * 2 + [[]]
    assert book("history id:1 --command export --json").json
    assert not book("history Later --command export --json").json


def test_who_is_in_the_history_alone_is_in_it_too(book: Crm, place: Path) -> None:
    book("customer add Undone --phone 13700137000")
    book("undo")
    book(f"export {place}")
    held = book("customer erase id:3 --dry-run --yes --reason asked --json").json["exports"]

    assert [each["path"] for each in held] == [str(place)]


def test_the_file_and_its_record_come_together_or_not_at_all(book: Crm, place: Path) -> None:
    place.write_text("mine")
    before = everything(book.db)
    book(f"export {place}", code=4)
    book(f"export {place.parent}/no/such.jsonl", code=6)
    book(f"export {book.db}", code=2)
    book(["export", str(book.db.with_name("book.backups") / "x.jsonl")], code=6)
    assert place.read_text() == "mine"
    assert everything(book.db) == before

    book(f"export {place} --force")
    assert lines_of(place)[0]["crmcli"] == "book"


def test_the_book_and_what_belongs_to_it_are_never_written(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del crm
    odd = Crm(tmp_path / "book.jsonl", monkeypatch)
    odd("customer add 王芳")
    before = odd.db.read_bytes()
    for name in (odd.db.name, "./book.jsonl", "book.jsonl-journal"):
        error = odd(["export", f"{tmp_path}/{name}", "--force", "--json"], code=None).error
        assert error["code"] in {"target_unusable", "usage"}
    assert odd.db.read_bytes() == before


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.json", "x.db", ""])
def test_a_name_that_promises_something_else_is_refused(
    book: Crm, tmp_path: Path, name: str
) -> None:
    error = book(["export", f"{tmp_path}/{name}" if name else "", "--json"], code=2).error
    assert error["hint"]
    assert not (tmp_path / name).is_file()


def test_without_a_book_there_is_nothing_to_export(crm: Crm, place: Path) -> None:
    crm(f"export {place}", code=3)
    assert not place.exists()


def test_a_retry_gives_the_same_file_and_the_first_answer(book: Crm, place: Path) -> None:
    first = book(f"export {place} --key once --json")
    content, before = place.read_bytes(), everything(book.db)
    place.unlink()
    again = book(f"export {place} --key once --json")

    assert again.json == first.json
    assert place.read_bytes() == content
    assert everything(book.db) == before


def test_a_book_with_a_value_that_no_import_takes_is_not_exported(book: Crm, place: Path) -> None:
    with closing(sqlite3.connect(book.db)) as connection, connection:
        connection.execute("UPDATE customer SET registered = '2026-02-30' WHERE id = 1")
    error = book(f"export {place} --json", code=6).error

    assert error["code"] == "damaged"
    assert "customer.registered" in error["message"]
    assert not place.exists()


def test_nobody_is_in_the_file_who_was_erased_meanwhile(
    book: Crm, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.services.books import exporting

    write = exporting.written_out

    def slowly(*given: Any) -> None:
        write(*given)
        done = subprocess.run(
            [sys.executable, "-m", "crmcli", "customer", "erase", "id:1", "--yes", "--reason", "x"],
            env={**os.environ, "CRM_DB": str(book.db)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    monkeypatch.setattr(exporting, "written_out", slowly)
    assert book(f"export {place} --json", code=4).error["code"] == "changed_meanwhile"
    assert not place.exists()
    assert not book("history --command export --json").json


WRITING = """
import io, select, sys
from contextlib import redirect_stdout
from crmcli.main import run
done = 0
while not select.select([sys.stdin], [], [], 0)[0]:
    done += 1
    with redirect_stdout(io.StringIO()):
        if run(["customer", "add", f"N{done}", "--force", "--note", f"N{done}"]):
            sys.exit(1)
print(done)
"""


def test_it_is_one_state_of_the_book_while_others_write(book: Crm, tmp_path: Path) -> None:
    environment = {**os.environ, "CRM_DB": str(book.db)}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    files = [tmp_path / f"out{number}.jsonl" for number in range(2)]
    try:
        for each in files:
            assert book.real(f"export {each}").code == 0
    finally:
        done = [int(each.communicate(b"stop")[0]) for each in writers]
    assert min(done) > 1
    for each in files:
        commands = [row["id"] for row in rows_of(each, "command")]
        customers = rows_of(each, "customer")
        assert commands == list(range(1, len(commands) + 1))
        exports = len([row for row in rows_of(each, "command") if row["name"] == "export"])
        # One customer to a command, but for that which changed one, and the exports.
        assert len(customers) == len(commands) - 1 - exports
        assert imported(book, each)("check --json").json["ok"]


def test_naughty_strings_come_back_to_the_byte(book: Crm, place: Path, shared: Path) -> None:
    texts = [each for each in naughty(shared) if visible(each)]
    with closing(sqlite3.connect(book.db)) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(customer)")]
        columns = [
            each
            for each in ("company", "title", "occupation", "industry", "address", "hobbies",
                         "source", "product_needs", "service_requirements", "notes")
            if each in names
        ]  # fmt: skip
        for text in texts:
            book_id = connection.execute(
                "INSERT INTO customer SELECT NULL AS id, lower(hex(randomblob(16))) AS uid,"
                f" {', '.join(names[2:])} FROM customer WHERE id = 1 RETURNING id"
            ).fetchone()[0]
            values = ", ".join(f"{each} = :text" for each in ("name", *columns))
            row = {"text": text, "id": book_id}
            connection.execute(f"UPDATE customer SET {values} WHERE id = :id", row)
            connection.execute("INSERT INTO tag VALUES (:id, :text)", row)
    before = everything(book.db)
    book(f"export {place} --purpose {json.dumps('=1+1 – 目的')}")
    there = everything(imported(book, place).db)

    for table in ("customer", "tag", "command", "change", "setting"):
        assert there[table] == before[table]


def test_on_a_terminal_nothing_in_it_acts(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmcli.render.gate.is_terminal", lambda _=1: True)
    book(["customer", "edit", "id:1", "--set", "notes=\x9b31m \u202egnp\x7f"])
    out = book("export -").out
    assert not any(each in out for each in "\x9b\u202e\x7f")


def test_what_its_owner_made_in_the_book_is_named_and_left_out(book: Crm, place: Path) -> None:
    with closing(sqlite3.connect(book.db)) as connection, connection:
        connection.execute("CREATE VIEW mine AS SELECT name FROM customer")
        connection.execute("CREATE TABLE also (mine)")
        connection.execute("ALTER TABLE customer ADD COLUMN shoe VARCHAR")
    answer = book(f"export {place} --json")

    assert answer.json["foreign"] == ["table also", "view mine", "column customer.shoe"]
    assert "column customer.shoe" in answer.err
    assert imported(book, place)("check --json").json["ok"]


def test_an_older_book_is_brought_up_first(book: Crm, place: Path) -> None:
    from tests.faults.old_books import make_first_version

    model = book.db.with_name("model.db")
    shutil.move(book.db, model)
    book.db.with_name("book.db-journal").unlink()
    make_first_version(book.db, model)
    book(f"export {place}")

    assert lines_of(place)[0]["schema"] == 8
    assert imported(book, place)("customer list --format ids").lines == ["1", "2"]
