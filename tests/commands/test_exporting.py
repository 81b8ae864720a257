"""`crm log|deal|purchase|feedback export`: whole tables, recorded, and nobody's who said no."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from contextlib import closing
from itertools import product
from pathlib import Path
from sqlite3 import connect
from typing import TYPE_CHECKING, Any

import pexpect
import pytest
from python_calamine import CalamineWorkbook

from tests.commands.customer.export_book import NASTY
from tests.commands.test_log_asking import terminal

if TYPE_CHECKING:
    from tests.conftest import Crm

GROUPS = ("log", "deal", "purchase", "feedback")
RECORD = {"log": "contact", "deal": "deal", "purchase": "purchase", "feedback": "feedback"}
LISTED = {"log": "log list", "deal": "deal list --all", "purchase": "purchase list --all",
          "feedback": "feedback list --all"}  # fmt: skip
FORMATS = ("csv", "tsv", "xlsx", "json", "jsonl")
ALL = {group: "" if group == "log" else "--all" for group in GROUPS}
each_group = pytest.mark.parametrize("group", GROUPS)


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Give a book with something of everything, of two customers."""
    crm("customer add 王芳 --phone 13800138000 --company 星河")
    crm("customer person add 王芳 李四")
    crm("customer add Acme")
    crm("customer add Gone")
    crm("rate set EUR 8 --on 2026-01-01")
    crm([
        "log", "add", "王芳", 'two\nlines, "quoted"', "--via", "phone", "--at", "2026-03-20 15:04",
        "--said", "too dear", "--purpose", "consulting", "--with", "李四", "--minutes", "20",
        "--next", "send; quote", "--by", "2026-04-03",
    ])  # fmt: skip
    crm("log add Acme hi --via wechat --at 2026-03-21")
    crm("log add Gone bye --via email --at 2026-03-22")
    crm(["deal", "add", "王芳", "=1+1", "--amount", "BHD 1.234", "--close", "2026-04-14"])
    crm("deal add Acme pumps --amount 20 --probability 60")
    crm("deal lose pumps --reason price")
    crm("deal add Gone old --amount 5")
    crm("purchase add 王芳 --amount 'EUR 1200.50' --product 钢管 --quantity 2.5 --at 2026-03-01")
    crm("purchase add Acme --amount 99 --at 2026-03-02 --note '@note'")
    crm("purchase add Gone --amount 1 --at 2026-03-03")
    crm("feedback add 王芳 slow --kind complaint --handler 李 --category delivery")
    crm("feedback advance 1 --note looked")
    crm(["feedback", "measure", "add", "ship earlier", "--by", "2026-05-01", "--feedback", "1"])
    crm("feedback add Acme nice --kind praise")
    crm("feedback add Gone hm --kind opinion")
    crm("customer archive Gone")
    return crm


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def copies(book: Crm) -> list[tuple[Any, ...]]:
    with closing(connect(book.db)) as connection:
        return connection.execute(
            "SELECT record, path, purpose, filter, count, customers FROM copy"
            " WHERE kind = 'export' ORDER BY id"
        ).fetchall()


def without_authors(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in each.items() if key != "author"} for each in rows]


@each_group
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_that_of_the_list_and_says_who_entered_it(book: Crm, group: str, form: str) -> None:
    text = book(f"{group} export --format {form} {ALL[group]}").out
    found = json.loads(text) if form == "json" else list(map(json.loads, text.splitlines()))
    listed = book(f"{LISTED[group]} --json").json
    assert without_authors(found) == without_authors(listed)
    assert {each["author"] for each in found} == {"tester"}
    assert len(found) == 3


@each_group
def test_csv_and_tsv_have_the_columns_and_cells_of_the_list(book: Crm, group: str) -> None:
    listed = table(book(f"{LISTED[group]} --format csv").out)
    found = table(book(f"{group} export {ALL[group]} --format csv").out)
    assert without_authors(found) == without_authors(listed)
    tabs = book(f"{group} export {ALL[group]} --format tsv").lines
    assert tabs[0].split("\t") == list(found[0])
    assert len(tabs) == 4


def test_a_contact_in_csv_cell_by_cell(book: Crm) -> None:
    (found,) = table(book("log export --customer 王芳").out)
    assert found == {
        "id": "1", "customer_id": "1", "customer": "王芳", "at": "2026-03-20T07:04:00+00:00",
        "via": "phone", "direction": "out", "purpose": "consulting",
        "note": 'two\nlines, "quoted"', "said": "too dear", "outcome": "reached",
        "author": "tester", "people": "李四", "minutes": "20", "grade_from": "D", "grade_to": "D",
        "grade_reason": "need not known", "next_due": found["next_due"],
        "promises": r"send\; quote", "imported": "false",
    }  # fmt: skip


def test_a_purchase_in_excel_cell_by_cell(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "purchases.xlsx"
    book(f"purchase export {file} --customer 王芳")
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("purchases").to_python()
    header, row = sheet
    found = dict(zip(map(str, header), row, strict=True))
    assert {key: value for key, value in found.items() if key != "at"} == {
        "id": 1, "customer_id": 1, "customer": "王芳", "product": "钢管", "quantity": 2.5,
        "amount": 1200.5, "currency": "EUR", "deal_id": "", "note": "", "book_amount": 9604,
        "book_amount_currency": "CNY", "author": "tester",
    }  # fmt: skip
    assert str(found["at"]) == "2026-03-01"


def test_a_contact_in_excel_has_the_time_that_the_clock_on_the_wall_showed(
    book: Crm, tmp_path: Path
) -> None:
    file = tmp_path / "log.xlsx"
    book(f"log export {file} --customer 王芳")
    header, row = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    assert str(row[header.index("at")]) == "2026-03-20 15:04:00"
    assert row[header.index("note")] == 'two\nlines, "quoted"'
    assert row[header.index("minutes")] == 20
    assert row[header.index("imported")] is False


def test_no_cell_is_run_by_a_spreadsheet_unless_it_is_to_be_raw(crm: Crm) -> None:
    for number, text in enumerate(NASTY):
        crm(["customer", "add", f"--note={text}", "--", f"{text}.{number}"])
        owner = f"id:{number + 1}"
        crm(["log", "add", owner, "--via", "phone", f"--said={text}", "--", text])
        crm(["deal", "add", "--amount", "1", f"--note={text}", "--", owner, text])
        crm(["purchase", "add", owner, "--amount", "1", f"--product={text}", f"--note={text}"])
        crm(["feedback", "add", f"--handler=x{number}", "--kind", "opinion", "--", owner, text])
    for group, form in product(GROUPS, ("csv", "tsv")):
        text = crm(f"{group} export --format {form}").out
        lines = text.split("\n")[:-1]
        rows = [each.split("\t") for each in lines]
        if form == "csv":
            rows = list(csv.reader(io.StringIO(text, newline="")))
        cells = [cell for row in rows for cell in row]
        risky = [each for each in cells if each and each[0] in "=+-@\t\r＝＋－＠"]
        # How many days are left is a number, which is not run.
        assert not [each for each in risky if not each[1:].isdecimal()], (group, form)
        assert group == "deal" or not risky, (group, form)
        raw = crm(f"{group} export --format {form} --raw").out
        assert "=1+1" in raw.replace("'=1+1", ""), (group, form)


@each_group
def test_what_is_of_somebody_who_may_not_be_shared_is_left_out_and_counted(
    book: Crm, group: str, tmp_path: Path
) -> None:
    book("customer edit 王芳 --may-share no --reason letter")
    file = tmp_path / "out.json"
    told = book(f"{group} export {file}")
    left = json.loads(file.read_text("utf-8"))
    assert "王芳" not in [each["customer"] for each in left]
    assert "1 left out: of customers who may not be shared" in told.err
    answer = book(f"{group} export {file} --force --json").json
    assert (answer["exported"], answer["withheld"]) == (len(left), 1)
    assert answer["left_out"] == [{"id": 1, "name": "王芳", "on": "2026-03-31", "reason": "letter"}]
    assert answer["tables"] == [{"record": RECORD[group], "exported": len(left), "withheld": 1}]


@each_group
def test_every_export_is_recorded_with_its_table_and_whose_rows_it_holds(
    book: Crm, group: str, tmp_path: Path
) -> None:
    file = tmp_path / "out.csv"
    told = book(f"{group} export {file} --customer 王芳 --purpose ' fair '").out
    assert told.startswith("Exported 1 ")
    assert told.endswith(f" to {file}.\n")
    assert copies(book) == [(RECORD[group], str(file), "fair", "customer = 王芳", 1, "1")]
    history = book("history --limit 1 --json").json[0]
    assert history["command"] == f"{group} export"
    what = {"feedback": "1 piece of feedback"}.get(group, f"1 {RECORD[group]}")
    assert f"exported {what} to {file} for fair (customer = 王芳)" in history["text"]
    book(f"{group} export {ALL[group]}")
    assert copies(book)[1:] == [(RECORD[group], "-", None, "all" if ALL[group] else None, 3, "1-3")]


def test_erasing_somebody_names_the_exports_that_hold_it_and_no_others(
    book: Crm, tmp_path: Path
) -> None:
    for group in GROUPS:
        book(f"{group} export {tmp_path}/{group}.csv --customer 王芳")
        book(f"{group} export {tmp_path}/{group}-acme.csv --customer Acme {ALL[group]}")
    erased = book("customer erase 王芳 --yes --reason asked --json").json
    assert [(Path(each["path"]).name, each["record"]) for each in erased["exports"]] == [
        (f"{group}.csv", RECORD[group]) for group in GROUPS
    ]


@each_group
def test_a_file_appears_whole_for_its_owner_alone_or_not_at_all(
    book: Crm, group: str, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        for form in ("csv", "tsv", "xlsx", "json", "jsonl"):
            file = tmp_path / f"out.{form}"
            book(f"{group} export {file}")
            assert file.stat().st_mode & 0o777 == 0o600
            assert book(f"{group} export {file} --json", code=4).error["code"] == "target_exists"
            book(f"{group} export {file} --force")
    finally:
        os.umask(before)
    assert book(f"{group} export {tmp_path}/none/a.csv", code=6).out == ""
    assert book(f"{group} export {tmp_path}/a.pdf", code=2).out == ""
    assert len(copies(book)) == 10
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


@each_group
def test_a_table_without_rows_is_a_header(crm: Crm, group: str, tmp_path: Path) -> None:
    crm("customer add 王芳")
    text = crm(f"{group} export").out
    assert text.startswith("id,customer_id,customer,")
    assert len(text.splitlines()) == 1
    assert crm(f"{group} export --format json").json == []
    assert crm(f"{group} export --format jsonl").out == ""
    crm(f"{group} export {tmp_path}/a.xlsx")
    (sheet,) = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).sheet_names
    rows = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_name(sheet)
    assert rows.to_python()[0][:3] == ["id", "customer_id", "customer"]


@each_group
def test_a_retry_writes_once_unless_the_rows_have_changed(book: Crm, group: str) -> None:
    first = book(f"{group} export --key once").out
    assert book(f"{group} export --key once").out == first
    assert len(copies(book)) == 1
    book({
        "log": "log add 王芳 more --via phone",
        "deal": "deal add 王芳 more --amount 1",
        "purchase": "purchase add 王芳 --amount 5",
        "feedback": "feedback add 王芳 more --kind opinion",
    }[group])  # fmt: skip
    assert "more" in book(f"{group} export --key once").out or group == "purchase"
    assert [each[4] for each in copies(book)] == [copies(book)[0][4], copies(book)[0][4] + 1]


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("log export --since 2026-03-21", [3, 2]),
        ("log export --until 2026-03-20", [1]),
        ("log export --via wechat", [2]),
        ("log export --limit 2", [3, 2]),
        ("deal export", [1]),
        ("deal export --lost", [2]),
        ("deal export --all --sort -id --limit 2", [3, 2]),
        ("deal export --overdue", []),
        ("purchase export", [2, 1]),
        ("purchase export --all --since 2026-03-02", [3, 2]),
        ("purchase export --product 钢", [1]),
        ("purchase export --customer Gone", [3]),
        ("feedback export --kind complaint", [1]),
        ("feedback export --open --handler 李", [1]),
        ("feedback export --customer Gone", [3]),
    ],
)
def test_filters_are_those_of_the_list(book: Crm, line: str, ids: list[int]) -> None:
    assert [each["id"] for each in book(f"{line} --format json").json] == ids


@each_group
def test_a_filter_that_cannot_be_read_leaves_nothing(book: Crm, group: str, tmp_path: Path) -> None:
    book(f"{group} export {tmp_path}/a.csv --customer Nobody", code=3)
    assert not (tmp_path / "a.csv").exists()
    assert copies(book) == []


@pytest.fixture
def other(book: Crm, tmp_path: Path) -> str:
    """Give another book, with the same customers."""
    place, people = tmp_path / "other.db", tmp_path / "people.csv"
    book(f"customer export {people}")
    book(f"customer import {people} --yes --db {place}")
    book(f"rate set EUR 8 --on 2026-01-01 --db {place}")
    return str(place)


def known(book: Crm, line: str, keys: str, *words: str) -> list[list[Any]]:
    rows = book([*line.split(), "--json", *words]).json
    return [[each[key] for key in keys.split()] for each in rows]


@pytest.mark.parametrize("form", FORMATS)
def test_contacts_are_read_back_with_their_instants_and_authors(
    book: Crm, other: str, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"log.{form}"
    book(["log", "add", "Acme", "=1+1", "--via", "sms", "--in", "--at", "2026-03-25 08:01:07"])
    with closing(connect(book.db)) as connection, connection:
        connection.execute("UPDATE contact SET author = '小李' WHERE id = 2")
    book("customer restore Gone")
    book("log remove 3")
    book(f"log export {file}")
    keys = "customer at via direction purpose note said outcome author people minutes"
    book(f"log import {file} --yes --db {other}")
    lines = known(book, "log list", keys)
    assert known(book, "log list", keys, "--db", other) == lines
    assert len(lines) == 3


@pytest.mark.parametrize("form", FORMATS)
def test_purchases_are_read_back_into_another_book(
    book: Crm, other: str, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"purchases.{form}"
    with closing(connect(book.db)) as connection, connection:
        connection.execute("UPDATE purchase SET author = '小李' WHERE id = 2")
    book(f"purchase export {file}")
    book(f"purchase import {file} --yes --db {other}")
    keys = "customer at product quantity amount note book_amount"
    lines = known(book, "purchase list", keys)
    assert known(book, "purchase list", keys, "--db", other) == lines
    assert len(lines) == 2
    again = tmp_path / "again.jsonl"
    book(f"purchase export {again} --db {other}")
    authors = [json.loads(each)["author"] for each in again.read_text("utf-8").splitlines()]
    assert authors == ["小李", "tester"]


def test_a_workbook_does_not_go_to_a_terminal(book: Crm) -> None:
    child = terminal(book, "log", "export", "--format", "xlsx", "--purpose", "x")
    child.expect("A terminal cannot show a xlsx file")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert copies(book) == []


def test_the_answers_fit_their_schema(book: Crm, tmp_path: Path) -> None:
    for group in GROUPS:
        described = book(f"schema {group} export").json
        answer = book(f"{group} export {tmp_path}/{group}.csv --json").json
        assert set(described["properties"]) == set(answer)


@each_group
def test_cards_are_of_customers_alone(book: Crm, group: str, tmp_path: Path) -> None:
    error = book(f"{group} export {tmp_path}/a.vcf --json", code=2).error
    assert error["code"] == "customers_alone"
    assert list(tmp_path.glob("a.vcf")) == []
    assert copies(book) == []
