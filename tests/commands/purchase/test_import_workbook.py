"""Purchases come in from workbooks, with their days and amounts as a spreadsheet keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests import workbooks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

pytest.importorskip("python_calamine")

ROWS: workbooks.Rows = [
    ["销售明细", None, None, None, None],
    ["日期", "客户", "产品", "数量", "金额"],
    [date(2026, 3, 1), "王芳", "扫码器", 2, 17200.5],
    ["2026.3.2", "王芳", "标签", 10, 19.99 * 3],
    ["合计", None, None, 12, 17260.47],
]


def test_a_list_of_sales_is_read_with_its_title_and_total(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    sheets = {"说明": [["a", "b"], ["c", "d"]], "销售": ROWS}
    path = workbooks.write_xlsx(tmp_path / "销售.xlsx", sheets)
    line = ["purchase", "import", str(path), "--yes", "--json"]
    answer = crm(line).json
    assert (answer["read"], answer["created"], answer["skipped"]) == (3, 2, 1)
    assert (answer["sheet"], answer["header_rows"]) == ("销售", [2, 2])
    assert answer["other_sheets"] == ["说明"]
    assert answer["skips"] == [{"row": 5, "reason": "a total, and no record"}]
    found = crm("purchase list --json").json
    told = sorted((each["at"], each["amount"]["amount"], each["quantity"]) for each in found)
    assert told == [("2026-03-01", "17200.50", 2), ("2026-03-02", "59.97", 10)]
    assert crm(line).json["unchanged"] == 2


def test_what_is_read_is_told_and_the_sheet_can_be_named(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    path = workbooks.write_xlsx(tmp_path / "销售.xlsx", {"一月": ROWS, "二月": ROWS})
    told = crm(["purchase", "import", str(path), "--dry-run"])
    assert "Read the sheet 一月; not read: 二月." in told.err
    assert "(sheet 一月, row 2):" in told.out
    named = crm(
        ["purchase", "import", str(path), "--sheet", "二月", "--header", "2", "--json", "--yes"]
    )
    assert (named.json["sheet"], named.json["created"]) == ("二月", 2)
    assert crm(["purchase", "import", str(path), "--sheet", "三月"], code=3).out == ""
