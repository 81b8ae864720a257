"""`crm customer export` writes what `crm customer import` reads back, and says so in the book."""

from __future__ import annotations

import csv
import json
import os
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

TEXTS = ("csv", "tsv", "json", "jsonl")
FORMATS = (*TEXTS, "xlsx")
OWN = {"id", "uid", "created", "updated", "referred_by", "next_due", "relationship_due",
       "open_promises", "open_complaints"}  # fmt: skip
"""What another book counts by itself, or what rests on contacts and promises."""

HOSTILE = '=HYPERLINK("http://x","y")'


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer field add colour")
    crm([
        "customer", "add", "王芳", "--company", "星河贸易", "--phone", "13800138000",
        "--phone", "021-62881234", "--email", "a@b.cn", "--tag", "vip", "--tag", "上海",
        "--note", 'two\nlines, "quoted"', "--set", "colour=red; blue", "--set", "wechat=wf1",
        "--set", "potential=1234.50", "--set", "birthday=1980-02-29", "--need", "clear",
        "--close", "+2w",
    ])  # fmt: skip
    crm("customer person add 王芳 'Jane Roe' --phone 13700137000 --title CFO")
    crm("customer add Acme --set kind=company --importance key --set industry=tea")
    crm(
        ["customer", "add", HOSTILE, "--note", "@SUM(1)", "--tag", "-2+3", "--set", "title='quoted"]
    )
    crm("customer add 李雷 --may-contact no --reason 'asked for it'")
    return crm


def listed(crm: Crm, db: Path | None = None) -> list[dict[str, Any]]:
    words = ["customer", "list", "--json", *(() if db is None else ("--db", str(db)))]
    return [
        {key: value for key, value in each.items() if key not in OWN} for each in crm(words).json
    ]


def copies(book: Crm) -> list[Any]:
    with closing(connect(book.db)) as connection:
        return connection.execute(
            "SELECT kind, path, purpose, filter, count, customers FROM copy ORDER BY id"
        ).fetchall()


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("raw", ["", "--raw"])
def test_another_book_reads_back_the_same_customers(
    book: Crm, tmp_path: Path, format_: str, raw: str
) -> None:
    file, other = tmp_path / f"all.{format_}", tmp_path / "other.db"
    book(f"customer export {file} {raw}")
    book(f"customer field add colour --db {other}")
    book(f"customer import {file} --yes --db {other}")

    def by_name(row: dict[str, Any]) -> str:
        return str(row["name"])

    assert sorted(listed(book, other), key=by_name) == sorted(listed(book), key=by_name)


@pytest.mark.parametrize("format_", TEXTS)
def test_the_file_and_stdout_hold_the_same(book: Crm, tmp_path: Path, format_: str) -> None:
    file = tmp_path / f"all.{format_}"
    book(f"customer export {file}")
    assert book(f"customer export --format {format_}").out.encode() == file.read_bytes()


def test_cells_that_a_spreadsheet_would_run_are_neutral(book: Crm, tmp_path: Path) -> None:
    def cells(line: str) -> list[dict[str, str]]:
        file = tmp_path / "cells.csv"
        book(f"customer export {file} --force {line}")
        with file.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    neutral = {each["id"]: each for each in cells("")}["3"]
    assert neutral["name"] == f"'{HOSTILE}"
    assert neutral["notes"] == "'@SUM(1)"
    assert neutral["tags"] == "'-2+3"
    assert neutral["title"] == "'quoted"
    for row in cells(""):
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())
    raw = {each["id"]: each for each in cells("--raw")}["3"]
    assert (raw["name"], raw["notes"], raw["title"]) == (HOSTILE, "@SUM(1)", "'quoted")


def test_nobody_else_may_read_the_file(book: Crm, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        book(f"customer export {tmp_path}/all.csv")
    finally:
        os.umask(before)
    assert (tmp_path / "all.csv").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_replaced_by_force_alone(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    file.write_text("mine")
    refused = book(f"customer export {file} --json", code=4)
    assert refused.error["code"] == "target_exists"
    assert file.read_text() == "mine"
    assert copies(book) == []

    book(f"customer export {file} --force")
    assert len(json.loads(file.read_text())) == 4
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_book_itself_is_never_replaced(book: Crm) -> None:
    before = book.db.read_bytes()
    book(f"customer export {book.db} --format csv --force", code=6)
    assert book.db.read_bytes() == before


def test_who_may_not_be_shared_is_left_out(book: Crm, tmp_path: Path) -> None:
    book("customer edit 王芳 --may-share no --reason privacy")
    exported = book(f"customer export {tmp_path}/all.jsonl --json").json

    assert (exported["exported"], exported["withheld"]) == (3, 1)
    assert "王芳" not in (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    assert copies(book)[-1][-1] == "2-4"


def test_an_export_is_recorded_with_purpose_filter_and_whom_it_holds(
    book: Crm, tmp_path: Path
) -> None:
    file = tmp_path / "some.csv"
    exported = book(
        f"customer export {file} --purpose 'trade fair' --where 'industry = tea' --json"
    ).json
    (kind, path, purpose, told, count, customers), *rest = copies(book)

    assert rest == []
    assert (kind, path, purpose, count) == ("export", str(file), "trade fair", 1)
    assert "industry = tea" in told
    assert customers == "2"
    assert (exported["exported"], exported["path"], exported["filter"]) == (1, str(file), told)
    shown = " ".join(book("history --limit 1 --format table").out.split())
    assert "customer export" in shown
    assert "trade fair" in shown
    assert "customer export" not in {each["command"] for each in book("undo --list --json").json}


def test_what_goes_to_stdout_is_recorded_too(book: Crm) -> None:
    book("customer export --purpose mailing")
    assert copies(book) == [("export", "-", "mailing", None, 4, "1-4")]


def test_a_retry_exports_once(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    first = book(f"customer export {file} --key k1 --json").json
    assert book(f"customer export {file} --key k1 --json").json == first
    assert len(copies(book)) == 1


@pytest.mark.parametrize(
    "line",
    ["{folder}/none/all.csv", "{folder}/all.csv --where 'nonsense = 1'", "{folder}/all.xyz"],
)
def test_a_failure_leaves_nothing_behind(book: Crm, tmp_path: Path, line: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    failed = book(f"customer export {line.format(folder=folder)}", code=None)

    assert failed.code not in {0, 1}
    assert list(folder.iterdir()) == []
    assert copies(book) == []
