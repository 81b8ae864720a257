"""Workbooks of every kind are read as tables, with the rows and names a spreadsheet shows."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.listed import names
from crmcli.errors import CrmError
from crmcli.exchange.table import Form, Row
from crmcli.exchange.tables import table_in
from crmcli.services.imports.columns import names_known
from tests import workbooks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from crmcli.exchange.table import Table

KNOWN = names_known({}, {})


def read(path: Path, form: Form | None = None) -> tuple[Table, list[Row]]:
    pytest.importorskip("python_calamine")
    with path.open("rb") as file, table_in(file, form or Form(), KNOWN) as table:
        return table, list(table.rows())


def cells(path: Path, form: Form | None = None) -> list[list[str]]:
    """Give all cells, the header's among them."""
    table, rows = read(path, form)
    return [table.header, *(row.cells for row in rows)]


def book(path: Path, rows: workbooks.Rows) -> Path:
    return workbooks.write_xlsx(path / "客户.xlsx", {"客户": rows})


def test_an_xlsx_file_is_read_with_its_types(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        ["客户名称", "电话", "生日", "最近联系", "时间", "VIP", "折扣"],
        [
            "王芳",
            13800138000,
            date(1990, 1, 2),
            datetime(2026, 1, 2, 9, 30),  # noqa: DTZ001 - a spreadsheet knows no zones
            time(9, 30),
            True,
            0.8,
        ],
    ]
    assert cells(book(tmp_path, rows))[1] == [
        "王芳",
        "13800138000",
        "1990-01-02",
        "2026-01-02 09:30:00",
        "09:30:00",
        "true",
        "0.8",
    ]


def test_an_xls_file_is_read(tmp_path: Path) -> None:
    content = workbooks.biff(
        {
            (0, 0): "客户名称",
            (0, 1): "电话",
            (0, 2): "生日",
            (2, 0): "王芳",
            (2, 1): 13800138000.0,
            (2, 2): 46000.0,
        }
    )
    table, rows = read(workbooks.write_ole(tmp_path / "客户.xls", "Workbook", content))
    assert (table.header, table.sheet) == (["客户名称", "电话", "生日"], "客户")
    assert rows == [Row(3, ["王芳", "13800138000", "2025-12-09"])]


def test_an_ods_file_is_read(tmp_path: Path) -> None:
    tables = {
        "客户": workbooks.ods_row("客户名称", "电话", "生日")
        + workbooks.ods_row("", "", "", repeated=3)
        + workbooks.ods_row("王芳", 13800138000, "1990-01-02"),
    }
    path = workbooks.write_parts(tmp_path / "客户.ods", workbooks.ods_parts(tables))
    _, rows = read(path)
    assert rows == [Row(5, ["王芳", "13800138000", "1990-01-02"])]


def test_rows_have_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    table, rows = read(
        book(tmp_path, [[], [], [None, "客户名称", "电话"], [], [None, "王芳", "1"]])
    )
    assert table.header_rows == (3, 3)
    assert rows == [Row(5, ["王芳", "1"])]


def test_a_file_that_the_system_does_not_know_is_read_too(tmp_path: Path) -> None:
    content = book(tmp_path, [["客户名称"], ["王芳"]]).read_bytes()
    with table_in(io.BytesIO(content), Form()) as table:
        assert [row.cells for row in table.rows()] == [["王芳"]]


def test_more_rows_than_one_answer_holds_come_whole_and_in_order(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        ["客户名称", "备注"],
        *([f"客户{number}", "长" * 500] for number in range(3000)),
    ]
    table, found = read(book(tmp_path, rows))
    assert [row.number for row in found] == list(range(2, 3002))
    assert (found[-1].cells, table.progress()) == (["客户2999", "长" * 500], (3001, 3001))


def test_a_number_whose_digits_are_lost_is_refused_with_its_column(tmp_path: Path) -> None:
    path = book(tmp_path, [["客户名称", "身份证号", "电话"], ["王芳", 11010119900101123, 138]])
    (row,) = read(path)[1]
    assert row.fault is not None
    assert row.fault.code == "digits_lost"
    assert row.fault.details["column"] == "身份证号"
    assert row.fault_in({0, 2}) is None
    assert row.fault_in({1}) is row.fault


def test_the_value_of_a_formula_is_the_one_that_was_shown(tmp_path: Path) -> None:
    writer = pytest.importorskip("xlsxwriter")
    path = tmp_path / "f.xlsx"
    with writer.Workbook(path) as made:
        sheet = made.add_worksheet()
        for place, (formula, value) in enumerate(
            [('="客户"&"名称"', "客户名称"), ("=1+1", 2), ("=1/0", "#DIV/0!"), ("=NA()", "#N/A")]
        ):
            sheet.write_formula(0, place, formula, None, value)
    assert cells(path) == [["客户名称", "2", "", ""]]


# Sheets


THREE: Mapping[str, workbooks.Rows] = {
    "说明": [["本表由销售部填写"], ["请勿外传", "2026"]],
    "客户": [["客户名称", "电话"], ["王芳", "1"]],
    "旧客户": [["客户名称", "电话"], ["李雷", "2"]],
}


def test_the_first_sheet_with_known_columns_is_read_and_the_others_are_named(
    tmp_path: Path,
) -> None:
    path = workbooks.write_xlsx(tmp_path / "x.xlsx", THREE)
    table, rows = read(path)
    assert (table.sheet, rows[0].cells) == ("客户", ["王芳", "1"])
    assert table.other_sheets == ("说明", "旧客户")


def test_a_hidden_sheet_is_read_only_when_it_is_named(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "x.xlsx", THREE, hidden=["客户"])
    assert read(path)[0].sheet == "旧客户"
    assert read(path, Form(sheet="客户"))[0].sheet == "客户"


@pytest.mark.parametrize(
    ("name", "sheet"), [("旧客户", "旧客户"), ("3", "旧客户"), (" 客户 ", "客户")]
)
def test_a_sheet_is_named_by_its_name_or_number(tmp_path: Path, name: str, sheet: str) -> None:
    path = workbooks.write_xlsx(tmp_path / "x.xlsx", THREE)
    table, _ = read(path, Form(sheet=name))
    assert (table.sheet, table.other_sheets) == (sheet, ())


@pytest.mark.parametrize("name", ["4", "0", "", "Sheet1"])
def test_an_unknown_sheet_is_answered_with_those_there_are(tmp_path: Path, name: str) -> None:
    path = workbooks.write_xlsx(tmp_path / "x.xlsx", THREE)
    with pytest.raises(CrmError) as caught:
        read(path, Form(sheet=name))
    assert caught.value.exit_code == 3
    assert caught.value.details["sheets"] == names(["说明", "客户", "旧客户"])


def test_without_known_columns_the_first_table_is_read(tmp_path: Path) -> None:
    sheets: Mapping[str, workbooks.Rows] = {
        "a": [],
        "b": [["a note"]],
        "c": [["foo", "bar"], [1, 2]],
        "d": [["x", "y"], [1, 2]],
    }
    table, _ = read(workbooks.write_xlsx(tmp_path / "x.xlsx", sheets))
    assert (table.sheet, table.other_sheets) == ("c", ("d",))


def test_a_workbook_of_blank_sheets_has_no_header(tmp_path: Path) -> None:
    with pytest.raises(CrmError) as caught:
        read(workbooks.write_xlsx(tmp_path / "x.xlsx", {"a": [], "b": [[" "]]}))
    assert caught.value.code == "no_header"


# Headers


def test_merged_cells_say_where_the_names_are(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        ["客户登记表", None, None, None, None],
        ["客户名称", "联系方式", None, None, "备注"],
        [None, "手机", "邮箱", "其他", None],
        ["王芳", "13800138000", "a@b.cn", "x", "y"],
    ]
    path = workbooks.write_xlsx(
        tmp_path / "x.xlsx", {"客户": rows}, merged=["A1:E1", "A2:A3", "B2:D2", "E2:E3"]
    )
    table, found = read(path)
    assert table.header == ["客户名称", "手机", "邮箱", "联系方式 其他", "备注"]
    assert table.header_rows == (2, 3)
    assert [row.number for row in found] == [4]


def test_rows_of_the_header_can_be_named_however_far_down(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        *([f"note {number}", 1, 2] for number in range(99)),
        ["foo", "bar"],
        ["a", "b"],
    ]
    table, found = read(book(tmp_path, rows), Form(header=(100, 100)))
    assert (table.header[:2], [row.number for row in found]) == (["foo", "bar"], [101])


def test_what_stands_beside_the_table_is_a_column_without_a_name(tmp_path: Path) -> None:
    table, rows = read(
        book(tmp_path, [["客户名称", "电话"], ["王芳", "1"], ["李雷", "2", None, "!"]])
    )
    assert table.header == ["客户名称", "电话", "", ""]
    assert rows[1].cells == ["李雷", "2", "", "!"]


# The shared files


SHARED: Mapping[str, list[list[str]]] = {
    "date.xlsx": [["2021-01-01", "15"], ["2021-01-02", "16"], ["255:10:10", "17"]],
    "date_1904.xlsx": [["2021-01-01", "15"], ["2021-01-02", "16"], ["255:10:10", "17"]],
    "has_x000D_.xlsx": [["ABC\r\nDEF"]],
    "inlineStr_with_value.xlsx": [
        ["NN", "Hierarchy", "", "Outline Number", "ID", "Name", "Type", "Description"],
        ["1", "+", "", "1.", "RQ11610", "requirement", "Textual Requirement", "test"],
    ],
    "rph.xlsx": [["課きく\u3000毛こ"]],
    "whitespace_trim.xlsx": [
        ["trimmed value", "value with tabs", " \t\n", "clean text"],
        ["line1\nline2", "  line1\nline2  ", "", ""],
        ["日期 时间", "", "", ""],
    ],
}


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_workbook_has_these_cells(shared: Path, name: str) -> None:
    assert cells(shared / "xlsx" / name) == SHARED[name]


@pytest.mark.parametrize("name", ["empty_sheet.xlsx", "errors.xlsx"])
def test_a_shared_workbook_without_values_has_no_header(shared: Path, name: str) -> None:
    # Cells with an error such as #DIV/0! hold no value.
    with pytest.raises(CrmError) as caught:
        read(shared / "xlsx" / name)
    assert caught.value.code == "no_header"


def test_a_shared_workbook_with_a_title_has_its_names_below(shared: Path) -> None:
    table, rows = read(shared / "xlsx" / "minimal_package.xlsx")
    assert table.header_rows == (3, 3)
    assert table.header[:3] == ["BKG_NUM", "BKG_DT", "BKG_TM"]
    assert (rows[0].number, rows[0].cells[17]) == (4, "1985-02-25")


def test_every_shared_workbook_has_its_outcome(shared: Path) -> None:
    told = {*SHARED, "empty_sheet.xlsx", "errors.xlsx", "minimal_package.xlsx"}
    found = {each.name for each in (shared / "xlsx").glob("*.xlsx")}
    assert found == told | {"pass_protected.xlsx"}
