"""The whole book as a file, and a book of that file: they are equal to the last row."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.store.book import Book
from tests.book_files import everything, lines_of, rows_of
from tests.conftest import Crm
from tests.faults.command_lines import FILLING, WRITING, present

if TYPE_CHECKING:
    from crmcli.domain.run import Run

TODAY = "2026-03-31"
LIFE = (
    "customer add 王芳 --phone 13800138000 --company 宏远 --tag vip --need clear --close +3w",
    "customer add Bob --email bob@example.com",
    "customer add Lost",
    "customer add Pinned",
    "customer add 李雷 --referred-by 王芳 --may-share no --reason asked",
    "customer field add colour",
    "customer edit id:1 --set colour=red --set hobbies='tea, \"go\"'",
    "customer person add id:1 李四 --title boss --phone 13900139000",
    "customer lose id:3 --reason price",
    "customer pin id:4 --value high --reason large",
    "log add id:1 hello --via phone --with 李四 --next send --by fri",
    "promise move 1 --by +9d --reason later",
    "grade policy --set loyalty.points=1 --set loyalty.referral=5 --yes",
    "rate set EUR 7.8",
    *FILLING,
    "campaign add fair id:1 Bob",
    "campaign reach fair id:1 --via wechat",
    "campaign answer fair id:1 --note yes",
    "customer archive id:2",
    "customer add Gone --phone 13700137000",
    "customer erase id:6 --yes --reason asked",
)
ALSO_FULL = (
    "INSERT INTO card_line (customer_id, line) VALUES (1, 'X-SPOUSE:x')",
    "INSERT INTO column_map VALUES ('customer', 'shop', '{\"a\": \"name\"}')",
    "INSERT INTO saved_report VALUES ('mine', '[\"won\"]')",
    "INSERT INTO work_calendar VALUES ('DE', '2026-10-03,,free,Einheit')",
    "INSERT INTO report_run VALUES ('job', '2026-03-31T04:00:00Z', 1, '{}')",
)
"""What is written by imports and reports alone."""

LAST = (
    "customer add Twice --phone 13700137001",
    "customer erase id:8 --yes --reason asked",
    "customer field add shade",
    "customer edit id:1 --set shade=blue",
    "customer person add id:1 韩梅",
    "log add id:1 again --via visit --with 韩梅",
    "log add id:1 'the last' --via phone --key last",
)
LEFT_OUT = {"erase", "archive", "undo", "redo"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book once in which every table has rows, after a year of the demonstration."""
    folder = tmp_path_factory.mktemp("full")
    place = folder / "book.db"
    for name, header in (("table", "name,phone\n"), ("purchases", "customer,date,amount\n")):
        (folder / f"{name}.csv").write_text(header + "", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        crm = Crm(place, patch)
        for line in LIFE:
            crm(line, today="2026-01-05")
        with closing(sqlite3.connect(place, isolation_level=None)) as book:
            for statement in ALSO_FULL:
                book.execute(statement)
        for words in present(WRITING, folder):
            if not LEFT_OUT.intersection(words):
                crm(words, today=TODAY, code=None)
        for line in LAST:
            crm(line, today=TODAY)
    return place


@pytest.fixture
def book(crm: Crm, full: Path) -> Crm:
    shutil.copy(full, crm.db)
    return crm


@pytest.fixture
def file(book: Crm, tmp_path: Path) -> Path:
    """Export the book; it is then as it was before the export."""
    before = book.db.read_bytes()
    place = tmp_path / "book.jsonl"
    book(f"export {place} --purpose laptop")
    book.db.write_bytes(before)
    return place


def elsewhere(crm: Crm, tmp_path: Path) -> Crm:
    return Crm(tmp_path / "other" / "new.db", crm._monkeypatch)  # noqa: SLF001 - the same process


@pytest.fixture
def other(book: Crm, file: Path, tmp_path: Path) -> Crm:
    """Import the file elsewhere."""
    (tmp_path / "other").mkdir()
    there = elsewhere(book, tmp_path)
    there(f"import {file}")
    return there


def test_every_table_has_rows_here(file: Path) -> None:
    head, *_, end = lines_of(file)

    assert [table for table, count in head["rows"].items() if not count] == []
    assert head["numbers"]["customer"] > max(each["id"] for each in rows_of(file, "customer"))
    assert end["rows"] == sum(head["rows"].values())


def test_the_book_of_a_file_is_equal_to_the_last_row_and_number(book: Crm, other: Crm) -> None:
    assert everything(other.db) == everything(book.db)
    assert other.db.stat().st_mode & 0o777 == 0o600
    assert [each["code"] for each in other("check --json").json["findings"] if each["count"]] == [
        each["code"] for each in book("check --json").json["findings"] if each["count"]
    ]


@pytest.mark.parametrize(
    "line",
    [
        "due --ahead 60 --json",
        "history --json --limit 500",
        "customer list --json --archived",
        "customer show id:1 --json",
        "customer find the --json",
        "grade policy --json",
        "config show --json",
        "undo --list --json",
    ],
)
def test_both_answer_alike(book: Crm, other: Crm, line: str) -> None:
    answers = [each(line, code=None) for each in (book, other)]

    assert answers[0].code == 0
    assert answers[0].out.replace(str(book.db), "") == answers[1].out.replace(str(other.db), "")


def test_both_take_the_same_back_and_bring_it_back(book: Crm, other: Crm) -> None:
    for line in ("undo", "undo", "redo"):
        told = [each(f"{line} --json").json for each in (book, other)]
        assert told[0] == told[1]
    assert everything(book.db) == everything(other.db)


def test_a_retry_key_of_the_old_book_holds_in_the_new_one(book: Crm, other: Crm) -> None:
    line = "log add id:1 'the last' --via phone --key last --json"
    before = everything(other.db)

    assert other(line).json == book(line).json
    assert everything(other.db) == before


def test_no_number_comes_again(other: Crm, file: Path) -> None:
    given = lines_of(file)[0]["numbers"]["customer"]

    assert other("customer add New --json").json["id"] == given + 1


def test_what_is_exported_again_is_the_same_to_the_byte(
    other: Crm, file: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.jsonl"
    other(f"export {again}", today="2026-04-02")
    first, second = (each.read_bytes().splitlines() for each in (file, again))

    assert first[1:-1] == second[1:-1]
    heads = [json.loads(each[0]) for each in (first, second)]
    assert [each.pop("exported") for each in heads] == [
        "2026-03-31T04:00:00Z",
        "2026-04-02T04:00:00Z",
    ]
    assert heads[0] == heads[1]


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_the_same_file_twice_changes_nothing(other: Crm, file: Path, way: str) -> None:
    before = other.db.read_bytes()
    if way == "file":
        answer = other(f"import {file} --json")
    else:
        answer = other("import - --json", stdin=file.read_bytes())
    found = answer.json

    assert (found["created"], found["updated"]) == (0, 0)
    assert found["unchanged"] == found["read"] == sum(found["tables"].values())
    assert other.db.read_bytes() == before
    assert "0 created, 0 updated" in other(f"import {file}").out


def test_a_book_that_went_on_is_not_overwritten(other: Crm, file: Path) -> None:
    other("customer add Later")
    before = other.db.read_bytes()
    error = other(f"import {file} --yes --json", code=4).error

    assert error["code"] == "book_has_customers"
    assert "crm restore NEW.db" in error["hint"]
    assert other.db.read_bytes() == before


def test_stdin_and_stdout_do_as_well_as_files(book: Crm, tmp_path: Path) -> None:
    before = everything(book.db)
    content = book("export -").out
    (tmp_path / "other").mkdir()
    there = elsewhere(book, tmp_path)
    there("import -", stdin=content)

    assert everything(there.db) == before


def test_the_demonstration_comes_back_equal(crm: Crm, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from crmcli.domain.run import Run
    from crmcli.services.demo.book import fill

    run: Run = replace(Run(datetime(2026, 3, 31, 4, tzinfo=UTC), "tester", "demo"), line="demo")
    fill(Book(crm.db), run)
    before = everything(crm.db)
    place = tmp_path / "demo.jsonl"
    crm(f"export {place}")
    (tmp_path / "other").mkdir()
    there = elsewhere(crm, tmp_path)
    there(f"import {place}")

    assert everything(there.db) == before
    assert there("check --json").json["ok"]
