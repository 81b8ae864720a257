"""Customers come in from workbooks, and from tables with titles, groups and totals."""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests import workbooks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Answer, Crm

pytest.importorskip("python_calamine")

TODAY = "2026-11-22"
ROWS: workbooks.Rows = [
    ["客户登记表", None, None, None],
    ["客户名称", "联系方式", None, "最近联系"],
    [None, "手机", "邮箱", None],
    ["王芳", 13800138000, "wang@example.com", date(2026, 11, 3)],
    ["李雷", "1.38001E+10", None, "2026.11.4"],
    ["合计 2 家", None, None, None],
]
MERGED = ("A1:D1", "A2:A3", "B2:C2", "D2:D3")


def bring(crm: Crm, path: Path, *options: str, code: int = 0) -> Answer:
    words = ["customer", "import", str(path), "--yes", *options]
    return crm(words, today=TODAY, code=code)


def customers(crm: Crm) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = crm("customer list --json", today=TODAY).json
    return sorted(found, key=lambda each: str(each["name"]))


def firm(path: Path, rows: workbooks.Rows = ROWS) -> Path:
    return workbooks.write_xlsx(path / "客户.xlsx", {"客户": rows}, merged=MERGED)


def test_numbers_and_days_are_what_they_mean_and_a_damaged_number_is_refused(
    crm: Crm, tmp_path: Path
) -> None:
    refused = bring(crm, firm(tmp_path), "--json", code=5).json
    assert refused["read"] == 3
    ((row, reason),) = [each.values() for each in refused["refusals"]]
    assert row == 5
    assert "1.38001E+10" in reason
    whole = [each for each in ROWS if "李雷" not in each]
    answer = bring(crm, firm(tmp_path, whole), "--json").json
    assert (answer["created"], answer["skipped"], answer["header_rows"]) == (1, 1, [2, 3])
    (found,) = customers(crm)
    assert found["phones"] == ["+8613800138000"]
    assert found["last_contact"].startswith("2026-11-03")


def test_where_the_names_stand_is_said_before_anything_is_written(crm: Crm, tmp_path: Path) -> None:
    told = bring(crm, firm(tmp_path), "--dry-run", code=5)
    assert told.lines[0].endswith("客户.xlsx (sheet 客户, rows 2–3):")
    assert "  手机 → phones" in told.lines
    assert "row 6: a total, and no record" in told.err


def test_the_same_workbook_twice_changes_nothing(crm: Crm, tmp_path: Path) -> None:
    path = firm(tmp_path, [*ROWS[:4], ROWS[5]])
    assert bring(crm, path, "--json").json["created"] == 1
    again = bring(crm, path, "--json").json
    assert (again["created"], again["unchanged"], again["skipped"]) == (0, 1, 1)


def test_without_its_library_it_is_said_what_is_missing(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = firm(tmp_path)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    refused = bring(crm, path, "--json", code=2)
    assert refused.error["code"] == "missing_extra"
    assert "crmcli[xlsx]" in refused.error["hint"]


def test_a_workbook_comes_through_stdin(crm: Crm, tmp_path: Path) -> None:
    content = firm(tmp_path, [*ROWS[:4]]).read_bytes()
    answer = crm("customer import - --yes --json", today=TODAY, stdin=content).json
    assert (answer["created"], answer["sheet"], answer["encoding"]) == (1, "客户", "")


def test_rejected_rows_of_a_workbook_go_to_a_table_of_text(crm: Crm, tmp_path: Path) -> None:
    target = tmp_path / "bad.csv"
    answer = bring(crm, firm(tmp_path), "--skip-bad", str(target), "--json").json
    assert (answer["read"], answer["created"], answer["refused"]) == (3, 1, 1)
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["action", "matched_id", "reason", "客户名称", "手机", "邮箱", "最近联系"]
    assert [row[3] for row in rows[1:]] == ["李雷", "合计 2 家"]
    assert rows[2][:3] == ["skip", "", "a total, and no record"]
    mended = target.read_text("utf-8-sig").replace("1.38001E+10", "13800138001")
    target.write_text(mended, encoding="utf-8-sig")
    again = bring(crm, target, "--json").json
    assert (again["created"], again["skipped"], again["refused"]) == (1, 1, 0)


def test_a_number_without_its_last_digits_is_refused_unless_its_column_is_left_out(
    crm: Crm, tmp_path: Path
) -> None:
    rows: workbooks.Rows = [["客户名称", "身份证号"], ["王芳", 110101199001011234]]
    path = workbooks.write_xlsx(tmp_path / "x.xlsx", {"a": rows})
    (refusal,) = bring(crm, path, "--json", code=5).json["refusals"]
    assert refusal["row"] == 2
    assert refusal["reason"].startswith(
        "身份证号: the last digits of 1.10101199001011E+17 are lost"
    )
    assert bring(crm, path, "--map", "身份证号=-", "--json").json["created"] == 1


TWO: Mapping[str, workbooks.Rows] = {
    "华东": [["客户名称", "电话"], ["王芳", "13800138000"]],
    "华北": [["客户名称", "电话"], ["李雷", "13900139000"]],
}


def test_other_sheets_with_tables_are_named(crm: Crm, tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "x.xlsx", TWO)
    told = bring(crm, path, "--dry-run")
    assert "Read the sheet 华东; not read: 华北." in told.err
    assert bring(crm, path, "--json").json["other_sheets"] == ["华北"]
    named = bring(crm, path, "--sheet", "2", "--json").json
    assert (named["sheet"], named["created"], named["other_sheets"]) == ("华北", 1, [])
    assert [each["name"] for each in customers(crm)] == ["李雷", "王芳"]


def test_a_sheet_that_is_not_there_is_not_found(crm: Crm, tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "x.xlsx", TWO)
    refused = bring(crm, path, "--sheet", "华南", "--json", code=3)
    assert refused.error["code"] == "unknown_sheet"
    assert "华东, 华北" in refused.error["message"]


@pytest.mark.parametrize(
    ("content", "option", "word"),
    [
        ("name\nA\n", ("--sheet", "1"), "no_sheets"),
        ('[{"name":"A"}]', ("--sheet", "1"), "no_sheets"),
        ('[{"name":"A"}]', ("--header", "1"), "no_header_row"),
        ("name\nA\n", ("--header", "first"), "bad_header_rows"),
    ],
)
def test_options_that_a_file_has_no_use_for_are_refused(
    crm: Crm, content: str, option: tuple[str, ...], word: str
) -> None:
    refused = crm(["customer", "import", "-", "--json", *option], stdin=content, code=2)
    assert refused.error["code"] == word


def test_a_table_of_text_may_have_a_title_groups_and_a_total(crm: Crm) -> None:
    content = (
        "客户登记表（2026年）,,,\n制表：小陈,,,2026-11-20\n\n"
        "客户名称,联系方式,,备注\n,手机,邮箱,\n（必填）,（必填）,,\n"
        "王芳,13800138000,wang@example.com,x\n合计：1 家,,,\n"
    )
    answer = crm("customer import - --yes --json", today=TODAY, stdin=content).json
    assert (answer["header_rows"], answer["created"], answer["skipped"]) == ([4, 5], 1, 1)
    assert answer["skips"][0]["row"] == 8
    (found,) = customers(crm)
    assert (found["phones"], found["notes"]) == (["+8613800138000"], "x")


def test_the_rows_of_the_names_can_be_said(crm: Crm) -> None:
    content = "a,b\nfoo,bar\nWang,x\n"
    words = ["customer", "import", "-", "--yes", "--json", "--map", "foo=name"]
    assert crm(words, stdin=content, code=2).error["code"] == "unknown_column"
    named = crm([*words, "--header", "2"], stdin=content).json
    assert (named["header_rows"], named["created"]) == ([2, 2], 1)
    assert crm([*words, "--header", "5"], stdin=content, code=5).error["code"] == "no_header"


def test_a_customer_by_the_name_of_total_comes_in(crm: Crm) -> None:
    crm("customer import - --yes", stdin="name,phone\nWang,13800138000\nTotal,13800138001\n")
    assert [each["name"] for each in customers(crm)] == ["Total", "Wang"]
